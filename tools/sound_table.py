"""Learn ``data/lexicons/sound.tsv``: which Latin letters each syllable of a Chinese rendering stands for, how likely.

The names that ``held_out`` tells are not learned from: ``benchmarks/names.py`` measures with them.

Source: 52,448 pairs of Latin and Chinese names (MIT), one JSON object a line with the fields ``en`` and ``zh``.

usage: python -m tools.sound_table PAIRS.jsonl
"""

import json
import math
import sys
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from rapidfuzz.distance import Levenshtein

from bot.analysis.lexicon import pairs
from bot.analysis.pinyin import syllables
from bot.analysis.sound import LETTERS, LONGEST_CHUNK

TABLE = Path(__file__).parent.parent / "data" / "lexicons" / "sound.tsv"
ROUNDS = 8
"""After these the alignments do not change any more."""
SMOOTHING = 3.0
"""Weight, in observations, of the syllables that begin alike: what a rare syllable stands for is learned from them."""
RARE = 20
"""Observations with which a syllable speaks for those that begin like it at half its weight."""
UNLIKELY = 8.0
"""Cost, in nats, of letters that a syllable has not stood for so far."""
LEAST = 0.001
"""Chunks less likely than this are left out."""
INITIALS = ("zh", "ch", "sh", *"bpmfdtnlgkhjqxrzcsyw")
BEGINNINGS = dict(
    pair.split(":")
    for pair in (
        "b:b p:pb m:m f:fpv d:dt t:td n:n l:lr g:gjk k:kcqg h:hgjx j:jgk q:cqk x:shcx z:zsdj c:czs s:scz r:rjl w:wvou "
        "y:yeiju a:a e:e o:o"
    ).split()
)
"""Letters that a syllable's first letter may stand for: where learning starts."""

Costs = dict[str, float]


def held_out(latin: str) -> bool:
    """Tell whether a name is kept for measuring: every tenth, by its checksum."""
    return zlib.crc32(latin.encode()) % 10 == 0


def read(path: Path) -> Iterator[tuple[str, str]]:
    """Yield each Latin name in lower case with its rendering."""
    for line in path.read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        yield entry["en"].lower(), entry["zh"]


def learn(names: list[tuple[str, tuple[str, ...]]]) -> dict[str, Counter[str]]:
    """Return how often each syllable stands for which letters, by aligning and counting in turns."""
    counts: dict[str, Counter[str]] = {}
    costs: dict[str, Costs] = {}
    for _ in range(ROUNDS):
        counts = {}
        for latin, heard in names:
            for syllable, chunk in zip(heard, _align(latin, heard, costs), strict=True):
                counts.setdefault(syllable, Counter())[chunk] += 1
        costs = {syllable: _negative_logs(chunks) for syllable, chunks in counts.items()}
    return counts


def _align(latin: str, heard: tuple[str, ...], costs: dict[str, Costs]) -> list[str]:
    """Return the letters of each syllable in the cheapest alignment."""
    best: dict[int, tuple[float, tuple[str, ...]]] = {0: (0.0, ())}
    for syllable in heard:
        reached, best = best, {}
        for start, (cost, chunks) in reached.items():
            for end in range(start, min(len(latin), start + LONGEST_CHUNK) + 1):
                chunk = latin[start:end]
                total = cost + _chunk_cost(syllable, chunk, costs)
                if end not in best or total < best[end][0]:
                    best[end] = total, (*chunks, chunk)
    return list(best[len(latin)][1]) if len(latin) in best else [""] * len(heard)


def _chunk_cost(syllable: str, chunk: str, costs: dict[str, Costs]) -> float:
    if costs:
        return costs.get(syllable, {}).get(chunk, UNLIKELY + len(chunk))
    if not chunk:
        return 8.0
    return (0.0 if chunk[0] in BEGINNINGS.get(syllable[0], "") else 4.0) + 0.7 * abs(len(chunk) - 2)


def smooth(counts: dict[str, Counter[str]], alphabet: Iterable[str]) -> dict[str, Costs]:
    """Return the costs of every syllable of ``alphabet``, the unseen ones by those that begin like them."""
    table = {}
    for syllable in alphabet:
        prior = _of_those_that_begin_alike(syllable, counts)
        own = counts.get(syllable, Counter())
        blend = {chunk: own[chunk] + SMOOTHING * prior.get(chunk, 0.0) for chunk in {*own, *prior}}
        table[syllable] = _negative_logs(blend)
    return table


def _of_those_that_begin_alike(syllable: str, counts: dict[str, Counter[str]]) -> dict[str, float]:
    """Return the probability of each chunk over the syllables with the same initial, weighted by their finals."""
    initial, final = _cut(syllable)
    prior: dict[str, float] = defaultdict(float)
    for other, chunks in counts.items():
        its_initial, its_final = _cut(other)
        if other == syllable or its_initial != initial:
            continue
        total = chunks.total()
        weight = (Levenshtein.normalized_similarity(final, its_final) ** 2 + 0.02) * total / (total + RARE)
        for chunk, count in chunks.items():
            prior[chunk] += weight * count / total
    mass = sum(prior.values())
    return {chunk: weight / mass for chunk, weight in prior.items()}


def _cut(syllable: str) -> tuple[str, str]:
    initial = next((initial for initial in INITIALS if syllable.startswith(initial)), "")
    return initial, syllable[len(initial) :]


def _negative_logs(weights: dict[str, float] | Counter[str]) -> Costs:
    total = sum(weights.values())
    return {chunk: -math.log(weight / total) for chunk, weight in weights.items() if weight}


def main() -> int:
    """Write the table and say how large it is."""
    names = [(latin, syllables(han)) for latin, han in read(Path(sys.argv[1])) if not held_out(latin)]
    table = smooth(learn(names), [syllable for syllable, _ in pairs("pinyin.tsv")])
    table[LETTERS] = _negative_logs(Counter("".join(latin for latin, _ in names)))
    lines = []
    for syllable, costs in sorted(table.items()):
        likely = sorted(
            (cost, chunk) for chunk, cost in costs.items() if cost <= -math.log(LEAST) or syllable == LETTERS
        )
        lines.append(f"{syllable}\t{' '.join(f'{chunk}={cost:.1f}' for cost, chunk in likely)}\n")
    TABLE.write_text("".join(lines), encoding="utf-8")
    print(f"{TABLE.name}: {len(lines)} syllables, {TABLE.stat().st_size} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
