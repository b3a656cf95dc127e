"""From bytes to text.

UTF-8 proves itself; UTF-16 and UTF-32 show a byte order mark or NUL bytes. GB18030 and Big5 read nearly each other's
every byte, so a judge decides: under the right encoding almost every character is one of the few thousand that
Chinese texts use, under the wrong one few are.
"""

import codecs
import re
from collections.abc import Sequence
from functools import cache

from bot.errors import InputRefused

MARKS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
"""Byte order marks; that of UTF-32 begins with that of UTF-16 and stands before it."""
BINARY = {
    b"PK\x03\x04": "a zip archive or Office document",
    b"\x1f\x8b": "a gzip archive",
    b"Rar!": "a rar archive",
    b"7z\xbc\xaf": "a 7z archive",
    b"%PDF-": "a PDF document",
    b"\xd0\xcf\x11\xe0": "an Office document",
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"GIF8": "a GIF image",
}
EIGHT_BIT = ("utf-8", "gb18030", "cp950", "big5hkscs")
"""Without NUL bytes, in order of preference; UTF-8 is among them so that one broken sequence does not change it."""
WIDE = ("utf-16-le", "utf-16-be")
LABELS = {
    **dict.fromkeys(("gb2312", "gbk", "gb18030", "x-gbk", "gb_2312-80", "chinese", "cp936"), "gb18030"),
    **dict.fromkeys(("big5", "x-x-big5", "cp950", "cn-big5"), "cp950"),
    **dict.fromkeys(("big5-hkscs", "big5hkscs"), "big5hkscs"),
}
"""What labels of Chinese encodings mean (https://encoding.spec.whatwg.org): the widest that reads it."""
DECLARED = re.compile(
    rb"<(?:meta|\?xml)\s[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?\s*(?P<label>[\w-]{1,20})", re.IGNORECASE
)
DECLARED_WITHIN_BYTES = 4096
SAMPLE_BYTES = 1 << 16
PLAUSIBLE = 0.7
"""Least share of usual characters.

Measured on 2,000 articles, whole and cut to 60 characters: 999 of 1,000 right readings reach 0.85, 99 of 100 wrong ones
stay below 0.65. A few wrong ones pass; the right one then has the higher share.
"""
FOREIGN = re.compile(rb"[\x80-\xff]")
LINE_END = re.compile("\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
NOT_TEXT = re.compile("[\x00-\x08\x0e-\x1b\x1f\x7f\ufeff\ud800-\udfff]")


def decode(source: str, data: bytes, charset: str | None = None) -> str:
    """Return the text of ``data``, cleaned.

    ``charset`` is the encoding that a server states; it and the one that HTML states in itself are taken where the
    bytes leave it open. In HTML what does not fit becomes U+FFFD: sites cut their teasers amid a character.

    Raises:
        InputRefused: ``empty``, ``binary``, or ``undecodable`` with the offset of the first byte that does not fit.
    """
    if not data.strip(b" \t\r\n\0"):
        raise InputRefused(source, "empty")
    kind = next((kind for magic, kind in BINARY.items() if data.startswith(magic)), None)
    declared = DECLARED.search(data, 0, DECLARED_WITHIN_BYTES)
    labels = ((charset or "").lower(), declared["label"].decode().lower() if declared else "")
    data = data.replace(b"\0", b"") if declared else data
    encoding = None if kind else _encoding(data, [LABELS[label] for label in labels if label in LABELS])
    if encoding is None:
        raise InputRefused(source, "binary", kind or "bytes that no text has")
    try:
        return clean(data.decode(encoding, errors="replace" if declared else "strict"))
    except UnicodeDecodeError as error:
        raise InputRefused(source, "undecodable", f"byte {error.start} is not {encoding}") from error


def clean(text: str) -> str:
    """Return ``text`` with line feeds as its line ends and without what is not text.

    Dropped are control characters but tab and line end, the byte order mark and lone surrogates. Everything else
    stays, also zero-width and bidirectional characters.
    """
    return NOT_TEXT.sub("", LINE_END.sub("\n", text))


def _encoding(data: bytes, stated: Sequence[str]) -> str | None:
    """Name the encoding of ``data``; None where it is no text."""
    for mark, encoding in MARKS.items():
        if data.startswith(mark):
            return encoding
    if b"\0" in data:
        best = max(WIDE, key=lambda encoding: _plausibility(data, encoding))
        return best if _plausibility(data, best) >= PLAUSIBLE else None
    if _fits(data, "utf-8"):
        return "utf-8"
    likely = [encoding for encoding in EIGHT_BIT if _plausibility(data, encoding) >= PLAUSIBLE]

    def preference(encoding: str) -> tuple[bool, bool, float]:
        return _fits(data, encoding), encoding in stated, _plausibility(data, encoding)

    return max(likely, key=preference, default="utf-8")


def _fits(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _plausibility(data: bytes, encoding: str) -> float:
    """Return the share of usual characters among the first of ``data`` that are beyond ASCII."""
    foreign_byte = None if encoding in WIDE else FOREIGN.search(data)
    start = foreign_byte.start() if foreign_byte else 0
    text = data[start : start + SAMPLE_BYTES].decode(encoding, errors="replace")
    foreign = [character for character in text if not "\t" <= character <= "~"]
    usual = _usual()
    return sum(character in usual for character in foreign) / len(foreign) if foreign else float(encoding not in WIDE)


@cache
def _usual() -> frozenset[str]:
    """Return the frequent characters of either script, those of written Cantonese and the full-width marks.

    Source: level 1 of GB 2312 (3,755 characters) and of Big5 (5,401), ordered there by frequency of use.
    """
    gb = (bytes((lead, trail)) for lead in range(0xB0, 0xD8) for trail in range(0xA1, 0xFF))
    big5 = (bytes((lead, trail)) for lead in range(0xA4, 0xC7) for trail in (*range(0x40, 0x7F), *range(0xA1, 0xFF)))
    frequent = b"".join(gb).decode("gb2312", errors="ignore") + b"".join(big5).decode("big5", errors="ignore")
    cantonese = "佢冇咗咁咩哋唔啲啩啫喎喺喐嗰嗱嘅嘢嘥噃噉嚟囉㗎㖞揾搵攞掟瞓睇諗畀嬲黐"
    marks = "“”‘’「」『』〈〉《》【】〔〕、。…—–·‧\u3000•●■◆▲※"
    return frozenset(frequent + cantonese + marks) | frozenset(map(chr, range(0xFF01, 0xFF5F)))
