"""Whatever is beyond Discord's limits is caught before it is sent."""

from typing import Any

import pytest
from discord import SelectOption, ui

from bot.chat.limits import check, displayed_chars


def view(*items: ui.Item[Any]) -> ui.LayoutView:
    laid = ui.LayoutView(timeout=None)
    for item in items:
        laid.add_item(item)
    return laid


def row(*items: ui.Item[Any]) -> ui.ActionRow[Any]:
    return ui.ActionRow(*items)


def button(label: str = "x", custom_id: str = "id") -> ui.Button[Any]:
    return ui.Button(label=label, custom_id=custom_id)


def menu(*options: SelectOption) -> ui.Select[Any]:
    return ui.Select(custom_id="menu", options=list(options))


def test_a_message_within_every_limit_passes() -> None:
    buttons = [button("字" * 80, f"{n}" * 100) for n in range(5)]
    options = [SelectOption(label="字" * 100, description="字" * 100, value=str(n)) for n in range(10)]
    laid = view(ui.TextDisplay("字" * 1000), row(*buttons), row(menu(*options)))

    check(laid)
    assert displayed_chars(laid) == 1000 + 5 * 80 + 10 * 200


@pytest.mark.parametrize(
    ("items", "fault"),
    [
        ([ui.TextDisplay("𠮷" * 2001)], "4002 characters"),
        ([ui.TextDisplay(" \n")], "empty text"),
        ([row(button("字" * 81))], "longer than 80"),
        ([row(button()), row(button())], "2 times 'id'"),
        ([row(button(custom_id="x" * 101))], "longer than 100"),
        ([row(menu())], "options: '0'"),
        ([row(menu(SelectOption(label="字" * 101, value="1")))], "longer than 100"),
        ([row(menu(SelectOption(label="a", value="1"), SelectOption(label="b", value="1")))], "options of one value"),
    ],
)
def test_what_is_beyond_a_limit_is_named(items: list[ui.Item[Any]], fault: str) -> None:
    with pytest.raises(ValueError, match="beyond Discord's limits") as refused:
        check(view(*items))
    assert fault in str(refused.value)
