"""An answer in the reader's language and script, for a face to lay out.

What is presented holds every piece of text twice: as shown, and as the article has it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.answers.answer import (
    Citation,
    FactKind,
    Section,
    Since,
    Status,
)
from bot.model import Script, Span


@dataclass(frozen=True, slots=True)
class Source:
    """An article that an answer cites: ``number`` counts from 1 in the order of the answer, 0 is only named in it."""

    number: int
    title: str
    label: str
    url: str | None


@dataclass(frozen=True, slots=True)
class ShownPart:
    """Words of an article as shown and as written, with their place; ``date`` or ``number`` is of a conflict's side.

    ``text`` differs from ``original`` in the form of its characters only; ``reworded`` is it with words of the
    reader's region in the place of others, None where there are none. ``marked`` are spans within ``text`` that it is
    shown for, ``remarks`` say how the quotes among them are attributed. ``script`` is that of the words as shown,
    ``names`` are the spans of people's names within them.
    """

    text: str
    original: str
    converted: bool
    date: str | None
    citation: Citation
    source: Source
    script: Script
    names: tuple[Span, ...]
    number: str | None = None
    marked: tuple[Span, ...] = ()
    remarks: tuple[str, ...] = ()
    reworded: str | None = None

    @property
    def words(self) -> str:
        """What is shown where region words may be."""
        return self.text if self.reworded is None else self.reworded

    @property
    def given(self) -> str | None:
        """What this side of a conflict gives: a time, in the reader's words, or a number, in the article's."""
        return self.date or self.number


@dataclass(frozen=True, slots=True)
class ShownRendering:
    """An utterance in other words: ``text`` has its marks, ``also`` are other places of the same words."""

    text: str
    parts: tuple[ShownPart, ...]
    also: tuple[ShownPart, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A fact as shown.

    ``text`` is whole in itself, a quote with its marks and a conflict with its sources; ``remarks`` say how sure and of
    what kind a quote is, and which articles one in a list stands for; ``date``, ``speaker`` and ``label`` (what the
    text stands under) are in the reader's words, the rest is the fact's, ``days`` the first and last of its value as
    ordinals. ``also`` are other places of the same words (of an article its copies, which its remarks name),
    ``renderings`` other words for an utterance, ``reports`` the articles that one in a list stands for.
    """

    kind: FactKind
    text: str
    parts: tuple[ShownPart, ...]
    remarks: tuple[str, ...]
    date: str | None
    speaker: str | None
    label: str | None
    value: str | None
    days: tuple[int, int] | None
    person: int | None
    confidence: float | None
    also: tuple[ShownPart, ...] = ()
    renderings: tuple[ShownRendering, ...] = ()
    reports: tuple[ShownPart, ...] = ()

    @property
    def marked(self) -> tuple[Span, ...]:
        """The spans within ``text`` that it is shown for."""
        return tuple(_marks(self.text, self.parts))

    @property
    def cited(self) -> tuple[ShownPart, ...]:
        """Every part that says where something of the line stands."""
        elsewhere = (part for rendering in self.renderings for part in rendering.also)
        return (*self.shown, *self.also, *elsewhere, *self.reports)

    @property
    def converted(self) -> bool:
        """Whether any of its words are shown in other characters than their article's."""
        return any(part.converted for part in self.shown)

    @property
    def altered(self) -> bool:
        """Whether anything of it differs from what the articles have: characters, or words of the reader's region."""
        return self.converted or any(part.reworded is not None for part in self.parts)

    @property
    def shown(self) -> tuple[ShownPart, ...]:
        """Every part that is shown in its words: those of the fact, then those of its renderings."""
        return (*self.parts, *(part for rendering in self.renderings for part in rendering.parts))


@dataclass(frozen=True, slots=True)
class ShownSection:
    """Facts under one heading."""

    section: Section
    heading: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class ShownChoice:
    """One of several that a question may mean, and why."""

    id: int
    label: str
    why: str


@dataclass(frozen=True, slots=True)
class Presented:
    """An answer in the reader's words; ``notes`` say what became of the question, and a day from when on it tells."""

    command: str
    locale: str
    status: Status
    title: str
    notes: tuple[str, ...]
    sections: tuple[ShownSection, ...]
    sources: tuple[Source, ...]
    choices: tuple[ShownChoice, ...]
    suggestions: tuple[str, ...]
    since: Since | None = None


def _marks(text: str, parts: Iterable[ShownPart]) -> Iterator[Span]:
    """Yield where the marked spans of ``parts``, which stand in ``text`` in their order, are within it."""
    start = 0
    for part in parts:
        at = text.find(part.text, start)
        if at >= 0:
            yield from (Span(at + span.start, at + span.end) for span in part.marked)
            start = at + len(part.text)
