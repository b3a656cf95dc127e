"""Text of articles as Discord's markdown: every character appears as it was written, and none of them does anything."""

import re
from collections.abc import Iterable
from itertools import accumulate, pairwise
from urllib.parse import quote, urlsplit

from bot.answers.printable import printable
from bot.model import Span

ACTIVE = re.compile(r"[\\`*_~|\[\]<:@]")
"""What begins or ends a style, a link, a mention, a time, an emoji or an address, wherever it stands."""
OPENING = re.compile(r"^([^\S\n]*(?:\d+(?=[.)]))?)([#>+.)-])", re.MULTILINE)
"""What makes a line a heading, a quotation, small print or a list."""
BOLD = "**"
CHARACTER = re.compile(r"\\?.", re.DOTALL)
"""A character of escaped text, with the backslash before it."""
WORDS_OF_LINE = re.compile(r"\S(?:.*\S)?")
"""What of a line is set in bold: all but the space around it."""
INVITE = re.compile(r"(?<=discord)(?:app)?\.(?=gg|com)", re.IGNORECASE)
CRLF = "\r\n"
"""A line end that is one also where a span begins or ends within it."""
LONGEST_URL_CHARS = 300
HOST = re.compile(r"[A-Za-z0-9.-]+(?::\d+)?")
"""A host without a user's name before it, and in letters that cannot pass for others."""
SAFE_IN_URL = "!$&'+,;=:@/?%-._~#"
"""What an address keeps as it is; a bracket would end the link, asterisks the bold type that it stands in."""


def units(text: str) -> int:
    """Return the length of a text as Discord's clients count it, in UTF-16 code units: never less than code points."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def escape(text: str) -> str:
    """Return markdown that Discord shows as ``printable(text)``."""
    text = ACTIVE.sub(r"\\\g<0>", printable(text))
    text = INVITE.sub(lambda found: found[0].replace(".", r"\."), text)
    return OPENING.sub(r"\1\\\2", text)


def printed(text: str, marked: Iterable[Span]) -> tuple[str, tuple[Span, ...]]:
    """Return ``printable(text)``, and where in it the spans of ``text`` are that are marked."""
    spans = tuple(marked)
    ends = sorted({0, *(end for span in spans for end in (span.start, span.end))})
    lengths = (
        len(printable(text[start:end])) - (text[max(start - 1, 0) : start + 1] == CRLF) for start, end in pairwise(ends)
    )
    at = dict(zip(ends, accumulate(lengths, initial=0), strict=True))
    return printable(text), tuple(Span(at[span.start], at[span.end]) for span in spans)


def emphasised(text: str, marked: Iterable[Span]) -> str:
    """Return markdown that shows a printable text with the spans that are marked in bold, line by line."""
    escaped, spans = escape(text), sorted(marked)
    if not spans:
        return escaped
    characters = CHARACTER.findall(escaped)
    end = 0
    for span in spans:
        for words in WORDS_OF_LINE.finditer(text, max(span.start, end), span.end):
            characters[words.start()] = BOLD + characters[words.start()]
            characters[words.end() - 1] += BOLD
        end = max(span.end, end)
    return "".join(characters)


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
