"""Write ``data/lexicons/famous_names.tsv``: names of people whom a dictionary explains, of all times.

Source: CC-CEDICT (CC BY-SA 4.0, cc-cedict.org, published by MDBG): its entries of people, one JSON object a line with
the fields ``hant``, ``type`` and ``foreign``. A foreign last name alone is left out: companies and units are
called after people (特斯拉, 西门子).

usage: python -m tools.famous_names PEOPLE.jsonl
"""

import json
import re
import sys
from pathlib import Path

from bot.analysis.script import fold

TABLE = Path(__file__).parent.parent / "data" / "lexicons" / "famous_names.tsv"
HEADER = """\
# Names of people whom a dictionary explains, folded. Derived from CC-CEDICT (https://cc-cedict.org/), Copyright MDBG
# and the CC-CEDICT contributors, licensed under Creative Commons Attribution-ShareAlike 4.0
# (https://creativecommons.org/licenses/by-sa/4.0/), and so is this file. Changed: pronunciations and glosses left out.
"""
NAME = re.compile(r"[\u4e00-\u9fff·]{2,8}")


def main() -> int:
    """Write the table and say how large it is."""
    entries = [json.loads(line) for line in Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()]
    people = (entry for entry in entries if entry["type"] == "person" and NAME.fullmatch(entry["hant"]))
    names = {fold(entry["hant"]) for entry in people if not entry["foreign"] or "·" in entry["hant"]}
    TABLE.write_text(HEADER + "".join(f"{name}\n" for name in sorted(names)), encoding="utf-8")
    print(f"{TABLE.name}: {len(names)} names")
    return 0


if __name__ == "__main__":
    sys.exit(main())
