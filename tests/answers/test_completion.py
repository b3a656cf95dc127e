"""Names are offered while they are typed: those of the reader's own server first, and nobody else's."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.analysis import likeness
from bot.analysis.lookup import grams
from bot.analysis.script import fold
from bot.answers.service import Answers
from bot.store import Store
from tests.store.press import GUILD, OTHER_GUILD, PUBLIC, Print, deliver

PEOPLE = [f"林若{character}" for character in "一二三四五六七八九十甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉"]


@pytest.fixture
async def answers(tmp_path: Path) -> AsyncIterator[Answers]:
    """Answer from thirty public people who are named twice, and one whom a server names once."""
    store = await Store.open(f"sqlite:///{tmp_path / 'archive.db'}", fold=fold, name_grams=grams, likeness=likeness)
    named = "、".join(PEOPLE)
    await deliver(store, PUBLIC, Print(f"名單\n\n{named}。{named}。", people={name: [] for name in PEOPLE}))
    await deliver(store, GUILD, Print("訪客\n\n林祕到訪。", source="visit.txt", people={"林祕": []}))
    yield Answers(store)
    await store.close()


@pytest.mark.parametrize("option", ["name", "topic", "person", "about"])
@pytest.mark.parametrize("typed", ["", "林", "林祕", "林秘"])
async def test_whom_only_the_readers_server_knows_is_offered_first(answers: Answers, option: str, typed: str) -> None:
    offered = await answers.complete(option, typed, [GUILD, PUBLIC])

    assert offered[0] == "林祕"
    assert len(offered) == len(set(offered)) <= 25
    assert "林祕" not in await answers.complete(option, typed, [OTHER_GUILD, PUBLIC])
    assert "林祕" not in await answers.complete(option, typed, [PUBLIC])


@pytest.mark.parametrize("option", ["words", "since"])
async def test_what_is_the_askers_own_is_not_completed(answers: Answers, option: str) -> None:
    assert await answers.complete(option, "林", [GUILD, PUBLIC]) == ()
