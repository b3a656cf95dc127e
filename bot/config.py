"""The settings: read once from the environment and ``.env`` into one frozen value.

Only ``cli`` imports this module; everyone else is given what they need. ``.env.example`` documents every setting.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import platformdirs
from dotenv import dotenv_values

from bot.errors import SettingProblem, SettingsInvalid
from bot.strings import catalogue

SETTINGS = ("DISCORD_TOKEN", "DISCORD_TOKEN_FILE", "STATE_DIR", "DATABASE_URL", "SAMPLES", "DEFAULT_LOCALE")
LOCALES = tuple(catalogue.SERVED_BY)
SWITCH = {"on": True, "true": True, "yes": True, "1": True, "off": False, "false": False, "no": False, "0": False}
LANGUAGES = {"zh_TW": "zh-TW", "zh_HK": "zh-HK", "zh_MO": "zh-HK", "zh": "zh-CN"}
"""How the system's language (``LANG``) starts, and the locale that its user reads; the first that fits."""
DATABASES = ("sqlite+aiosqlite:///",)


@dataclass(frozen=True, slots=True, repr=False)
class Settings:
    """What the operator chose. It has no ``repr``: it holds the token."""

    discord_token: str | None
    state_dir: Path
    database_url: str
    samples: bool
    default_locale: str


def load_settings(folder: Path) -> Settings:
    """Return the settings of the environment and of ``folder``'s ``.env``; the environment wins.

    Raises:
        SettingsInvalid: naming every setting whose value is wrong.
    """
    written = {name: value or "" for name, value in dotenv_values(folder / ".env").items()}
    return read_settings(written | dict(os.environ))


def read_settings(environ: Mapping[str, str]) -> Settings:
    """Return the settings that ``environ`` holds; an empty one has its default.

    Raises:
        SettingsInvalid: naming every setting whose value is wrong.
    """
    given = {name: value for name in SETTINGS if (value := environ.get(name, "").strip())}
    problems: list[SettingProblem] = []
    state_dir = Path(given.get("STATE_DIR") or platformdirs.user_state_dir("jianbao")).expanduser()
    database_url = given.get("DATABASE_URL", f"sqlite+aiosqlite:///{state_dir / 'jianbao.db'}")
    if not database_url.startswith(DATABASES):
        problems.append(SettingProblem("DATABASE_URL", "sqlite+aiosqlite:///PATH"))
    samples = SWITCH.get(given.get("SAMPLES", "on").lower())
    if samples is None:
        problems.append(SettingProblem("SAMPLES", "on or off"))
    locale = given.get("DEFAULT_LOCALE") or _system_locale(environ)
    if locale not in LOCALES:
        problems.append(SettingProblem("DEFAULT_LOCALE", "one of " + ", ".join(LOCALES)))
    token = _token(given, problems)
    if problems:
        raise SettingsInvalid(tuple(problems))
    return Settings(token, state_dir, database_url, bool(samples), locale)


def _token(given: Mapping[str, str], problems: list[SettingProblem]) -> str | None:
    """Return the token, or that of the file that ``DISCORD_TOKEN_FILE`` names (a container's secret)."""
    if "DISCORD_TOKEN" in given and "DISCORD_TOKEN_FILE" in given:
        problems.append(SettingProblem("DISCORD_TOKEN_FILE", "nothing while DISCORD_TOKEN is set"))
    if "DISCORD_TOKEN" in given:
        return given["DISCORD_TOKEN"]
    if "DISCORD_TOKEN_FILE" not in given:
        return None
    try:
        return Path(given["DISCORD_TOKEN_FILE"]).expanduser().read_text(encoding="utf-8").strip() or None
    except (OSError, UnicodeDecodeError):
        problems.append(SettingProblem("DISCORD_TOKEN_FILE", "the path of a readable file with the token"))
        return None


def _system_locale(environ: Mapping[str, str]) -> str:
    language = environ.get("LC_ALL") or environ.get("LC_MESSAGES") or environ.get("LANG") or ""
    return next((locale for start, locale in LANGUAGES.items() if language.startswith(start)), "en-US")
