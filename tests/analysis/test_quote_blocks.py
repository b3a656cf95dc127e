"""Words reproduced without quotation marks. The posts and letters are invented."""

import pytest

from bot.analysis.document import Document
from bot.analysis.quotes import QuoteFinder
from bot.analysis.tagger import Tagger
from bot.model import Person, Quote, QuoteKind, Span

TAGGER = Tagger.load()
FINDER = QuoteFinder.load()


def blocks_of(body: str, *names: str, quoted: str | None = None) -> list[Quote]:
    start = body.index(quoted) if quoted else 0
    document = Document.of(body, (Span(start, start + len(quoted)),) if quoted else ())
    people = []
    for name in names:
        starts = [start for start in range(len(body)) if body.startswith(name, start)]
        people.append(Person(name, name, (name,), tuple(Span(start, start + len(name)) for start in starts)))
    found = FINDER.find(document, TAGGER.tag(document), people)
    return [quote for quote in found if quote.kind is QuoteKind.BLOCK]


@pytest.mark.parametrize(
    ("body", "parts"),
    [
        (
            "標題一則\n\n林若蘭發推宣布離職。\n\n我做出了離開的決定。\n\n我會想念大家。\n\n公司昨天沒有回應。",
            ("我做出了離開的決定。", "我會想念大家。"),
        ),
        (
            "标题一则\n\n林若蘭在社交平台上发文表示，这令人难过。\n\n她是我最好的同事。\n\n报道发出后，公司没有回应。",
            (),
        ),
        (
            "標題一則\n\n林若蘭表示：\n\n未來屬於願意學習的人。\n\n我們會繼續努力。\n\n她重申了去年的主張。",
            ("未來屬於願意學習的人。", "我們會繼續努力。"),
        ),
        (
            "標題一則\n\n以下是林若蘭演講的主要內容：\n\n1、我們要重視教育。\n\n2、我們要重視健康。\n\n會議昨天結束。",
            ("我們要重視教育。", "我們要重視健康。"),
        ),
        (
            "標題一則\n\n他們都在等。林若蘭在網上說：談判仍在繼續，我們不會退讓。市場昨天下跌。",
            ("談判仍在繼續，我們不會退讓。",),
        ),
        (
            "標題一則\n\n記者：你明年有什麼打算？\n\n林若蘭：我打算去南方住一段時間。",
            ("我打算去南方住一段時間。",),
        ),
        (
            "標題一則\n\n我們今天開張了！ https://t.co/abc— 林若蘭 (@lan) June 19, 2024",
            ("我們今天開張了！",),
        ),
    ],
)
def test_reproduced_words_are_one_quotation_with_a_part_for_each_paragraph(body: str, parts: tuple[str, ...]) -> None:
    found = [quote for quote in blocks_of(body, "林若蘭") if quote.speaker.id == "林若蘭"]

    assert [tuple(part.of(body) for part in quote.parts) for quote in found] == ([parts] if parts else [])


def test_reported_speech_is_a_quotation_only_in_the_first_person() -> None:
    body = "標題一則\n\n林若蘭說，她會離開公司。\n\n林若蘭說，我會離開公司。"

    assert [quote.parts[0].of(body) for quote in blocks_of(body, "林若蘭")] == ["我會離開公司。"]


@pytest.mark.parametrize(
    "above", ["林若蘭隨後作出回應。", "林若蘭這樣形容新橋：", "林若蘭昨日登上新橋，向陳小明揮手。"]
)
def test_what_is_set_off_is_a_quotation_of_whom_the_sentence_above_is_about(above: str) -> None:
    words = "橋已經通車。城裡的人等了十年。"
    body = f"標題一則\n\n{above}\n\n{words}（《東港日誌》，3頁）\n\n陳小明昨日也登上新橋。"
    [block] = blocks_of(body, "林若蘭", "陳小明", quoted=f"{words}（《東港日誌》，3頁）")

    assert ([part.of(body) for part in block.parts], block.speaker.id) == ([words], "林若蘭")
