"""The log is readable, and never holds the token."""

import io
import json
import logging
import sys

import pytest

from bot.cli import logs
from bot.config import read_settings

TOKEN = "MTAw.secret.token"


def logged(form: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return what is logged for an exception that holds the token."""
    stderr = io.StringIO()
    monkeypatch.setattr(sys, "stderr", stderr)
    monkeypatch.setattr(logging, "root", logging.RootLogger(logging.WARNING))
    logs.set_up(read_settings({"DISCORD_TOKEN": TOKEN, "LOG_FORMAT": form}))
    record = logging.root.makeRecord("bot", logging.ERROR, __file__, 1, "已連線 %s", (TOKEN,), _error())
    logging.root.handle(record)
    return stderr.getvalue()


def _error() -> tuple[type[BaseException], BaseException, None]:
    return ValueError, ValueError(f"Bot {TOKEN}"), None


@pytest.mark.parametrize("form", ["text", "json"])
def test_the_token_is_hidden_in_messages_and_tracebacks(form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    text = logged(form, monkeypatch)

    assert TOKEN not in text
    assert "ValueError: Bot [token]" in text
    assert "已連線 [token]" in text


def test_json_is_one_object_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    [line] = logged("json", monkeypatch).splitlines()

    entry = json.loads(line)
    assert list(entry) == ["time", "level", "logger", "message", "exception"]
    assert (entry["level"], entry["logger"]) == ("ERROR", "bot")
