"""Write ``data/lexicons/name_like_words.tsv``: common words that are shaped like a person's name.

Source: the dictionary of the jieba package (MIT, Sun Junyi): its words that begin with a surname, and its places that
are spelled like a foreign name, folded.

usage: python -m tools.name_like_words
"""

import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path

from bot.analysis.lexicon import pairs
from bot.analysis.script import fold

TABLE = Path(__file__).parent.parent / "data" / "lexicons" / "name_like_words.tsv"
HEADER = """\
# Words that are shaped like a person's name, folded. Derived from the dictionary of jieba 0.42.1 (MIT, Sun Junyi) by
# tools/name_like_words.py.
"""
LONGEST_NATIVE, LONGEST_PLACE = 3, 6
SINGLE = {"frequent", "other", "doubtful"}
LEAST_COUNT = 5
"""Rarer entries of the dictionary are chance strings."""


def name_like_words() -> Iterator[str]:
    """Yield the words, some of them more than once."""
    surnames = {fold(name) for kind, names in pairs("surnames.tsv") if kind in SINGLE for name in names}
    spelling = {fold(character) for _, characters in pairs("transliteration.tsv") for character in characters}
    spec = importlib.util.find_spec("jieba")
    assert spec is not None
    assert spec.origin is not None
    for line in (Path(spec.origin).parent / "dict.txt").read_text(encoding="utf-8").splitlines():
        word, count, tag = line.split(" ")
        word = fold(word)
        if tag.startswith("nr") or int(count) < LEAST_COUNT or len(word) == 1:
            continue
        is_place = tag in {"ns", "nt"} and spelling.issuperset(word) and len(word) <= LONGEST_PLACE
        if is_place or (word[0] in surnames and len(word) <= LONGEST_NATIVE):
            yield word


def main() -> int:
    """Write the table."""
    TABLE.write_text(HEADER + "\n".join(sorted(set(name_like_words()))) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
