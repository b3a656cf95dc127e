"""Write ``data/lexicons/place_names.tsv``: countries and cities, as the mainland, Taiwan and Hong Kong write them.

Source: the Unicode CLDR (Unicode licence v3) as the Babel package carries it: its territories, and the cities by which
it names time zones. A foreign place is spelled as a foreign person is.

usage: python -m tools.place_names (in an environment that has babel besides)
"""

import importlib
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from bot.analysis.script import fold

TABLE = Path(__file__).parent.parent / "data" / "lexicons" / "place_names.tsv"
HEADER = """\
# Countries and cities in Chinese, folded. Derived from the Unicode CLDR (Unicode licence v3) by tools/place_names.py.
"""
REGIONS = ("zh_Hans_CN", "zh_Hant_TW", "zh_Hant_HK")
INVENTED = {"XA", "XB"}
"""Codes of territories that CLDR has for tests."""
HAN = re.compile(r"[\u4e00-\u9fff]{2,}")


def place_names() -> Iterator[str]:
    """Yield the names, many of them more than once."""
    for region in REGIONS:
        locale = importlib.import_module("babel").Locale.parse(region)
        zones = (zone.get("city", "") for zone in locale.time_zones.values())
        territories = (name for code, name in locale.territories.items() if code not in INVENTED)
        for name in (*territories, *zones):
            yield from HAN.findall(fold(name))


def main() -> int:
    """Write the table and say how large it is."""
    names = sorted(set(place_names()))
    TABLE.write_text(HEADER + "\n".join(names) + "\n", encoding="utf-8")
    print(f"{TABLE.name}: {len(names)} places")
    return 0


if __name__ == "__main__":
    sys.exit(main())
