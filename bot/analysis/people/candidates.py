"""Where an article may hold a name in Chinese characters, whatever speaks for it.

Places come from the tagger with the probability that it gives them, from the joints of foreign names (埃隆·馬斯克),
from titles before them, and from every other occurrence of a form that came up so.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.analysis.people.reading import Reading
from bot.analysis.people.roles import Roles
from bot.analysis.people.shapes import DOT, IDEOGRAPH, JOINED, Shapes
from bot.analysis.tagger import NAMING
from bot.model import Span

PIECE = re.compile(rf"{IDEOGRAPH}+(?:[{DOT}\-]{IDEOGRAPH}+)*")
JOINT = re.compile(rf"(?<={IDEOGRAPH})[{DOT}\-](?={IDEOGRAPH})")
MASKED = re.compile(rf"{IDEOGRAPH}[○〇]{{1,2}}{IDEOGRAPH}?")
"""A name with characters left out (吳○德), as reports of crimes in Taiwan write it."""
ALIAS = re.compile(r"\s?\((?:化名|假名|音译|译音)")
"""What says that the word before it is used as somebody's name, whatever it looks like."""
BRACKET = re.compile(r"\s*\(\s*[a-z]")
DOTS = frozenset(DOT)
PARTICLES = frozenset("则其曾约仍亦也又还再将已即均都却才就连今昨于在向对把被与和及等并未没只更最")
"""Grammatical words that follow names and that the tagger joins to them at times (岩田|其, 姆欽|則)."""
MOST_PARTICLES = 2
LIKELY = 0.3
"""Less probable places are not made longer."""
LONGEST = 6
"""Characters of a name, or of one part of a foreign name."""
MOST_PARTS = 8
"""Parts of a foreign name (that of Hamdan bin Mohammed bin Rashid Al Maktoum has seven)."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """Proposes places; ``shapes`` and ``roles`` are the lexicons."""

    shapes: Shapes
    roles: Roles

    def find(self, reading: Reading) -> dict[Span, float]:
        """Return the places with the probability that the tagger gives each."""
        joined = list(self._joined(reading))
        places = _tagged(reading, joined)
        for span in self._stated(reading):
            places[span] += 0
        for found in self.roles.endings.finditer(reading.folded):
            for span in self._introduced(reading, found.end()):
                places[span] += 0
        for span in [span for span, probability in places.items() if probability >= LIKELY]:
            places |= dict.fromkeys(self._married(reading.folded, span), 0.0)
        for span in [*_without_particles(reading.folded, places)]:
            places[span] += 0
        for found in MASKED.finditer(reading.folded):
            if self.shapes.begins(found.group()):
                places[Span(*found.span())] += 0
        forms = {span.of(reading.folded) for span in places} | {
            part for span in joined for part in JOINED.split(span.of(reading.folded))
        }
        forms |= self.shapes.told_in(reading.folded)
        usable = {form for form in forms if self.shapes.is_usable(form)}
        return {span: min(places.get(span, 0.0), 1.0) for span in occurrences(reading.folded, usable)}

    def _introduced(self, reading: Reading, offset: int) -> Iterator[Span]:
        """Yield what may be a name that starts at ``offset``, after a role."""
        folded = reading.folded
        begins = self.shapes.begins(folded[offset : offset + 3])
        if not (begins or self.shapes.spells(folded[offset])):
            return
        if self.roles.ending_at(folded, offset - (folded[offset - 1] == " ")) is None:
            return
        found = PIECE.match(folded, offset, offset + LONGEST)
        if found is not None and begins:
            yield from (Span(offset, offset + size) for size in (2, 3) if offset + size <= found.end())
        if found is not None and BRACKET.match(folded, found.end()):
            yield Span(*found.span())

    def _married(self, folded: str, span: Span) -> Iterator[Span]:
        """Yield a full name with the husband's surname before it, which the tagger takes for two words."""
        for size in (1, 2):
            longer = Span(max(span.start - size, 0), span.end)
            if self.shapes.is_married(longer.of(folded)) and PIECE.fullmatch(folded, longer.start, longer.end):
                yield longer

    @staticmethod
    def _stated(reading: Reading) -> Iterator[Span]:
        """Yield the words that the article says are used for names (晴天（化名）)."""
        for alias in ALIAS.finditer(reading.folded, 1):
            token = reading.token_at(alias.start() - 1)
            if token is not None and token.span.end == alias.start() and PIECE.fullmatch(token.span.of(reading.folded)):
                yield token.span

    def _joined(self, reading: Reading) -> Iterator[Span]:
        """Yield the foreign names that a dot or hyphen joins, each once."""
        folded, end = reading.folded, 0
        for joint in JOINT.finditer(folded):
            if joint.start() < end:
                continue
            start = self._spelled_back(reading, joint.start())
            end = self._spelled_on(reading, joint.end())
            for _ in range(MOST_PARTS - 2):
                further = self._spelled_on(reading, end + 1) if JOINT.match(folded, end) else end
                if further <= end + 1:
                    break
                end = further
            span = self._without_titles(folded, Span(start, end))
            is_dotted = not DOTS.isdisjoint(span.of(folded))
            is_sure = is_dotted or any(token.tag in NAMING for token in reading.tokens_in(span))
            if span.start < joint.start() and joint.end() < span.end and is_sure:
                yield span

    def _without_titles(self, folded: str, span: Span) -> Span:
        """Cut titles off both ends (武官史密斯, 陳局長)."""
        start, end = span.start, span.end
        for offset in range(start + 1, min(start + 4, end - 1)):
            noun = self.roles.ending_at(folded, offset)
            if noun is not None and noun <= span.start:
                start = offset
        title = self.roles.ending_at(folded, end)
        address = next((end - length for length in (3, 2) if folded[end - length : end] in self.shapes.tails), None)
        return Span(start, max(start, min(cut for cut in (title, address, end) if cut is not None)))

    def _spelled_back(self, reading: Reading, offset: int) -> int:
        """Return where the part of a foreign name that ends at ``offset`` starts."""
        start = offset
        while start > max(0, offset - LONGEST) and self.shapes.spells(reading.folded[start - 1]):
            start -= 1
        token = reading.token_at(offset - 1)
        if token is not None and token.tag in NAMING and offset - LONGEST <= token.span.start < offset:
            found = PIECE.search(reading.folded, token.span.start, token.span.end)
            return found.start() if found is not None else start
        return start

    def _spelled_on(self, reading: Reading, offset: int) -> int:
        """Return where the part of a foreign name that starts at ``offset`` ends."""
        token = reading.token_at(offset)
        stop = min(offset + LONGEST, len(reading.folded))
        if token is not None and token.tag in NAMING and offset < token.span.end <= stop:
            stop = token.span.end
            if token.span.start == offset:
                found = PIECE.match(reading.folded, offset, stop)
                return found.end() if found is not None else offset
        end = offset
        while end < stop and self.shapes.spells(reading.folded[end]):
            end += 1
        return end


def _tagged(reading: Reading, joined: Iterable[Span]) -> dict[Span, float]:
    """Return the tagger's places; it may take each part of a ``joined`` name for a name, which then counts for it."""
    places: dict[Span, float] = defaultdict(float)
    for span, probability in reading.names.items():
        for found in PIECE.finditer(reading.folded, span.start, span.end):
            places[Span(*found.span())] += probability
    for span in joined:
        places[span] += min(places.get(part, 0.0) for part in _ends_of(reading.folded, span))
    return places


def _ends_of(folded: str, span: Span) -> tuple[Span, Span]:
    """Return the first and the last part of a joined name."""
    joints = [span.start + joint.start() for joint in JOINED.finditer(span.of(folded))]
    return Span(span.start, joints[0]), Span(joints[-1] + 1, span.end)


def _without_particles(folded: str, places: Iterable[Span]) -> Iterator[Span]:
    """Yield those of ``places`` that end with grammatical words, without one or more of them."""
    for span in places:
        for end in range(span.end, max(span.start + len("大文"), span.end - MOST_PARTICLES), -1):
            if folded[end - 1] not in PARTICLES:
                break
            yield Span(span.start, end - 1)


def occurrences(folded: str, forms: Iterable[str]) -> Iterator[Span]:
    """Yield every place where one of ``forms`` stands, also where they overlap."""
    by_first: dict[str, set[str]] = defaultdict(set)
    for form in forms:
        by_first[form[0]].add(form)
    for start, character in enumerate(folded):
        for form in by_first.get(character, ()):
            if folded.startswith(form, start):
                yield Span(start, start + len(form))
