"""Marked quotations: which passages are someone's words, and whose. The sentences are invented."""

import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from opencc import OpenCC

from bot.analysis.document import Document
from bot.analysis.quotes import QuoteFinder
from bot.analysis.tagger import Tagger
from bot.model import Person, Quote, QuoteKind, Span

TAGGER = Tagger.load()
FINDER = QuoteFinder.load()
NAMES = ("王明遠", "Lena Park", "Park", "林若蘭", "周啟文", "Tom Reed")
CONVERSIONS = {"as written": None, "simplified": OpenCC("t2s"), "traditional": OpenCC("s2t"), "Taiwan": OpenCC("s2tw")}


@dataclass(frozen=True)
class Said:
    """A quotation as a test states it: its parts, who speaks, and what kind it is."""

    parts: tuple[str, ...]
    speaker: str | None
    kind: QuoteKind


def quotes_of(body: str, names: tuple[str, ...] = NAMES) -> tuple[Quote, ...]:
    document = Document.of(body)
    people = []
    for name in names:
        mentions = tuple(Span(m.start(), m.end()) for m in re.finditer(re.escape(name), body))
        if mentions:
            people.append(Person(name, name, (name,), mentions))
    return FINDER.find(document, TAGGER.tag(document), tuple(people))


def said(body: str, quote: Quote) -> Said:
    return Said(tuple(part.of(body) for part in quote.parts), quote.speaker.name, quote.kind)


@pytest.fixture(params=CONVERSIONS)
def converted(request: pytest.FixtureRequest) -> Callable[[str], str]:
    converter = CONVERSIONS[request.param]
    return converter.convert if converter else str


DIRECT = [
    ("王明遠說：「這項計劃明年才會開始。」", "這項計劃明年才會開始。", "王明遠"),
    ("「這項計劃明年才會開始，」王明遠說。", "這項計劃明年才會開始，", "王明遠"),
    ("「這項計劃明年才會開始。」王明遠在記者會上表示。", "這項計劃明年才會開始。", "王明遠"),
    ("王明遠：「這項計劃明年才會開始。」", "這項計劃明年才會開始。", "王明遠"),
    ("王明遠在會後接受訪問時指出，明年的預算仍未通過：「我們還要再等。」", "我們還要再等。", "王明遠"),
    ("林若蘭離開公司。她說：「我很感謝這裡的每個人。」", "我很感謝這裡的每個人。", "林若蘭"),
    ("當被問及林若蘭時，王明遠說：「我們會再談。」", "我們會再談。", "王明遠"),
    ("王明遠對林若蘭說：「你先回去。」", "你先回去。", "王明遠"),
    ("外交部發言人強調：「我們不會接受。」", "我們不會接受。", "外交部發言人"),
    ("黎太說：「今晚要回家做飯。」", "今晚要回家做飯。", "黎太"),
    ("王明遠表示，感到非常失望，「我從來沒有想過會這樣。」", "我從來沒有想過會這樣。", "王明遠"),
]


@pytest.mark.parametrize(("body", "words", "speaker"), DIRECT)
def test_direct_quotation_has_its_speaker_in_either_script(
    converted: Callable[[str], str], body: str, words: str, speaker: str
) -> None:
    body = converted(body)
    found = quotes_of(body, tuple(map(converted, NAMES)))

    assert [Said((converted(words),), converted(speaker), QuoteKind.DIRECT)] == [said(body, quote) for quote in found]
