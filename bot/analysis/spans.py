"""Spans that are in order and apart from one another: which of them holds an offset, or shares characters."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from bot.model import Span


def holder(spans: Sequence[Span], offset: int) -> Span | None:
    """Return which of ``spans`` holds ``offset``, None where none does."""
    index = bisect_right(spans, offset, key=lambda span: span.start) - 1
    return spans[index] if index >= 0 and offset < spans[index].end else None


def meets(spans: Sequence[Span], span: Span) -> bool:
    """Tell whether any of ``spans`` shares a character with ``span``."""
    index = bisect_left(spans, span.end, key=lambda other: other.start) - 1
    return index >= 0 and spans[index].overlaps(span)
