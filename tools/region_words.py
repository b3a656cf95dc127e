"""Write ``data/lexicons/region_words.tsv``: the words that one region writes in the place of another's.

Source: OpenCC's configurations with regional phrases propose (what they have beyond those without). Usage decides, as
most of it holds for computers alone (支持 and 支援, 执行 and 运行): a pair is taken where the mainland as good as never
writes the word of the others, in its news and by the dictionary of jieba 0.42.1, and where the news of the
reader's region prefer their own. The news are 12,230 articles of the mainland, Hong Kong and Taiwan.

usage: python -m tools.region_words --gold DIR

DIR holds ``corpus/articles.jsonl.gz``, which is not public.
"""

import argparse
import gzip
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import opencc

TABLE = Path(__file__).parent.parent / "data" / "lexicons" / "region_words.tsv"
HEAD = """# Words that a region writes in the place of another's, by tools/region_words.py.
# Fields: the locale of the reader, the word in their characters, the word of their region.
"""
MAINLAND, HONG_KONG, TAIWAN = "byteai:", "hkcnews:", "chinatimes:"
HAN = re.compile("[\u4e00-\u9fff]+")
LONGEST = 5
LEAST_SEEN = 10
LEAST_OWN = 3
"""How often the news of the others have the word that is replaced, and the reader's own the one that is put there."""
NEVER = 1000
"""As many times as often the mainland's news write their own word."""
RARE_IN_DICTIONARY = 50
SELDOM = 20
"""As many times as often the dictionary has the mainland's word, where it has the other often at all."""
PREFERRED = 2


@dataclass(frozen=True)
class Direction:
    """What the readers of a locale are shown: news of ``others``, in words that ``own`` news prefer."""

    locale: str
    plain: str
    worded: str
    others: tuple[str, ...]
    own: str


DIRECTIONS = (
    Direction("zh-CN", "tw2s", "tw2sp", (TAIWAN, HONG_KONG), MAINLAND),
    Direction("zh-HK", "s2hk", "s2hkp", (MAINLAND,), HONG_KONG),
    Direction("zh-TW", "s2tw", "s2twp", (MAINLAND,), TAIWAN),
)
SIMPLIFIED = opencc.OpenCC("t2s")


@dataclass(frozen=True)
class Usage:
    """How the mainland writes: its news as one text, and how often its dictionary has each word."""

    news: str
    dictionary: Mapping[str, int]

    def is_foreign(self, word: str, own: str) -> bool:
        """Tell whether a word is none of the mainland's, which writes ``own``; both in simplified characters."""
        if word == own or self.news.count(word) * NEVER > self.news.count(own):
            return False
        seen = self.dictionary.get(word, 0)
        return seen < RARE_IN_DICTIONARY or seen * SELDOM <= self.dictionary.get(own, 0)


def frequent(texts: Iterable[str]) -> list[str]:
    """Return the strings of two to ``LONGEST`` characters that are seen often, the shorter first."""
    runs = [run for text in texts for run in HAN.findall(text)]
    found: list[str] = []
    shorter: set[str] = set()
    for length in range(2, LONGEST + 1):
        strings = (run[start : start + length] for run in runs for start in range(len(run) - length + 1))
        counts = Counter(each for each in strings if length == 2 or {each[:-1], each[1:]} <= shorter)  # noqa: PLR2004 -- the shortest
        shorter = {string for string, count in counts.items() if count >= LEAST_SEEN}
        found += sorted(shorter)
    return found


def proposed(strings: list[str], direction: Direction) -> Iterator[tuple[str, str, str]]:
    """Yield what OpenCC replaces as wholes, in both characters, and by what: no two parts give the same apart."""
    plain, worded = (opencc.OpenCC(config) for config in (direction.plain, direction.worded))
    for string in strings:
        as_is, told = plain.convert(string), worded.convert(string)
        cuts = range(1, len(string))
        if as_is != told and all(worded.convert(string[:cut]) + worded.convert(string[cut:]) != told for cut in cuts):
            yield string, as_is, told


def words(direction: Direction, news: Mapping[str, str], usage: Usage) -> Iterator[tuple[str, str]]:
    """Yield the words that are replaced for the readers of a locale, and by which."""
    own = news[direction.own]
    strings = frequent(news[other] for other in direction.others)
    for written, as_is, told in proposed(strings, direction):
        plain, put = SIMPLIFIED.convert(written), SIMPLIFIED.convert(told)
        foreign = usage.is_foreign(plain, put) if direction.own == MAINLAND else usage.is_foreign(put, plain)
        if foreign and own.count(told) >= max(LEAST_OWN, PREFERRED * own.count(as_is)):
            yield as_is, told


def main() -> int:
    """Write the table and say how many words each locale has."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, required=True)
    news: dict[str, str] = {}
    with gzip.open(parser.parse_args().gold / "corpus" / "articles.jsonl.gz", "rt", encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    for outlet in (MAINLAND, HONG_KONG, TAIWAN):
        news[outlet] = "\n".join(record["text"] for record in records if record["id"].startswith(outlet))
    spec = find_spec("jieba")
    assert spec is not None
    assert spec.origin is not None
    entries = (line.split() for line in (Path(spec.origin).parent / "dict.txt").open(encoding="utf-8"))
    usage = Usage(news[MAINLAND], {word: int(count) for word, count, *_ in entries})
    table: list[str] = []
    for direction in DIRECTIONS:
        pairs = sorted(set(words(direction, news, usage)))
        table += [f"{direction.locale}\t{other}\t{word}\n" for other, word in pairs]
        print(f"{direction.locale}: {len(pairs)} words")
    TABLE.write_text(HEAD + "".join(table), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
