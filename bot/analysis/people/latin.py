"""Names in Latin letters.

A name is a run of capitalized words that no other Latin text flanks. What tells it from a company or a product: a given
name that begins it, a role before it, a Chinese name beside it in brackets, the company it is in, or speech after it.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Self

from rapidfuzz.distance import OSA

from bot.analysis.lexicon import pairs, rows
from bot.analysis.people.candidates import ALIAS
from bot.analysis.people.reading import Reading
from bot.analysis.people.roles import Roles
from bot.analysis.pinyin import is_syllable
from bot.analysis.script import fold
from bot.model import Span

SMALL = "[a-zß-öø-ÿāăąćčďđēėęěğģīįķļľłńņňōőœŕřśşšţťūůűųźżžșț]"
GREAT = "[A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢĪĮĶĻĽŁŃŅŇŌŐŒŔŘŚŞŠŢŤŪŮŰŲŹŻŽȘȚ]"
WORD = rf"(?:(?:Mc|Mac|Le|La|De|Di|Du|O['’]|D['’])?{GREAT}{SMALL}+(?:['’]{SMALL}+)?)(?:-{GREAT}{SMALL}+)*"
INITIAL = rf"{GREAT}\.?(?:{GREAT}\.)*(?![A-Za-z0-9_])"
PARTICLE = r"(?:van|von|de|da|del|della|der|den|di|bin|ibn|al|el|la|dos|du|ter)"
BEGINNING = r"(?:(?<![A-Za-z0-9_@#/.&'’-])|(?<=C[A-Z]O))"
"""Where a name may begin: not within Latin text, save that some write the role before it without a space."""
ENDING = r"(?![A-Za-z0-9_@/&+]|[-.'’][A-Za-z0-9])"
SPACING = r"(?:[ \xa0]{1,2}|[·・‧•])"
RUN = re.compile(
    rf"{BEGINNING}(?:{WORD}|{GREAT}\.(?:{GREAT}\.)*)(?:{SPACING}(?:{PARTICLE} )?(?:{WORD}|{INITIAL}))*{ENDING}"
)
WORDS = re.compile(rf"{WORD}|{GREAT}")
FLANK_BEFORE = re.compile(r"[A-Za-z0-9]['’,.]?[ \xa0]{1,2}$")
FLANK_AFTER = re.compile(r"[ \xa0]{1,2}[A-Za-z0-9]")
BRACKET_BEFORE = re.compile(r"[\u4e00-\u9fff]\s*[（(]\s*$")
BRACKET_AFTER = re.compile(r"\s*[（(]\s*([\u4e00-\u9fff·・‧•-]{2,14})\s*[）),，]")
CLOSING_AFTER = re.compile(r"\s*[）),，、]")
LIST = r"\s*(?:[、,]|以及|和|与|及)\s*"
LIST_BEFORE = re.compile(rf"{LIST}$")
LIST_AFTER = re.compile(LIST)
COMPANY_BEFORE = re.compile(r"[他她]\s*(?:和|与|跟|同)\s*$")
TURN_BEFORE = re.compile(r"(?:^|\n)\s*$")
TURN_AFTER = re.compile(r"\s*:")
ADVERB = re.compile(r"\s*[则也亦还又曾]?")
SHORTEST_MISSPELT, LONG_WORD = 5, 10
"""Letters. Shorter words that differ in one are different names (Jan, Jon); long ones may differ in two."""
MOST_COMPARED = 50
"""Names that another is compared with: no article has more that are alike, and the cost stays linear."""
LONGEST_NAME = 5
"""Words."""
TITLES = frozenset(
    "president chairman director professor prof dr mr mrs ms sir minister secretary senator governor judge".split()
)


@dataclass(frozen=True, slots=True)
class LatinNames:
    """The lexicons that Latin names are judged by."""

    given: frozenset[str]
    foreign_to_names: frozenset[str]
    speech: tuple[str, ...]
    roles: Roles

    @classmethod
    def load(cls, roles: Roles) -> Self:
        """Read the lexicons."""
        given = frozenset(name for (name,) in rows("latin_given_names.tsv", fields=1))
        words = frozenset(word for (word,) in rows("organization_words.tsv", fields=1))
        speech = tuple(fold(cue) for cue, kind in pairs("cues.tsv") if kind in {"say", "write", "think"})
        return cls(given - words, words, speech, roles)

    def find(self, reading: Reading, han: Sequence[Span]) -> list[Span]:
        """Return the mentions; ``han`` are those in Chinese characters."""
        runs: dict[str, list[Span]] = defaultdict(list)
        begun = {span.start for span in han}
        for span in self._runs(reading.document.body):
            if span.start not in begun:
                runs[" ".join(words_of(span.of(reading.document.body)))].append(span)
        beside = {span.end for span in han} | {-span.start for span in han}
        named = {form for form, spans in runs.items() if self._is_name(reading, form, spans, beside)}
        named |= {form for form in runs if self._is_called(reading, form, runs)}
        named |= self._listed(reading, runs, [span for form in named for span in runs[form]])
        parts = Spellings(part for form in named if " " in form for part in form.split(" ") if len(part) > 1)
        named |= {form for form in runs if " " not in form and parts.nearest(form) is not None}
        return sorted(span for form in named for span in runs[form])

    def _listed(self, reading: Reading, runs: Mapping[str, Sequence[Span]], named: Sequence[Span]) -> set[str]:
        """Return the forms that stand in a list beside one of ``named``: full names, and given names."""
        starts = {span.start for span in named}
        ends = {span.end for span in named}
        found = set()
        for form, spans in runs.items():
            words = [_plain(word) for word in form.split(" ")]
            if not self.foreign_to_names.isdisjoint(words) or (len(words) == 1 and words[0] not in self.given):
                continue
            for span in spans:
                before = LIST_BEFORE.search(reading.folded, max(span.start - 6, 0), span.start)
                after = LIST_AFTER.match(reading.folded, span.end)
                if (before and before.start() in ends) or (after and after.end() in starts):
                    found.add(form)
        return found

    @staticmethod
    def _runs(body: str) -> Iterator[Span]:
        """Yield the runs of capitalized words, without the titles (President, Dr.) that begin them."""
        for found in RUN.finditer(body):
            start, end = found.span()
            for word in WORDS.finditer(body, start, end):
                if _plain(word.group()) not in TITLES:
                    yield Span(word.start(), end)
                    break

    def _is_name(self, reading: Reading, form: str, spans: Sequence[Span], beside: set[int]) -> bool:
        words = [_plain(word) for word in form.split(" ")]
        if len(words) > LONGEST_NAME or any(word in self.foreign_to_names for word in words):
            return False
        if any(self._is_introduced(reading, span, beside) for span in spans):
            return True
        if len(words) > 1 and any(
            _is_turn(reading.folded, span) or _is_company(reading.folded, span) for span in spans
        ):
            return True
        if words[0] not in self.given and not _is_romanized(form):
            return False
        if len(words) > 1:
            return True
        free = [span for span in spans if not _is_flanked(reading.document.body, span)]
        return any(self._speaks(reading, span) for span in free)

    def _is_called(self, reading: Reading, form: str, runs: Mapping[str, Sequence[Span]]) -> bool:
        """Tell whether the last word of a full name says something elsewhere (Naledi Mokoena; Mokoena 表示)."""
        first, _, last = form.rpartition(" ")
        words = [_plain(word) for word in form.split(" ")]
        if not first or len(words) > LONGEST_NAME or not self.foreign_to_names.isdisjoint(words):
            return False
        alone = [span for span in runs.get(last, ()) if not _is_flanked(reading.document.body, span)]
        return any(self._speaks(reading, span) for span in alone)

    def _is_introduced(self, reading: Reading, span: Span, beside: set[int]) -> bool:
        """Tell whether a role, or a Chinese name or a word in brackets, says that this is a person."""
        folded = reading.folded
        if ALIAS.match(folded, span.end):
            return True
        if self.roles.introduces(reading, span.start) and not FLANK_AFTER.match(folded, span.end):
            return True
        before = BRACKET_BEFORE.search(folded, max(span.start - 4, 0), span.start)
        if before and before.start() + 1 in beside and CLOSING_AFTER.match(folded, span.end):
            return True
        after = BRACKET_AFTER.match(folded, span.end)
        return bool(after and -after.start(1) in beside)

    def _speaks(self, reading: Reading, span: Span) -> bool:
        adverb = ADVERB.match(reading.folded, span.end)
        return reading.folded.startswith(self.speech, adverb.end() if adverb is not None else span.end)


class Spellings:
    """Words of names, to look up another by its spelling."""

    def __init__(self, words: Iterable[str]) -> None:
        self._by_initial: dict[str, dict[str, None]] = defaultdict(dict)
        for word in words:
            self._by_initial[word[0]][word] = None

    def nearest(self, word: str) -> str | None:
        """Return ``word`` if it is known, else a known word that it misspells."""
        known = self._by_initial.get(word[0], {})
        if word in known:
            return word
        return next((other for other in islice(known, MOST_COMPARED) if is_misspelling(word, other)), None)


def words_of(name: str) -> list[str]:
    """Return the words of a Latin name, without the space, points and dots between them."""
    return [word for word in re.split(r"[ \xa0·・‧•]+", name) if word]


def is_misspelling(word: str, other: str) -> bool:
    """Tell whether two Latin words are one, a letter or two aside where they are long enough."""
    if word == other:
        return True
    shorter = min(len(word), len(other))
    return shorter >= SHORTEST_MISSPELT and OSA.distance(word, other) <= (1 if shorter < LONG_WORD else 2)


def _plain(word: str) -> str:
    """Return ``word`` in lower case without diacritics and points."""
    decomposed = unicodedata.normalize("NFD", word.lower())
    return "".join(character for character in decomposed if character.isalpha() or character == "'")


def _is_flanked(body: str, span: Span) -> bool:
    """Tell whether Latin text stands right before or after."""
    return bool(FLANK_BEFORE.search(body, max(span.start - 4, 0), span.start) or FLANK_AFTER.match(body, span.end))


def _is_company(folded: str, span: Span) -> bool:
    """Tell whether the span is in somebody's company (他與 …)."""
    return COMPANY_BEFORE.search(folded, max(span.start - 6, 0), span.start) is not None


def _is_romanized(form: str) -> bool:
    """Tell whether a name begins with a given name of two Chinese syllables (Mei-Lin Castellanos)."""
    syllables = form.split(" ", maxsplit=1)[0].lower().split("-")
    return len(syllables) == len(("mei", "lin")) and all(map(is_syllable, syllables))


def _is_turn(folded: str, span: Span) -> bool:
    """Tell whether ``span`` opens a paragraph as the name of who speaks in it."""
    return bool(TURN_BEFORE.search(folded, max(span.start - 4, 0), span.start) and TURN_AFTER.match(folded, span.end))
