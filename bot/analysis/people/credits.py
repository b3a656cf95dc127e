"""Credits: the places where an article names those who made it. Their names are bylines, not people it is about."""

import re
from collections.abc import Iterator

from bot.analysis.document import Document
from bot.model import Span

MAKERS = "记者|编辑|编译|撰文|撰稿|作者|文字|摄影|责编|责任编辑|校对|审校|翻译|译者|整理|采写|供稿|来源"
LINE = re.compile(rf"[【\[(]?(?:\S{{0,6}}(?:{MAKERS})|文|图|摄)\s*[:|丨/]")
CREDIT = re.compile(
    rf"(?:图|文|图片|(?:{MAKERS}))\s*[:|丨/]\s*\S{{1,12}}"
    r"|[^\s,。:;!?()]{2,8}摄(?:影|制)?(?=[\s)】。]|$)"
    r"|记者\S{2,8}(?:报道|报导|综合报道|整理|专访|/)",
    re.MULTILINE,
)
LONGEST_LINE = 60
"""Characters. A longer paragraph is text, whatever it begins with."""
END = "。!?"


def credits_of(document: Document) -> Iterator[Span]:
    """Yield the spans of credits, in no order."""
    folded = document.folded
    for paragraph in document.paragraphs:
        text = paragraph.of(folded)
        if len(text) <= LONGEST_LINE and LINE.match(text) and text[-1] not in END:
            yield paragraph
    for found in CREDIT.finditer(folded):
        yield Span(*found.span())
