"""Text of articles as Discord's markdown: every character appears as it was written, and none of them does anything."""

import re
from urllib.parse import quote, urlsplit

from bot.answers.printable import on_one_line, printable

__all__ = ["escape", "link", "on_one_line", "units"]

ACTIVE = re.compile(r"[\\`*_~|\[\]<:@]")
"""What begins or ends a style, a link, a mention, a time, an emoji or an address, wherever it stands."""
OPENING = re.compile(r"^([^\S\n]*(?:\d+(?=[.)]))?)([#>+.)-])", re.MULTILINE)
"""What makes a line a heading, a quotation, small print or a list."""
INVITE = re.compile(r"(?<=discord)(?:app)?\.(?=gg|com)", re.IGNORECASE)
LONGEST_URL_CHARS = 300
HOST = re.compile(r"[A-Za-z0-9.-]+(?::\d+)?")
"""A host without a user's name before it, and in letters that cannot pass for others."""
SAFE_IN_URL = "!$&'*+,;=:@/?%-._~#"
"""What an address keeps as it is; a bracket would end the link."""


def units(text: str) -> int:
    """Return the length of a text as Discord's clients count it, in UTF-16 code units: never less than code points."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def escape(text: str) -> str:
    """Return markdown that Discord shows as ``printable(text)``."""
    text = ACTIVE.sub(r"\\\g<0>", printable(text))
    text = INVITE.sub(lambda found: found[0].replace(".", r"\."), text)
    return OPENING.sub(r"\1\\\2", text)


def link(label: str, url: str | None) -> str:
    """Return ``label`` linked to ``url`` where that is a web address that can be linked safely, else by itself."""
    address = _linkable(url) if url else None
    return escape(label) if address is None else f"[{escape(label)}]({address})"


def _linkable(url: str) -> str | None:
    """Return a web address that cannot end its link early; None for any other."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    if url != printable(url) or parts.scheme not in {"http", "https"} or not HOST.fullmatch(parts.netloc):
        return None
    address = quote(url, safe=SAFE_IN_URL)
    return address if len(address) <= LONGEST_URL_CHARS else None
