"""What a picture costs: milliseconds to set it and the memory of the process, by the length of the quotation.

usage: python -m benchmarks.pictures [--rounds N] [--quick] [--format json]

Each round sets other words, so that nothing is remembered; the first picture, with which the typefaces are read, is
counted by itself. Memory is the resident set of the whole process, after its imports and at the end.
"""

import argparse
import json
import time
from dataclasses import asdict, dataclass
from statistics import median
from typing import Any

from benchmarks.footprint import resident_mb
from bot.answers.answer import Answer, Citation, Fact, FactKind, Part, Section, SpeakerName, Status
from bot.answers.conversion import Converter
from bot.answers.present import present
from bot.answers.presented import Line
from bot.model import QuoteKind, Script, SpeakerType
from bot.pictures.press import typeset
from bot.pictures.quotation import SHEET_EMS, quotation
from bot.pictures.typefaces import Typefaces

LENGTHS = {"short": 12, "middle": 100, "a whole sheet": SHEET_EMS - 2}
ROUNDS, QUICK_ROUNDS = 200, 5
FIRST_IDEOGRAPH = 0x4E00
COMMON = 3000
"""Words are drawn from so many ideographs, so that glyphs are met again as in news."""
KIB = 1024


@dataclass(frozen=True, slots=True)
class Cost:
    """What the pictures of one length cost."""

    length: str
    median_ms: float
    longest_ms: float
    median_kib: float


def quoted(length: int, round_: int, converter: Converter) -> Line:
    """Return a quotation of ideographs that no other round has in this order."""
    words = "".join(chr(FIRST_IDEOGRAPH + (round_ * 7919 + place * 104729) % COMMON) for place in range(length))
    part = Part(words, Citation(1, "標題", "晨星日報", "2024-05-15", None, 0, length), Script.HANT)
    speaker = SpeakerName("沈硯秋", SpeakerType.PERSON)
    fact = Fact(FactKind.QUOTE, Section.SAID, (part,), speaker=speaker, confidence=1, quote_kind=QuoteKind.DIRECT)
    return present(Answer("quote", Status.FOUND, "x", (fact,)), "zh-TW", converter).sections[0].lines[0]


def costs(rounds: int, typefaces: Typefaces, converter: Converter) -> dict[str, Any]:
    """Return the cost of each length, of the first picture, and of the memory."""
    before = resident_mb()
    started = time.perf_counter()
    typeset(quotation(quoted(12, 0, converter), "zh-TW")[0], typefaces)
    first_ms = (time.perf_counter() - started) * 1000
    found = []
    for name, length in LENGTHS.items():
        times, sizes = [], []
        for round_ in range(1, rounds + 1):
            [sheet] = quotation(quoted(length, round_, converter), "zh-TW")
            started = time.perf_counter()
            png = typeset(sheet, typefaces)
            times.append((time.perf_counter() - started) * 1000)
            sizes.append(len(png) / KIB)
        found.append(Cost(name, round(median(times), 1), round(max(times), 1), round(median(sizes), 1)))
    return {
        "first_ms": round(first_ms, 1),
        "lengths": [asdict(cost) for cost in found],
        "mb_before": round(before, 1),
        "mb_after": round(resident_mb(), 1),
    }


def main() -> int:
    """Print the costs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--format", choices=("text", "json"), default="text")
    arguments = parser.parse_args()
    rounds = QUICK_ROUNDS if arguments.quick else arguments.rounds
    found = costs(rounds, Typefaces.find(None), Converter.load())
    if arguments.format == "json":
        print(json.dumps(found, ensure_ascii=False))
        return 0
    print(f"first picture {found['first_ms']} ms; memory {found['mb_before']} MB before, {found['mb_after']} after")
    for cost in found["lengths"]:
        print(f"{cost['length']}: {cost['median_ms']} ms (at most {cost['longest_ms']}), {cost['median_kib']} KiB")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
