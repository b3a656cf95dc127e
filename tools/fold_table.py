"""Write ``data/lexicons/fold.tsv``: the one character table that text is matched by.

Source: OpenCC's one-character conversion (TSCharacters, by ``t2s``, and the regional variant tables, by ``tw2t`` and
``hk2t``), closed so that folding twice changes nothing. Width and case are folded in code.

usage: python -m tools.fold_table
"""

import sys
from pathlib import Path

import opencc

TABLE = Path(__file__).parent.parent / "data" / "lexicons" / "fold.tsv"
IDEOGRAPHS = (range(0x3400, 0x4DC0), range(0x4E00, 0xA000), range(0xF900, 0xFB00), range(0x20000, 0x323B0))
KEPT = "么"
"""Simplified characters that t2s takes for traditional ones (么 for 幺): they stay; what folded so folds to them."""


def fold_table() -> dict[str, str]:
    """Return each ideograph that folds to another, closed under repetition."""
    characters = [chr(code) for block in IDEOGRAPHS for code in block]
    table = {}
    for config in ("tw2t", "hk2t", "t2s"):
        converted = opencc.OpenCC(config).convert("\n".join(characters)).split("\n")
        table[config] = dict(zip(characters, converted, strict=True))
    steps = {c: table["t2s"].get(table["hk2t"].get(table["tw2t"][c], c), c) for c in characters}
    for kept in KEPT:
        steps |= {c: kept for c, to in steps.items() if to == steps[kept] and c != steps[kept]}
    closed = {}
    for character in characters:
        folded, seen = character, {character}
        while (following := steps.get(folded, folded)) not in seen:
            folded = following
            seen.add(folded)
        if folded != character and len(folded) == 1:
            closed[character] = folded
    return closed


def main() -> int:
    """Write the table and say how large it is."""
    table = fold_table()
    lines = [f"{character}\t{folded}\n" for character, folded in sorted(table.items())]
    TABLE.write_text("".join(lines), encoding="utf-8")
    print(f"{TABLE.name}: {len(lines)} characters")
    return 0


if __name__ == "__main__":
    sys.exit(main())
