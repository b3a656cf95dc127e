"""Text in pieces that fit: cut after a sentence where one ends near, and never without a sign."""

from collections.abc import Iterator
from unicodedata import east_asian_width

SENTENCE_ENDS = frozenset("。！？!?；;\n")
CLOSING = frozenset("”’」』）》〉】)]}")
"""What follows the end of a sentence and belongs to it."""
CLAUSE_ENDS = frozenset("，、：,: ")
NEAR = 0.6
"""The least part of the room that a piece fills, while an end is looked for."""
MORE = "…"


def ems(text: str) -> float:
    """Return how wide a text is set, in widths of an ideograph; everything else counts for half of one."""
    return sum(1 if east_asian_width(character) in "WF" else 0.5 for character in text)


def parted(text: str, room_ems: float) -> Iterator[str]:
    """Yield a text in pieces of at most ``room_ems``, at least one, that together are the text."""
    start, longest = 0, _fitting(text, 0, room_ems)
    while start + longest < len(text):
        end = _sentence_end(text[start : start + longest + 1], longest)
        yield text[start : start + end]
        start += end
        longest = _fitting(text, start, room_ems)
    yield text[start:]


def shortened(text: str, limit_chars: int) -> str:
    """Return a text of at most ``limit_chars`` UTF-16 code units; one that is cut ends in an ellipsis."""
    if _units(text) <= limit_chars:
        return text
    longest = len(text)
    while _units(text[:longest]) >= limit_chars:
        longest = min(longest - 1, limit_chars - 1)
    return text[: _sentence_end(text, longest)].rstrip() + MORE


def _fitting(text: str, start: int, room_ems: float) -> int:
    """Return how many characters from ``start`` on fit, at least one where there is one."""
    filled = 0.0
    for end in range(start, len(text)):
        filled += ems(text[end])
        if filled > room_ems:
            return max(end - start, 1)
    return len(text) - start


def _sentence_end(text: str, longest: int) -> int:
    """Return the end of the last sentence within ``longest`` characters, else of a clause, else ``longest``."""
    for ends in (SENTENCE_ENDS, CLAUSE_ENDS):
        for end in range(longest, int(longest * NEAR), -1):
            before = text[:end].rstrip("".join(CLOSING))
            if before and before[-1] in ends and text[end : end + 1] not in (*CLOSING, *ends):
                return end
    return longest


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
