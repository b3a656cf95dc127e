"""Write ``data/lexicons/pinyin.tsv``: each syllable of Mandarin, without tone, and the ideographs read so.

Source: pypinyin's character table (MIT), of which the commonest reading is kept. Only folded characters are listed:
the others are read as what they fold to.

usage: python -m tools.pinyin_table
"""

import sys
from collections import defaultdict
from pathlib import Path

from pypinyin import lazy_pinyin

from bot.analysis.script import fold

TABLE = Path(__file__).parent.parent / "data" / "lexicons" / "pinyin.tsv"
IDEOGRAPHS = range(0x4E00, 0xA000)
IN_NAMES = {
    "佛": "fo",
    "什": "shi",
    "伽": "jia",
    "勒": "le",
    "卜": "bu",
    "柏": "bo",
    "泊": "bo",
    "都": "du",
    "长": "chang",
    "阚": "kan",
}
"""Readings that names have where the table's first reading is another (布什, 勒庞, 祖克柏)."""


def pinyin_table() -> dict[str, str]:
    """Return the characters of each syllable; ü is written v."""
    table: dict[str, str] = defaultdict(str)
    for character in sorted({fold(chr(code)) for code in IDEOGRAPHS}):
        (syllable,) = lazy_pinyin(character, errors="ignore") or ("",)
        syllable = IN_NAMES.get(character, syllable)
        if syllable.isascii() and any(vowel in syllable for vowel in "aeiouv"):
            table[syllable] += character
    return table


def main() -> int:
    """Write the table and say how large it is."""
    table = pinyin_table()
    lines = [f"{syllable}\t{characters}\n" for syllable, characters in sorted(table.items())]
    TABLE.write_text("".join(lines), encoding="utf-8")
    print(f"{TABLE.name}: {len(lines)} syllables, {sum(map(len, table.values()))} characters")
    return 0


if __name__ == "__main__":
    sys.exit(main())
