"""Pinyin without tones: how Chinese characters of either script are read.

A table gives each character one reading, so a character that is read in several ways has its commonest, save for
surnames, which are read their own way. ü is written v.

Source: pypinyin's character table (``tools/pinyin_table.py`` writes ``data/lexicons/pinyin.tsv``).
"""

import re
from functools import cache

from bot.analysis.lexicon import pairs, rows
from bot.analysis.script import fold

IDEOGRAPHS = r"\u3400-\u9fff\U00020000-\U000323af"
"""The range of Chinese characters, for use between the brackets of a pattern."""
UNIT = re.compile(rf"[^\W\d_{IDEOGRAPHS}]+|[{IDEOGRAPHS}]")
"""A Latin word, or one ideograph."""
TONE = re.compile("[1-5]")
LONGEST_SURNAME = 2


def syllables(text: str, *, name: bool = False) -> tuple[str, ...]:
    """Return the reading of each ideograph, and each Latin word in lower case, in the order of ``text``.

    With ``name``, the first characters are read as the surname of a native name: 单 is dan, 单霁翔 shan ji xiang. What
    is neither a word nor a readable ideograph is left out.

    >>> syllables("單霽翔 CEO", name=True)
    ('shan', 'ji', 'xiang', 'ceo')
    """
    folded = fold(text)
    surname = _surname(folded) if name else ()
    readings = _readings()
    units = (unit.group() for unit in UNIT.finditer(folded, len(surname)))
    return surname + tuple(readings.get(unit, unit) for unit in units if unit in readings or unit < "\u3400")


def is_syllable(word: str) -> bool:
    """Tell whether a lower-case Latin word is one syllable of pinyin (``wei``, not ``weiwei``)."""
    return word in _alphabet()


def _surname(folded: str) -> tuple[str, ...]:
    """Return the readings of the surname that ``folded`` begins with, empty where it is read as elsewhere."""
    surnames = _surnames()
    for length in range(LONGEST_SURNAME, 0, -1):
        if reading := surnames.get(folded[:length]):
            return reading
    return ()


@cache
def _readings() -> dict[str, str]:
    return {character: syllable for syllable, characters in pairs("pinyin.tsv") for character in characters}


@cache
def _surnames() -> dict[str, tuple[str, ...]]:
    readings = rows("surname_readings.tsv", fields=3)
    return {fold(surname): tuple(TONE.sub("", pinyin).split()) for surname, pinyin, _ in readings}


@cache
def _alphabet() -> frozenset[str]:
    return frozenset(_readings().values())
