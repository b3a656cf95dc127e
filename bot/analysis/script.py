"""Chinese scripts: telling them apart, and the copies of a text that matching runs on.

A copy has as many code points as its original, so a span in one is the same span in the other. Copies are matched,
never stored as the original and never shown.

Source: OpenCC's character tables (``tools/fold_table.py`` writes ``data/lexicons/fold.tsv``).
"""

from functools import cache

from bot.analysis.lexicon import pairs
from bot.model import Script

FULL_WIDTH = range(0xFF01, 0xFF5F)
HALF_WIDTH_OFFSET = 0xFF01 - 0x21
LETTERS = range(0xC0, 0x2100)
"""Latin, Greek and Cyrillic beyond ASCII: where a lower-case letter may need folding."""
SURROGATES = range(0xD800, 0xE000)
"""No characters, and no database takes them; yet a terminal, or JSON, may deliver one alone."""
REPLACEMENT = "\ufffd"


def normalize(text: str) -> str:
    """Return ``text`` in simplified characters, half width and lower case, one code point for one.

    What is no character becomes U+FFFD, so that every copy can be stored and sought.

    >>> normalize("ＯｐｅｎＡＩ：阿爾特曼")
    'openai:阿尔特曼'
    """
    return text.translate(_normalization())


def fold(text: str) -> str:
    """Return ``text`` normalized, with characters that news uses for one another joined (著 and 着, 份 and 分).

    Free of context and idempotent; the same for articles and questions.
    """
    return text.translate(_folding())


def script_of(text: str) -> Script:
    """Tell the script of ``text`` by the characters that only one of the two has; simplified where none does."""
    traditional, simplified = _repertoires()
    return Script.HANT if _count(text, traditional) > _count(text, simplified) else Script.HANS


def _count(text: str, repertoire: frozenset[str]) -> int:
    return sum(character in repertoire for character in text)


@cache
def _normalization() -> dict[int, str]:
    table = {code: chr(code - HALF_WIDTH_OFFSET).lower() for code in FULL_WIDTH}
    table[0x3000] = " "
    table |= dict.fromkeys(SURROGATES, REPLACEMENT)
    table |= {code: chr(code).lower() for code in (*range(0x41, 0x5B), *LETTERS) if len(chr(code).lower()) == 1}
    return table | {ord(source): target for source, target in pairs("fold.tsv")}


@cache
def _folding() -> dict[int, str]:
    variants = dict(pairs("variants.tsv"))
    table = {code: variants.get(target, target) for code, target in _normalization().items()}
    return table | {ord(source): target for source, target in variants.items()}


@cache
def _repertoires() -> tuple[frozenset[str], frozenset[str]]:
    """Return the characters of Big5 that GB 2312 lacks, and those of GB 2312 that Big5 lacks."""
    ideographs = [chr(code) for code in range(0x4E00, 0xA000)]
    traditional = {character for character in ideographs if _encodable(character, "big5")}
    simplified = {character for character in ideographs if _encodable(character, "gb2312")}
    return frozenset(traditional - simplified), frozenset(simplified - traditional)


def _encodable(character: str, encoding: str) -> bool:
    return bool(character.encode(encoding, errors="ignore"))
