"""Text in pieces: together they are the text, each fits, and what is cut says so."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.pictures.pieces import MORE, ems, parted, shortened

TEXT = st.text(st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from("國會。！」，a 😀")), max_size=400)


@given(TEXT, st.integers(2, 60))
def test_the_pieces_of_a_text_are_the_text_and_fit(text: str, room: int) -> None:
    pieces = list(parted(text, room))

    assert "".join(pieces) == text
    assert all(ems(piece) <= room for piece in pieces)
    assert all(pieces) or pieces == [""]


@given(TEXT, st.integers(2, 60))
def test_what_is_cut_says_so(text: str, limit: int) -> None:
    cut = shortened(text, limit)

    assert len(cut.encode("utf-16-le")) // 2 <= limit
    assert cut == text or (cut.endswith(MORE) and text.startswith(cut.removesuffix(MORE)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("第一句話在這裡。第二句話比較長一些。", ["第一句話在這裡。", "第二句話比較長一些。"]),
        ("「第一句話在這。」第二句話比較長。", ["「第一句話在這。」", "第二句話比較長。"]),
        ("沒有句號只有逗號，後面還有一些話", ["沒有句號只有逗號，", "後面還有一些話"]),
        ("什麼標點都沒有的一句話很長", ["什麼標點都沒有的一句", "話很長"]),
    ],
)
def test_a_text_is_parted_after_a_sentence(text: str, expected: list[str]) -> None:
    assert list(parted(text, 10)) == expected
