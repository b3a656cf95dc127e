"""Blocks between rules that are the outlet's own and not the article's: thanks for reading, subscribe, follow, scan."""

from collections.abc import Sequence
from functools import cache

from bot.analysis.lexicon import pairs
from bot.analysis.script import fold
from bot.intake.formats.paragraphs import Paragraph, Section

LONGEST_CHARS = 300
"""Longer blocks tell something."""


def without_farewell(sections: Sequence[Section]) -> list[Section]:
    """Drop the sections after the first that are nothing but farewell.

    In such a section each paragraph thanks for reading, asks for a subscription or the like, or is only a link; a
    paragraph of any other kind keeps the whole section. Links alone are farewell only in the last section.
    """
    last = len(sections) - 1
    return [
        section
        for number, section in enumerate(sections)
        if number == 0 or not _is_farewell(section, is_last=number == last)
    ]


def _is_farewell(section: Section, *, is_last: bool) -> bool:
    if sum(len(paragraph.text) for paragraph in section) > LONGEST_CHARS:
        return False
    asking = [bids(paragraph) for paragraph in section]
    only = all(
        bid or paragraph.linked_chars >= len(paragraph.text) for bid, paragraph in zip(asking, section, strict=True)
    )
    return only and (is_last or any(asking))


def bids(paragraph: Paragraph) -> bool:
    """Tell whether a paragraph thanks for reading, or asks for a subscription or the like."""
    folded = fold(paragraph.text)
    words = _words()
    if folded.startswith(words["thanks"]):
        return True
    asks = paragraph.linked_chars > 0 or any(word in folded for word in words["ask"])
    return asks and any(word in folded for word in words["medium"])


@cache
def _words() -> dict[str, tuple[str, ...]]:
    words: dict[str, tuple[str, ...]] = {}
    for kind, word in pairs("farewells.tsv"):
        words[kind] = (*words.get(kind, ()), fold(word))
    return words
