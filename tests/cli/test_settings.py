"""Settings: read once, every wrong one named, every one documented."""

import re
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
    assert named == ["DATABASE_URL", "SAMPLES", "DEFAULT_LOCALE", "DISCORD_TOKEN_FILE"]
    assert "hunter2" not in str(invalid.value)


def test_the_token_is_read_from_a_file_and_never_printed(tmp_path: Path) -> None:
    (tmp_path / "token").write_text("s3cret\n", encoding="utf-8")
    settings = read_settings({"DISCORD_TOKEN_FILE": str(tmp_path / "token")})

    assert settings.discord_token == "s3cret"
    assert "s3cret" not in repr(settings)
    with pytest.raises(SettingsInvalid):
        read_settings({"DISCORD_TOKEN": "one", "DISCORD_TOKEN_FILE": str(tmp_path / "token")})
