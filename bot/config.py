"""The settings: read once from the environment and ``.env`` into one frozen value.

Only ``cli`` imports this module; everyone else is given what they need. ``.env.example`` documents every setting.
"""

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import platformdirs
from dotenv import dotenv_values

from bot.errors import SettingProblem, SettingsInvalid
from bot.strings import catalogue

SETTINGS = (
    "DISCORD_TOKEN",
    "DISCORD_TOKEN_FILE",
    "DISCORD_API_URL",
    "DISCORD_GATEWAY_URL",
    "SHARD_IDS",
    "SHARD_COUNT",
    "STATE_DIR",
    "DATABASE_URL",
    "SAMPLES",
    "DEFAULT_LOCALE",
    "DEFAULT_TIMEZONE",
    "DEPARTED_KEPT_DAYS",
    "SOURCE_URL",
    "FETCH_PRIVATE_NETWORKS",
    "FONT_DIR",
    "LOG_LEVEL",
    "LOG_FORMAT",
    "METRICS_ADDRESS",
)
LOCALES = tuple(catalogue.SERVED_BY)
SWITCH = {"on": True, "true": True, "yes": True, "1": True, "off": False, "false": False, "no": False, "0": False}
LANGUAGES = {"zh_TW": "zh-TW", "zh_HK": "zh-HK", "zh_MO": "zh-HK", "zh": "zh-CN"}
"""How the system's language (``LANG``) starts, and the locale that its user reads; the first that fits."""
DATABASES = ("sqlite+aiosqlite:///", "postgresql+asyncpg://")


LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
LOG_FORMATS = ("text", "json")
PORTS = 65_536
TOKEN = re.compile(r"[!-~]*")
SHARDS = re.compile(r"(?P<first>\d{1,6})(?:-(?P<last>\d{1,6}))?")


class Address(NamedTuple):
    """Where something listens: an IP address, and a port."""

    host: str
    port: int

    def __str__(self) -> str:
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"


@dataclass(frozen=True, slots=True, repr=False)
class Settings:
    """What the operator chose. It has no ``repr``: it holds the token.

    ``discord_api_url`` and ``discord_gateway_url`` are None for Discord's own, ``shard_ids`` for every shard and
    ``shard_count`` for as many as Discord recommends, ``source_url`` where the operator names none, ``font_dir`` for
    the typefaces that are installed, ``metrics_address`` where nothing listens.
    """

    discord_token: str | None
    discord_api_url: str | None
    discord_gateway_url: str | None
    shard_ids: tuple[int, ...] | None
    shard_count: int | None
    state_dir: Path
    database_url: str
    samples: bool
    default_locale: str
    default_timezone: str
    departed_kept_days: int
    source_url: str | None
    fetch_private_networks: tuple[IPv4Network | IPv6Network, ...]
    font_dir: Path | None
    log_level: str
    log_format: str
    metrics_address: Address | None


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
    shard_count = _shard_count(given, problems)
    settings = Settings(
        discord_token=_token(given, problems),
        discord_api_url=_address(given, "DISCORD_API_URL", ("http", "https"), problems),
        discord_gateway_url=_address(given, "DISCORD_GATEWAY_URL", ("ws", "wss"), problems),
        shard_ids=_shard_ids(given, shard_count, problems),
        shard_count=shard_count,
        state_dir=state_dir,
        database_url=_database_url(given, state_dir, problems),
        samples=SWITCH[_one_of(given, "SAMPLES", tuple(SWITCH), "on", problems, expected="on or off")],
        default_locale=_one_of(given, "DEFAULT_LOCALE", LOCALES, _system_locale(environ), problems),
        default_timezone=_timezone(given, problems),
        departed_kept_days=_days(given, "DEPARTED_KEPT_DAYS", 30, problems),
        source_url=_address(given, "SOURCE_URL", ("http", "https"), problems),
        fetch_private_networks=_networks(given, problems),
        font_dir=_folder(given, "FONT_DIR", problems),
        log_level=_one_of(given, "LOG_LEVEL", LOG_LEVELS, "INFO", problems),
        log_format=_one_of(given, "LOG_FORMAT", LOG_FORMATS, "text", problems),
        metrics_address=_loopback(given, "METRICS_ADDRESS", problems),
    )
    if problems:
        raise SettingsInvalid(tuple(sorted(problems, key=lambda problem: SETTINGS.index(problem.name))))
    return settings


def _one_of(  # noqa: PLR0913 -- a setting, what it may be, and what to say if it is not
    given: Mapping[str, str],
    name: str,
    values: Sequence[str],
    default: str,
    problems: list[SettingProblem],
    *,
    expected: str = "",
) -> str:
    """Return which of ``values`` is given, whatever its case."""
    typed = given.get(name, default).lower()
    value = next((value for value in values if value.lower() == typed), None)
    if value is None:
        problems.append(SettingProblem(name, expected or "one of " + ", ".join(values)))
        return default
    return value


def _database_url(given: Mapping[str, str], state_dir: Path, problems: list[SettingProblem]) -> str:
    url = given.get("DATABASE_URL", f"sqlite+aiosqlite:///{state_dir / 'jianbao.db'}")
    if not url.startswith(DATABASES):
        problems.append(
            SettingProblem(
                "DATABASE_URL", "sqlite+aiosqlite:///PATH or postgresql+asyncpg://USER:PASSWORD@HOST/DATABASE"
            )
        )
    return url


def _address(
    given: Mapping[str, str], name: str, schemes: tuple[str, ...], problems: list[SettingProblem]
) -> str | None:
    if name not in given:
        return None
    scheme, separator, host = given[name].partition("://")
    if scheme.lower() not in schemes or not separator or not host:
        problems.append(SettingProblem(name, f"an address that begins with {schemes[-1]}://"))
    return given[name]


def _shard_count(given: Mapping[str, str], problems: list[SettingProblem]) -> int | None:
    if "SHARD_COUNT" not in given:
        if "SHARD_IDS" in given:
            problems.append(SettingProblem("SHARD_COUNT", "the number of all shards where SHARD_IDS is set"))
        return None
    if not re.fullmatch(r"[1-9]\d{0,5}", given["SHARD_COUNT"]):
        problems.append(SettingProblem("SHARD_COUNT", "a number from 1 on"))
        return None
    return int(given["SHARD_COUNT"])


def _shard_ids(given: Mapping[str, str], count: int | None, problems: list[SettingProblem]) -> tuple[int, ...] | None:
    """Return the shards that are named, one by one or as ranges (``0-3,8``), each once and in order."""
    if "SHARD_IDS" not in given:
        return None
    found: set[int] = set()
    for word in given["SHARD_IDS"].split(","):
        shards = SHARDS.fullmatch(word.strip())
        if shards is None:
            problems.append(SettingProblem("SHARD_IDS", "numbers and ranges such as 0-3,8"))
            return None
        found |= set(range(int(shards["first"]), int(shards["last"] or shards["first"]) + 1))
    if not found or (count is not None and max(found) >= count):
        problems.append(SettingProblem("SHARD_IDS", "numbers below SHARD_COUNT"))
    return tuple(sorted(found))


def _days(given: Mapping[str, str], name: str, default: int, problems: list[SettingProblem]) -> int:
    if not re.fullmatch(r"\d{1,4}", given.get(name, str(default))):
        problems.append(SettingProblem(name, "a number of days from 0 to 9999"))
        return default
    return int(given.get(name, default))


def _timezone(given: Mapping[str, str], problems: list[SettingProblem]) -> str:
    name = given.get("DEFAULT_TIMEZONE", "UTC")
    try:
        return ZoneInfo(name).key
    except (ZoneInfoNotFoundError, ValueError, OSError):  # a folder of zones is an OSError
        problems.append(SettingProblem("DEFAULT_TIMEZONE", "a zone such as Asia/Taipei"))
        return name


def _networks(given: Mapping[str, str], problems: list[SettingProblem]) -> tuple[IPv4Network | IPv6Network, ...]:
    try:
        return tuple(
            ip_network(word.strip()) for word in given.get("FETCH_PRIVATE_NETWORKS", "").split(",") if word.strip()
        )
    except ValueError:
        problems.append(SettingProblem("FETCH_PRIVATE_NETWORKS", "networks such as 10.1.2.0/24, fd12:3456::/48"))
        return ()


def _loopback(given: Mapping[str, str], name: str, problems: list[SettingProblem]) -> Address | None:
    """Return an address that only programs of this computer reach."""
    if name not in given:
        return None
    host, _, port = given[name].rpartition(":")
    try:
        address = Address(str(ip_address("127.0.0.1" if host == "localhost" else host.strip("[]"))), int(port))
    except ValueError:
        address = Address("", 0)
    if not address.host or not ip_address(address.host).is_loopback or not 0 < address.port < PORTS:
        problems.append(SettingProblem(name, "a loopback address and a port, such as 127.0.0.1:9464"))
        return None
    return address


def _folder(given: Mapping[str, str], name: str, problems: list[SettingProblem]) -> Path | None:
    if name not in given:
        return None
    folder = Path(given[name]).expanduser()
    if not folder.is_dir():
        problems.append(SettingProblem(name, "the path of a folder"))
    return folder


def _token(given: Mapping[str, str], problems: list[SettingProblem]) -> str | None:
    """Return the token, or that of the file that ``DISCORD_TOKEN_FILE`` names (a container's secret)."""
    if "DISCORD_TOKEN" in given and "DISCORD_TOKEN_FILE" in given:
        problems.append(SettingProblem("DISCORD_TOKEN_FILE", "nothing while DISCORD_TOKEN is set"))
    if "DISCORD_TOKEN" in given:
        name, token = "DISCORD_TOKEN", given["DISCORD_TOKEN"]
    elif "DISCORD_TOKEN_FILE" in given:
        name, token = "DISCORD_TOKEN_FILE", _held(given["DISCORD_TOKEN_FILE"], problems)
    else:
        return None
    if not TOKEN.fullmatch(token):
        problems.append(SettingProblem(name, "the token alone, which is one word of letters, digits and marks"))
    return token or None


def _held(path: str, problems: list[SettingProblem]) -> str:
    try:
        return Path(path).expanduser().read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        problems.append(SettingProblem("DISCORD_TOKEN_FILE", "the path of a readable file with the token"))
        return ""


def _system_locale(environ: Mapping[str, str]) -> str:
    language = environ.get("LC_ALL") or environ.get("LC_MESSAGES") or environ.get("LANG") or ""
    return next((locale for start, locale in LANGUAGES.items() if language.startswith(start)), "en-US")
