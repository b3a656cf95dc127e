"""What the bot says, by locale and key.

A catalogue is a TOML file of dotted keys, one a line, in alphabetical order; a text's ``{placeholders}`` are filled
by name. Traditional readers share one catalogue, whatever their region; readers of other languages are served English.
"""

import tomllib
from functools import cache
from importlib import resources

SERVED_BY = {"zh-TW": "zh-Hant", "zh-HK": "zh-Hant", "zh-CN": "zh-Hans", "en-US": "en"}
"""The locales that a reader can choose, and the catalogue of each."""
FALLBACK = "en"


def text(locale: str, key: str, /, **values: object) -> str:
    """Return the text of ``key`` for the readers of ``locale``, with its placeholders filled.

    Raises:
        KeyError: no catalogue has the key, or a placeholder has no value: a mistake of the program.
    """
    return texts(SERVED_BY.get(locale, FALLBACK))[key].format(**values)


@cache
def texts(catalogue: str) -> dict[str, str]:
    """Return every text of one catalogue by its dotted key, in the order of the file."""
    content = resources.files("bot.strings").joinpath(f"{catalogue}.toml").read_text(encoding="utf-8")
    return dict(_flat(tomllib.loads(content)))


def _flat(table: dict[str, object], prefix: str = "") -> list[tuple[str, str]]:
    entries: list[tuple[str, str]] = []
    for key, value in table.items():
        if isinstance(value, dict):
            entries += _flat(value, f"{prefix}{key}.")
        else:
            entries.append((prefix + key, str(value)))
    return entries
