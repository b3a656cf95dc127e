"""Finding a name by what someone typed: in any script, in part, in pinyin, misspelt, or by sound.

``grams`` gives the tokens by which a store finds the names that come into question, ``match`` tells how well one of
them answers and why. Reasons have bands of scores that do not overlap, so the better reason always ranks first.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise

from rapidfuzz.distance import OSA

from bot.analysis import pinyin, renderings, sound
from bot.analysis.script import fold

LONGEST_NAME = 60
"""No name has more characters; longer texts are names of nobody."""
HAN = re.compile(rf"[{pinyin.IDEOGRAPHS}]")
APART = re.compile(r"[\s·・‧•∙.,，、'’_-]+")
TONES = re.compile(r"(?<=[a-zü])[1-5](?![0-9])")
SHORTEST_MISSPELT = 4
"""Letters. A shorter word that differs by one is another word."""
LONG = 9
"""Letters from which on a word may differ in two."""
SHORTEST_HAN_MISSPELT = 3
HEARD = 0.4
"""Similarity in sound from which on a Chinese name is taken for a rendering of a Latin one."""
SOUNDS_ALIKE = 0.7
"""Similarity in likeliest letters from which on two renderings are taken for one name's."""
HEARD_AS = tuple(
    (re.compile(written), heard)
    for written, heard in (
        (r"ph", "f"),
        (r"t?sch|sh|t?ch(?![lr])|t[sz]|[cs]z|th|c(?=[eiy])", "s"),
        (r"x", "ks"),
        (r"gh|w(?![aeiouy])", ""),
    )
)
"""What spellings are heard as, in the letters of ``CONSONANTS``."""
CONSONANTS = str.maketrans(
    dict(zip("bdgkcqvwzjmr", "ptkkkkffssnl", strict=True)) | dict.fromkeys("aeiouyh'-", ""),
)
"""Consonants that renderings confuse, joined; vowels left out."""


class Reason(StrEnum):
    """Why a name of the archive answers to what was typed, best first."""

    EXACT = "exact"
    SCRIPT = "script"
    PART = "part"
    PINYIN = "pinyin"
    SPELLING = "spelling"
    SOUND = "sound"


BANDS = {
    Reason.EXACT: (1.0, 1.0),
    Reason.SCRIPT: (0.98, 0.98),
    Reason.PART: (0.82, 0.95),
    Reason.PINYIN: (0.68, 0.80),
    Reason.SPELLING: (0.54, 0.66),
    Reason.SOUND: (0.30, 0.52),
}
"""The least and the greatest score of each reason."""


@dataclass(frozen=True, slots=True)
class Match:
    """How well a name answers: ``score`` is 0 to 1, and comparable across reasons."""

    score: float
    reason: Reason

    @property
    def sure(self) -> bool:
        """Tell whether the name itself was typed, whole or in part."""
        return self.reason in (Reason.EXACT, Reason.SCRIPT, Reason.PART)

    @property
    def certain(self) -> bool:
        """Tell whether the name may be taken for what was meant; else it is only worth suggesting."""
        return self.score >= 0.40  # noqa: PLR2004 - the middle of the lowest band


@dataclass(frozen=True, slots=True)
class Written:
    """A name prepared for comparison: its folded ``parts`` without marks, and ``plain``, the same in its own script."""

    plain: str
    parts: tuple[str, ...]

    @staticmethod
    @lru_cache(maxsize=512)
    def of(name: str) -> "Written":
        """Prepare a name."""
        plain = sound.letters(unicodedata.normalize("NFKC", name))
        return Written("".join(APART.split(plain)), tuple(filter(None, APART.split(fold(plain)))))

    @property
    def whole(self) -> str:
        """The folded name without spaces and marks."""
        return "".join(self.parts)

    @property
    def is_han(self) -> bool:
        """Whether the name holds an ideograph."""
        return HAN.search(self.whole) is not None

    def runs(self) -> Iterator[str]:
        """Yield each run of consecutive parts, joined."""
        for start in range(len(self.parts)):
            for end in range(start + 1, len(self.parts) + 1):
                yield "".join(self.parts[start:end])


def match(query: str, surface: str) -> Match | None:
    """Tell how ``surface``, a written form of the archive, answers to ``query``; None where it does not."""
    if max(len(query), len(surface)) > LONGEST_NAME:
        return None
    typed, written = Written.of(query), Written.of(surface)
    if not typed.whole or not written.whole:
        return None
    if typed.whole == written.whole:
        return _scored(Reason.EXACT if typed.plain == written.plain else Reason.SCRIPT, 1.0)
    for reason, quality in (
        (Reason.PART, _part(typed, written)),
        (Reason.PINYIN, _pinyin(query, typed, written)),
        (Reason.SPELLING, _spelling(typed, written)),
        (Reason.SOUND, _sound(typed, written)),
    ):
        if quality:
            return _scored(reason, quality)
    return None


def _scored(reason: Reason, quality: float) -> Match:
    least, greatest = BANDS[reason]
    return Match(round(least + (greatest - least) * quality, 4), reason)


def _part(typed: Written, written: Written) -> float:
    """Return how much of the name was typed, when it is whole parts, the beginning of a part, or characters of it."""
    share = len(typed.whole) / len(written.whole)
    if typed.whole in written.runs():
        return 0.5 + share / 2
    if _is_abbreviated(typed, written):
        return 0.4
    if share > 1:
        return 0.1 / share if len(written.whole) > 1 and written.whole in typed.runs() else 0.0
    begins = any(part.startswith(typed.whole) for part in (written.whole, *written.parts))
    if begins and (typed.is_han or len(typed.whole) > 1):
        return 0.2 + share / 4
    return share / 4 if typed.is_han and len(typed.whole) > 1 and typed.whole in written.whole else 0.0


def _is_abbreviated(typed: Written, written: Written) -> bool:
    """Tell whether the typed parts begin parts of the name in order (S. Altman, Geoffrey E. Hinton)."""
    fewer, more = sorted((typed.parts, written.parts), key=len)
    if len(fewer) < 2 or fewer[-1] != more[-1]:  # noqa: PLR2004 - a first and a last name
        return False
    return more[0].startswith(fewer[0]) or fewer[0].startswith(more[0])


def _pinyin(query: str, typed: Written, written: Written) -> float:
    """Return how much of the reading of a Chinese name was typed, in Latin letters or in other characters."""
    if not typed.is_han and not written.is_han:
        return 0.0
    asked = (
        {_reading(typed.whole)} if typed.is_han else {_romanized(query), _romanized(" ".join(reversed(query.split())))}
    )
    answers = [unit for unit in _readings(written) if unit]
    if any(reading in asked for reading in answers):
        return 1.0 if not (typed.is_han and written.is_han) or len(typed.whole) > SHORTEST_HAN_MISSPELT - 1 else 0.8
    if typed.is_han:
        return 0.0
    longest = max(asked, key=len)
    begun = [reading for reading in answers if len(longest) > 2 and reading.startswith(longest)]  # noqa: PLR2004 - zh, sh
    return max((0.6 * len(longest) / len(reading) for reading in begun), default=0.0)


def _readings(written: Written) -> set[str]:
    """Return the readings of each run of parts, the surname read as a surname and as elsewhere."""
    return {_reading(run, name=name) for run in written.runs() for name in (False, True)}


def _reading(text: str, *, name: bool = False) -> str:
    return "".join(pinyin.syllables(text, name=name)).replace("v", "u")


@lru_cache(maxsize=512)
def _romanized(query: str) -> str:
    """Return typed pinyin without tones and spaces; ü, v, and the u of passports (LYU) are all u."""
    plain = TONES.sub("", query.lower()).replace("u:", "u").replace("v", "u")
    joined = "".join(APART.split(sound.letters(plain)))
    return joined.replace("lyu", "lu").replace("nyu", "nu")


def _spelling(typed: Written, written: Written) -> float:
    """Return how near the name was spelt."""
    if typed.is_han != written.is_han:
        return _misread(typed, written) if written.is_han else 0.0
    if typed.is_han:
        return _miswritten(typed.whole, written.whole)
    runs = [written.whole, *written.runs()] if len(typed.parts) == 1 else [written.whole]
    return max((_misspelt(typed.whole, run) for run in runs), default=0.0)


def _misspelt(typed: str, written: str) -> float:
    """Return the share of letters that are right, 0 where too many are wrong for a slip."""
    shorter = min(len(typed), len(written))
    allowed = 0 if shorter < SHORTEST_MISSPELT else 1 if shorter < LONG else 2
    distance = OSA.distance(typed, written, score_cutoff=allowed)
    return 1 - distance / max(len(typed), len(written)) if 0 < distance <= allowed else 0.0


def _misread(typed: Written, written: Written) -> float:
    """Return how near the pinyin of a Chinese name was typed."""
    return max(_misspelt(_romanized(typed.whole), reading) for reading in _readings(written))


def _miswritten(typed: str, written: str) -> float:
    """Return the share of characters that are right, when one is wrong, missing or too many."""
    longer = max(len(typed), len(written))
    if min(len(typed), len(written)) < SHORTEST_HAN_MISSPELT or OSA.distance(typed, written, score_cutoff=1) > 1:
        return 0.0
    return 1 - 1 / longer


def _sound(typed: Written, written: Written) -> float:
    """Return how alike the two sound, or 1 where they are known to be renderings of one name."""
    if not typed.is_han and not written.is_han:
        return 0.0
    if _meant(typed) & _meant(written):
        return 1.0
    if typed.is_han and written.is_han:
        return max(_alike(one, other) for one in _last(typed) for other in _last(written))
    han, latin = (typed, written) if typed.is_han else (written, typed)
    heard = sound.similarity("·".join(han.parts), " ".join(latin.parts))
    return heard if heard >= HEARD else 0.0


def _last(name: Written) -> set[str]:
    """Return a name whole, and its last part."""
    return {name.whole, name.parts[-1]}


def _meant(name: Written) -> frozenset[str]:
    """Return the Latin names, without spaces, that a name is or renders, and their last parts."""
    rendered = renderings.latin_names(name.whole)
    return frozenset((name.whole, *map(renderings.key, rendered), *(latin.split()[-1] for latin in rendered)))


def _alike(one: str, other: str) -> float:
    """Return how alike two renderings are, by the letters that each most likely stands for; 0 where not alike."""
    if min(len(one), len(other)) < 2:  # noqa: PLR2004 - one syllable is no name
        return 0.0
    there = sound.similarity(one, sound.spelling(other))
    back = sound.similarity(other, sound.spelling(one)) if there >= SOUNDS_ALIKE else 0.0
    return min(there, back) if back >= SOUNDS_ALIKE else 0.0


def grams(surface: str) -> tuple[str, ...]:
    """Return the index tokens of a written name, or of what was typed, without repetition.

    Names that ``match`` are likely to share some: characters (``h_``), letters in threes of the name, of its pinyin,
    of its likeliest Latin spelling and of the Latin name that it is known to render (``l_``), and the consonants that
    Latin and Chinese forms have in common (``c_``). Tokens hold letters, digits and underscores only.
    """
    written = Written.of(surface[:LONGEST_NAME])
    tokens: dict[str, None] = {}
    for part in written.parts:
        spellings = [part]
        if HAN.search(part):
            tokens |= dict.fromkeys(f"h_{character}" for character in part)
            spellings = [_reading(part, name=True), sound.spelling(part)]
        for spelling in spellings:
            tokens |= dict.fromkeys(f"l_{three}" for three in _threes(spelling))
            tokens |= dict.fromkeys(f"c_{code}" for code in _consonants(spelling))
    for name in sorted(renderings.latin_names(written.whole)):
        tokens |= dict.fromkeys(f"l_{three}" for word in name.split() for three in _threes(word))
    return tuple(token for token in tokens if token[2:].replace("_", "").isalnum())


def _threes(word: str) -> Iterator[str]:
    padded = f"_{word}_"
    return (padded[start : start + 3] for start in range(len(padded) - 2))


def _consonants(spelling: str) -> Iterator[str]:
    """Yield the consonants of a spelling, with and without liquids: whole, and each pair of neighbours."""
    for written, heard in HEARD_AS:
        spelling = written.sub(heard, spelling)
    liquid = spelling.translate(CONSONANTS)
    for code in (liquid, liquid.replace("l", "")):
        once = "".join(after for before, after in pairwise(f" {code}") if before != after)
        if len(once) > 1:
            yield once
        yield from ("".join(pair) for pair in pairwise(f"_{once}_"))
