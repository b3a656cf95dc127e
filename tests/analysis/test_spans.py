"""Which of some spans holds an offset or shares characters, told as quickly as by looking at each."""

from hypothesis import given
from hypothesis import strategies as st

from bot.analysis.spans import holder, meets
from bot.model import Span


def spans_of(cuts: list[int]) -> list[Span]:
    """Return every second stretch between ``cuts``."""
    ordered = sorted(set(cuts))
    return [Span(*pair) for pair in zip(ordered[::2], ordered[1::2], strict=False)]


@given(st.lists(st.integers(0, 40)), st.integers(0, 40))
def test_the_holder_is_the_one_that_covers_the_offset(cuts: list[int], offset: int) -> None:
    spans = spans_of(cuts)

    assert holder(spans, offset) == next((span for span in spans if span.start <= offset < span.end), None)


@given(st.lists(st.integers(0, 40)), st.integers(0, 40), st.integers(1, 40))
def test_spans_meet_what_shares_a_character(cuts: list[int], start: int, length: int) -> None:
    spans, span = spans_of(cuts), Span(start, start + length)

    assert meets(spans, span) == any(other.overlaps(span) for other in spans)
