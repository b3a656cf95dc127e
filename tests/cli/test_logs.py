"""The log is readable, and never holds the token."""

import io
import json
import logging
import sys
from contextvars import copy_context

import pytest

from bot.chat.reception import Answering, answering
from bot.cli import logs
from bot.config import read_settings
from bot.jobs.runner import job

TOKEN = "MTAw.secret.token"


INTERACTION = {
    "id": "1574109133999702016",
    "type": 2,
    "data": {"name": "who", "options": [{"type": 3, "name": "name"}]},
}


def logged(form: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return what is logged for an exception that holds the token."""
    stderr = set_up(form, monkeypatch)
    record = logging.root.makeRecord("bot", logging.ERROR, __file__, 1, "已連線 %s", (TOKEN,), _error())
    logging.root.handle(record)
    return stderr.getvalue()


def set_up(form: str, monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    """Set the log up, and return where it is written."""
    stderr = io.StringIO()
    monkeypatch.setattr(sys, "stderr", stderr)
    monkeypatch.setattr(logging, "root", logging.RootLogger(logging.WARNING))
    logs.set_up(read_settings({"DISCORD_TOKEN": TOKEN, "LOG_FORMAT": form}))
    return stderr


def log_each(monkeypatch: pytest.MonkeyPatch, form: str) -> list[str]:
    """Return the lines that are logged within an interaction, within a job, and in neither."""
    stderr = set_up(form, monkeypatch)

    def log() -> None:
        logging.root.handle(logging.root.makeRecord("bot", logging.INFO, __file__, 1, "已讀", (), None))

    def within_an_interaction() -> None:
        answering.set(Answering.of(INTERACTION))
        log()

    def within_a_job() -> None:
        job.set("digests 3f2a91c0")
        log()

    for logging_once in (within_an_interaction, within_a_job, log):
        copy_context().run(logging_once)
    return stderr.getvalue().splitlines()


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


def test_each_line_tells_of_which_interaction_or_job_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = log_each(monkeypatch, "text")

    assert [line.partition(" INFO bot: ")[2] for line in lines] == [
        "[1574109133999702016] 已讀",
        "[digests 3f2a91c0] 已讀",
        "已讀",
    ]


def test_json_tells_it_in_fields_of_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    entries = [json.loads(line) for line in log_each(monkeypatch, "json")]

    assert [(entry.get("interaction"), entry.get("job")) for entry in entries] == [
        ("1574109133999702016", None),
        (None, "digests 3f2a91c0"),
        (None, None),
    ]
