"""docs/commands.md says what Discord has registered."""

from pathlib import Path

import pytest

from tests.chat.wire import WireDiscord
from tools.commands import page

PAGE = Path(__file__).parents[2] / "docs" / "commands.md"


@pytest.mark.usefixtures("bot")
async def test_the_page_of_commands_is_what_is_registered(discord: WireDiscord) -> None:
    assert PAGE.read_text(encoding="utf-8") == page(discord.commands), "python -m tools.commands writes it anew"
