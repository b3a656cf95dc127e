"""What can be typed next is offered in the reader's language, without blocking."""

from collections.abc import Sequence

import pytest
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document

from bot.console.completion import LineCompleter
from bot.console.face import EXTRAS

NAMES = ("Lena Voss", "余承東", "傑弗里·里德")
DESCRIBED = {"who": "這個人是誰：稱呼、職務、事跡、言論", "quit": "離開"}


async def complete(command: str, option: str, typed: str) -> Sequence[str]:
    """Offer names where one is asked for."""
    assert command in {"who", "quote", "when"}
    return [name for name in NAMES if name.lower().startswith(typed.lower())] if option != "words" else []


async def completed(line: str) -> list[tuple[str, str]]:
    """Return the line as it would become with each completion, and what is said beside it."""
    completer = LineCompleter(complete, EXTRAS, lambda: "zh-TW")
    found = completer.get_completions_async(Document(line), CompleteEvent(text_inserted=True))
    return [(line[: len(line) + c.start_position] + c.text, c.display_meta_text) async for c in found]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("/wh", ["/who", "/when"]),
        ("／wh", ["/who", "/when"]),
        ("/LO", ["/locale"]),
        ("/who le", ["/who Lena Voss"]),
        ("/who ", [f"/who {name}" for name in NAMES]),
        ("/who Lena Vo", ["/who Lena Voss"]),
        ("/quote Voss ab", ["/quote Voss about:"]),
        ("/quote Voss about:余", ["/quote Voss about:余承東"]),
        ("/quote Voss about: 余", ["/quote Voss about: 余承東"]),
        ("/quote words:x ab", ["/quote words:x about:"]),
        ("/locale ", ["/locale zh-TW", "/locale zh-HK", "/locale zh-CN", "/locale en-US"]),
        ("/locale zh-c", ["/locale zh-CN"]),
        ("/nothing x", []),
        ("Voss", []),
    ],
)
async def test_a_line_can_become(line: str, expected: list[str]) -> None:
    assert [text for text, _ in await completed(line)] == expected


async def test_an_empty_line_offers_every_command_with_its_description() -> None:
    offered = dict(await completed(""))

    assert list(offered) == [
        "/who",
        "/quote",
        "/when",
        "/summary",
        "/search",
        "/changes",
        "/help",
        "/locale",
        "/original",
        "/quit",
    ]
    assert {command: offered[f"/{command}"] for command in DESCRIBED} == DESCRIBED


async def test_options_are_described() -> None:
    assert dict(await completed("/quote Voss a")) == {"/quote Voss about:": "談到的人或主題"}
