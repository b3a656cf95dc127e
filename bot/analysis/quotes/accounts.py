"""First-person texts that only a line above tells whose they are: answers under questions, accounts under a name.

A reporter who does not say I himself lets others say it at length there.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from operator import itemgetter
from typing import Self

from bot.analysis.document import Document
from bot.analysis.quotes.dialogue import ENDING, LABELLED, RECORDED, Block
from bot.analysis.quotes.discourse import Discourse
from bot.analysis.quotes.marked import MARKS, Attribution
from bot.analysis.quotes.referents import Subject
from bot.model import Person, QuoteKind, Span, Speaker, SpeakerType

I_SAY = re.compile(r"我(?!国|省|市|县|校|院|党|军|方)")
ADDRESSED = re.compile(r"你|您")
LONGEST_QUESTION = 120
LONGEST_NAMING = 60
"""Characters of the line that names who tells."""
FEWEST_QUESTIONS = 3
FEWEST_PARAGRAPHS = 3
"""Paragraphs of an account, at least."""
SHARE = 0.6
"""Share of answers that say I, and of the paragraphs of an account, at least."""
LEAD = 6
"""Paragraphs at the start that say that an article is an interview."""


@dataclass(frozen=True, slots=True)
class Accounts:
    """The texts of one document, by the index of the paragraph above each."""

    blocks: Mapping[int, Block]

    @classmethod
    def of(cls, document: Document, discourse: Discourse, people: Sequence[Person]) -> Self:
        """Read ``document``."""
        mentions = sorted(((mention, person) for person in people for mention in person.mentions), key=itemgetter(0))
        passages = [marked.outer for marked in document.marked if marked.depth == 0]
        reader = _Reader(document, discourse, mentions, passages)
        return cls(dict(reader.answers()) or dict(reader.told()))


@dataclass(frozen=True, slots=True)
class _Reader:
    document: Document
    discourse: Discourse
    mentions: Sequence[tuple[Span, Person]]
    passages: Sequence[Span]

    def answers(self) -> Iterator[tuple[int, Block]]:
        """Yield what follows each question; nothing where most of it does not say I or nobody is asked."""
        lines = {index: None for index in range(1, len(self.document.paragraphs)) if self._asks(index)}
        questions = [index for index in lines if index + 1 not in lines]
        found = [(index, self._until(index + 1, lines)) for index in questions]
        found = [(index, parts) for index, parts in found if parts and not self._labelled(parts[0])]
        if len(found) < FEWEST_QUESTIONS or self._share(parts[0] for _, parts in found) < SHARE:
            return
        lead = Span(0, self.document.paragraphs[min(questions[0], LEAD) - 1].end)
        addressed = sum(ADDRESSED.search(self._text(index)) is not None for index in questions)
        asked = self._foremost(lead)
        if asked is None or (2 * addressed < len(questions) and not RECORDED.search(lead.of(self.document.folded))):
            return
        yield from ((index, _block(parts, asked, "answer")) for index, parts in found)

    def told(self) -> Iterator[tuple[int, Block]]:
        """Yield what follows lines that name one person, where the text before the first of them never says I."""
        lines = {index: person for index in range(1, len(self.document.paragraphs)) if (person := self._naming(index))}
        if not lines or self._share(self.document.paragraphs[1 : min(lines)]) > 0:
            return
        for index, person in lines.items():
            parts = self._until(index + 1, lines)
            narrated = any(
                clause.subject is not None and clause.subject.speaker.id == person.id
                for part in parts
                for clause in self.discourse.between(part.start, part.end)
            )
            if len(parts) >= FEWEST_PARAGRAPHS and self._share(parts) >= SHARE and not narrated:
                yield index, _block(parts, _subject(person), "account")

    def _text(self, index: int) -> str:
        return self.document.paragraphs[index].of(self.document.folded)

    def _asks(self, index: int) -> bool:
        text = self._text(index)
        return text[-1] == "?" and len(text) <= LONGEST_QUESTION and text[0] not in MARKS and not LABELLED.match(text)

    def _labelled(self, part: Span) -> bool:
        """Tell whether a paragraph begins with a person's name and a colon: its speaker is said."""
        label = LABELLED.match(self.document.folded, part.start, part.end)
        return label is not None and bool(self._named(Span(part.start, label.end())))

    def _naming(self, index: int) -> Person | None:
        """Return whom a line names that is no sentence, where it names one person."""
        line = self.document.paragraphs[index]
        text = self._text(index)
        if len(line) > LONGEST_NAMING or text[-1] in ENDING or text[-1] in ":︰﹕" or LABELLED.match(text):
            return None
        named = self._named(line)
        return named[0] if len(named) == 1 else None

    def _named(self, span: Span) -> list[Person]:
        """Return who is named in ``span``, each once."""
        first = bisect_left(self.mentions, span.start, key=lambda mention: mention[0].start)
        last = bisect_left(self.mentions, span.end, key=lambda mention: mention[0].start)
        return list({person.id: person for _, person in self.mentions[first:last]}.values())

    def _until(self, index: int, lines: Mapping[int, object]) -> list[Span]:
        """Return the paragraphs from ``index`` on up to the next of ``lines``, without headings at the end."""
        following = takewhile(lambda position: position not in lines, range(index, len(self.document.paragraphs)))
        parts = [self.document.paragraphs[position] for position in following]
        while parts and self.document.folded[parts[-1].end - 1].isalnum():
            parts.pop()
        return parts

    def _share(self, parts: Iterator[Span] | Sequence[Span]) -> float:
        """Return how many of ``parts`` say I outside quotations, as a share; 0 of none."""
        said = [any(map(self._narrates, I_SAY.finditer(self.document.folded, part.start, part.end))) for part in parts]
        return sum(said) / len(said) if said else 0.0

    def _narrates(self, found: re.Match[str]) -> bool:
        """Tell whether words stand outside quotations."""
        index = bisect_right(self.passages, found.start(), key=lambda passage: passage.start) - 1
        return index < 0 or self.passages[index].end <= found.start()

    def _foremost(self, lead: Span) -> Subject | None:
        """Return whom the text names most of those whom its beginning names."""
        named = self._named(lead)
        return max(map(_counted, named), key=lambda pair: pair[0])[1] if named else None


def _counted(person: Person) -> tuple[int, Subject]:
    return len(person.mentions), _subject(person)


def _subject(person: Person) -> Subject:
    return Subject(Speaker(person.id, person.name, person.mentions[0], SpeakerType.PERSON), 0.9)


def _block(parts: Sequence[Span], subject: Subject, reason: str) -> Block:
    return Block(tuple(parts), Attribution(QuoteKind.BLOCK, None, subject, 0.8, reason))
