"""Corrections on the command line: what a server's moderators made, the operator lists, promotes and undoes."""

import json
from datetime import UTC, datetime
from pathlib import Path

from bot.analysis import likeness
from bot.analysis.lookup import grams
from bot.analysis.pipeline import ANALYSIS_VERSION
from bot.analysis.script import fold
from bot.store import Store
from bot.store.correcting import By
from tests.acceptance.command_line import jianbao
from tests.store.archive import LEAVING, REACTIONS
from tests.store.press import GUILD, OTHER_GUILD, PUBLIC, deliver, strangers

BY = By(GUILD, 77, datetime(2026, 11, 22, 12, tzinfo=UTC))


async def corrected(state: Path) -> str:
    """Fill an archive in which a server merged two people and hid an article of its own; return its address."""
    address = f"sqlite+aiosqlite:///{state / 'archive.sqlite'}"
    store = await Store.open(address, fold=fold, name_grams=grams, likeness=likeness)
    await deliver(store, PUBLIC, LEAVING, analysis_version=ANALYSIS_VERSION)
    await deliver(store, PUBLIC, REACTIONS, link=strangers, analysis_version=ANALYSIS_VERSION)
    secret = await deliver(store, GUILD, LEAVING, analysis_version=ANALYSIS_VERSION)
    one, other = await store.people_named("林若云", [PUBLIC])
    await store.corrections.merge(BY, one.id, other.id)
    await store.corrections.hide(BY, secret.article)
    await store.close()
    return address


async def test_corrections_are_listed_promoted_and_undone(tmp_path: Path) -> None:
    address = await corrected(tmp_path)

    def run(*arguments: str) -> tuple[int, str, str]:
        done = jianbao(tmp_path, "corrections", *arguments, DATABASE_URL=address)
        return done.returncode, done.stdout, done.stderr

    code, out, err = run()
    assert (code, err) == (0, "")
    assert out.splitlines() == [
        "2\tguild:1\thide\t林若雲離開研究院\t77 2026-11-22T12:00:00Z\tstands",
        "1\tguild:1\tmerge\t林若雲 -> 林若云\t77 2026-11-22T12:00:00Z\tstands",
    ]
    assert run("list", "--library", OTHER_GUILD) == (0, "", "")

    code, out, err = run("promote", "--all", GUILD, "--format", "json")
    assert code == 2
    assert err == "jianbao: 2: it is about what only that server has\n"
    promoted = json.loads(out)
    assert (promoted["library"], promoted["kind"], promoted["made_by"]) == (PUBLIC, "merge", None)

    who = json.loads(jianbao(tmp_path, "ask", "/who 林若雲", "--format", "json", DATABASE_URL=address).stdout)
    assert who["status"] == "found"

    assert run("promote")[0] == 2
    assert "name the corrections" in run("promote")[2]
    code, out, err = run("undo", str(promoted["id"]), "1", "99")
    assert code == 2
    assert [line.split("\t")[0] for line in out.splitlines()] == [str(promoted["id"]), "1"]
    assert "undone 20" in out
    assert err == "jianbao: 99: there is no such correction that stands, or it is everybody's already\n"

    who = json.loads(jianbao(tmp_path, "ask", "/who 林若雲", "--format", "json", DATABASE_URL=address).stdout)
    assert who["status"] == "ambiguous"
