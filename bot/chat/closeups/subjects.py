"""What of a page can be looked at closely: each of its quotations, its timeline, its names."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.answers.answer import FactKind
from bot.answers.present import BETWEEN
from bot.answers.presented import Line
from bot.answers.reading_aid import is_chinese
from bot.chat.cards import Page
from bot.strings import catalogue

TIMELINE = "timeline"
NAMES = "names"
SUBJECT = rf"(?P<subject>{TIMELINE}|{NAMES}|\d{{1,18}}-\d{{1,9}})"
SHORTEST_TIMELINE = 2
"""One time alone stands in no order."""


@dataclass(frozen=True, slots=True)
class Subject:
    """Something on a page; ``key`` tells it from the others there, for as long as its article is kept.

    ``label`` and ``why`` say what it is, as text.
    """

    key: str
    label: str
    why: str
    lines: tuple[Line, ...]


def drawable(page: Page, locale: str) -> tuple[Subject, ...]:
    """Return what of a page makes a picture."""
    dated = tuple(line for line in page.lines if line.kind is FactKind.CONFLICT or (line.date and not _is_quote(line)))
    sides = sum(len(line.parts) if line.kind is FactKind.CONFLICT else 1 for line in dated)
    timeline = (_whole(TIMELINE, dated, locale),) if sides >= SHORTEST_TIMELINE else ()
    return (*timeline, *_quotations(page))


def readable(page: Page, locale: str) -> tuple[Subject, ...]:
    """Return what of a page can be read aloud."""
    named = tuple(line for line in page.lines if line.kind is FactKind.ALIAS and is_chinese(line.text))
    names = (_whole(NAMES, named, locale),) if named else ()
    return (*names, *(quotation for quotation in _quotations(page) if is_chinese(quotation.label)))


def chosen(subjects: Sequence[Subject], key: str | None) -> Subject | None:
    """Return the subject of a key, or the only one; None where there is none, or nobody has chosen yet."""
    if key is None and len(subjects) == 1:
        return subjects[0]
    return next((subject for subject in subjects if subject.key == key), None)


def _whole(key: str, lines: tuple[Line, ...], locale: str) -> Subject:
    return Subject(key, catalogue.text(locale, f"section.{key}"), BETWEEN.join(_beginning(lines)), lines)


def _beginning(lines: Sequence[Line]) -> Iterator[str]:
    return (line.date or line.text for line in lines)


def _quotations(page: Page) -> tuple[Subject, ...]:
    found: dict[str, Subject] = {}
    for line in filter(_is_quote, page.lines):
        cited = line.parts[0].citation
        why = BETWEEN.join(filter(None, (line.speaker or line.label, line.parts[0].source.label)))
        key = f"{cited.article}-{cited.start}"
        found.setdefault(key, Subject(key, line.text, why, (line,)))
    return tuple(found.values())


def _is_quote(line: Line) -> bool:
    return line.kind is FactKind.QUOTE and bool(line.parts)
