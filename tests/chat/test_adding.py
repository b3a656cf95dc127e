"""Articles that moderators add in Discord: by link, as files; into their server's library and no other."""

import asyncio
import gzip
import io
import json
import zipfile
from collections.abc import AsyncIterator
from dataclasses import replace
from html import escape
from pathlib import Path
from typing import Unpack

import pytest

from bot.chat.client import Bot
from bot.intake.adding import MOST_ARTICLES
from bot.store import Store
from tests.chat.rendering import live, shown
from tests.chat.wire import Description, Message, Scene, WireDiscord
from tests.chat.wire.commands import Value
from tests.chat.wire.interaction import Reply
from tests.chat.wire.objects import upload_object
from tests.chat.wire.places import EDITOR, FOREIGN_GUILD, GUILD, OTHER_GUILD, READER, Permission
from tests.chat.wire.scene import Install
from tests.intake.test_word_documents import paragraph, word
from tests.intake.website import Website, answer, redirect
from tests.store.press import PUBLIC

PAGES = Path(__file__).parents[1] / "intake" / "pages"
HERE = f"guild:{GUILD.id}"
NEWS = "晨星航運換帥\n2024-03-05 東港日報\n\n晨星航運董事長王大明週一宣布辭職。副總經理陳小美表示：「我會盡力。」\n"
LOCALES = ["zh-TW", "zh-CN", "en-US"]


@pytest.fixture
async def site(bot: Bot) -> AsyncIterator[Website]:
    del bot
    async with Website({"/news": answer(NEWS.encode())}) as website:
        yield website


async def add(discord: WireDiscord, options: dict[str, Value], **scene: Unpack[Scene]) -> Message:
    """Add something as a moderator does, and return the answer."""
    here = Scene(user=EDITOR)
    here.update(scene)
    return await (await discord.command("add", options, **here)).message(timeout_s=60)


def seen(message: Message) -> str:
    """Return what the moderator sees."""
    return shown(message.text)


async def titles(store: Store, *libraries: str) -> set[str]:
    return {article.title for article in await store.articles(libraries=libraries)}


def zipped(**members: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return stream.getvalue()


def records(count: int) -> bytes:
    return b"".join(
        json.dumps({"id": n, "title": f"第{n}號公告", "text": f"東港市長宣布第{n}號工程。"}).encode() + b"\n"
        for n in range(count)
    )


# What is added


@pytest.mark.parametrize(
    ("locale", "told"),
    [
        ("zh-TW", ["收錄 1 篇", "人物 2、言論 1、日期", "看重點：/摘要 #"]),
        ("zh-CN", ["收录 1 篇", "人物 2、言论 1、日期", "看要点：/摘要 #"]),
        ("en-US", ["1 added", "people: 2, quotes: 1, dates:", "Key sentences: /summary #"]),
    ],
)
async def test_a_link_is_added_and_told_in_the_moderators_language(
    discord: WireDiscord, site: Website, locale: str, told: list[str]
) -> None:
    message = await add(discord, {"link": site.at("/news?utm_source=x")}, locale=locale)

    assert message.ephemeral
    assert "東港日報 · 2024-03-05" in seen(message)
    assert f"[晨星航運換帥]({site.at('/news')})" in message.text
    for words in told:
        assert words in seen(message)


async def test_what_was_added_answers_in_that_server_alone(discord: WireDiscord, site: Website, store: Store) -> None:
    message = await add(discord, {"link": site.at("/news")})
    number = seen(message).split("#")[-1]
    here = await (await discord.command("summary", {"topic": f"#{number}"})).message()
    there = await (await discord.command("summary", {"topic": f"#{number}"}, guild=OTHER_GUILD)).message()

    assert "晨星航運換帥" in seen(here)
    assert "晨星航運" not in seen(there)
    assert "晨星航運換帥" in await titles(store, HERE)
    assert "晨星航運換帥" not in await titles(store, PUBLIC, f"guild:{OTHER_GUILD.id}")


async def test_what_is_added_again_is_told_as_it_is(discord: WireDiscord, site: Website) -> None:
    await add(discord, {"link": site.at("/news")})
    again = await add(discord, {"link": site.at("/news#top")})
    site.answers["/news"] = answer(NEWS.replace("週一", "週二").encode())
    edited = await add(discord, {"link": site.at("/news")})

    assert "1 篇先前已收錄" in seen(again)
    assert "更新 1 篇" in seen(edited)


@pytest.mark.parametrize(
    ("name", "data", "title"),
    [
        ("news.txt", NEWS.encode(), "晨星航運換帥"),
        ("NEWS.MD", b"# \xe6\x99\xa8\xe6\x98\x9f\n\n\xe6\x96\x87", "晨星"),
        ("big5.txt", NEWS.encode("big5"), "晨星航運換帥"),
        ("news.zip", zipped(**{"a/b.txt": NEWS}), "晨星航運換帥"),
        ("news.html", (PAGES / "daily-tw.html").read_bytes(), "清溪二橋提前三個月通車 市長：最難的是地下那一段"),
        ("news.docx", word(paragraph("東港公告") + paragraph("市長宣布工程完成。")), "東港公告"),
        ("news.jsonl", records(1), "第0號公告"),
        ("news.jsonl.gz", gzip.compress(records(1)), "第0號公告"),
    ],
)
@pytest.mark.usefixtures("bot")
async def test_a_file_is_added(discord: WireDiscord, store: Store, name: str, data: bytes, title: str) -> None:
    message = await add(discord, {"file": discord.upload(name, data)})

    assert "收錄 1 篇" in seen(message)
    assert title in seen(message)
    assert title in await titles(store, HERE)


async def test_a_link_and_several_files_are_added_at_once(discord: WireDiscord, site: Website) -> None:
    options: dict[str, Value] = {"link": site.at("/news")}
    for number, option in enumerate(["file", "file2", "file3", "file4", "file5"]):
        options[option] = discord.upload(f"{number}.txt", f"公告{number}\n\n東港市長宣布工程完成。".encode())

    message = await add(discord, options)

    assert "收錄 6 篇" in seen(message)
    for title in ("晨星航運換帥", *(f"公告{number}" for number in range(5))):
        assert title in seen(message)


@pytest.mark.usefixtures("bot")
async def test_a_file_that_is_sent_again_updates_its_article(discord: WireDiscord, store: Store) -> None:
    await add(discord, {"file": discord.upload("news.txt", NEWS.encode())})
    again = await add(discord, {"file": discord.upload("news.txt", NEWS.encode())})
    edited = await add(discord, {"file": discord.upload("news.txt", NEWS.replace("換帥", "換將").encode())})

    assert "1 篇先前已收錄" in seen(again)
    assert "更新 1 篇" in seen(edited)
    assert {"晨星航運換帥", "晨星航運換將"} & await titles(store, HERE) == {"晨星航運換將"}


@pytest.mark.usefixtures("bot")
async def test_files_whose_names_discord_alters_stay_apart(discord: WireDiscord, store: Store) -> None:
    for title in ("市長", "議長"):
        upload = discord.upload("__.txt", f"{title}辭職\n\n{title}今日宣布辭職。".encode())
        await add(discord, {"file": replace(upload, title=title)})

    assert {"市長辭職", "議長辭職"} <= await titles(store, HERE)


# What is refused


@pytest.mark.parametrize("locale", LOCALES)
async def test_each_thing_that_is_refused_is_told_with_its_reason(
    discord: WireDiscord, site: Website, locale: str
) -> None:
    large = replace(discord.upload("large.txt", b"a"), size_bytes=10 * 2**20 + 1)
    gone = discord.upload("gone.txt", b"a")
    discord.forget_upload(gone)
    options: dict[str, Value] = {
        "link": site.at("/none"),
        "file": large,
        "file2": gone,
        "file3": discord.upload("program.exe", b"MZ"),
        "file4": discord.upload("damaged.zip", b"PK\x03\x04"),
        "file5": discord.upload("good.txt", NEWS.encode()),
    }

    message = await add(discord, options, locale=locale)

    text = seen(message)
    for name in (site.at("/none"), "large.txt", "gone.txt", "program.exe", "damaged.zip", "晨星航運換帥"):
        assert name in text
    expected = {
        "zh-TW": ["5 項沒有收錄", "404 Not Found", "太大了", "重新上傳", "不讀這種檔案", "檔案損壞"],
        "zh-CN": ["5 项没有收录", "404 Not Found", "太大了", "重新上传", "不读这种文件", "文件损坏"],
        "en-US": ["5 not added", "404 Not Found", "too large", "attach it again", "this kind", "damaged"],
    }
    for words in expected[locale]:
        assert words in text


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("http://169.254.169.254/latest/meta-data/", "不在公開的網際網路上"),
        ("http://127.0.0.2/", "不在公開的網際網路上"),
        ("http://[::1]:8080/", "不在公開的網際網路上"),
        ("file:///etc/passwd", "這不是網址"),
        ("javascript:alert(1)", "這不是網址"),
        ("news", "這不是網址"),
        ("http://user:word@news.example/", "帳號或密碼"),
        ("http://127.0.0.1:22/", "連接埠"),
    ],
)
@pytest.mark.usefixtures("bot")
async def test_what_may_not_be_asked_is_refused(discord: WireDiscord, link: str, expected: str) -> None:
    assert expected in seen(await add(discord, {"link": link}))


async def test_a_redirect_into_the_machine_is_refused(discord: WireDiscord, site: Website) -> None:
    site.answers["/a"] = redirect("http://169.254.169.254/latest/meta-data/")

    assert "不在公開的網際網路上" in seen(await add(discord, {"link": site.at("/a")}))


@pytest.mark.usefixtures("bot")
async def test_of_a_file_with_very_many_articles_the_first_are_taken(discord: WireDiscord, store: Store) -> None:
    message = await add(discord, {"file": discord.upload("many.jsonl", records(MOST_ARTICLES + 10))})

    assert f"收錄 {MOST_ARTICLES} 篇" in seen(message)
    assert f"不只 {MOST_ARTICLES} 篇" in seen(message)
    assert len(await store.articles(libraries=[HERE], limit=100)) == MOST_ARTICLES + 1
    assert "未列出" in seen(message)


async def test_what_is_longer_than_any_article_is_refused(discord: WireDiscord, site: Website) -> None:
    site.answers["/news"] = answer("長文\n\n".encode() + "字".encode() * 100_001)
    sent = discord.upload("long.zip", zipped(**{"a.txt": "字" * 100_001, "b.txt": NEWS}))

    message = await add(discord, {"link": site.at("/news"), "file": sent})

    assert "收錄 1 篇、2 項沒有收錄" in seen(message)
    assert seen(message).count("太大了") == 2


async def test_a_slow_page_is_waited_for_where_only_the_moderator_sees_it(discord: WireDiscord, site: Website) -> None:
    """Discord is told to wait before it gives up; the page answers only after that."""
    told = asyncio.Event()

    async def hesitate(writer: asyncio.StreamWriter) -> None:
        await told.wait()
        writer.write(answer(NEWS.encode()))

    site.answers["/news"] = hesitate
    asked = await discord.command("add", {"link": site.at("/news")}, user=EDITOR)
    first = await asked.response()
    told.set()
    message = await asked.message(timeout_s=60)

    assert first.type is Reply.DEFERRED_MESSAGE
    assert message.ephemeral
    assert "收錄 1 篇" in seen(message)


@pytest.mark.usefixtures("bot")
async def test_nothing_to_add_is_said(discord: WireDiscord) -> None:
    assert "沒有可以收錄的連結或檔案" in seen(await add(discord, {}))


# Who may


@pytest.mark.usefixtures("bot")
async def test_the_command_is_for_those_who_manage_messages(discord: WireDiscord) -> None:
    [command] = [command for command in discord.commands if command["name"] == "add"]

    assert command["default_member_permissions"] == str(int(Permission.MANAGE_MESSAGES))
    assert [(option["name"], option["type"]) for option in command["options"]] == [
        ("link", 3),
        *((name, 11) for name in ("file", "file2", "file3", "file4", "file5")),
    ]
    assert command["name_localizations"] == {"zh-TW": "收錄", "zh-CN": "收录", "en-US": "add"}


async def test_a_member_to_whom_a_server_opened_the_command_is_refused(discord: WireDiscord, site: Website) -> None:
    message = await add(discord, {"link": site.at("/news")}, user=READER)

    assert message.ephemeral
    assert "可以管理訊息的成員" in seen(message)
    assert site.asked == []


@pytest.mark.parametrize(
    "scene",
    [
        Scene(guild=None),
        Scene(guild=FOREIGN_GUILD),
        Scene(guild=GUILD, installs=[Install.USER]),
    ],
    ids=["direct", "foreign", "own install"],
)
async def test_where_the_server_has_not_added_the_bot_nothing_is_added(
    discord: WireDiscord, site: Website, store: Store, scene: Scene
) -> None:
    before = await store.stats([PUBLIC, HERE])
    message = await add(discord, {"link": site.at("/news")}, **scene)

    assert message.ephemeral
    assert "請在已安裝剪報的伺服器裡使用" in seen(message)
    assert site.asked == []
    assert await store.stats([PUBLIC, HERE]) == before


# What a stranger's words do


STORY = "".join(f"<p>東港市長王大明週一宣布第{n}號工程完成，市民可以從下週起使用這座跨河大橋。</p>" for n in range(6))
HOSTILE = (
    "@everyone <@1> <@&2> <#3> </add:4> [x](https://evil.example) **b** `c` ||d|| https://evil.example <t:0> :a: \\"
)


async def test_nothing_that_an_article_is_called_does_anything(discord: WireDiscord, site: Website) -> None:
    site.answers["/news"] = answer(
        f"---\ntitle: '{HOSTILE}'\noutlet: '{HOSTILE}'\n---\n\n東港市長宣布工程完成。".encode()
    )

    message = await add(discord, {"link": site.at("/news")})

    assert not message.pings
    assert HOSTILE[:60] in seen(message)
    assert live(message.text) == set()


@pytest.mark.parametrize(
    "html",
    [
        f"<title>{escape(HOSTILE)}</title><body><article><h1>{escape(HOSTILE)}</h1>{STORY}</article></body>",
        f"<title>&lt;script&gt;alert(1)&lt;/script&gt; &lt;@&amp;5&gt;</title>{STORY}",
        f'<meta property="og:title" content="[x](https://evil.example) ||@here||">{STORY}',
        f'<meta property="og:site_name" content="<@1> **b**"><title>公告</title>{STORY}',
        f'<link rel="canonical" href="https://evil.example/)[x](y"><title>公告</title>{STORY}',
    ],
)
async def test_nothing_that_a_page_states_does_anything(discord: WireDiscord, site: Website, html: str) -> None:
    site.answers["/news"] = answer(f"<!DOCTYPE html><html>{html}</html>".encode(), Content_Type="text/html")

    message = await add(discord, {"link": site.at("/news")})

    assert "收錄 1 篇" in seen(message)
    assert not message.pings
    assert live(message.text) == set()
    assert f"]({site.at('/news')})" in message.text


async def test_nothing_that_a_link_or_file_is_called_does_anything(discord: WireDiscord, site: Website) -> None:
    name = "@everyone <@1> [x](evil.example) **b**.exe"
    message = await add(
        discord, {"link": site.at("/](https://evil.example)**@everyone**"), "file": discord.upload(name, b"a")}
    )

    assert not message.pings
    assert name in seen(message)
    assert "2 項沒有收錄" in seen(message)
    assert live(message.text) == set()


async def test_an_address_is_a_word_to_the_archive(discord: WireDiscord, site: Website, store: Store) -> None:
    """It is stored and looked up by value, whatever it looks like to a database."""
    path = "/'%22;DROP%20TABLE%20articles;--"
    site.answers[path] = answer(NEWS.encode())

    message = await add(discord, {"link": site.at(path)})

    assert "收錄 1 篇" in seen(message)
    assert "晨星航運換帥" in await titles(store, HERE)


def test_attachments_are_as_discord_describes_them(discord: WireDiscord, description: Description | None) -> None:
    if description is None:
        pytest.skip("Discord's description is not at hand")

    assert description.object_mistake("AttachmentResponse", upload_object(discord.upload("a.txt", b"a"))) is None


# What is taken out again


@pytest.mark.parametrize("typed", ["", "#{id}", "{id}", "航運"])
@pytest.mark.usefixtures("bot")
async def test_an_article_is_forgotten_by_its_number_or_title(discord: WireDiscord, store: Store, typed: str) -> None:
    await add(discord, {"file": discord.upload("news.txt", NEWS.encode())})
    [held] = await store.articles(folded_title="晨星", libraries=[HERE])
    [choice] = await discord.autocomplete("forget", "article", "晨星", user=EDITOR)
    chosen = typed.format(id=held.id) or choice["value"]
    message = await (await discord.command("forget", {"article": chosen}, user=EDITOR)).message()

    assert choice["name"] == f"#{held.id} 晨星航運換帥 · 東港日報 · 2024-03-05"
    assert message.ephemeral
    assert f"已永久刪除〈晨星航運換帥〉（#{held.id}）。" in seen(message)
    assert "晨星航運換帥" not in await titles(store, HERE)


@pytest.mark.usefixtures("bot")
async def test_nobody_forgets_what_is_not_the_servers_or_not_theirs_to_change(
    discord: WireDiscord, store: Store
) -> None:
    await add(discord, {"file": discord.upload("news.txt", NEWS.encode())})
    [public, *_] = await store.articles(libraries=[PUBLIC])
    [held] = await store.articles(folded_title="晨星", libraries=[HERE])
    number = f"#{held.id}"

    async def told(article: str, **scene: Unpack[Scene]) -> str:
        return seen(await (await discord.command("forget", {"article": article}, **scene)).message())

    assert "沒有這篇文章" in await told(f"#{public.id}", user=EDITOR)
    assert "沒有這篇文章" in await told(number, user=EDITOR, guild=OTHER_GUILD)
    assert "可以管理訊息的成員" in await told(number, user=READER)
    assert await discord.autocomplete("forget", "article", "", user=READER) == []
    assert await discord.autocomplete("forget", "article", "", user=EDITOR, guild=OTHER_GUILD) == []
    assert {public.title, held.title} <= await titles(store, PUBLIC, HERE)
