"""Write ``data/lexicons/name_odds.tsv``: how much more a character is used in names than in running text.

Three columns of tenths of nats: in the place of a surname, in a given name, in a foreign name spelled by sound.

Sources: surnames and their shares in the mainland and in Taiwan, and surnames of Japan (Faker, MIT); characters of
given names in counts of people (ngender, MIT); 52,448 renderings of Latin names (MIT); words and their counts for
running text (the dictionary of jieba, MIT).

usage: python -m tools.name_odds PAIRS.jsonl (in an environment that has faker and ngender besides)
"""

import csv
import importlib
import importlib.util
import math
import sys
from collections import Counter, defaultdict
from collections.abc import Mapping
from pathlib import Path

from bot.analysis.lexicon import pairs
from bot.analysis.script import fold
from tools.sound_table import read

TABLE = Path(__file__).parent.parent / "data" / "lexicons" / "name_odds.tsv"
HEADER = """\
# How much more a character is used in names than in running text, in tenths of nats: character (folded), as a surname,
# in a given name, in a foreign name spelled by sound. Two characters: a compound surname. Written by tools/name_odds.py
# from Faker, ngender and jieba (MIT) and from pairs of names under MIT.
"""
LOWEST, HIGHEST = -60, 60
SMOOTHING = 1e-6
"""Added to each share, so that a character nobody counted has odds too."""
RARE_SURNAME = 1e-5
"""The share of a compound surname, which no list tells."""


def text_counts() -> Counter[str]:
    """Return how often running text has each character, names aside."""
    counts: Counter[str] = Counter()
    for line in (_folder("jieba") / "dict.txt").read_text(encoding="utf-8").splitlines():
        word, count, tag = line.split(" ")
        if not tag.startswith("nr"):
            counts.update(dict.fromkeys(fold(word), int(count)))
    return counts


def surname_counts() -> dict[str, float]:
    """Return the shares of surnames, each region's summing to one; compound ones are two characters."""
    counts: dict[str, float] = defaultdict(float)
    for region in ("zh_CN", "zh_TW", "ja_JP"):
        names = importlib.import_module(f"faker.providers.person.{region}").Provider.last_names
        weights = dict(names) if hasattr(names, "items") else dict.fromkeys(names, 1)
        for name, weight in weights.items():
            counts[fold(name)] += weight / sum(weights.values())
    for kind, names in pairs("surnames.tsv"):
        if kind in {"compound", "japanese"}:
            for name in fold(names).split():
                counts[name] += RARE_SURNAME
    return counts


def given_counts() -> Counter[str]:
    """Return how many people bear each character in their given names."""
    counts: Counter[str] = Counter()
    with (_folder("ngender") / "charfreq.csv").open(encoding="utf-8") as lines:
        for character, male, female in list(csv.reader(lines))[1:]:
            counts[fold(character)] += int(male) + int(female)
    return counts


def spelling_counts(names: Path) -> Counter[str]:
    """Return how often the renderings have each character; those of Taiwan and Hong Kong at the rate of a rare one."""
    counts: Counter[str] = Counter(character for _, han in read(names) for character in fold(han))
    usual = sum(counts.values()) / len(counts)
    for place, characters in pairs("transliteration.tsv"):
        if place == "abroad":
            counts.update(dict.fromkeys(fold(characters), int(usual)))
    return counts


def _folder(package: str) -> Path:
    spec = importlib.util.find_spec(package)
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent


def _tenths(counts: Mapping[str, float], text: Counter[str], character: str) -> int:
    """Return the odds of ``character`` in names against running text; of two characters, of both there."""
    share = counts.get(character, 0) / sum(counts.values()) + SMOOTHING
    usual = math.prod(text[one] / sum(text.values()) + SMOOTHING for one in character)
    return max(LOWEST, min(HIGHEST, round(10 * math.log(share / usual))))


def main() -> int:
    """Write the table and say how large it is."""
    text, surnames = text_counts(), surname_counts()
    given, spelled = given_counts(), spelling_counts(Path(sys.argv[1]))
    columns: list[Mapping[str, float]] = [surnames, given, spelled]
    characters = sorted({*text, *surnames, *given, *spelled})
    lines = []
    for character in characters:
        odds = [_tenths(counts, text, character) for counts in columns]
        if max(odds) > 0 and all("\u3400" <= one <= "\u9fff" for one in character):
            lines.append("\t".join([character, *map(str, odds)]) + "\n")
    TABLE.write_text(HEADER + "".join(lines), encoding="utf-8")
    print(f"{TABLE.name}: {len(lines)} characters")
    return 0


if __name__ == "__main__":
    sys.exit(main())
