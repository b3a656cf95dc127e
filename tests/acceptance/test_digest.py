"""``jianbao digest``: what would be posted, looked at without posting."""

import json
import shutil
from datetime import UTC, datetime, time
from pathlib import Path

import pytest

from bot.analysis import likeness
from bot.analysis.lookup import grams
from bot.analysis.script import fold
from bot.model import Order, Rhythm, Subject, SubjectKind
from bot.store import Store
from tests.acceptance.command_line import jianbao


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder whose archive holds the shipped articles."""
    folder = tmp_path_factory.mktemp("filled")
    assert jianbao(folder, "stats").returncode == 0
    return folder


@pytest.fixture
def shipped(filled: Path, tmp_path: Path) -> Path:
    """Return a copy of that folder."""
    return Path(shutil.copytree(filled, tmp_path / "state"))


@pytest.mark.parametrize(
    ("locale", "expected"),
    [("zh-TW", "每日剪報 · "), ("zh-CN", "每日剪报 · "), ("en-US", "Daily digest · ")],
)
def test_a_digest_can_be_tried_out_on_the_shipped_articles(shipped: Path, locale: str, expected: str) -> None:
    shown = jianbao(shipped, "digest", "preview", "--newest", "9", "--topic", "超级对齐", "--locale", locale)

    assert shown.returncode == 0, shown.stderr
    assert shown.stdout.startswith(expected)
    assert "超级对齐" in shown.stdout or "超級對齊" in shown.stdout


def test_a_try_out_is_printed_as_json(shipped: Path) -> None:
    shown = jianbao(shipped, "digest", "preview", "--person", "Ilya Sutskever", "--format", "json")
    digest = json.loads(shown.stdout)

    assert (digest["command"], digest["status"]) == ("digest", "found")
    assert {fact["kind"] for fact in digest["facts"]} >= {"article", "quote"}
    assert all(fact["parts"] for fact in digest["facts"])


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["7"], "no digest 7; jianbao digest list shows them"),
        (["--person", "火山口"], "火山口: the archive knows nobody of that name"),
        (["--topic", "——"], "——: there is nothing to look for in that"),
    ],
)
def test_what_there_is_not_is_said_in_one_line(shipped: Path, arguments: list[str], expected: str) -> None:
    shown = jianbao(shipped, "digest", "preview", *arguments)

    assert shown.returncode == 2
    assert shown.stdout == ""
    assert expected in shown.stderr
    assert shown.stderr.count("\n") == 1


async def test_the_digests_of_every_server_are_listed_and_looked_at(shipped: Path) -> None:
    store = await Store.open(f"sqlite:///{shipped / 'jianbao.db'}", fold=fold, name_grams=grams, likeness=likeness)
    order = Order(
        channel=5,
        channel_name="新聞",
        locale="zh-CN",
        local_time=time(9),
        zone="Asia/Taipei",
        rhythm=Rhythm.WEEKLY,
        weekday=0,
        subjects=(Subject(SubjectKind.TOPIC, "OpenAI"),),
    )
    due = datetime(2030, 1, 7, 1, tzinfo=UTC)
    number = await store.digests.subscribe("guild:1", order, created_by=1, due_at=due, after=0)
    await store.close()
    listed = jianbao(shipped, "digest", "list", "--format", "json")
    [entry] = [json.loads(line) for line in listed.stdout.splitlines()]
    shown = jianbao(shipped, "digest", "preview", str(number))

    assert entry == {
        "id": number,
        "library": "guild:1",
        "channel": 5,
        "channel_name": "新聞",
        "rhythm": "weekly",
        "weekday": 0,
        "local_time": "09:00",
        "zone": "Asia/Taipei",
        "subjects": ["OpenAI"],
        "due_at": "2030-01-07T01:00:00Z",
        "state": "due",
    }
    assert shown.stdout.startswith("一周剪报 · 2030 年 1 月 7 日\n只收：OpenAI\n")
    assert jianbao(shipped, "digest", "list", "--library", "guild:2").stdout == ""
