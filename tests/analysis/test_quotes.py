"""Marked quotations: which passages are someone's words, and whose. The sentences are invented."""

import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from opencc import OpenCC

from bot.analysis.document import Document
from bot.analysis.quotes import QuoteFinder
from bot.analysis.tagger import Tagger
from bot.model import Person, Quote, QuoteKind, Span, SpeakerType

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
    ("王明遠到場。王議員說：「我們不會退讓。」", "我們不會退讓。", "王明遠"),
    ("王明遠到場。王先生說：「我們不會退讓。」", "我們不會退讓。", "王先生"),
    ("王明遠到場。王續說：「我們不會退讓。」", "我們不會退讓。", "王明遠"),
    ("王明遠到場。有居民質疑他沒有做事，他反駁說：「我每天都在。」", "我每天都在。", "王明遠"),
    ("王明遠回想這些日子，讓被忽略的居民感到關顧。「我們能幫多少就幫多少！」", "我們能幫多少就幫多少！", "王明遠"),
    ("王明遠與同事到場。他說：「我們會跟進。」", "我們會跟進。", "王明遠"),
    ("王明遠說不會點名，認為旁聽人士「不是小孩子了，要守規矩」。", "不是小孩子了，要守規矩", "王明遠"),
    ("王明遠表示，「我們可以停止合作」（we could stop）。", "我們可以停止合作", "王明遠"),
    (
        "[教育局](https://example.org/a/b?c=story&d=5) 發文表示，「我們會跟進這件事情」。",
        "我們會跟進這件事情",
        "教育局",
    ),
    ("王明遠到場。\n\n公安：「你還想反映問題，可以再來。」", "你還想反映問題，可以再來。", "公安"),
    ("王明遠到場。\n\n### 市民的聲音\n\n他說：「我們會跟進。」", "我們會跟進。", "王明遠"),
    ("有同學說：「我們會繼續等下去。」", "我們會繼續等下去。", "同學"),
    ("外交部發言人稱：「我們不會接受。」", "我們不會接受。", "外交部發言人"),
    ("國家研究所指出：「我們沒有看到證據。」", "我們沒有看到證據。", "國家研究所"),
    ("記者詢問林若蘭的看法，她說：「我不同意。」", "我不同意。", "林若蘭"),
    ("王明遠透露，公司內部對此的期望值很低：「我以為沒有人會喜歡。」", "我以為沒有人會喜歡。", "王明遠"),
    ("王明遠表示，感到非常失望，「我從來沒有想過會這樣。」", "我從來沒有想過會這樣。", "王明遠"),
]


@pytest.mark.parametrize(("body", "words", "speaker"), DIRECT)
def test_direct_quotation_has_its_speaker_in_either_script(
    converted: Callable[[str], str], body: str, words: str, speaker: str
) -> None:
    body = converted(body)
    found = quotes_of(body, tuple(map(converted, NAMES)))

    assert [Said((converted(words),), converted(speaker), QuoteKind.DIRECT)] == [said(body, quote) for quote in found]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            "「天氣很好，」王明遠說，「我們出去走走吧。」",
            Said(("天氣很好，", "我們出去走走吧。"), "王明遠", QuoteKind.DIRECT),
        ),
        (
            "「天氣很好，」王明遠說。「我們出去走走吧。」",
            Said(("天氣很好，", "我們出去走走吧。"), "王明遠", QuoteKind.DIRECT),
        ),
        (
            "「天氣很好，」王明遠說。\n\n「我們應該出去走走，看看這座城市有什麼變化。」",
            Said(("天氣很好，", "我們應該出去走走，看看這座城市有什麼變化。"), "王明遠", QuoteKind.DIRECT),
        ),
        (
            "王明遠說：「天氣很好。」。「我們出去走走吧。」",
            Said(("天氣很好。", "我們出去走走吧。"), "王明遠", QuoteKind.DIRECT),
        ),
        (
            "林若蘭說：「第一段說的是過去。\n\n「第二段說的是將來。」",
            Said(("第一段說的是過去。", "第二段說的是將來。"), "林若蘭", QuoteKind.DIRECT),
        ),
        (
            "林若蘭表示：\n\n“我們明天出發。”",
            Said(("我們明天出發。",), "林若蘭", QuoteKind.DIRECT),
        ),
        (
            '"我們明天出發。”林若蘭說。',
            Said(("我們明天出發。",), "林若蘭", QuoteKind.DIRECT),
        ),
        (
            "王明遠說：「他對我說『你不要走』，我就留下來了。」",
            Said(("他對我說『你不要走』，我就留下來了。",), "王明遠", QuoteKind.DIRECT),
        ),
    ],
)
def test_split_running_and_unbalanced_marks_make_one_quotation(
    converted: Callable[[str], str], body: str, expected: Said
) -> None:
    body = converted(body)
    found = quotes_of(body, tuple(map(converted, NAMES)))

    parts = tuple(map(converted, expected.parts))
    assert [Said(parts, converted(expected.speaker or ""), expected.kind)] == [said(body, quote) for quote in found]


@pytest.mark.parametrize(
    "body",
    [
        "不少網友留言：「這樣真的可以嗎？」「我早就說過了！」「等著看吧。」",
        "王明遠回頭看。\n\n「你在哪裡？」\n\n「在碼頭。」\n\n「我現在過去。」",
    ],
)
def test_comments_and_replies_that_touch_are_separate(converted: Callable[[str], str], body: str) -> None:
    found = quotes_of(converted(body), tuple(map(converted, NAMES)))

    assert [len(quote.parts) for quote in found] == [1, 1, 1]


@pytest.mark.parametrize(
    "body",
    [
        "這家公司甩出「王炸」新產品，業界稱為「黑馬」。",
        "王明遠被稱為「教父」，他的團隊開發了「星河」系統。",
        "他們從一個叫做「改進算法」的項目開始合作。",
        "林若蘭以「研究總監」的頭銜加入。",
        "有人傳言說林若蘭「看到了一些東西」，這些東西足夠強大。",
        "王明遠發表了題為「城市的未來」的演講。",
        "王明遠表示，他會離開公司。",
        "示威者參加了「佔領廣場」行動。",
    ],
)
def test_terms_titles_irony_and_indirect_speech_are_no_quotations(converted: Callable[[str], str], body: str) -> None:
    assert quotes_of(converted(body), tuple(map(converted, NAMES))) == ()


@pytest.mark.parametrize(
    ("body", "words", "speaker", "kind"),
    [
        ("林若蘭被Nature評價為「改變社會的先驅」。", "改變社會的先驅", "Nature", SpeakerType.ORGANIZATION),
        (
            "王明遠離開後，在一篇文章中表示，公司正在「討論他如何繼續工作」。",
            "討論他如何繼續工作",
            "王明遠",
            SpeakerType.PERSON,
        ),
        ("王明遠形容情況「非常詭異」。", "非常詭異", "王明遠", SpeakerType.PERSON),
    ],
)
def test_fragments_are_partial(
    converted: Callable[[str], str], body: str, words: str, speaker: str, kind: SpeakerType
) -> None:
    body = converted(body)
    (quote,) = quotes_of(body, tuple(map(converted, NAMES)))

    assert said(body, quote) == Said((converted(words),), converted(speaker), QuoteKind.PARTIAL)
    assert quote.speaker.type is kind


@pytest.mark.parametrize(
    ("surface", "kind"),
    [
        ("外交部發言人", SpeakerType.ROLE),
        ("有網友", SpeakerType.ROLE),
        ("警方", SpeakerType.ORGANIZATION),
        ("黎太", SpeakerType.PERSON),
        ("這份報告", SpeakerType.UNKNOWN),
    ],
)
def test_speakers_who_are_not_people_of_the_article_have_no_id(surface: str, kind: SpeakerType) -> None:
    body = f"{surface}說：「這件事還沒有結束。」"
    (quote,) = quotes_of(body)

    assert quote.speaker.id is None
    assert quote.speaker.type is kind
    assert quote.speaker.surface is not None
    assert quote.speaker.name == quote.speaker.surface.of(body)


def test_a_pronoun_is_the_surface_of_whom_it_denotes() -> None:
    body = "林若蘭離開公司。她說：「我很感謝這裡的每個人。」"
    (quote,) = quotes_of(body)

    assert quote.speaker.id == "林若蘭"
    assert quote.speaker.surface is not None
    assert quote.speaker.surface.of(body) == "她"


def test_a_speaker_who_cannot_be_known_is_not_guessed() -> None:
    (quote,) = quotes_of("會議昨天結束。「我們不能再等下去了。」")

    assert quote.speaker.name is None
    assert quote.speaker.type is SpeakerType.UNKNOWN


def test_a_pronoun_that_denotes_nobody_is_no_speaker() -> None:
    [quote] = quotes_of("題\n\n被他評價為「不負責任」。")

    assert quote.speaker.name is None


@pytest.mark.parametrize(
    ("headline", "words"),
    [
        ("漲價引起不滿　林若蘭：我們不能再等", "我們不能再等"),
        ("林若蘭：我們不能再等 有司機擔心「生計」", "我們不能再等"),
        ("電車漲價\n\n林若蘭：必須行動\n\n多區今日漲價。", "必須行動"),
        ("林若蘭：We can not wait　多區漲價", "We can not wait"),
    ],
)
def test_what_a_headline_repeats_is_the_same_speakers(headline: str, words: str) -> None:
    body = f"{headline}\n\n記者追問林若蘭。她說：「我們不能再等，必須行動。We can not wait！」"
    quotes = quotes_of(body)
    [echo] = [quote for quote in quotes if quote.reason == "headline"]
    quote = quotes[-1]

    assert echo.parts[0].of(body) == words
    assert echo.speaker.id == quote.speaker.id == "林若蘭"


def test_a_headline_that_a_paragraph_repeats_is_quoted_once() -> None:
    headline = "漲價引起不滿　林若蘭：我們不能再等"

    assert len(quotes_of(f"{headline}\n\n{headline}\n\n林若蘭說：「我們不能再等，必須行動。」")) == len(
        ("headline", "quote")
    )
