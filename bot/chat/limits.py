"""Discord's limits for a message of components, looked at before anything is sent.

Source: https://docs.discord.com/developers/components/reference
"""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import discord
from discord import ui

from bot.chat.markdown import units

MOST_COMPONENTS = 40
MOST_CHARS = 4000
"""Of a message; those displayed, labels included."""
MOST_OPTIONS = 25
MOST_BUTTONS = 5
"""In one row."""
ID_CHARS = 100
LABEL_CHARS = 80
"""Of a button."""
OPTION_CHARS = 100
"""Of an option's label, description and value."""
PLACEHOLDER_CHARS = 150

View = ui.LayoutView


def check(view: View) -> None:
    """Hold a message against the limits.

    Raises:
        ValueError: it is beyond one: a mistake of the program.
    """
    if beyond := [*_of_the_message(view), *(f"{what}: {text!r}" for item in _items(view) for what, text in _of(item))]:
        raise ValueError(f"beyond Discord's limits: {'; '.join(beyond)}")


def displayed_chars(view: View) -> int:
    """Return how many characters a message displays, the labels of its buttons and menus included."""
    return sum(units(text) for item in _items(view) for text in _displayed(item))


def _of_the_message(view: View) -> Iterator[str]:
    if view.total_children_count > MOST_COMPONENTS:
        yield f"{view.total_children_count} components"
    if (chars := displayed_chars(view)) > MOST_CHARS:
        yield f"{chars} characters"
    ids = Counter(item.custom_id for item in _items(view) if isinstance(item, ui.Button | ui.Select))
    yield from (f"{count} times {found!r}" for found, count in ids.items() if found is not None and count > 1)


def _of(item: ui.Item[Any]) -> Iterator[tuple[str, str]]:
    """Yield what of a component is too long, too much or missing, and the words at fault."""
    match item:
        case ui.TextDisplay() if not item.content.strip():
            yield "empty text", item.content
        case ui.ActionRow() if not 0 < len(item.children) <= MOST_BUTTONS:
            yield "a row of", str(len(item.children))
        case ui.Button():
            yield from _long(LABEL_CHARS, item.label or "")
            yield from _long(ID_CHARS, item.custom_id or "")
        case ui.Select():
            yield from _long(PLACEHOLDER_CHARS, item.placeholder or "")
            yield from _long(ID_CHARS, item.custom_id)
            if not 0 < len(item.options) <= MOST_OPTIONS:
                yield "options", str(len(item.options))
            if len({option.value for option in item.options}) < len(item.options):
                yield "options of one value", item.custom_id
            yield from (fault for option in item.options for fault in _long(OPTION_CHARS, *_words(option)))


def _words(option: discord.SelectOption) -> tuple[str, ...]:
    return option.label, option.description or "", option.value


def _long(limit_chars: int, *texts: str) -> Iterator[tuple[str, str]]:
    return ((f"longer than {limit_chars}", text) for text in texts if units(text) > limit_chars)


def _displayed(item: ui.Item[Any]) -> Iterator[str]:
    match item:
        case ui.TextDisplay():
            yield item.content
        case ui.Button():
            yield item.label or ""
        case ui.Select():
            yield item.placeholder or ""
            for option in item.options:
                yield option.label
                yield option.description or ""


def _items(view: View) -> Iterator[ui.Item[Any]]:
    return (item.item if isinstance(item, ui.DynamicItem) else item for item in view.walk_children())
