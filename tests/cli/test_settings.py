"""Settings: read once, every wrong one named, every one documented."""

import re
from ipaddress import ip_network
from pathlib import Path

import pytest

from bot.config import SETTINGS, load_settings, read_settings
from bot.errors import SettingsInvalid

ROOT = Path(__file__).parents[2]


def test_every_setting_is_documented_in_order_and_nothing_else_is() -> None:
    documented = re.findall(r"^([A-Z_]+)=", (ROOT / ".env.example").read_text(encoding="utf-8"), re.MULTILINE)

    assert tuple(documented) == SETTINGS


def test_the_shipped_example_means_the_defaults(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in SETTINGS:
        monkeypatch.delenv(name, raising=False)
    (tmp_path / ".env").write_text((ROOT / ".env.example").read_text(encoding="utf-8"), encoding="utf-8")

    settings = load_settings(tmp_path)

    assert settings == load_settings(tmp_path / "elsewhere")
    assert settings.discord_token is None
    assert settings.samples
    assert settings.database_url == f"sqlite+aiosqlite:///{settings.state_dir / 'jianbao.db'}"


def test_the_environment_wins_over_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".env").write_text("SAMPLES=off\nDEFAULT_LOCALE=zh-HK\n", encoding="utf-8")
    monkeypatch.delenv("SAMPLES", raising=False)
    monkeypatch.setenv("DEFAULT_LOCALE", "zh-CN")

    settings = load_settings(tmp_path)

    assert not settings.samples
    assert settings.default_locale == "zh-CN"


@pytest.mark.parametrize(
    ("language", "locale"),
    [("zh_TW.UTF-8", "zh-TW"), ("zh_HK", "zh-HK"), ("zh_CN.UTF-8", "zh-CN"), ("zh_SG", "zh-CN"), ("C", "en-US")],
)
def test_the_reader_of_a_system_is_answered_in_its_language(language: str, locale: str) -> None:
    assert read_settings({"LANG": language}).default_locale == locale


def test_all_wrong_settings_are_named_at_once_without_their_values() -> None:
    secret = "mysql://root:hunter2@host"
    with pytest.raises(SettingsInvalid) as invalid:
        read_settings(
            {"DATABASE_URL": secret, "SAMPLES": "perhaps", "DEFAULT_LOCALE": "fr", "DISCORD_TOKEN_FILE": "/no"}
        )

    named = [problem.name for problem in invalid.value.problems]
    assert named == ["DISCORD_TOKEN_FILE", "DATABASE_URL", "SAMPLES", "DEFAULT_LOCALE"]
    assert "hunter2" not in str(invalid.value)


def test_the_token_is_read_from_a_file_and_never_printed(tmp_path: Path) -> None:
    (tmp_path / "token").write_text("s3cret\n", encoding="utf-8")
    settings = read_settings({"DISCORD_TOKEN_FILE": str(tmp_path / "token")})

    assert settings.discord_token == "s3cret"
    assert "s3cret" not in repr(settings)
    with pytest.raises(SettingsInvalid):
        read_settings({"DISCORD_TOKEN": "one", "DISCORD_TOKEN_FILE": str(tmp_path / "token")})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DISCORD_TOKEN", "Bot abc"),
        ("DISCORD_TOKEN", "abc\nLOG_LEVEL=DEBUG"),
        ("DISCORD_TOKEN", "密碼"),
        ("DISCORD_API_URL", "discord.example"),
        ("DISCORD_API_URL", "ws://discord.example"),
        ("DISCORD_GATEWAY_URL", "https://discord.example"),
        ("DISCORD_GATEWAY_URL", "wss://"),
        ("SHARD_COUNT", "0"),
        ("SHARD_COUNT", "many"),
        ("DEFAULT_TIMEZONE", "Taipei"),
        ("DEFAULT_TIMEZONE", "Asia"),
        ("DEFAULT_TIMEZONE", "../etc/passwd"),
        ("FETCH_PRIVATE_NETWORKS", "intranet"),
        ("FETCH_PRIVATE_NETWORKS", "10.0.0.1/8"),
        ("LOG_LEVEL", "chatty"),
        ("LOG_FORMAT", "xml"),
    ],
)
def test_a_wrong_value_is_refused_by_name(name: str, value: str) -> None:
    with pytest.raises(SettingsInvalid) as invalid:
        read_settings({name: value})

    assert [problem.name for problem in invalid.value.problems] == [name]


@pytest.mark.parametrize(
    ("ids", "expected"), [("0", (0,)), ("0-3,8", (0, 1, 2, 3, 8)), ("3, 1,1-2", (1, 2, 3)), ("", None)]
)
def test_shards_are_named_one_by_one_or_as_ranges(ids: str, expected: tuple[int, ...] | None) -> None:
    assert read_settings({"SHARD_IDS": ids, "SHARD_COUNT": "16"}).shard_ids == expected


@pytest.mark.parametrize("ids", ["16", "0-16", "3-1", "-1", "a", "1,,2"])
def test_shards_that_do_not_exist_are_refused(ids: str) -> None:
    with pytest.raises(SettingsInvalid, match="SHARD_IDS"):
        read_settings({"SHARD_IDS": ids, "SHARD_COUNT": "16"})


def test_shards_need_the_number_of_all() -> None:
    with pytest.raises(SettingsInvalid, match="SHARD_COUNT"):
        read_settings({"SHARD_IDS": "0"})


def test_private_networks_are_a_list_and_none_by_default() -> None:
    assert read_settings({}).fetch_private_networks == ()
    assert read_settings({"FETCH_PRIVATE_NETWORKS": "10.1.0.0/16, 172.17.0.1,fd12::/16,"}).fetch_private_networks == (
        ip_network("10.1.0.0/16"),
        ip_network("172.17.0.1/32"),
        ip_network("fd12::/16"),
    )


def test_values_are_taken_whatever_their_case() -> None:
    settings = read_settings({"LOG_LEVEL": "debug", "LOG_FORMAT": "JSON", "DEFAULT_LOCALE": "zh-tw"})

    assert (settings.log_level, settings.log_format, settings.default_locale) == ("DEBUG", "json", "zh-TW")


@pytest.mark.parametrize(
    ("given", "address"),
    [
        ("127.0.0.1:9464", "127.0.0.1:9464"),
        ("localhost:9464", "127.0.0.1:9464"),
        ("127.8.8.8:1", "127.8.8.8:1"),
        ("[::1]:65535", "[::1]:65535"),
    ],
)
def test_metrics_are_served_to_this_computer(given: str, address: str) -> None:
    assert str(read_settings({"METRICS_ADDRESS": given}).metrics_address) == address


@pytest.mark.parametrize(
    "given",
    ["0.0.0.0:9464", "192.0.2.1:9464", "[::]:9464", "9464", "127.0.0.1", "127.0.0.1:0", "[::1]:65536", "x:y"],
)
def test_metrics_are_served_to_nobody_else(given: str) -> None:
    with pytest.raises(SettingsInvalid) as invalid:
        read_settings({"METRICS_ADDRESS": given})

    assert [problem.name for problem in invalid.value.problems] == ["METRICS_ADDRESS"]
