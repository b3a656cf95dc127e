"""Text of others as any face may print it: it orders no terminal about and shows no other words than were written."""

import re

REORDERING = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""Characters that reorder the text after them, and could show other words than were written."""
UNPRINTABLE = re.compile(f"[\0-\t\v-\x1f\x7f-\x9f\ud800-\udfff{REORDERING}]")
"""Besides them, control characters (Unicode's category Cc) other than LF, and lone surrogates."""
BREAK = re.compile("\r\n?|[\u2028\u2029]")


def printable(text: str) -> str:
    """Return ``text`` without control and reordering characters and lone surrogates, its lines broken by LF."""
    return UNPRINTABLE.sub("", BREAK.sub("\n", text).replace("\t", " "))


def on_one_line(text: str, limit_chars: int) -> str:
    """Return a label as one line of at most ``limit_chars``; labels alone are ever cut."""
    text = " ".join(printable(text).split())
    return text if len(text) <= limit_chars else text[: limit_chars - 1] + "…"
