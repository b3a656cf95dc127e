"""Write ``data/lexicons/running_words.tsv``: words of two characters that what follows a surname alone begins with.

Reports call somebody by the surname alone (李明白, 沈未有), and a verb or an adverb after it looks like a given name.

Source: the dictionary of the jieba package (MIT, Sun Junyi): its frequent words of two characters but nouns, folded.

usage: python -m tools.running_words
"""

import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path

from bot.analysis.script import fold

TABLE = Path(__file__).parent.parent / "data" / "lexicons" / "running_words.tsv"
HEADER = """\
# Words of two characters but nouns, folded. Derived from the dictionary of jieba 0.42.1 (MIT, Sun Junyi) by
# tools/running_words.py.
"""
LENGTH = 2
LEAST_COUNT = 100
"""Rarer words are given names as often."""
TAGS = frozenset({"v", "vn", "vd", "d", "a", "ad", "t", "c", "r", "p", "f", "m", "mq", "u", "z"})


def running_words() -> Iterator[str]:
    """Yield the words, some of them twice."""
    spec = importlib.util.find_spec("jieba")
    assert spec is not None
    assert spec.origin is not None
    for line in (Path(spec.origin).parent / "dict.txt").read_text(encoding="utf-8").splitlines():
        word, count, tag = line.split(" ")
        if len(word) == LENGTH and int(count) >= LEAST_COUNT and tag in TAGS:
            yield fold(word)


def main() -> int:
    """Write the table and say how large it is."""
    words = sorted(set(running_words()))
    TABLE.write_text(HEADER + "\n".join(words) + "\n", encoding="utf-8")
    print(f"{TABLE.name}: {len(words)} words")
    return 0


if __name__ == "__main__":
    sys.exit(main())
