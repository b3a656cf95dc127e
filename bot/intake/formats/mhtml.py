"""Pages as browsers save them with their pictures: MHTML (RFC 2557), a message with the page as one of its parts."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import Message

from bot.errors import InputRefused
from bot.intake.formats.encoding import clean

HEADER = rb"[a-z-]{2,40}:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*"
HEADERS = re.compile(rb"(?:" + HEADER + rb"){0,30}?content-type:\s*multipart/related", re.IGNORECASE)
PAGES = ("text/html", "application/xhtml+xml")
DEEPEST = 5


@dataclass(frozen=True, slots=True)
class SavedPage:
    """The page among the parts: its bytes, their charset and where it was saved from, where these are stated."""

    data: bytes
    charset: str | None
    address: str | None


def is_mhtml(data: bytes) -> bool:
    """Tell whether ``data`` begins as MHTML does."""
    return HEADERS.match(data[:10_000]) is not None


def page_of(source: str, data: bytes) -> SavedPage:
    """Return the first page among the parts.

    Raises:
        InputRefused: none of them is a page, or they are nested without end.
    """
    try:
        message = message_from_bytes(data, policy=policy.compat32)
    except RecursionError as error:
        raise InputRefused(source, "too-large", "parts within parts") from error
    part = next((part for part in _parts(message, 0) if part.get_content_type() in PAGES), None)
    content = part.get_payload(decode=True) if part is not None else None
    if part is None or not isinstance(content, bytes):
        raise InputRefused(source, "empty", "MHTML without a page")
    stated = str(part.get("Content-Location") or message.get("Snapshot-Content-Location") or "")
    address = "".join(clean(stated).split())  # a header is broken where it is long
    return SavedPage(content, part.get_content_charset(), address or None)


def _parts(message: Message, depth: int) -> Iterator[Message]:
    parts = message.get_payload() if message.is_multipart() and depth < DEEPEST else []
    if not message.is_multipart():
        yield message
    for part in parts:
        if isinstance(part, Message):
            yield from _parts(part, depth + 1)
