"""Questions asked in Discord: answered in time, in the member's language, from what they may see."""

import pytest

from bot.answers.questions import QUESTIONS, options
from tests.chat.wire import Install, Reply, Scene, WireDiscord
from tests.chat.wire.places import FOREIGN_GUILD, GUILD, OTHER_GUILD
from tests.chat.wire.shape import Json

pytestmark = pytest.mark.usefixtures("bot")

LOCALES = ["zh-TW", "zh-CN", "en-US"]
ASKED: dict[str, dict[str, str | int | float | bool]] = {
    "who": {"name": "沈硯秋"},
    "quote": {"person": "沈硯秋"},
    "when": {"topic": "沈硯秋"},
    "summary": {"topic": "沈硯秋"},
    "search": {"words": "里斯本"},
    "changes": {"topic": "沈硯秋", "since": "2024-05-01"},
}


def lookups(discord: WireDiscord) -> list[Json]:
    """Return the commands that ask a question, as Discord has them."""
    return [command for command in discord.commands if command["name"] in QUESTIONS]


@pytest.mark.parametrize(
    ("locale", "expected"),
    [("zh-TW", "首席科學家"), ("zh-CN", "首席科学家"), ("en-US", "首席科學家"), ("ja", "首席科學家")],
)
@pytest.mark.parametrize("command", ASKED)
async def test_every_command_answers_in_the_members_language(
    discord: WireDiscord, command: str, locale: str, expected: str
) -> None:
    asked = await discord.command(command, ASKED[command], locale=locale)
    message = await asked.message()

    assert (await asked.response()).type is Reply.MESSAGE
    assert not message.ephemeral
    assert expected in message.text or command == "quote"
    assert "example.com/reed" in message.text


async def test_the_commands_are_offered_in_three_languages(discord: WireDiscord) -> None:
    named = {command["name"]: command["name_localizations"] for command in lookups(discord)}

    assert named == {
        "who": {"zh-TW": "誰是", "zh-CN": "谁是", "en-US": "who"},
        "quote": {"zh-TW": "引述", "zh-CN": "引述", "en-US": "quote"},
        "when": {"zh-TW": "何時", "zh-CN": "何时", "en-US": "when"},
        "summary": {"zh-TW": "摘要", "zh-CN": "摘要", "en-US": "summary"},
        "search": {"zh-TW": "搜尋", "zh-CN": "搜索", "en-US": "search"},
        "changes": {"zh-TW": "動態", "zh-CN": "动态", "en-US": "changes"},
    }


async def test_every_command_can_be_used_everywhere_the_bot_is(discord: WireDiscord) -> None:
    for command in lookups(discord):
        assert sorted(command["contexts"]) == [0, 1, 2]
        assert sorted(command["integration_types"]) == [0, 1]


async def test_names_and_options_are_those_of_the_questions(discord: WireDiscord) -> None:
    offered = {command["name"]: [o["name"] for o in command["options"]] for command in lookups(discord)}

    assert offered == {command: [*options(question), "private"] for command, question in QUESTIONS.items()}


@pytest.mark.parametrize(
    ("option", "typed", "expected"),
    [
        ("name", "沈硯", "沈硯秋"),
        ("name", "沈砚", "沈硯秋"),
        ("name", "lena", "Lena Voss"),
        ("name", "voss", "Lena Voss"),
        ("name", "shenyanqiu", "沈硯秋"),
    ],
)
@pytest.mark.parametrize("locale", LOCALES)
async def test_names_are_completed_in_any_script(
    discord: WireDiscord, option: str, typed: str, expected: str, locale: str
) -> None:
    choices = await discord.autocomplete("who", option, typed, locale=locale)

    assert {"name": expected, "value": expected} in choices
    assert len(choices) <= 25


async def test_topics_are_completed_by_titles_too(discord: WireDiscord) -> None:
    choices = await discord.autocomplete("summary", "topic", "里斯本")

    assert [choice["value"] for choice in choices] == ["首席科學家離開里斯本實驗室"]


async def test_what_nobody_is_called_completes_to_nothing(discord: WireDiscord) -> None:
    assert await discord.autocomplete("who", "name", "qqqq") == []


async def test_free_text_is_answered(discord: WireDiscord) -> None:
    asked = await discord.command("who", {"name": "  沈砚秋 "}, locale="zh-CN")

    assert (await asked.message()).text.startswith("## 沈砚秋")


async def test_a_private_answer_is_seen_by_the_asker_alone(discord: WireDiscord) -> None:
    asked = await discord.command("who", {"name": "沈硯秋", "private": True})
    message = await asked.message()

    assert message.ephemeral
    assert "我的字形" not in [button.label for button in message.buttons]


async def test_nothing_found_is_told_to_the_asker_alone(discord: WireDiscord) -> None:
    message = await (await discord.command("search", {"words": "不存在的字詞"})).message()

    assert message.ephemeral
    assert "找不到" in message.text


async def test_a_question_without_anything_is_explained_to_the_asker_alone(discord: WireDiscord) -> None:
    message = await (await discord.command("quote", {}, locale="zh-CN")).message()

    assert message.ephemeral
    assert message.text == "person\\: 还没有内容；用法：/quote \\[person\\] \\[about\\:…\\] \\[words\\:…\\]"


@pytest.mark.parametrize(
    ("scene", "seen"),
    [
        (Scene(guild=GUILD), True),
        (Scene(guild=OTHER_GUILD), False),
        (Scene(guild=None), False),
        (Scene(guild=FOREIGN_GUILD), False),
        (Scene(guild=GUILD, installs=[Install.USER]), False),
    ],
)
async def test_a_servers_own_articles_are_seen_only_where_it_installed_the_bot(
    discord: WireDiscord, scene: Scene, *, seen: bool
) -> None:
    message = await (await discord.command("search", {"words": "沈硯秋"}, **scene)).message()

    assert "離開里斯本實驗室" in message.text
    assert ("沈硯秋的祕密" in message.text) is seen


async def test_commands_go_on_after_the_connection_is_lost(discord: WireDiscord) -> None:
    discord.drop_gateway()
    await discord.resumed()
    message = await (await discord.command("who", {"name": "沈硯秋"})).message()

    assert "首席科學家" in message.text


async def test_commands_go_on_after_the_session_is_lost(discord: WireDiscord) -> None:
    await discord.invalidate_session(resumable=False)
    await discord.identified(2)
    message = await (await discord.command("who", {"name": "沈硯秋"})).message()

    assert "首席科學家" in message.text
