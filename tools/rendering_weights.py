"""Learn the weights of ``bot.analysis.utterances``: which quotations of one speaker render one utterance.

Logistic regression over its measures, from the labelled pairs of ``benchmarks/labels/renderings.jsonl`` that are not
held out.

usage: python -m tools.rendering_weights [--gold DIR]

DIR (default: JIANBAO_BENCH_DIR) holds ``corpus/articles.jsonl.gz``. The weights are printed, to be written into the
module by hand: there are four.
"""

import sys

import numpy as np

from benchmarks.annotations import records
from benchmarks.labels import is_held_out, read, texts, words_of
from bot.analysis.script import fold
from bot.analysis.utterances import measures
from bot.analysis.wording import words
from tools.logistic import fitted
from tools.name_weights import CORPUS, options_of

PENALTY = 0.05
"""Of the squares of the weights: little, as there are four."""


def main() -> int:
    """Print the weights."""
    options = options_of(__doc__)
    labels = [label for label in read("renderings") if not is_held_out(label)]
    found = texts(labels, records(options.gold / CORPUS))
    sides = [
        [words(fold(" ".join(words_of(side, found)))) for side in (label["one"], label["other"])] for label in labels
    ]
    matrix = np.array([measures(one, other) for one, other in sides])
    signs = np.where([label["verdict"] for label in labels], 1.0, -1.0)
    weights = fitted(matrix * signs[:, None], np.ones(len(labels)), np.zeros(matrix.shape[1]), PENALTY)
    print(f"{len(labels)} pairs:", ", ".join(f"{weight:.2f}" for weight in weights))
    return 0


if __name__ == "__main__":
    sys.exit(main())
