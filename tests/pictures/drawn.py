"""What articles say, as presented to readers; and what was drawn of it: lines, pixels."""

from io import BytesIO

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from pypdf import PdfReader

from bot.answers.answer import Answer, Citation, Dated, Fact, FactKind, Part, Section, SpeakerName, Status
from bot.answers.conversion import Converter
from bot.answers.present import present
from bot.answers.presented import Line
from bot.model import Grain, Modifier, QuoteKind, Script, SpeakerType
from bot.pictures.press import Sheet, typeset
from bot.pictures.typefaces import Typefaces

CONVERTER = Converter.load()
DAY, YEAR = len("2024-05-15"), len("2024")


def part(words: str, *, url: str | None = None, script: Script = Script.HANT, dated: str | None = None) -> Part:
    citation = Citation(1, "標題", "晨星日報", "2024-05-15", url, 0, len(words))
    return Part(words, citation, script, dated=None if dated is None else Dated(dated, Grain.DAY))


def quoted(  # noqa: PLR0913 -- what a quotation may have
    words: str,
    locale: str = "zh-TW",
    *,
    speaker: str | None = "沈硯秋",
    url: str | None = "https://www.example.com/a",
    script: Script = Script.HANT,
    confidence: float = 0.97,
) -> Line:
    """Return a quotation as it is presented."""
    spoken_by = None if speaker is None else SpeakerName(speaker, SpeakerType.PERSON)
    fact = Fact(
        FactKind.QUOTE,
        Section.SAID,
        (part(words, url=url, script=script),),
        speaker=spoken_by,
        confidence=confidence,
        quote_kind=QuoteKind.DIRECT,
    )
    return shown([fact], locale)[0]


def dated(value: str, words: str, modifier: Modifier | None = None) -> Fact:
    """Return an event."""
    grain = {DAY: Grain.DAY, YEAR: Grain.YEAR}.get(len(value), Grain.MONTH)
    return Fact(FactKind.EVENT, Section.TIMELINE, (part(words),), value, grain, modifier)


def differing(*sides: tuple[str, str]) -> Fact:
    """Return reports that differ, each with its day."""
    return Fact(FactKind.CONFLICT, Section.CONFLICTS, tuple(part(words, dated=day) for day, words in sides))


def shown(facts: list[Fact], locale: str = "zh-TW") -> list[Line]:
    """Return facts as they are presented."""
    presented = present(Answer("when", Status.FOUND, "里斯本", tuple(facts)), locale, CONVERTER)
    return [line for section in presented.sections for line in section.lines]


def lines(sheet: Sheet, typefaces: Typefaces) -> list[str]:
    """Return the lines of a sheet as they are set."""
    [page] = PdfReader(BytesIO(typeset(sheet, typefaces, form="pdf"))).pages
    return page.extract_text().split("\n")


def pixels(png: bytes) -> NDArray[np.uint8]:
    """Return a picture as rows of red, green, blue, alpha."""
    return np.asarray(Image.open(BytesIO(png)).convert("RGBA"))
