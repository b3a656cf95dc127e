"""Feeds in Discord: moderators subscribe to them, see how they do, and take their lists along."""

import asyncio
import re
from datetime import UTC, datetime
from xml.etree import ElementTree as ET

import pytest

from bot.chat.lists import LISTED_A_PAGE
from bot.jobs.feeds.service import LIMIT, Feeds
from tests.chat.feeding import HERE, added, asked, collect, many
from tests.chat.rendering import live
from tests.chat.wire import Reply, WireDiscord
from tests.chat.wire.places import EDITOR, OTHER_GUILD, READER, Permission
from tests.intake.website import Website, answer
from tests.jobs.board import SetClock
from tests.jobs.feeds.printing import page, rss

OURS = re.compile(r"</feed [a-z]+:\d+>|<t:\d+:R>")
HOSTILE = "@everyone [免費](https://evil.example) **x** <@1> ||劇透|| discord.gg/abc"


# Commands


@pytest.mark.usefixtures("bot")
async def test_the_commands_are_for_moderators_of_servers(discord: WireDiscord) -> None:
    [command] = [command for command in discord.commands if command["name"] == "feed"]

    assert command["default_member_permissions"] == str(int(Permission.MANAGE_GUILD))
    assert (command["contexts"], command["integration_types"]) == ([0], [0])
    assert [option["name"] for option in command["options"]] == [
        "add",
        "list",
        "pause",
        "resume",
        "remove",
        "import",
        "export",
    ]
    assert command["name_localizations"] == {"zh-TW": "訂閱源", "zh-CN": "订阅源", "en-US": "feed"}


@pytest.mark.parametrize("command", ["feed list", "feed export"])
async def test_whoever_does_not_manage_the_server_is_refused(discord: WireDiscord, feeds: Feeds, command: str) -> None:
    """A server can open a command to members; the bot does not."""
    await many(feeds, 1)
    refused = await asked(discord, command, user=READER)

    assert refused.ephemeral
    assert "能管理伺服器的成員" in refused.text
    assert await discord.autocomplete("feed remove", "feed", "", user=READER) == []


@pytest.mark.parametrize(
    ("locale", "expected"), [("zh-TW", "先收 3 篇文章"), ("zh-CN", "先收 3 篇文章"), ("en-US", "brings at first: 3.")]
)
async def test_a_feed_is_subscribed_to_by_its_address(
    discord: WireDiscord, feeds: Feeds, site: Website, locale: str, expected: str
) -> None:
    told = await added(discord, site.at("/feed"), locale=locale)

    [feed] = await feeds.of(HERE)
    assert told.ephemeral
    assert expected in told.text
    assert "晨星日報" in told.text
    assert "</feed list:" in told.text
    assert (feed.title, feed.created_by, feed.locale) == ("晨星日報", EDITOR.id, locale)
    assert await feeds.of(f"guild:{OTHER_GUILD.id}") == []


async def test_a_page_that_names_one_feed_will_do(discord: WireDiscord, feeds: Feeds, site: Website) -> None:
    await added(discord, site.at("/"))

    assert [feed.url for feed in await feeds.of(HERE)] == [site.at("/feed")]


async def test_the_feeds_of_a_page_are_offered_as_a_choice(discord: WireDiscord, feeds: Feeds, site: Website) -> None:
    site.answers["/"] = page("/feed", "/sports", f"/{'long' * 40}")
    offered = await added(discord, site.at("/"))
    [menu], asked = offered.selects, offered.text
    before = await feeds.of(HERE)
    chosen = await (await offered.select(None, site.at("/feed"))).message()

    assert [option["value"] for option in menu["options"]] == [site.at("/feed"), site.at("/sports")]
    assert "longlong" in asked
    assert before == []
    assert "已訂閱" in chosen.text
    assert [feed.url for feed in await feeds.of(HERE)] == [site.at("/feed")]


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/feed", "已經訂閱過了"),
        ("/gone", "已經永久移除"),
        ("/forbidden", "403"),
        ("/page", "沒有標出訂閱源"),
        ("/text", "既不是訂閱源"),
    ],
)
async def test_it_is_told_exactly_why_a_feed_is_not_subscribed_to(
    discord: WireDiscord, feeds: Feeds, site: Website, address: str, expected: str
) -> None:
    site.answers |= {
        "/gone": answer(status="410 Gone"),
        "/forbidden": answer(status="403 Forbidden"),
        "/page": page(),
        "/text": answer("只是文字".encode(), Content_Type="text/plain; charset=utf-8"),
    }
    await added(discord, site.at("/feed"))
    refused = await added(discord, site.at(address))

    assert refused.ephemeral
    assert expected in refused.text
    assert len(await feeds.of(HERE)) == 1


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("ftp://site.example/feed", "這不是網址"),
        ("http://169.254.169.254/feed", "不在公開的網際網路上"),
        ("http://a:b@site.example/", "不能帶帳號或密碼"),
    ],
)
async def test_what_is_no_public_website_is_refused(discord: WireDiscord, address: str, expected: str) -> None:
    assert expected in (await added(discord, address)).text


@pytest.mark.usefixtures("bot")
async def test_a_slow_site_is_waited_for(discord: WireDiscord, site: Website) -> None:
    """Discord gives up after three seconds, unless it is told to wait."""
    held = asyncio.Event()

    async def slowly(writer: asyncio.StreamWriter) -> None:
        await held.wait()
        writer.write(rss())
        await writer.drain()

    site.answers["/slow"] = slowly
    interaction = await discord.command("feed add", {"url": site.at("/slow")}, user=EDITOR)
    response = await interaction.response()
    held.set()

    assert response.type is Reply.DEFERRED_MESSAGE
    assert "已訂閱" in (await interaction.message()).text


@pytest.mark.usefixtures("bot")
async def test_a_feed_that_is_empty_so_far_says_so(discord: WireDiscord, site: Website) -> None:
    site.answers["/empty"] = rss()

    assert "目前還沒有文章" in (await added(discord, site.at("/empty"))).text


# Lists


async def test_each_feed_is_listed_with_how_it_does(discord: WireDiscord, feeds: Feeds, site: Website) -> None:
    await added(discord, site.at("/feed"))
    site.answers["/broken"] = rss(title="壞掉的報")
    await added(discord, site.at("/broken"))
    site.answers["/broken"] = answer(status="503 Busy")
    site.answers["/resting"] = rss(title="休息的報")
    await added(discord, site.at("/resting"))
    [*_, resting] = await feeds.of(HERE)
    await feeds.pause(HERE, resting.id)
    await collect(feeds, SetClock(datetime.now(UTC)))
    listed = await asked(discord, "feed list")

    good, broken, rests = listed.text.split("**[")[1:]
    assert "晨星日報](" in good
    assert "讀過" in good
    assert "壞掉的報](" in broken
    assert "讀不到：**對方伺服器太忙" in broken
    assert "再試" in broken
    assert "休息的報](" in rests
    assert "已暫停" in rests


async def test_a_long_list_has_pages(discord: WireDiscord, feeds: Feeds) -> None:
    await many(feeds, LISTED_A_PAGE + 1, "長" * 300 + "{}")
    first = await asked(discord, "feed list")
    before = first.text
    second = await (await first.press("下一頁")).message()

    assert before.count("https://site") == LISTED_A_PAGE
    assert "第 1 頁，共 2 頁" in before
    assert second is first
    assert second.text.count("https://site") == 1
    assert f"（{LISTED_A_PAGE + 1}）" in second.text


async def test_whoever_may_no_longer_moderate_turns_no_pages(discord: WireDiscord, feeds: Feeds) -> None:
    await many(feeds, LISTED_A_PAGE + 1)
    listed = await asked(discord, "feed list")
    refused = await (await listed.press("下一頁", permissions=READER.permissions)).message()

    assert "能管理伺服器的成員" in refused.text


async def test_feeds_are_completed_paused_resumed_and_removed(discord: WireDiscord, feeds: Feeds) -> None:
    await many(feeds, 12)
    [choice] = await discord.autocomplete("feed pause", "feed", "第7報", user=EDITOR)
    paused = await asked(discord, "feed pause", {"feed": choice["value"]})
    resting = await discord.autocomplete("feed resume", "feed", "", user=EDITOR)
    running = await discord.autocomplete("feed pause", "feed", "", user=EDITOR)
    resumed = await asked(discord, "feed resume", {"feed": "第7報"})
    removed = await asked(discord, "feed remove", {"feed": "site7.example"})
    again = await asked(discord, "feed remove", {"feed": choice["value"]})

    assert choice["name"] == "第7報 · site7.example"
    assert "已暫停" in paused.text
    assert "</feed resume:" in paused.text
    assert [offered["name"] for offered in resting] == [choice["name"]]
    assert len(running) == 11
    assert "已恢復" in resumed.text
    assert "已移除" in removed.text
    assert "沒有這個訂閱源" in again.text
    assert len(await feeds.of(HERE)) == 11


async def test_one_server_sees_and_changes_nothing_of_another(discord: WireDiscord, feeds: Feeds) -> None:
    [feed] = await many(feeds, 1)
    listed = await (await discord.command("feed list", user=EDITOR, guild=OTHER_GUILD)).message()
    removing = await discord.command("feed remove", {"feed": str(feed.id)}, user=EDITOR, guild=OTHER_GUILD)

    assert "還沒有訂閱源" in listed.text
    assert "沒有這個訂閱源" in (await removing.message()).text
    assert await discord.autocomplete("feed remove", "feed", "", user=EDITOR, guild=OTHER_GUILD) == []


async def test_what_a_feed_calls_itself_does_nothing(discord: WireDiscord, feeds: Feeds, site: Website) -> None:
    site.answers["/hostile"] = rss(title=HOSTILE.replace("<", "&lt;"))
    told = [await added(discord, site.at("/hostile"))]
    [feed] = await feeds.of(HERE)
    told.append(await asked(discord, "feed list"))
    told.append(await asked(discord, "feed pause", {"feed": str(feed.id)}))
    told.append(await asked(discord, "feed resume", {"feed": str(feed.id)}))
    told.append(await asked(discord, "feed remove", {"feed": str(feed.id)}))

    for message in told:
        assert "免費" in message.text
        assert live(OURS.sub("", message.text)) == set()
        assert not message.pings


# Lists as files


async def test_feeds_come_and_go_as_a_file(discord: WireDiscord, feeds: Feeds) -> None:
    await many(feeds, 3)
    exported = await asked(discord, "feed export")
    [(name, data)] = exported.files.items()
    for feed in await feeds.of(HERE):
        await feeds.remove(HERE, feed.id)
    imported = await asked(discord, "feed import", {"file": discord.upload(name, data)}, locale="zh-CN")

    assert exported.ephemeral
    assert name == "feeds.opml"
    assert len(ET.fromstring(data).findall(".//outline")) == 3  # noqa: S314 -- the bot's own
    assert "订阅了 3 个" in imported.text
    assert [(feed.title, feed.locale) for feed in await feeds.of(HERE)] == [(f"第{n}報", "zh-CN") for n in range(3)]


async def test_what_of_a_file_is_not_subscribed_to_is_named(discord: WireDiscord, feeds: Feeds) -> None:
    await many(feeds, LIMIT - 1)
    outlines = "".join(
        f'<outline type="rss" text="x" xmlUrl="{url}"/>'
        for url in (
            "https://site0.example/feed",
            "https://new.example/feed",
            "ftp://old.example/",
            *(f"https://more{n}.example/" for n in range(19)),
        )
    )
    data = f'<opml version="2.0"><head/><body>{outlines}</body></opml>'.encode()
    imported = await asked(discord, "feed import", {"file": discord.upload("list.opml", data)})

    assert "訂閱了 1 個" in imported.text
    assert "有 1 個先前就訂閱了" in imported.text
    assert "old.example" in imported.text
    assert f"已經有 {LIMIT} 個訂閱源" in imported.text
    assert "另有 10 個" in imported.text


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize(
    ("data", "expected"),
    [(b"no list", "不是含有訂閱源的 OPML 檔"), (b"", "不是含有訂閱源的 OPML 檔"), (b" " * 2**23, "太大了")],
)
async def test_what_is_no_list_is_refused(discord: WireDiscord, data: bytes, expected: str) -> None:
    refused = await asked(discord, "feed import", {"file": discord.upload("**list**.opml", data)})

    assert refused.ephemeral
    assert expected in refused.text
    assert live(refused.text) == set()


@pytest.mark.usefixtures("bot")
async def test_a_file_that_is_gone_is_asked_for_again(discord: WireDiscord) -> None:
    upload = discord.upload("list.opml", b"")
    discord.forget_upload(upload)

    assert "請重新上傳" in (await asked(discord, "feed import", {"file": upload})).text


@pytest.mark.usefixtures("bot")
async def test_there_is_no_file_of_nothing(discord: WireDiscord) -> None:
    exported = await asked(discord, "feed export")

    assert exported.files == {}
    assert "還沒有訂閱源" in exported.text
