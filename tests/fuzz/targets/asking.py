"""What members type: it is a question or refused, words and no syntax, and answered within Discord's limits."""

import asyncio
import json
from collections.abc import Coroutine, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime, time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

from bot.analysis import likeness
from bot.analysis.lookup import grams
from bot.analysis.pipeline import Analyzer
from bot.analysis.script import fold
from bot.answers.commands import ask, parse, split
from bot.answers.conversion import Converter
from bot.answers.present import present
from bot.answers.questions import QUESTIONS, Between, as_mapping, from_mapping, options
from bot.answers.service import Answers
from bot.chat.cards import lay_out, pages
from bot.chat.zones import offered_zones, zone_of
from bot.console.card import render_text
from bot.errors import InputRefused, QuestionInvalid
from bot.intake.archive import Archive
from bot.intake.bulk import Here
from bot.intake.formats import read_record
from bot.intake.sources import find_in
from bot.jobs.schedule import parse_time
from bot.model import PUBLIC_LIBRARY
from bot.store import Store
from tests.analysis.soundness import assert_sound
from tests.chat.rendering import live
from tests.fuzz.pieces import data_of
from tests.fuzz.target import MOST_OF_ANALYSIS_S, Check, of_text, plain
from tests.fuzz.targets.finding import texts
from tests.fuzz.targets.reading import shipped

NOW = datetime(2026, 11, 22, tzinfo=UTC)
LIBRARIES = [PUBLIC_LIBRARY]
LOCALES = ("zh-TW", "zh-HK", "zh-CN", "en-US")
LINES = (
    "/who 奥特曼",
    "/quote Altman about:Ilya words:「好」",
    "/when 2023年",
    "/summary OpenAI",
    "/changes OpenAI since:昨天",
)
FIELD_CHARS = 200
WIDTH = 40
T = TypeVar("T")


class Session:
    """A store of the shipped articles and whoever asks it, in a loop of its own."""

    def __init__(self, path: Path, *, filled: bool) -> None:
        self._runner = asyncio.Runner()
        url = f"sqlite:///{path}"
        self.store = self.run(Store.open(url, fold=fold, name_grams=grams, likeness=likeness))
        self.archive = Archive(self.store, Here(Analyzer.load()))
        for number, data in enumerate(shipped() if filled else ()):
            article = read_record(str(number), {"text": data.decode(errors="ignore")})
            self.run(self.archive.add(article, PUBLIC_LIBRARY))

    def run(self, asking: Coroutine[Any, Any, T]) -> T:
        """Wait for an answer."""
        return self._runner.run(asking)

    def close(self) -> None:
        """Close the store and the loop."""
        self.run(self.store.close())
        self._runner.close()


@contextmanager
def session(*, filled: bool = True) -> Iterator[Session]:
    """Give a session over a store that is gone afterwards."""
    with TemporaryDirectory() as folder, closing(Session(Path(folder, "fuzz.sqlite"), filled=filled)) as opened:
        yield opened


def lines(text: str) -> None:
    """Read a line as a question, and its words as each command's options."""
    for line in (text, f"/{text}", f"/quote {text}"):
        with suppress(QuestionInvalid):
            question = parse(line)
            assert question.command == split(line)[0]
            assert from_mapping(as_mapping(question)) == question
    for asked in QUESTIONS.values():
        with suppress(QuestionInvalid):
            ask(asked, dict.fromkeys(options(asked), text))
    between = Between.of(text)
    assert between is None or Between.of(str(between)) == between


def choices(text: str) -> None:
    """Read what is typed for a time of day and for a zone."""
    found = parse_time(text)
    assert found is None or isinstance(found, time)
    for label, zone in offered_zones(text, NOW):
        assert zone in label
        assert zone_of(zone) == zone
    zone_of(text)


@contextmanager
def searches() -> Iterator[Check]:
    """Give a check of every query that takes words."""
    with session() as open_session:
        yield lambda text: open_session.run(_search(open_session.store, text))


async def _search(store: Store, text: str) -> None:
    words = fold(text)
    for hit in await store.search(words, LIBRARIES, 3):
        assert hit.words.of(hit.passage.text)
    await store.quotes(folded_words=words, folded_speaker=words, libraries=LIBRARIES, limit=3)
    await store.articles(folded_title=words, libraries=LIBRARIES)
    await store.dated(folded_words=words, libraries=LIBRARIES, limit=3)
    await store.key_sentences(folded_words=words, libraries=LIBRARIES, limit=3)
    await store.outlets(LIBRARIES, words, 3)
    await store.people_named(words, LIBRARIES)
    await store.people_like(grams(text), LIBRARIES, 3)
    await store.people_starting(words, LIBRARIES, 3)


@contextmanager
def answers() -> Iterator[Check]:
    """Give a check of questions, from the line to the card, and of what is completed."""
    converter = Converter.load()
    with session() as open_session:
        yield lambda text: open_session.run(_answer(Answers(open_session.store), converter, text))


async def _answer(service: Answers, converter: Converter, text: str) -> None:
    locale = LOCALES[len(text) % len(LOCALES)]
    for line in (text, f"/quote words:{text}"):
        with suppress(QuestionInvalid):
            presented = present(await service.ask(parse(line), LIBRARIES), locale, converter)
            render_text(presented, WIDTH)
            for page in pages(presented):
                lay_out(page)
                shown = [page.header, page.footer, *(words for section in page.sections for words in section)]
                assert live("\n".join(shown)) == set()
    for option in ("topic", "name"):
        await service.complete(option, text, LIBRARIES)


@contextmanager
def storing() -> Iterator[Check]:
    """Give a check of articles on their way into the archive, and out of it as they were."""
    with session(filled=False) as open_session:
        yield lambda text: open_session.run(_store(open_session, text))


async def _store(opened: Session, text: str) -> None:
    fields = ("title", "outlet", "author", "url", "published_on", "id")
    record = {"text": f"市長王大明說：「{text}」\n{text}", **dict.fromkeys(fields, text[:FIELD_CHARS])}
    inputs = find_in("fuzz.jsonl", json.dumps(record).encode())
    async for loaded in opened.archive.load(inputs, PUBLIC_LIBRARY):
        if loaded.refused is None:
            [kept] = await opened.store.kept(PUBLIC_LIBRARY, (loaded.article or 0) - 1, 1)
            assert kept.article.title in kept.article.body
            assert_sound(kept.article, kept.findings)
        else:
            assert isinstance(loaded.refused, InputRefused)
            assert loaded.refused.reason != "defect", loaded.refused


def asked() -> list[bytes]:
    """Return some questions as the fuzzer writes text."""
    return list(map(data_of, LINES))


TARGETS = (
    of_text("lines", 25_000, plain(lines), asked),
    of_text("choices", 40_000, plain(choices)),
    of_text("searches", 2_000, searches, texts),
    of_text("answers", 1_000, answers, asked),
    of_text("storing", 500, storing, texts, most_s=MOST_OF_ANALYSIS_S),
)
