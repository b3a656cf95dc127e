"""What is said about corrections and flags, to moderators; pure. Names, titles and quotations are text of strangers."""

from collections.abc import Callable, Iterable, Sequence

from discord.utils import format_dt

from bot.answers.date_label import date_label
from bot.answers.present import BETWEEN
from bot.answers.printable import on_one_line
from bot.chat import lists
from bot.chat.cards import QUIET, Page
from bot.chat.markdown import escape
from bot.chat.moderating import LONGEST_CHOICE
from bot.jobs.corrections import Offer
from bot.model import Correction, CorrectionKind, Flag
from bot.strings import catalogue

NAME_CHARS = 60
TITLE_CHARS = 60
TITLES = 3
"""Articles of one correction that are named."""
TEXT_CHARS = 80
MARKED_CHARS = 300
QUESTION_CHARS = 100
OFFERED_CHARS = 40
"""What an offer shows of its own words at most, so that what tells it from others has room."""


def made(correction: Correction, locale: str, *, undo: str) -> Page:
    """Say what was corrected, for whom, and by which command it is undone."""
    holding = "hint-people" if correction.kind in {CorrectionKind.MERGE, CorrectionKind.SPLIT} else "hint"
    hint = catalogue.text(locale, f"correct.{holding}", undo=undo)
    return Page(_told(correction, locale), (), f"-# {hint}", QUIET)


def undone(correction: Correction, locale: str) -> Page:
    """Say what was undone."""
    title = catalogue.text(locale, "correct.undone-title")
    return Page(f"{title}\n~~{_told(correction, locale)}~~", (), "", QUIET)


def which_articles(locale: str) -> Page:
    """Ask in which of the articles below somebody else is meant."""
    return Page(catalogue.text(locale, "correct.which-articles"), (), "", QUIET)


def log(corrections: Sequence[Correction], locale: str, *, merge: str) -> list[Page]:
    """List corrections in pages; where there are none, name a command that makes one."""
    if not corrections:
        return [Page(catalogue.text(locale, "correct.none", merge=merge), (), "", QUIET)]
    title = f"## {catalogue.text(locale, 'correct.list-title')}"
    return lists.listed(title, (_entry(correction, locale) for correction in corrections), locale)


def flags(flagged: Sequence[Flag], locale: str, *, close: str) -> list[Page]:
    """List flags in pages, and say by which command one is closed."""
    if not flagged:
        return [Page(catalogue.text(locale, "flag.none"), (), "", QUIET)]
    title = f"## {catalogue.text(locale, 'flag.list-title', count=len(flagged))}"
    title += f"\n-# {catalogue.text(locale, 'flag.list-hint', close=close)}"
    return lists.listed(title, (_flag(flag, locale) for flag in flagged), locale)


def offered(offers: Iterable[Offer]) -> list[tuple[str, str]]:
    """Return the labels of offers, each with its value; a written form too long to be chosen is left out."""
    return [(_label(offer), offer.value) for offer in offers if len(offer.value) <= LONGEST_CHOICE]


def labels(corrections: Iterable[Correction], locale: str) -> dict[int, str]:
    """Return the corrections that stand as a list to choose from, by their numbers."""
    standing = (correction for correction in corrections if correction.stands)
    return {each.id: on_one_line(f"#{each.id} {_line(each, locale)}", LONGEST_CHOICE) for each in standing}


def flag_labels(flagged: Iterable[Flag], locale: str) -> dict[int, str]:
    """Return flags as a list to choose from, by their numbers."""
    return {
        flag.id: on_one_line(BETWEEN.join((f"#{flag.id} {_question(flag, locale)}", flag.marked)), LONGEST_CHOICE)
        for flag in flagged
    }


def _label(offer: Offer) -> str:
    words = on_one_line(offer.words, OFFERED_CHARS if offer.about else LONGEST_CHOICE) or offer.value
    return on_one_line(BETWEEN.join((words, *offer.about)), LONGEST_CHOICE)


def _entry(correction: Correction, locale: str) -> str:
    told = _told(correction, locale)
    state = [f"#{correction.id}", _who(correction.made_by, locale), format_dt(correction.made_at, "R")]
    if correction.promoted:
        state.append(catalogue.text(locale, "correct.promoted"))
    if correction.undone_at is not None:
        told = f"~~{told}~~"
        who, when = _who(correction.undone_by, locale), format_dt(correction.undone_at, "R")
        state.append(catalogue.text(locale, "correct.undone-by", who=who, when=when))
    return f"{told}\n-# {BETWEEN.join(state)}"


def _told(correction: Correction, locale: str) -> str:
    return _line(correction, locale, escape)


def _line(correction: Correction, locale: str, written: Callable[[str], str] = str) -> str:
    """Return what a correction says, in one line; ``written`` is how words of strangers are written."""

    def short(words: str | None, limit_chars: int) -> str:
        return written(on_one_line(words or catalogue.text(locale, "correct.nobody"), limit_chars))

    name, other = short(correction.name, NAME_CHARS), short(correction.other_name, NAME_CHARS)
    titles = [short(title, TITLE_CHARS) for title in correction.articles[:TITLES]]
    titles += ["…"] * (len(correction.articles) > TITLES)
    title = catalogue.text(locale, "list.separator").join(titles) or short(correction.name, TITLE_CHARS)
    text = short(correction.text, TEXT_CHARS)
    match correction.kind:
        case CorrectionKind.MERGE:
            return catalogue.text(locale, "correct.line.merge", name=name, other=other)
        case CorrectionKind.SPLIT if correction.form is not None:
            form = short(correction.form, NAME_CHARS)
            return catalogue.text(locale, "correct.line.split-form", name=name, form=form, other=other)
        case CorrectionKind.SPLIT:
            return catalogue.text(locale, "correct.line.split-article", name=name, title=title, other=other)
        case CorrectionKind.QUOTE:
            return catalogue.text(locale, "correct.line.quote", text=text, name=name, other=other)
        case CorrectionKind.DATE:
            known = correction.value and date_label(correction.value, None, locale)
            value = known or catalogue.text(locale, "correct.no-value")
            return catalogue.text(locale, "correct.line.date", text=text, value=value, title=title)
        case CorrectionKind.HIDE:
            return catalogue.text(locale, "correct.line.hide", title=title)


def _flag(flag: Flag, locale: str) -> str:
    page = catalogue.text(locale, "flag.page", page=flag.page)
    lines = [f"**{escape(_question(flag, locale))}**{BETWEEN}{page}"]
    lines += [f"> {escape(on_one_line(text, MARKED_CHARS))}" for text in (flag.marked, flag.note) if text.strip()]
    state = BETWEEN.join((f"#{flag.id}", f"<@{flag.made_by}>", format_dt(flag.made_at, "R")))
    return "\n".join((*lines, f"-# {state}"))


def _question(flag: Flag, locale: str) -> str:
    """Return what was asked as it would be typed."""
    command = catalogue.text(locale, f"command.{flag.question['command']}.name")
    words = " ".join(word for option, word in flag.question.items() if option != "command")
    return on_one_line(f"/{command} {words}", QUESTION_CHARS)


def _who(user: int | None, locale: str) -> str:
    return catalogue.text(locale, "correct.operator") if user is None else f"<@{user}>"
