"""Feeds on the command line, of a website on loopback."""

import asyncio
import json
from pathlib import Path

import pytest

from tests.acceptance.command_line import jianbao_beside
from tests.intake.website import Website, answer
from tests.jobs.feeds.printing import item, page, paragraphs, rss

TEXT = paragraphs(["晨星航運董事長王大明週一宣布辭職，由副總經理陳小美接任。陳小美表示：「我會盡力。」"] * 8)
DATE = "<pubDate>Tue, 05 Mar 2024 23:30:00 GMT</pubDate>"


async def feeds(state: Path, *arguments: str) -> tuple[int, str, str]:
    """Run ``jianbao feeds`` and return its exit code and what it printed."""
    return await jianbao_beside(state, "feeds", *arguments, FETCH_PRIVATE_NETWORKS="127.0.0.1")


async def test_a_feed_is_added_fetched_and_listed(tmp_path: Path) -> None:
    async with Website() as site:
        site.answers["/"] = page("/rss")
        site.answers["/rss"] = rss(item("/1", "晨星航運換帥", content=TEXT, said=DATE), item("/2", "沒有頁面", "導語…"))
        url = site.at("/rss")

        assert await feeds(tmp_path, "add", site.at("/")) == (0, f"1\tpublic\t晨星日報\t{url}\tadded\n", "")
        code, out, err = await feeds(tmp_path, "fetch")
        assert (code, err) == (0, "")
        feed, *articles = out.splitlines()
        assert feed == f"1\tpublic\t晨星日報\t{url}\t2 new"
        assert any(line == f"1\tadded\t晨星航運換帥\t{site.at('/1')}" for line in articles)
        assert any("(404 Not Found); tried again from " in line and "沒有頁面" in line for line in articles)
        assert await feeds(tmp_path, "fetch") == (0, "", "")
        code, out, err = await feeds(tmp_path, "fetch", "--all", "--format", "json")
        assert json.loads(out)["new"] == 0
        code, out, err = await feeds(tmp_path)
        assert out.startswith(f"1\tpublic\t晨星日報\t{url}\tdue ")


async def test_what_goes_wrong_is_told_and_shown(tmp_path: Path) -> None:
    async with Website() as site:
        site.answers["/rss"] = rss()
        await feeds(tmp_path, "add", site.at("/rss"))
        site.answers["/rss"] = answer(status="410 Gone")
        code, out, err = await feeds(tmp_path, "fetch", "--all")

        assert (code, err) == (2, "")
        assert "the server says that it is gone for good" in out
        code, listed, err = await feeds(tmp_path, "list", "--format", "json")
        assert json.loads(listed)["problem"] == "gone"
        code, out, err = await feeds(tmp_path, "add", site.at("/rss"), site.at("/none"))
        assert (code, out) == (2, "")
        assert [line.partition(": ")[0] for line in err.splitlines()] == ["jianbao", "jianbao"]


async def test_feeds_are_paused_resumed_removed_and_carried_over(tmp_path: Path) -> None:
    opml = tmp_path / "feeds.opml"
    opml.write_text('<opml><body><outline xmlUrl="https://a.example/rss" type="rss" text="甲"/></body></opml>')

    assert await feeds(tmp_path, "import", str(opml), "--library", "guild:1") == (
        0,
        "1\tguild:1\t甲\thttps://a.example/rss\tadded\n",
        "",
    )
    assert (await feeds(tmp_path, "pause", "1"))[1].endswith("\tpaused\n")
    assert (await feeds(tmp_path, "list"))[1].endswith("\tpaused\n")
    assert (await feeds(tmp_path, "list", "--library", "public"))[1] == ""
    assert (await feeds(tmp_path, "resume", "1"))[1].endswith("\tresumed\n")
    code, out, err = await feeds(tmp_path, "export", "--library", "guild:1")
    assert 'xmlUrl="https://a.example/rss"' in out
    code, out, err = await feeds(tmp_path, "remove", "1", "7")
    assert (code, out.splitlines()) == (2, ["1\tguild:1\t甲\thttps://a.example/rss\tremoved"])
    assert err == "jianbao: no feed 7; jianbao feeds list shows them\n"
    assert await feeds(tmp_path, "list") == (0, "", "")


@pytest.mark.parametrize(("name", "text"), [("none.opml", None), ("bad.opml", "x")])
async def test_a_list_that_is_none_is_refused_by_its_name(tmp_path: Path, name: str, text: str | None) -> None:
    if text is not None:
        (tmp_path / name).write_text(text)
    code, out, err = await feeds(tmp_path, "import", name)

    assert (code, out) == (2, "")
    assert err.startswith(f"jianbao: {name}: ")


async def test_several_programs_take_in_each_article_once(tmp_path: Path) -> None:
    async with Website() as site:
        urls = []
        for number in range(3):
            items = [
                item(f"/{number}/{n}", f"新聞{number}之{n}", content=f"<p>{number}.{n}</p>{TEXT}") for n in range(5)
            ]
            site.answers[f"/{number}"] = rss(*items)
            urls.append(site.at(f"/{number}"))
        await feeds(tmp_path, "add", *urls)
        ends = await asyncio.gather(*(feeds(tmp_path, "fetch") for _ in range(2)))

    assert [(code, err) for code, _, err in ends] == [(0, "")] * 2
    lines = [line for _, out, _ in ends for line in out.splitlines()]
    assert sum("\tadded\t" in line for line in lines) == 15
    assert sum(line.endswith("\t5 new") for line in lines) == 3
