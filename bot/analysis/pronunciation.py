"""How Chinese text is read aloud, character by character: Mandarin in pinyin or zhuyin, Cantonese in jyutping.

Characters with several readings are read by the phrases that they stand in, and at the beginning of a native name as
the surname. Mandarin follows the norm of the mainland, in zhuyin too: no table of Taiwan's readings is at hand.

Source: the dictionaries of pypinyin (``pinyin`` without tones, for matching, has a table of its own) and of ToJyutping,
which are loaded with the first text that is read, some 60 and 70 MB (``benchmarks.readings`` compares).
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from bot.analysis.lexicon import rows
from bot.analysis.pinyin import IDEOGRAPHS, LONGEST_SURNAME
from bot.analysis.script import fold
from bot.model import Notation, Span

RUN = re.compile(f"[{IDEOGRAPHS}]+")
LONGEST_GIVEN_NAME = 2
NEUTRAL = "˙"


def pronounced(text: str, notation: Notation, names: Iterable[Span] = ()) -> tuple[str, ...]:
    """Return the reading of each code point of ``text``, empty for those that are none of Chinese writing.

    Mandarin is read best from simplified characters, Cantonese from traditional ones. ``names`` are the spans of
    people's names within ``text``.

    >>> pronounced("OK，银行", Notation.PINYIN)
    ('', '', '', 'yín', 'háng')
    """
    readings = list(_cantonese(text) if notation is Notation.JYUTPING else _mandarin(text, notation))
    for name in names:
        surname = _surname(name.of(text), notation)
        readings[name.start : name.start + len(surname)] = surname
    return tuple(readings)


def _mandarin(text: str, notation: Notation) -> Iterator[str]:
    end = 0
    for run in RUN.finditer(text):
        yield from [""] * (run.start() - end)
        read = _by_phrases(run.group(), notation)
        # What no dictionary has is left out, and then nobody knows where: such characters make no phrases either.
        yield from read if len(read) == len(run.group()) else ["".join(_by_phrases(c, notation)) for c in run.group()]
        end = run.end()
    yield from [""] * (len(text) - end)


def _by_phrases(ideographs: str, notation: Notation) -> list[str]:
    from pypinyin import Style, pinyin  # noqa: PLC0415 -- its dictionaries are for those who ask for a reading

    style = Style.BOPOMOFO if notation is Notation.ZHUYIN else Style.TONE
    return [_printed(syllable) for (syllable,) in pinyin(ideographs, style=style, errors="ignore")]


def _printed(syllable: str) -> str:
    """Return a syllable as books print it: zhuyin has the dot of the neutral tone before it."""
    return NEUTRAL + syllable.removesuffix(NEUTRAL) if syllable.endswith(NEUTRAL) else syllable


def _cantonese(text: str) -> Iterator[str]:
    from ToJyutping import get_jyutping_list  # noqa: PLC0415 -- as above

    return (syllable or "" for _, syllable in get_jyutping_list(text))


def _surname(name: str, notation: Notation) -> Sequence[str]:
    """Return the readings of the surname that a native name begins with; nothing where it is read as elsewhere."""
    folded = fold(name)
    for length in range(LONGEST_SURNAME, 0, -1):
        reading = _surnames(notation).get(folded[:length])
        if reading and length < len(folded) <= length + LONGEST_GIVEN_NAME and not _is_spelled(folded):
            return reading
    return ()


def _is_spelled(folded: str) -> bool:
    """Tell whether a name may be a foreign one, spelled by the sound of its characters (查尔斯)."""
    return all(character in _spelling() for character in folded)


@cache
def _surnames(notation: Notation) -> dict[str, Sequence[str]]:
    table = rows("surname_readings.tsv", fields=3)
    if notation is Notation.JYUTPING:
        return {fold(surname): jyutping.split() for surname, _, jyutping in table if jyutping != "-"}
    return {fold(surname): [_toned(numbered, notation) for numbered in pinyin.split()] for surname, pinyin, _ in table}


def _toned(numbered: str, notation: Notation) -> str:
    """Return a syllable that is written with the number of its tone in a notation of Mandarin."""
    from pypinyin import Style  # noqa: PLC0415 -- as above
    from pypinyin.contrib.tone_convert import to_tone  # noqa: PLC0415
    from pypinyin.style import convert  # noqa: PLC0415

    toned: str = to_tone(numbered)
    return _printed(convert(toned, Style.BOPOMOFO, strict=True)) if notation is Notation.ZHUYIN else toned


@cache
def _spelling() -> frozenset[str]:
    return frozenset(character for character, _, _, foreign in rows("name_odds.tsv", fields=4) if int(foreign) > 0)
