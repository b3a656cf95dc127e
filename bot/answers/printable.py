"""Text of others as any face may print it: it orders no terminal about and shows no other words than were written."""

from unicodedata import category

REORDERING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Characters that reorder the text after them, and could show other words than were written."""
BREAKS = {"\r\n": "\n", "\r": "\n", "\u2028": "\n", "\u2029": "\n", "\t": " "}


def printable(text: str) -> str:
    """Return ``text`` without control and reordering characters and lone surrogates, its lines broken by LF."""
    for written, shown in BREAKS.items():
        text = text.replace(written, shown)
    return "".join(c for c in text if c == "\n" or not (category(c) in {"Cc", "Cs"} or c in REORDERING))


def on_one_line(text: str, limit_chars: int) -> str:
    """Return a label as one line of at most ``limit_chars``; labels alone are ever cut."""
    text = " ".join(printable(text).split())
    return text if len(text) <= limit_chars else text[: limit_chars - 1] + "…"
