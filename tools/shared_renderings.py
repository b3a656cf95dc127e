"""Write ``data/lexicons/shared_renderings.tsv``: how Chinese writes Latin names that many bear (约翰逊 for Johnson).

Source: 52,448 pairs of Latin and Chinese names (MIT), one JSON object a line with the fields ``en`` and ``zh``; those
whose Latin name stands in ``shared_surnames.tsv`` or ``latin_given_names.tsv``. Renderings of fewer than three
characters are left out: so short a name never tells alone who is meant.

usage: python -m tools.shared_renderings PAIRS.jsonl
"""

import sys
from pathlib import Path

from bot.analysis.identity import SHORTEST_DISTINCT
from bot.analysis.lexicon import rows
from bot.analysis.script import fold
from tools.sound_table import read

TABLE = Path(__file__).parent.parent / "data" / "lexicons" / "shared_renderings.tsv"
HEADER = """\
# How Chinese writes Latin surnames and given names that many bear: alone they do not tell who is meant.
# Written by tools/shared_renderings.py; the pairs of names that it learns from are under the MIT licence.
"""


def main() -> int:
    """Write the table and say how large it is."""
    shared = {name for table in ("shared_surnames.tsv", "latin_given_names.tsv") for (name,) in rows(table, fields=1)}
    renderings = {fold(han) for latin, han in read(Path(sys.argv[1])) if latin in shared}
    lines = sorted(f"{han}\n" for han in renderings if len(han) >= SHORTEST_DISTINCT)
    TABLE.write_text(HEADER + "".join(lines), encoding="utf-8")
    print(f"{TABLE.name}: {len(lines)} renderings")
    return 0


if __name__ == "__main__":
    sys.exit(main())
