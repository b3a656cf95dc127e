"""Write ``data/lexicons/cedict_people.tsv``: how Chinese writes the names of people known by a Latin one.

Source: CC-CEDICT (CC BY-SA 4.0, cc-cedict.org, published by MDBG): its entries of people, one JSON object a line with
the fields ``hant``, ``en``, ``gloss`` and ``foreign`` (the Latin name is not the pinyin). Only people born since 1850
are kept whose Latin name has two parts or more and whose Chinese one three characters or more: shorter ones are shared.

usage: python -m tools.cedict_people PEOPLE.jsonl
"""

import json
import re
import sys
from pathlib import Path

TABLE = Path(__file__).parent.parent / "data" / "lexicons" / "cedict_people.tsv"
HEADER = """\
# Chinese names of people known by a Latin name: Chinese (traditional), Latin.
# Derived from CC-CEDICT (https://cc-cedict.org/), Copyright MDBG and the CC-CEDICT contributors, licensed under
# Creative Commons Attribution-ShareAlike 4.0 (https://creativecommons.org/licenses/by-sa/4.0/), and so is this file.
# Changed: only people born since 1850 with a Latin name of two parts or more and a Chinese one of three characters or
# more; glosses left out.
"""
HAN_NAME = re.compile(r"[\u4e00-\u9fff·]{3,}")
LATIN_NAME = re.compile(r"\w[\w.'’-]*(?: \w[\w.'’-]*)+")
LIFE = re.compile(r" \((?:born |c\. )?(\d{4})-(?:\d{4}|\d\d)?\)")
EARLIEST_BIRTH = 1850
NOT_A_NAME = re.compile(r"\b(?:of|Ms|Prince|Germany|Republic)\b")
"""States have years as people have, and titles are not names."""


def is_person(entry: dict[str, str]) -> bool:
    """Tell whether an entry names someone by a Latin name, and whom news may mention."""
    life = LIFE.match(entry["gloss"], len(entry["en"])) if entry["gloss"].startswith(entry["en"]) else None
    return (
        bool(entry["foreign"])
        and life is not None
        and int(life[1]) >= EARLIEST_BIRTH
        and HAN_NAME.fullmatch(entry["hant"]) is not None
        and LATIN_NAME.fullmatch(entry["en"]) is not None
        and NOT_A_NAME.search(entry["en"]) is None
    )


def main() -> int:
    """Write the table and say how large it is."""
    entries = [json.loads(line) for line in Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()]
    lines = sorted({f"{entry['hant']}\t{entry['en']}\n" for entry in entries if is_person(entry)})
    TABLE.write_text(HEADER + "".join(lines), encoding="utf-8")
    print(f"{TABLE.name}: {len(lines)} names")
    return 0


if __name__ == "__main__":
    sys.exit(main())
