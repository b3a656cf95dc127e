"""The page of ``tools/cards``, on which the cards are looked at, draws all that the bot sends."""

import re
from pathlib import Path

import pytest

from tests.chat.wire import WireDiscord
from tests.chat.wire.components import walk

PAGE = Path(__file__).parents[2] / "tools" / "cards"
ASKED = {
    "found": {"name": "沈硯秋"},
    "several pages": {"name": "陶望之"},
    "ambiguous": {"name": "張維"},
    "not found": {"name": "nobody"},
}


def drawn() -> set[int]:
    """Return the component types that the page has a function for."""
    return {
        int(number) for number in re.findall(r"(?m)^  (\d+): \w+,$", (PAGE / "draw.js").read_text(encoding="utf-8"))
    }


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("asked", ASKED)
async def test_every_component_of_a_card_is_drawn(discord: WireDiscord, asked: str) -> None:
    message = await (await discord.command("who", {**ASKED[asked]}, locale="zh-TW")).message()

    assert {found["type"] for _, found in walk(message.components)} - drawn() == set()


@pytest.mark.parametrize("name", ["markdown.js", "draw.js", "page.css"])
def test_the_page_loads_nothing_from_elsewhere(name: str) -> None:
    text = (PAGE / name).read_text(encoding="utf-8")

    assert not re.search(r"fetch\(|import\b|XMLHttpRequest|url\(|\.src\b", text)
