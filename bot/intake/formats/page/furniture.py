"""What stands in and around an article on a page and is none of it: calls, related links, editors, captions."""

import re
from collections.abc import Mapping, Sequence
from functools import cache

from bot.analysis.lexicon import pairs
from bot.analysis.script import fold
from bot.intake.formats import masthead
from bot.intake.formats.farewell import bids
from bot.intake.formats.page.lines import Line
from bot.intake.formats.paragraphs import Paragraph

SEPARATORS = re.compile(r"[-\s—–:：·・|｜>»▼▶►◎●★■【】\[\]()（）]+")
BEFORE_COLON = re.compile(r"[^:：]{0,20}")
PICTURE = re.compile(r"(?:^|[\s_-])(?:pic|img|image|photo|caption|figure)", re.IGNORECASE)
"""In the class of a block that is about a picture."""
TIME = re.compile(rf"(?:发布|发表|出版|刊登|{masthead.CHANGE})(?:日期|时间)?[: ]+\d[^。]*\Z")
"""A line that states when, in a form that tells no day of the calendar."""


def key(text: str) -> str:
    """Return what tells two lines apart: the fold without spaces, brackets and bullets."""
    return SEPARATORS.sub("", fold(text))


def is_furniture(line: Line) -> bool:
    """Tell a line that is only a link, a credit, a time, or a call to share or to read on."""
    words, own = _words(), key(line.text)
    if line.is_link or own in words["whole"] | words["end"] or own.startswith(tuple(words["start"])):
        return True
    return (
        masthead.is_of_editors(line.text)
        or masthead.read(line.text) is not None
        or TIME.match(fold(line.text)) is not None
    )


def is_caption_or_call(line: Line) -> bool:
    """Tell a line about a picture, or one that asks for a subscription or the like."""
    return PICTURE.search(line.block.get("class", "")) is not None or bids(Paragraph(line.text))


def before_end(lines: Sequence[Line], start: int) -> Sequence[Line]:
    """Return ``lines`` up to where, from ``start`` on, one says that other things follow or who the editor was."""
    ends = _words()["end"]
    for number, line in enumerate(lines[start:], start=start):
        heading = BEFORE_COLON.match(line.text)
        if (heading and key(heading[0]) in ends) or masthead.is_of_editors(line.text):
            return lines[:number]
    return lines


def without_calls(text: str) -> str:
    """Return a line without the words of buttons at its end: ``來源：新華社 分享``."""
    calls = [word for word in _words()["whole"] if len(word) > 1]
    while call := next((word for word in calls if fold(text.rstrip()).endswith(word)), None):
        text = text.rstrip()[: -len(call)]
    return text.rstrip()


@cache
def _words() -> Mapping[str, frozenset[str]]:
    words: dict[str, set[str]] = {"end": set(), "whole": set(), "start": set()}
    for kind, word in pairs("furniture.tsv"):
        words[kind].add(key(word))
    return {kind: frozenset(found) for kind, found in words.items()}
