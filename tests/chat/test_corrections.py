"""Corrections in Discord: moderators mend what the archive has wrong, members tell them of it."""

from collections.abc import Mapping
from typing import Unpack

import pytest

from bot.chat.client import Bot
from bot.chat.lists import LISTED_A_PAGE
from bot.jobs.flags import MOST_EACH
from bot.store import Store
from tests.chat.feeding import HERE, asked
from tests.chat.newsroom import PUBLIC
from tests.chat.wire import Message, WireDiscord
from tests.chat.wire.places import EDITOR, OTHER_GUILD, READER, Permission
from tests.chat.wire.scene import Install, Kind, Scene
from tests.store.press import Print, Said, deliver, strangers

pytestmark = pytest.mark.usefixtures("bot")
HOSTILE = "@everyone [x](https://evil.example) **粗** <@1> discord.gg/abc"
ADDED = Print(
    "沈研秋談往事\n\n沈研秋說：「那年的雪很大。」她去年11月搬到里斯本。",
    source="again.txt",
    people={"沈研秋": []},
    quotes=[Said(("那年的雪很大。",), "沈研秋", "說")],
    dates={"去年11月": "2023-11"},
    key_sentences=["她去年11月搬到里斯本。"],
)


@pytest.fixture(autouse=True)
async def again(store: Store) -> None:
    """Have another article on somebody, whom nothing links to those of the others."""
    await deliver(store, PUBLIC, ADDED, link=strangers)


async def corrected(discord: WireDiscord, command: str, locale: str = "zh-TW", **options: str) -> Message:
    return await asked(discord, f"correct {command}", {**options}, locale=locale)


async def first(discord: WireDiscord, command: str, option: str, typed: str, **others: str) -> str:
    """Return the value of the only choice that is offered."""
    [choice] = await discord.autocomplete(f"correct {command}", option, typed, {**others}, user=EDITOR)
    return str(choice["value"])


async def who(discord: WireDiscord, name: str, **scene: Unpack[Scene]) -> str:
    return (await (await discord.command("who", {"name": name}, **Scene(user=READER) | scene)).message()).text


async def test_the_commands_are_for_moderators_of_servers(discord: WireDiscord) -> None:
    [command] = [command for command in discord.commands if command["name"] == "correct"]

    assert command["default_member_permissions"] == str(int(Permission.MANAGE_GUILD))
    assert (command["contexts"], command["integration_types"]) == ([0], [0])
    assert [option["name"] for option in command["options"]] == [
        "merge",
        "split",
        "quote",
        "date",
        "hide",
        "list",
        "undo",
        "reports",
        "close",
    ]


COMMANDS: dict[str, Mapping[str, str]] = {
    "merge": {"person": "沈研秋", "into": "沈硯秋"},
    "split": {"person": "沈研秋", "form": "沈研秋"},
    "quote": {"quote": "那年的雪"},
    "date": {"date": "搬到里斯本"},
    "hide": {"article": "沈研秋談往事"},
    "list": {},
    "undo": {"correction": "1"},
    "reports": {},
    "close": {"report": "1"},
}


@pytest.mark.parametrize("command", COMMANDS)
async def test_whoever_does_not_manage_the_server_is_refused(discord: WireDiscord, store: Store, command: str) -> None:
    """A server can open a command to members; the bot does not."""
    refused = await asked(discord, f"correct {command}", {**COMMANDS[command]}, user=READER)

    assert refused.ephemeral
    assert "能管理伺服器的成員" in refused.text
    assert await store.corrections.of(None, 9) == []
    for option in COMMANDS[command]:
        if option != "value":
            assert await discord.autocomplete(f"correct {command}", option, "", {}, user=READER) == []


async def test_where_the_server_did_not_install_the_bot_it_is_refused(discord: WireDiscord) -> None:
    """Discord does not offer it there; whatever comes nonetheless is refused."""
    [command] = [command for command in discord.commands if command["name"] == "correct"]
    data = {"id": command["id"], "name": "correct", "type": 1, "options": [{"type": 1, "name": "list", "options": []}]}
    came = await discord.act(Kind.COMMAND, data, Scene(user=EDITOR, installs=[Install.USER]))

    assert "能管理伺服器的成員" in (await came.message()).text


@pytest.mark.parametrize(
    ("locale", "expected"),
    [("zh-TW", "合併：沈研秋 → 沈硯秋"), ("zh-CN", "合并：沈研秋 → 沈硯秋"), ("en-US", "Merged: 沈研秋 → 沈硯秋")],
)
async def test_two_names_are_made_one(discord: WireDiscord, locale: str, expected: str) -> None:
    person = await first(discord, "merge", "person", "沈研")
    into = await first(discord, "merge", "into", "沈硯")
    made = await corrected(discord, "merge", locale, person=person, into=into)

    assert made.ephemeral
    assert expected in made.text
    assert "</correct undo:" in made.text
    told = await who(discord, "沈研秋")
    assert "## 沈硯秋" in told
    assert "那年的雪很大" in told
    elsewhere = await who(discord, "沈研秋", guild=OTHER_GUILD)
    assert "## 沈硯秋" not in elsewhere


async def test_one_entry_is_made_two_by_its_written_form(discord: WireDiscord, store: Store) -> None:
    await corrected(discord, "merge", person="沈研秋", into="沈硯秋")
    form = await first(discord, "split", "form", "研", person="沈硯秋")
    made = await corrected(discord, "split", person="沈硯秋", form=form)

    assert "拆分：沈硯秋 → 沈研秋（寫作「沈研秋」時）" in made.text
    [apart] = await store.people_named("沈研秋", [HERE, PUBLIC])
    assert apart.name == "沈研秋"


async def test_one_entry_is_made_two_by_articles(discord: WireDiscord) -> None:
    choices = await discord.autocomplete("correct split", "article", "", {"person": "Lena Voss"}, user=EDITOR)
    assert [choice["name"] for choice in choices] == ["首席科學家離開里斯本實驗室 · 晨星日報 · 2024-05-15"]
    both = await corrected(discord, "split", person="Lena Voss", article=choices[0]["value"], form="Voss")
    every = await corrected(discord, "split", person="Lena Voss", article=choices[0]["value"])

    assert "請擇一" in both.text
    assert "什麼都不剩" in every.text


async def test_the_articles_of_a_split_are_chosen_from_a_menu(discord: WireDiscord, store: Store) -> None:
    for number in range(3):
        printed = Print(f"第{number}場\n\n王偉到場。", source=f"{number}", people={"王偉": []})
        await deliver(store, PUBLIC, printed)
    offered = await corrected(discord, "split", person="王偉")
    [menu] = offered.selects
    values = [option["value"] for option in menu["options"]]
    assert [option["label"] for option in menu["options"]] == ["第2場", "第1場", "第0場"]
    refused = await (await offered.select(None, *values[:2], permissions=READER.permissions)).message()
    assert "能管理伺服器的成員" in refused.text
    made = await (await offered.select(None, *values[:2])).message()
    assert "拆分：王偉 → 王偉（在〈第1場、第2場〉裡）" in made.text
    assert len(await store.people_named("王伟", [HERE, PUBLIC])) == 2


async def test_a_quote_is_somebody_elses_or_nobodys(discord: WireDiscord) -> None:
    quote = await first(discord, "quote", "quote", "那年的雪")
    speaker = await first(discord, "quote", "speaker", "Lena")
    made = await corrected(discord, "quote", quote=quote, speaker=speaker)
    assert "引語：「那年的雪很大。」沈研秋 → Lena Voss" in made.text
    assert "那年的雪很大" in await who(discord, "Lena Voss")
    nobody = await corrected(discord, "quote", quote="那年的雪很大")
    assert "Lena Voss → 不指名" in nobody.text
    assert "本來就是這樣" in (await corrected(discord, "quote", quote="那年的雪很大")).text


async def test_a_date_is_wrong(discord: WireDiscord, store: Store) -> None:
    [choice] = await discord.autocomplete("correct date", "date", "搬到", user=EDITOR)
    assert choice["name"] == "去年11月 · 2023-11 · 她去年11月搬到里斯本。"
    made = await corrected(discord, "date", date=choice["value"], value="2022年11月")
    assert "「去年11月」→ 2022 年 11 月" in made.text
    assert [d.date.value for d in await store.dated(folded_words="搬到", libraries=[HERE, PUBLIC], limit=9)] == [
        "2022-11"
    ]
    assert "不是日期" in (await corrected(discord, "date", date=choice["value"], value="昨天")).text
    assert "不給日期" in (await corrected(discord, "date", date="搬到里斯本")).text
    assert "找不到這個日期" in (await corrected(discord, "date", date="搬到里斯本")).text


async def test_a_public_article_is_hidden(discord: WireDiscord) -> None:
    article = await first(discord, "hide", "article", "談往事")
    made = await corrected(discord, "hide", article=article)
    assert "隱藏：〈沈研秋談往事〉" in made.text
    assert "那年的雪" not in await who(discord, "沈研秋")
    assert "那年的雪" in await who(discord, "沈研秋", guild=OTHER_GUILD)
    assert "找不到" in (await corrected(discord, "merge", person="沈研秋秋秋", into="沈硯秋")).text


async def test_the_log_says_who_when_and_what_and_undoing_stays_in_it(discord: WireDiscord) -> None:
    assert "還沒有更正" in (await corrected(discord, "list")).text
    await corrected(discord, "hide", article="沈研秋談往事")
    [choice] = await discord.autocomplete("correct undo", "correction", "隱藏", user=EDITOR)
    undone = await corrected(discord, "undo", correction=choice["value"])
    log = await corrected(discord, "list")

    assert "已撤銷" in undone.text
    assert log.ephemeral
    assert f"#1 · <@{EDITOR.id}> · <t:" in log.text
    assert f"<@{EDITOR.id}> 已撤銷" in log.text
    assert "那年的雪" in await who(discord, "沈研秋")
    assert await discord.autocomplete("correct undo", "correction", "", user=EDITOR) == []
    assert "沒有這項更正" in (await corrected(discord, "undo", correction="1")).text


async def test_a_long_log_has_pages(discord: WireDiscord) -> None:
    for value in range(2000, 2001 + LISTED_A_PAGE):
        await corrected(discord, "date", date="搬到里斯本", value=str(value))
    log = await corrected(discord, "list")
    assert "第 1 頁，共 2 頁" in log.text
    second = await (await log.press("下一頁")).message()
    assert "→ 2000 年（" in second.text
    refused = await (await second.press("上一頁", permissions=READER.permissions)).message()
    assert "能管理伺服器的成員" in refused.text


async def test_hostile_words_do_nothing(discord: WireDiscord, store: Store) -> None:
    hostile = Print(
        f"{HOSTILE}\n\n張甲說：「{HOSTILE}。」",
        source="h",
        people={"張甲": []},
        quotes=[Said((f"{HOSTILE}。",), "張甲")],
    )
    await deliver(store, PUBLIC, hostile, link=strangers)
    [article] = await discord.autocomplete("correct hide", "article", "evil", user=EDITOR)
    quote = await first(discord, "quote", "quote", "evil")
    told = await corrected(discord, "quote", quote=quote)
    hidden = await corrected(discord, "hide", article=article["value"])
    log = await corrected(discord, "list")
    for message in (told, hidden, log):
        assert "](https://evil.example)" not in message.text
        assert r"\*\*粗\*\*" in message.text
        assert r"\<\@1>" in message.text


# Flags


async def reported(discord: WireDiscord, marked: str = "1 月", note: str = "") -> Message:
    answer = await (await discord.command("who", {"name": "沈硯秋"}, user=READER)).message()
    form = await (await answer.press("回報錯誤", user=READER)).modal()
    return await (await form.submit({"marked": marked, "note": note})).message()


async def test_a_member_reports_and_a_moderator_closes(discord: WireDiscord, bot: Bot) -> None:
    thanks = await reported(discord, HOSTILE, "應該是二月")
    assert thanks.ephemeral
    assert "已轉給" in thanks.text
    flagged = await asked(discord, "correct reports")
    assert "**/誰是 沈硯秋** · 第 1 頁" in flagged.text
    assert "應該是二月" in flagged.text
    assert "](https://evil.example)" not in flagged.text
    assert f"<@{READER.id}>" in flagged.text
    [choice] = await discord.autocomplete("correct close", "report", "", user=EDITOR)
    assert "已結案" in (await asked(discord, "correct close", {"report": choice["value"]})).text
    assert "沒有待處理" in (await asked(discord, "correct reports")).text
    assert "沒有這則回報" in (await asked(discord, "correct close", {"report": "1"})).text
    assert await bot.desks.flags.flags.of(f"guild:{OTHER_GUILD.id}") == []


async def test_a_member_reports_no_more_than_can_be_dealt_with(discord: WireDiscord) -> None:
    for _ in range(MOST_EACH):
        await reported(discord)
    assert "太多" in (await reported(discord)).text


async def test_where_no_server_is_nothing_is_reported(discord: WireDiscord) -> None:
    answer = await (await discord.command("who", {"name": "沈硯秋"}, user=READER, installs=[Install.USER])).message()
    assert "回報錯誤" not in [button.label for button in answer.buttons]
