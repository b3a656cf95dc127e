"""Bytes become text whatever the encoding, or are refused with the reason."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import InputRefused
from bot.intake.formats.encoding import clean, decode

TRADITIONAL = "市長宣佈將於明年興建圖書館\n\n她對記者說：「這裡會是孩子們的家。」"
SIMPLIFIED = "市长宣布将于明年兴建图书馆\n\n她对记者说：“这里会是孩子们的家。”"


@pytest.mark.parametrize("text", [TRADITIONAL, SIMPLIFIED])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "gb18030"])
def test_either_script_is_read_in_the_encodings_of_both(text: str, encoding: str) -> None:
    assert decode("a", text.encode(encoding)) == text


@pytest.mark.parametrize("encoding", ["big5", "cp950", "big5hkscs"])
def test_big5_is_told_from_gb18030(encoding: str) -> None:
    assert decode("a", TRADITIONAL.encode(encoding)) == TRADITIONAL


def test_the_encoding_that_a_server_states_decides_where_the_bytes_do_not() -> None:
    short = "Meta 公".encode("big5")

    assert decode("a", short) != "Meta 公"
    assert decode("a", short, "Big5") == "Meta 公"


@pytest.mark.parametrize("stated", ["gbk", "utf-8", "iso-8859-1", "no such", "\0", "", "utf-16"])
def test_an_encoding_that_is_stated_wrongly_is_not_believed(stated: str) -> None:
    assert decode("a", TRADITIONAL.encode("big5"), stated) == TRADITIONAL


def test_the_characters_of_hong_kong_are_read() -> None:
    text = "佢話：「我哋喺度等咗好耐，啲嘢仲未嚟。」"

    assert decode("a", text.encode("big5hkscs")) == text


@pytest.mark.parametrize(
    ("data", "reason", "detail"),
    [
        (b"", "empty", ""),
        (b" \r\n\t", "empty", ""),
        (b"\xef\xbb\xbf\xff", "undecodable", "byte 3"),
        ("市長說".encode() + b"\xe5\xb8" + "她說".encode() * 40, "undecodable", "byte 9 is not utf-8"),
        (SIMPLIFIED.encode("gb18030") + b"\xff" + SIMPLIFIED.encode("gb18030"), "undecodable", "is not gb18030"),
        (bytes(range(128, 256)) * 4, "undecodable", "byte 0"),
        (b"PK\x03\x04rest", "binary", "a zip archive"),
        (b"\x89PNG\r\n\x1a\n\0\0", "binary", "a PNG image"),
        (b"%PDF-1.7 text", "binary", "a PDF document"),
        (b"\x00\x01\x02\x03\x04" * 9, "binary", ""),
    ],
)
def test_what_is_no_text_is_refused_with_its_reason(data: bytes, reason: str, detail: str) -> None:
    with pytest.raises(InputRefused) as refused:
        decode("a", data)

    assert (refused.value.source, refused.value.reason) == ("a", reason)
    assert detail in refused.value.detail


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一\r\n二\r三\u2028四\x0c五", "一\n二\n三\n四\n五"),
        ("\ufeff一\x16二\x7f\ud800三", "一二三"),
        ("一\t二\u200b三\u202e四\u3000五", "一\t二\u200b三\u202e四\u3000五"),
    ],
)
def test_only_what_is_not_text_is_dropped(text: str, expected: str) -> None:
    assert clean(text) == expected


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        text = decode("a", data)
    except InputRefused:
        return

    assert clean(text) == text
