"""The REST interface on the wire: what it keeps, what it refuses, and how it fails."""

import io
from collections.abc import AsyncIterator

import aiohttp
import pytest
from discord import (
    AllowedMentions,
    DiscordServerError,
    File,
    Forbidden,
    ForumChannel,
    HTTPException,
    NotFound,
    Object,
    TextChannel,
    Thread,
    ui,
)

from tests.chat.wire import WireDiscord
from tests.chat.wire.client import LeastClient, lead
from tests.chat.wire.message import Pings
from tests.chat.wire.places import (
    APPLICATION_ID,
    FOREIGN_GUILD,
    FORUM,
    GUILD,
    NEWS,
    NEWS_THREAD,
    OTHER_GUILD,
    READER,
    READERS_ROLE,
    STAFF_ROLE,
    Permission,
)
from tests.chat.wire.scene import direct_channel

MESSAGES = "/channels/{channel_id}/messages"


@pytest.fixture
async def client(discord: WireDiscord) -> AsyncIterator[LeastClient]:
    """Return a client that only speaks REST."""
    lead(discord)
    async with LeastClient() as client:
        await client.login(discord.token)
        yield client


async def news(client: LeastClient) -> TextChannel:
    found = await client.fetch_channel(NEWS.id)
    assert isinstance(found, TextChannel)
    return found


async def test_a_message_is_kept_as_it_was_sent(discord: WireDiscord, client: LeastClient) -> None:
    sent = await (await news(client)).send("早安", silent=True)

    post = discord.posts(NEWS)[0]
    assert (post.id, post.text, post.author.id, post.sent[0]["content"]) == (sent.id, "早安", APPLICATION_ID, "早安")
    await sent.edit(content="晚安")
    assert (post.text, (await sent.fetch()).content) == ("晚安", "晚安")
    await sent.delete()
    assert discord.posts(NEWS) == []


async def test_a_file_goes_along(discord: WireDiscord, client: LeastClient) -> None:
    sent = await (await news(client)).send("附件", file=File(io.BytesIO(b"{}"), "export.json"))

    assert discord.posts(NEWS)[0].files == {"export.json": b"{}"}
    assert [attachment.filename for attachment in sent.attachments] == ["export.json"]


async def test_a_file_is_shown_where_the_layout_says(discord: WireDiscord, client: LeastClient) -> None:
    file = File(io.BytesIO(b"{}"), "export.json")
    await (await news(client)).send(view=ui.LayoutView().add_item(ui.File(file)), file=file)

    [shown] = discord.posts(NEWS)[0].components
    assert (shown["type"], shown["name"], shown["size"]) == (13, "export.json", 2)


async def test_an_edit_replaces_files_by_those_that_it_names(discord: WireDiscord, client: LeastClient) -> None:
    sent = await (await news(client)).send("附件", file=File(io.BytesIO(b"1"), "1"))
    [post] = discord.posts(NEWS)
    await sent.edit(attachments=[File(io.BytesIO(b"2"), "2")])
    after = dict(post.files)
    await sent.edit(attachments=[])

    assert after == {"2": b"2"}
    assert post.files == {}


async def test_an_enforced_nonce_posts_once_within_minutes(discord: WireDiscord, client: LeastClient) -> None:
    channel = await news(client)
    first, again = await channel.send("摘要", nonce="run-1"), await channel.send("摘要", nonce="run-1")
    other = await channel.send("摘要", nonce="run-2")
    discord.clock.advance(600)
    later = await channel.send("摘要", nonce="run-1")

    assert again.id == first.id
    assert [post.id for post in discord.posts(NEWS)] == [first.id, other.id, later.id]


async def test_a_history_is_read_page_by_page(discord: WireDiscord, client: LeastClient) -> None:
    channel = await news(client)
    sent = [(await channel.send(str(number))).id for number in range(5)]

    assert [message.id async for message in channel.history(limit=2)] == sent[:-3:-1]
    assert [message.id async for message in channel.history(before=await channel.fetch_message(sent[2]))] == sent[1::-1]
    assert [message.id async for message in channel.history(oldest_first=True)] == sent
    await discord.deny(NEWS, Permission.READ_MESSAGE_HISTORY)
    assert [message async for message in channel.history()] == []


async def test_what_others_write_is_not_for_the_bot(discord: WireDiscord, client: LeastClient) -> None:
    await discord.say(NEWS, "私語")

    assert [message.content async for message in (await news(client)).history()] == [""]


async def test_forums_take_posts_and_threads_take_messages(discord: WireDiscord, client: LeastClient) -> None:
    forum = await client.fetch_channel(FORUM.id)
    assert isinstance(forum, ForumChannel)
    post = await forum.create_thread(name="本週", content="摘要")
    await post.thread.send("續")
    thread = await client.fetch_channel(NEWS_THREAD.id)
    assert isinstance(thread, Thread)
    await thread.send("追蹤")

    assert [message.text for message in discord.posts(FORUM)] == ["摘要", "續"]
    assert [message.text for message in discord.posts(NEWS_THREAD)] == ["追蹤"]


async def test_direct_messages_reach_those_who_take_them(discord: WireDiscord, client: LeastClient) -> None:
    reader = await client.fetch_user(READER.id)
    sent = await reader.send("頻道不見了")
    discord.refuse_direct_messages(READER)

    assert sent.channel.id == direct_channel(READER).id
    with pytest.raises(Forbidden) as refused:
        await reader.send("還在嗎")
    assert refused.value.code == 50007


@pytest.mark.parametrize(
    ("denied", "code"), [(Permission.SEND_MESSAGES, 50013), (Permission.VIEW_CHANNEL, 50001), (None, 10003)]
)
async def test_a_place_that_is_closed_says_why(
    discord: WireDiscord, client: LeastClient, denied: Permission | None, code: int
) -> None:
    channel = await news(client)
    await (discord.deny(NEWS, denied) if denied else discord.delete_channel(NEWS))

    with pytest.raises(HTTPException) as refused:
        await channel.send("有人嗎")
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("allowed", "called"),
    [
        (AllowedMentions.none(), Pings()),
        (
            AllowedMentions(everyone=False, users=False, roles=[Object(READERS_ROLE.id)]),
            Pings(roles=(READERS_ROLE.id,)),
        ),
        (AllowedMentions.all(), Pings((READER.id,), (READERS_ROLE.id,), everyone=True)),
    ],
)
async def test_a_message_calls_whom_it_may(
    discord: WireDiscord, client: LeastClient, allowed: AllowedMentions, called: Pings
) -> None:
    text = f"<@{READER.id}> <@&{READERS_ROLE.id}> <@&{STAFF_ROLE.id}> @everyone"
    await (await news(client)).send(text, allowed_mentions=allowed)

    assert discord.posts(NEWS)[0].pings == called


async def test_a_limit_is_kept_by_whoever_reads_the_headers(discord: WireDiscord, client: LeastClient) -> None:
    channel = await news(client)
    discord.limit(f"POST {MESSAGES}", 2, 0.05)
    for number in range(5):
        await channel.send(str(number))

    assert len(discord.posts(NEWS)) == 5
    assert 429 not in [request.status for request in discord.requests]


@pytest.mark.parametrize("everywhere", [False, True])
async def test_a_sudden_limit_is_waited_for(discord: WireDiscord, client: LeastClient, *, everywhere: bool) -> None:
    channel = await news(client)
    discord.rate_limit(MESSAGES, 0.01, times=2, everywhere=everywhere)
    await channel.send("終於")

    assert [request.status for request in discord.requests[-3:]] == [429, 429, 200]


async def test_a_bad_day_is_over_after_a_while(discord: WireDiscord, client: LeastClient) -> None:
    channel = await news(client)
    discord.fail(f"POST /channels/{NEWS.id}/messages", 503)
    with pytest.raises(DiscordServerError):
        await channel.send("一")

    assert discord.posts(NEWS) == []
    await channel.send("二")


async def test_an_answer_may_be_lost_after_the_deed(discord: WireDiscord, client: LeastClient) -> None:
    channel = await news(client)
    discord.lose_answers(f"POST {MESSAGES}")
    with pytest.raises(aiohttp.ClientError):
        await channel.send("摘要", nonce="run-1")
    again = await channel.send("摘要", nonce="run-1")

    assert [post.id for post in discord.posts(NEWS)] == [again.id]


async def test_commands_keep_their_ids_until_they_change(discord: WireDiscord, client: LeastClient) -> None:
    first = await client.tree.sync()
    again = await client.tree.sync()
    listed = await client.tree.fetch_commands()

    assert [one.id for one in first] == [one.id for one in again] == [one.id for one in listed]
    assert {one["name"]: one["version"] for one in discord.commands}.keys() == {"who", "digest", "Quotes"}


async def test_the_bot_is_told_about_itself(client: LeastClient) -> None:
    application = await client.application_info()
    guilds = [guild.name async for guild in client.fetch_guilds()]

    assert (application.id, guilds) == (APPLICATION_ID, [GUILD.name, OTHER_GUILD.name])
    assert [role.name for role in await (await client.fetch_guild(GUILD.id)).fetch_roles()][1:] == ["讀者", "編輯"]
    with pytest.raises(NotFound):
        await client.fetch_guild(FOREIGN_GUILD.id)
