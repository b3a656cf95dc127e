"""Questions from Discord to their cards: who asks, what they may see, what is asked, which page they look at."""

import asyncio
from collections.abc import Coroutine
from dataclasses import dataclass, replace
from typing import Any

from discord import ui

from bot.answers.answer import Answer, Status
from bot.answers.conversion import Converter
from bot.answers.present import present
from bot.answers.presented import Presented
from bot.answers.questions import QUESTIONS, Changes, Question, Sources, as_mapping, choose, options
from bot.answers.region_words import RegionWords, Wording
from bot.answers.service import Answers, Asked
from bot.answers.shared import Shared
from bot.answers.sources import sources_of
from bot.chat.actions import Action, acting, leading_on
from bot.chat.buttons import Form, Place, Turn, choosing, going_on, nearest, other_forms, turning
from bot.chat.cards import Page, lay_out, notice, pages
from bot.chat.closeups.subjects import drawable, readable
from bot.chat.first_steps import FirstSteps
from bot.chat.reader import Reader
from bot.chat.replies import Drawing, Interaction, deliver, told
from bot.chat.translation import LOCALES
from bot.model import PUBLIC_LIBRARY
from bot.strings import catalogue

WARM_UP = "OpenAI"
COMPLETING_S = 2.0
"""After that a completion would come too late."""


@dataclass(frozen=True, slots=True)
class Book:
    """An answer as readers of one language see it, and its pages."""

    answer: Answer
    presented: Presented
    pages: tuple[Page, ...]


@dataclass(frozen=True, slots=True)
class Opened:
    """A page of an answer as one reader sees it, and the libraries that they see it in."""

    presented: Presented
    page: Page
    libraries: tuple[str, ...]


class Desk:
    """Takes questions from Discord and hands out cards; ``draws`` tells whether pictures can be offered."""

    def __init__(
        self,
        answers: Answers,
        converter: Converter,
        region_words: RegionWords,
        steps: FirstSteps,
        *,
        draws: bool = False,
    ) -> None:
        self._answers = answers
        self._draws = draws
        self._converter = converter
        self._region_words = region_words
        self._steps = steps
        self._books: Shared[tuple[Question, tuple[str, ...], str, bool, bool], Book] = Shared(answers.revision)
        self._drawings: Shared[tuple[Question, Reader, Form, int], Drawing] = Shared(answers.revision)

    async def warm(self) -> None:
        """Ask every question once before anyone else can: what is loaded at its first use is then loaded."""
        for question in QUESTIONS.values():
            answer = await self._answers.ask(question(**{options(question)[0]: WARM_UP}), [PUBLIC_LIBRARY])
            for locale in LOCALES.values():
                pages(present(answer, locale, self._converter))

    async def ask(self, interaction: Interaction, question: Question, *, private: bool | None) -> None:
        """Answer a question, to everyone or, if ``private``, to the asker alone; as they chose where that is None."""
        reader = await Reader.of(interaction, alone=private)
        await deliver(interaction, self._asked(question, reader, interaction), private=reader.alone)

    async def turn(self, interaction: Interaction, asked: int, form: Form, page: int) -> None:
        """Show a page of the answer to a question that was asked before, to the presser alone."""
        async with told(interaction):
            reader = await Reader.of(interaction, alone=True)
            await deliver(interaction, self._again(asked, reader, form, page), private=True)

    async def choose(self, interaction: Interaction, asked: int, option: str, person: int) -> None:
        """Answer a question that was asked before, with ``person`` in the place of an option, to the chooser alone."""
        async with told(interaction):
            reader = await Reader.of(interaction, alone=True)
            await deliver(interaction, self._chosen(asked, option, person, reader, interaction), private=True)

    async def lead_on(self, interaction: Interaction, action: Action, place: Place) -> None:
        """Answer the question that an answer leads on to, to the presser alone."""
        async with told(interaction):
            reader = await Reader.of(interaction, alone=True)
            await deliver(interaction, self._next(int(place.book), action, place.form, reader), private=True)

    async def follow_up(self, interaction: Interaction, question: Coroutine[Any, Any, Question | None]) -> None:
        """Answer a question that another card leads to, with the articles as written, to the presser alone."""
        async with told(interaction):
            reader = await Reader.of(interaction, alone=True)
            await deliver(interaction, self._followed(question, reader), private=True)

    async def open(self, place: Place, reader: Reader) -> Opened | None:
        """Return the page at a place of the answer to a question; None once the question is forgotten."""
        found = await self._answers.recall(int(place.book))
        if found is None:
            return None
        within = _within(reader, found)
        book = await self._book(found.question, within, place.form)
        return Opened(book.presented, book.pages[place.within(len(book.pages)).page - 1], within.libraries)

    async def complete(self, interaction: Interaction, option: str, typed: str) -> list[str]:
        """Return what an option may become; nothing where that takes too long."""
        reader = await Reader.of(interaction)
        completing = self._answers.complete(option, typed, reader.libraries)
        try:
            async with asyncio.timeout(COMPLETING_S):
                return [*await completing]
        except TimeoutError:
            return []

    async def _again(self, asked: int, reader: Reader, form: Form, page: int) -> Drawing:
        found = await self._answers.recall(asked)
        if found is None:
            return _forgotten(reader)
        return await self._draw(found.question, _within(reader, found), form, page)

    async def _chosen(self, asked: int, option: str, person: int, reader: Reader, by: Interaction) -> Drawing:
        found = await self._answers.recall(asked)
        if found is None or option not in options(type(found.question)):
            return _forgotten(reader)
        return await self._asked(choose(found.question, option, person), _within(reader, found), by)

    async def _next(self, asked: int, action: Action, form: Form, reader: Reader) -> Drawing:
        found = await self._answers.recall(asked)
        following = None if found is None else leading_on(found.question).get(action)
        if found is None or following is None:
            return _forgotten(reader)
        return await self._draw(following, _within(reader, found), form)

    async def _followed(self, question: Coroutine[Any, Any, Question | None], reader: Reader) -> Drawing:
        following = await question
        return _forgotten(reader) if following is None else await self._draw(following, reader, Form.WRITTEN)

    async def _asked(self, question: Question, reader: Reader, by: Interaction) -> Drawing:
        """Answer a question that a member asks anew; what is new since they last looked is fixed by this look."""
        if not isinstance(question, Changes) or question.since is not None:
            return await self._draw(question, reader, _form(reader))
        looked = await self._answers.look(question, by.user.id, reader.libraries, by.created_at)
        if looked.again is None:
            book = await self._bound(looked.answer, reader, _form(reader))
            return await self._lay_out(looked.question, book, reader, _form(reader))
        [asked] = await self._answers.remember([looked.again], reader.libraries)
        again = Place(str(asked))
        row: ui.ActionRow[Any] = ui.ActionRow(Turn(again, label=catalogue.text(reader.locale, "button.again")))
        nothing = await self._bound(looked.answer, reader, _form(reader))
        return Drawing(lay_out(nothing.pages[0], (row,)), private=True)

    async def _draw(self, question: Question, reader: Reader, form: Form, page: int = 1) -> Drawing:
        async def drawing() -> Drawing:
            return await self._lay_out(question, await self._book(question, reader, form), reader, form, page)

        return await self._drawings.get((question, reader, form, page), drawing)

    async def _book(self, question: Question, reader: Reader, form: Form) -> Book:
        """Return the answer to a question, which is looked up once for all who see and read the same."""
        seen = await self._answers.holding(reader.libraries)

        async def binding() -> Book:
            return await self._bound(await self._answers.ask(question, seen), reader, form)

        read = reader.locale, form is Form.WRITTEN, reader.chosen.region_words
        return await self._books.get((question, seen, *read), binding)

    async def _bound(self, answer: Answer, reader: Reader, form: Form) -> Book:
        presented = await self._presented(answer, reader, form)
        return Book(answer, presented, pages(presented))

    async def _lay_out(self, question: Question, book: Book, reader: Reader, form: Form, page: int = 1) -> Drawing:
        answer, presented, drawn = book.answer, book.presented, book.pages
        if answer.status is Status.NOT_FOUND:
            return Drawing(lay_out(await self._steps.below(drawn[0], reader)), private=True)
        shown = drawn[nearest(page, len(drawn)) - 1]
        asked, sources = await self._kept(question, shown, presented.title, reader)
        option = _option(question, answer.title)
        place = Place(str(asked), form, page).within(len(drawn))
        forms = other_forms(presented, form, alone=reader.alone)
        rows = (
            *choosing(asked, option, presented.choices, place.page, reader.locale),
            *going_on(asked, options(type(question))[0], presented),
            *turning(place, len(drawn), forms=forms, locale=reader.locale, sources=sources),
            *acting(self._actions(question, presented, shown, reader), place, reader.locale),
        )
        return Drawing(lay_out(shown, rows))

    async def _kept(self, question: Question, shown: Page, title: str, reader: Reader) -> tuple[int, int | None]:
        """Keep a question, and that for the sources of a page, so that it is of this page whatever is stored later."""
        of_sources = None if isinstance(question, Sources) else sources_of(shown.lines, title)
        kept = [question, *([] if of_sources is None else [of_sources])]
        asked, *sources = await self._answers.remember(kept, reader.libraries)
        return asked, next(iter(sources), None)

    async def _presented(self, answer: Answer, reader: Reader, form: Form) -> Presented:
        """Put an answer into the reader's language, script and, where they asked for it, words."""
        if form is Form.WRITTEN or not reader.chosen.region_words:
            return present(answer, reader.locale, self._converter, as_written=form is Form.WRITTEN)
        wording = Wording(self._region_words, await self._answers.quoted_in(answer, reader.libraries))
        return present(answer, reader.locale, self._converter, wording=wording)

    def _actions(self, question: Question, presented: Presented, page: Page, reader: Reader) -> tuple[Action, ...]:
        """Return what can be done with a page of an answer: nothing with one that is only a list to choose from."""
        if not presented.sections:
            return ()
        # Errors of what a command answers are reported where a server's moderators can mend them.
        reported = reader.home is not None and question.command in QUESTIONS
        others = (
            (Action.PICTURE, self._draws and drawable(page, presented.locale)),
            (Action.READING, readable(page, presented.locale)),
            (Action.REPORT, reported),
        )
        is_article = any(source.title == presented.title for source in presented.sources)
        is_of_nobody = isinstance(question, Sources) or (isinstance(question, Changes) and question.topic is None)
        follow = () if is_article or is_of_nobody else (Action.FOLLOW,)
        return (*leading_on(question), *follow, *(action for action, there in others if there))


def _within(reader: Reader, asked: Asked) -> Reader:
    """Return the reader as one who sees no more than who asked."""
    return replace(reader, libraries=tuple(key for key in reader.libraries if key in asked.libraries))


def _form(reader: Reader) -> Form:
    """Return whose characters a reader is shown who did not press for either."""
    return Form.WRITTEN if reader.chosen.as_written else Form.READERS


def _option(question: Question, typed: str) -> str:
    """Return the option that ``typed`` was given for."""
    words = as_mapping(question)
    return next(
        (option for option in options(type(question)) if words.get(option) == typed), options(type(question))[0]
    )


def _forgotten(reader: Reader) -> Drawing:
    return Drawing(notice(catalogue.text(reader.locale, "error.forgotten")), private=True)
