"""What a member's message holds, wherever it stands: in its own text, in previews of links, in what it forwards."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

import discord

from bot.chat.attachments import name_of
from bot.intake.sources import is_wanted

LONGEST_CHARS = 8_000
"""Characters of a message that are read: more than it can have of its own, with its previews."""
LINK = re.compile(r"https?://[!-;=?-~]+")
AFTER_LINK = ".,;:!?*_~|'\""
"""What ends a sentence or a style rather than an address."""
CODE = re.compile(r"<(?:@[!&]?|#|/[^:>]*:|a?:\w*:|t:)[^>\s]*>")
"""Mentions, times and emoji: names of Discord's, not of the text's."""

Spoken = discord.Message | discord.MessageSnapshot


def text_of(message: discord.Message) -> str:
    """Return the words of a message, a paragraph a piece; "" where it has none."""
    pieces = (CODE.sub(" ", piece).strip() for spoken in _spoken(message) for piece in _pieces(spoken))
    return "\n\n".join(dict.fromkeys(filter(None, pieces)))[:LONGEST_CHARS].rstrip()


def links_of(message: discord.Message) -> list[str]:
    """Return the addresses of the web in a message, each once."""
    found: dict[str, None] = {}
    for spoken in _spoken(message):
        found |= dict.fromkeys(link for piece in _pieces(spoken) for link in _links(piece))
        found |= dict.fromkeys(embed.url for embed in spoken.embeds if embed.url)
    return list(found)


def files_of(message: discord.Message) -> list[discord.Attachment]:
    """Return the files of a message that may hold articles; where it has neither these nor a link, all of them."""
    files = [file for spoken in _spoken(message) for file in spoken.attachments]
    wanted = [file for file in files if is_wanted(name_of(file))]
    return wanted or ([] if links_of(message) else files)


def _spoken(message: discord.Message) -> Iterator[Spoken]:
    yield message
    yield from message.message_snapshots


def _pieces(spoken: Spoken) -> Iterator[str]:
    yield spoken.content
    for embed in spoken.embeds:
        yield from filter(None, (embed.title, embed.description))
        for field in embed.fields:
            yield from filter(None, (field.name, field.value))
    yield from _displayed(spoken.components)


def _displayed(components: Iterable[Any]) -> Iterator[str]:
    """Yield the texts of a card, whose components hold others."""
    for component in components:
        if isinstance(component, discord.TextDisplay):
            yield component.content
        yield from _displayed(getattr(component, "children", ()))


def _links(text: str) -> Iterator[str]:
    for found in LINK.finditer(text):
        link = found[0].rstrip(AFTER_LINK)
        while link.endswith(")") and link.count("(") < link.count(")"):
            link = link[:-1].rstrip(AFTER_LINK)
        yield link
