"""Commands are named so that they can be pressed, as soon as Discord has told their ids."""

import pytest

from bot.answers.conversion import Converter
from bot.chat.client import Bot
from bot.chat.mentions import Mentions
from bot.store import Store
from tests.chat.newsroom import furnished
from tests.chat.wire import WireDiscord


@pytest.mark.parametrize(
    ("locale", "expected"), [("zh-TW", "/定時剪報 新增"), ("zh-CN", "/定时剪报 添加"), ("en-US", "/digest add")]
)
def test_unknown_commands_are_named_as_the_reader_types_them(locale: str, expected: str) -> None:
    assert Mentions().of("digest add", locale) == expected


async def test_a_bot_whose_commands_have_not_changed_learns_their_ids(
    discord: WireDiscord, bot: Bot, store: Store, converter: Converter
) -> None:
    published = await bot.publish()
    mentions = Mentions()
    async with furnished(store, converter, mentions) as second:
        await second.enter(discord.token)
        await second.publish(published)

    ids = {command["name"]: command["id"] for command in discord.commands}
    assert mentions.of("digest add", "zh-TW") == f"</digest add:{ids['digest']}>"
    assert mentions.of("who", "zh-TW") == f"</who:{ids['who']}>"
