"""What Discord makes of markdown, as far as these tests need it.

Source: Discord's client takes a backslash before any sign that is neither letter, digit nor space for an escape.
"""

import re

ESCAPED = re.compile(r"\\([^0-9A-Za-z\s])")
OWN = (
    re.compile(r"^(?:#{2,3} |-# |> |- )", re.MULTILINE),  # the marks that begin our lines
    re.compile(r"\*\*(?=\S)([^*\n]*)\*\*"),  # speakers, dates and titles in bold
    re.compile(r"\[([^\[\]\n]*)\]\(https?://[^\s()<>]*\)"),  # sources with their address
)
ACTIVE = {
    "style": re.compile(r"[*_~`|]"),
    "link": re.compile(r"\]\(|https?://"),
    "mention": re.compile(r"<[@#&/]|<id:|@(?:everyone|here)"),
    "time": re.compile(r"<t:"),
    "emoji": re.compile(r"<a?:|:\w+:"),
    "invite": re.compile(r"discord(?:app)?\.(?:gg|com)", re.IGNORECASE),
    "line": re.compile(r"^[^\S\n]*(?:#{1,3}\s|-#|>|[-*+]\s|\d+[.)]\s)", re.MULTILINE),
}
ESCAPE = "\ue000"


def shown(markdown: str) -> str:
    """Return the text that a member sees, our own marks apart."""
    return ESCAPED.sub(r"\1", markdown)


def live(markdown: str) -> set[str]:
    """Return what the text would do, our own marks apart: nothing, where every sign is escaped."""
    text = ESCAPED.sub(ESCAPE, markdown)
    for own in OWN:
        text = own.sub(r"\1" if own.groups else "", text)
    return {name for name, pattern in ACTIVE.items() if pattern.search(text)}
