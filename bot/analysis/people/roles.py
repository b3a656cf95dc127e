"""Roles: the words next to a name that say who the person is.

A role is a noun phrase that ends with a role noun. It stands before the name (某校校長陳大文), right after it
(陳大文教授), or after it and words that equate the two (陳大文是某校校長; 陳大文（48 歲，商人）).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from bot.analysis.lexicon import pairs, rows
from bot.analysis.people.reading import Reading
from bot.analysis.script import fold
from bot.model import Span

LONGEST_ROLE = 30
"""Characters. A longer phrase is a clause that the tags misread."""
MODIFIERS = frozenset({"n", "nz", "nw", "nt", "ns", "ORG", "LOC", "vn", "an", "a", "f", "s", "xc"})
"""Tags of the words that may stand before a role noun within its phrase."""
JOINTS = frozenset("的兼及和与暨/&")
LATIN = re.compile(r"[a-z0-9]")
SPACE = " \t\u3000\xa0"
BREAKS = "「“『(,。:;!?…"
"""What no phrase goes on before, though the tagger may join it to a word."""
QUOTING = "」”』"
BRACKETS = {"》": "《", "」": "「", "”": "“", "』": "『", ")": "("}
OFFICE = re.compile(r"\s*(?:是|为|(?:曾|现|将|继续|正式|先后)*(?:担任|出任|任职|任|成为|作为))\s*")
HOLDING = re.compile(r"(?:担任|出任|[现时曾]任|任职|成为|作为|身为)[^,。;!?]{0,4}$")
APPOSITION = re.compile(r"\s*[,(]\s*(?:\d+岁,\s*)?(?:即|也是|也即|现任|时任|前任)?")
SHARED = re.compile(r"[0-9一二两三四五六七八九十多几数]\s*[名位个]|们")
LATIN_TITLE = re.compile(r"\b(?:dr|mr|mrs|ms|prof)\.?\s*$")
WORD = re.compile(r"[^\s「“『(,。:;!?]+$")
"""The end of a token that the tagger joined to the punctuation before it."""
BETWEEN = re.compile(r"\s*(?:\([^()]{0,40}\)\s*)?(?:[、,]|和|与|及|以及)\s*")
CLAUSE = re.compile(r"[^,。;!?:()\n]*")
EDGES = SPACE + "、的和与及兼/&,:;)」”』"


@dataclass(frozen=True, slots=True)
class Roles:
    """The lexicon of role nouns, folded.

    Those in ``either`` are said of organizations too; ``endings`` finds where one may end before a word; ``address``
    are the titles that say nothing of a person (先生).
    """

    nouns: frozenset[str]
    either: frozenset[str]
    longest: int
    endings: re.Pattern[str]
    address: frozenset[str]

    @classmethod
    def load(cls) -> Self:
        """Read ``role_nouns.tsv``."""
        nouns = {fold(noun): kind for noun, kind in pairs("role_nouns.tsv")}
        either = frozenset(noun for noun, kind in nouns.items() if kind == "either")
        address = frozenset(fold(form) for (form,) in rows("address_forms.tsv", fields=1))
        endings = re.compile(f"[{re.escape(''.join(sorted({noun[-1] for noun in nouns})))}] ?(?=[^ -~])")
        return cls(frozenset(nouns), either, max(map(len, nouns)), endings, address)

    def ending_at(self, folded: str, offset: int) -> int | None:
        """Return where the longest role noun that ends at ``offset`` starts."""
        for start in range(max(offset - self.longest, 0), offset):
            if folded[start:offset] in self.nouns and not _splits_latin(folded, start):
                return start
        return None

    def starting_at(self, folded: str, offset: int) -> int | None:
        """Return where the longest role noun that starts at ``offset`` ends."""
        for end in range(min(offset + self.longest, len(folded)), offset, -1):
            if folded[offset:end] in self.nouns and not _splits_latin(folded, end):
                return end
        return None

    def introduces(self, reading: Reading, offset: int) -> bool:
        """Tell whether a role that only people have stands before ``offset``."""
        role = self.before(reading, offset)
        head = None if role is None else self.ending_at(reading.folded, role.end)
        return role is not None and reading.folded[head : role.end] not in self.either

    def before(self, reading: Reading, offset: int) -> Span | None:
        """Return the role whose phrase ends where a name starts at ``offset``, white space and marks aside."""
        folded = reading.folded
        if title := LATIN_TITLE.search(folded, max(offset - 6, 0), offset):
            offset = title.start()
        end = _back_over(folded, offset, SPACE)
        colon = _back_over(folded, end, ":")
        mark = _back_over(folded, end, "」”』")
        opening = folded.rfind(BRACKETS[folded[mark]], max(mark - LONGEST_ROLE, 0), mark) if mark < end else -1
        for stop in (end, colon, mark, opening):
            head = self.ending_at(folded, stop) if stop > 0 else None
            if head is not None:
                return _trimmed(folded, Span(self._phrase_start(reading, head), stop))
        return self._held(reading, end)

    def _held(self, reading: Reading, offset: int) -> Span | None:
        """Return the role that a clause before a name says the person holds (擔任某校校長的陳大文)."""
        folded = reading.folded
        if offset == 0 or folded[offset - 1] != "的" or (head := self.ending_at(folded, offset - 1)) is None:
            return None
        role = _trimmed(folded, Span(self._phrase_start(reading, head), offset - 1))
        return role if HOLDING.search(folded, max(role.start - 8, 0), role.start) else None

    def after(self, reading: Reading, offset: int) -> Span | None:
        """Return the role that follows a name which ends at ``offset``."""
        folded = reading.folded
        title = self.starting_at(folded, offset)
        if title is not None:
            token = reading.token_at(offset)
            is_noun = token is not None and token.tag != "v" and not folded.startswith(":", title)
            return Span(offset, title) if is_noun and folded[offset:title] not in self.address else None
        if office := OFFICE.match(folded, offset):
            clause = _clause(folded, office.end(), office.end() + LONGEST_ROLE)
            ends = (end for end in range(clause.end, clause.start, -1) if self.ending_at(folded, end) is not None)
            end = next(ends, None)
        elif apposition := APPOSITION.match(folded, offset):
            clause = _clause(folded, apposition.end(), apposition.end() + 2 * LONGEST_ROLE)
            end = clause.end if self.ending_at(folded, clause.end) is not None else None
        else:
            return None
        if end is None or not self._is_phrase(reading, Span(clause.start, end)):
            return None
        return _trimmed(folded, Span(clause.start, end))

    def _phrase_start(self, reading: Reading, head: int) -> int:
        """Walk left from a role noun over the words that belong to its phrase."""
        folded, start = reading.folded, head
        while start > 0 and head - start < LONGEST_ROLE:
            previous, token = folded[start - 1], reading.token_at(start - 1)
            noun = self.ending_at(folded, start - (previous == "、"))
            opening = folded.rfind(BRACKETS.get(previous, "\n"), max(start - LONGEST_ROLE, 0), start)
            if previous in SPACE or previous in JOINTS:
                start -= 1
            elif noun is not None:
                start = noun
            elif previous in BRACKETS and opening >= 0:
                start = opening
                if previous in QUOTING:
                    break
            elif LATIN.match(previous):
                start -= 1
            elif token is not None and token.tag in MODIFIERS and previous not in BREAKS:
                word = WORD.search(folded, token.span.start, start)
                start = word.start() if word is not None else start - 1
            else:
                break
        return start

    def _is_phrase(self, reading: Reading, span: Span) -> bool:
        """Tell whether ``span`` is one noun phrase: what the walk from its last role noun covers."""
        head = self.ending_at(reading.folded, span.end)
        return head is not None and len(span) <= LONGEST_ROLE and self._phrase_start(reading, head) <= span.start


def roles_by_name(roles: Roles, reading: Reading, names: Sequence[Span]) -> dict[Span, list[Span]]:
    """Return the roles next to each of ``names``, the mentions of all people in order."""
    starts = {name.start for name in names}
    found: dict[Span, list[Span]] = {}
    shared: Span | None = None
    for index, name in enumerate(names):
        before = roles.before(reading, name.start)
        if before is not None and index > 0 and before.start < names[index - 1].end:
            before = _trimmed(reading.folded, Span(names[index - 1].end, before.end))
        is_listed = index > 0 and BETWEEN.fullmatch(reading.folded, names[index - 1].end, name.start)
        if before is not None:
            is_plural = SHARED.search(reading.folded, max(before.start - 4, 0), before.end)
            shared = before if is_plural else None
        elif is_listed:
            before = shared
        else:
            shared = None
        after = roles.after(reading, name.end)
        belongs_to_next = after is not None and after.end in starts
        found[name] = [role for role in (before, None if belongs_to_next else after) if role is not None]
    return found


def _back_over(folded: str, offset: int, characters: str) -> int:
    """Return ``offset`` moved back over ``characters``."""
    while offset > 0 and folded[offset - 1] in characters:
        offset -= 1
    return offset


def _clause(folded: str, start: int, stop: int) -> Span:
    """Return the characters from ``start`` that no punctuation interrupts, before ``stop``."""
    found = CLAUSE.match(folded, start, stop)
    assert found is not None
    return Span(*found.span())


def _trimmed(folded: str, span: Span) -> Span:
    start, end = span.start, span.end
    while start < end and folded[start] in EDGES:
        start += 1
    return Span(start, end)


def _splits_latin(folded: str, offset: int) -> bool:
    """Tell whether ``offset`` lies within a Latin word."""
    return bool(offset and LATIN.match(folded[offset - 1 : offset]) and LATIN.match(folded[offset : offset + 1]))
