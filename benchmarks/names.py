"""How well names are found: renderings by sound, and look-up of what people type.

Source: the pairs of Latin and Chinese names that ``tools/sound_table.py`` learns from, of which a tenth is held out.

usage: python -m benchmarks.names [--gold DIR] [--seed N] [--names N] [--quick] [--format json]

DIR (default: JIANBAO_BENCH_DIR) holds ``resources/names_translit.jsonl``. Of ``--names`` (1,000; ``--quick``: 200) each
is compared with all the others. Without DIR nothing is measured.
"""

import argparse
import json
import os
import random
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path

from bot.analysis.lookup import grams, match
from bot.analysis.pinyin import syllables
from bot.analysis.sound import similarity
from tools.sound_table import held_out, read

PAIRS = Path("resources", "names_translit.jsonl")
QUICK_NAMES = 200
CANDIDATES = 50
"""Names that an index gives ``match`` to compare, as the bot's does."""

Pair = tuple[str, str]


def sample(folder: Path, names: int, chance: random.Random) -> list[Pair]:
    """Return held-out pairs of a Latin name and its rendering, no name or rendering twice."""
    pairs = [(latin.title(), han) for latin, han in read(folder / PAIRS) if held_out(latin)]
    chance.shuffle(pairs)
    unique: dict[str, str] = {}
    for latin, han in pairs:
        if han not in unique:
            unique[han] = latin
    return [(latin, han) for han, latin in unique.items()][:names]


def share_first(pairs: Sequence[Pair]) -> tuple[float, float]:
    """Return how often the right rendering, and the right Latin name, sounds most alike among all of the pairs."""
    table = [[similarity(han, latin) for _, han in pairs] for latin, _ in pairs]
    columns = list(zip(*table, strict=True))
    right = range(len(pairs))
    return (
        sum(max(right, key=table[index].__getitem__) == index for index in right) / len(pairs),
        sum(max(right, key=columns[index].__getitem__) == index for index in right) / len(pairs),
    )


class Index:
    """Written forms by their grams, rare grams counting for more: what the store does with them."""

    def __init__(self, surfaces: Sequence[str]) -> None:
        self.postings: dict[str, list[str]] = defaultdict(list)
        for surface in surfaces:
            for gram in grams(surface):
                self.postings[gram].append(surface)

    def candidates(self, query: str) -> list[str]:
        """Return the forms that share most with ``query``."""
        weights: Counter[str] = Counter()
        for gram in grams(query):
            surfaces = self.postings.get(gram, [])
            weights.update(dict.fromkeys(surfaces, 1000 // (1 + len(surfaces))))
        return [surface for surface, _ in weights.most_common(CANDIDATES)]


def misspell(word: str, chance: random.Random) -> str:
    """Return ``word`` with one letter dropped, doubled, replaced or swapped with the next; the first stays."""
    place = chance.randrange(1, len(word) - 1)
    before, letter, after = word[:place], word[place], word[place + 1 :]
    return chance.choice(
        [
            before + after,
            before + letter * 2 + after,
            before + chance.choice("aeiourstln") + after,
            before + after[0] + letter + after[1:],
        ]
    )


def look_up(
    pairs: Sequence[Pair], ask: Callable[[Pair], str], answer: Callable[[Pair], str]
) -> tuple[float, float, float]:
    """Return how often what ``ask`` gives finds ``answer`` at all, finds it first, and the milliseconds of a query."""
    index = Index([answer(pair) for pair in pairs])
    reached = first = 0
    began = time.perf_counter()
    for pair in pairs:
        query = ask(pair)
        candidates = index.candidates(query)
        scores = {surface: found.score for surface in candidates if (found := match(query, surface))}
        reached += answer(pair) in scores
        first += bool(scores) and max(scores, key=scores.__getitem__) == answer(pair)
    elapsed_ms = (time.perf_counter() - began) * 1000
    return reached / len(pairs), first / len(pairs), elapsed_ms / len(pairs)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, default=os.environ.get("JIANBAO_BENCH_DIR"))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--names", type=int, default=1000)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--format", choices=["text", "json"], default="text")
    options = parser.parse_args(arguments)
    if options.gold is None:
        print("names: not measured, as neither --gold nor JIANBAO_BENCH_DIR names the pairs")
        return 0
    chance = random.Random(options.seed)  # noqa: S311 - a sample, not a secret
    pairs = sample(Path(options.gold), QUICK_NAMES if options.quick else options.names, chance)
    long = [pair for pair in pairs if len(pair[0]) > len("Mus")]
    by_sound = share_first(pairs)
    measured = {
        "misspelt Latin": look_up(long, lambda pair: misspell(pair[0], chance), lambda pair: pair[0]),
        "pinyin": look_up(pairs, lambda pair: " ".join(syllables(pair[1])), lambda pair: pair[1]),
        "Latin for Chinese": look_up(pairs, lambda pair: pair[0], lambda pair: pair[1]),
        "Chinese for Latin": look_up(pairs, lambda pair: pair[1], lambda pair: pair[0]),
    }
    if options.format == "json":
        print(json.dumps({"by_sound": by_sound, "look_up": measured}))
        return 0
    print(f"by sound, {len(pairs)} names not learned from, seed {options.seed}")
    print(f"  Latin name -> rendering first {by_sound[0]:.3f}, rendering -> Latin name first {by_sound[1]:.3f}")
    print(f"look-up among the same names: found, first, ms a query ({CANDIDATES} candidates)")
    for what, (reached, first, query_ms) in measured.items():
        print(f"  {what}: {reached:.3f}, {first:.3f}, {query_ms:.1f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
