"""How right the readings of Cantonese are, by the words of people who were recorded.

usage: python -m benchmarks.readings [--quick]

HKCanCor (CC BY) is 10 hours of talk with the jyutping of every word, which the package PyCantonese carries: where that
is installed (``pip install .[bench]``), each utterance is read by ToJyutping, as Jianbao does, and by PyCantonese, and
the syllables are counted that are read as they were said. PyCantonese learned from this corpus. Only utterances count
whose every word has as many syllables as characters. Resident memory is of the whole process.
"""

import argparse
import importlib
import importlib.util
import re
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from benchmarks.footprint import resident_mb
from bot.analysis.pinyin import IDEOGRAPHS
from bot.analysis.pronunciation import pronounced
from bot.model import Notation

SYLLABLE = re.compile("[a-z]+[1-6]")
HAN = re.compile(f"[{IDEOGRAPHS}]+")
QUICK_UTTERANCES = 200
Said = tuple[str, Sequence[str]]
"""An utterance, and the syllable of each of its characters, empty for those that have none."""


def utterances(library: Any) -> Iterator[Said]:  # noqa: ANN401 -- a module without types
    """Yield the utterances of HKCanCor whose words and syllables can be laid side by side."""
    for utterance in library.hkcancor().utterances():
        words = [(token.word, SYLLABLE.findall(token.jyutping or "")) for token in utterance.tokens]
        syllables = [read if HAN.fullmatch(word) else [""] * len(word) for word, read in words]
        if words and all(len(word) == len(read) for (word, _), read in zip(words, syllables, strict=True)):
            yield "".join(word for word, _ in words), [one for read in syllables for one in read]


def score(said: Iterable[Said], read: Callable[[str], Sequence[str]]) -> tuple[int, int, float]:
    """Return how many syllables are read as said, of how many, and the seconds that it took."""
    right = total = 0
    started = time.perf_counter()
    for text, syllables in said:
        readings = read(text)
        pairs = (
            zip(syllables, readings, strict=True) if len(readings) == len(syllables) else ((s, "") for s in syllables)
        )
        compared = [one == other for one, other in pairs if one]
        right, total = right + sum(compared), total + len(compared)
    return right, total, time.perf_counter() - started


def theirs(library: Any) -> Callable[[str], Sequence[str]]:  # noqa: ANN401 -- as above
    """Return how PyCantonese reads."""

    def read(text: str) -> list[str]:
        readings: list[str] = []
        for word, jyutping in library.characters_to_jyutping(text):
            syllables = SYLLABLE.findall(jyutping or "")
            readings += syllables if len(syllables) == len(word) else [""] * len(word)
        return readings

    return read


def main() -> int:
    """Print how right both are."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true")
    arguments = parser.parse_args()
    if importlib.util.find_spec("pycantonese") is None:
        print("PyCantonese, which carries the corpus, is not installed: pip install .[bench]")
        return 0
    library = importlib.import_module("pycantonese")
    said = list(utterances(library))[: QUICK_UTTERANCES if arguments.quick else None]
    readers = {"ToJyutping": lambda text: pronounced(text, Notation.JYUTPING), "PyCantonese": theirs(library)}
    for name, read in readers.items():
        before = resident_mb()
        read("粵語")
        loaded = resident_mb() - before
        right, total, seconds = score(said, read)
        print(f"{name}: {right / total:.1%} of {total} syllables, {seconds:.1f} s, {loaded:.0f} MB to load")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
