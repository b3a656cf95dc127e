"""Key sentences."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.analysis.document import Document
from bot.analysis.summary import BUDGET_CHARS, SENTENCES, summarize
from bot.intake.formats import read_article
from bot.model import Quote, QuoteKind, Span, Speaker, SpeakerType

ARTICLES = Path(__file__).parents[2] / "data" / "articles"
TITLE = "晨星航運宣布關閉東港碼頭"
LEAD = "晨星航運週一宣布，將於明年關閉東港碼頭，三百名員工受影響。"
HEADING = "碼頭的歷史與東港的發展歷程概述"
PARAGRAPHS = (
    LEAD,
    "東港碼頭建於上世紀，一直是晨星航運最大的貨運設施。",
    HEADING,
    "工會表示，關閉碼頭的決定沒有與員工商量過，將要求公司談判。",
    "碼頭附近的商店擔心，員工離開之後生意會一落千丈。",
    "你會支持他們嗎，還是認為公司的決定有道理呢？",
    "他們還說，事情不會就這樣結束，工人會站出來。",
    "親愛的同事們，今天是我最後一天上班，感謝大家多年來的照顧。",
)
BODY = "\n\n".join((TITLE, *PARAGRAPHS))


def letter() -> Quote:
    start = BODY.index(PARAGRAPHS[-1])
    part = Span(start, start + len(PARAGRAPHS[-1]))
    return Quote(QuoteKind.BLOCK, (part,), None, Speaker(None, None, None, SpeakerType.UNKNOWN), 0.9, "block")


def test_the_lead_comes_first_and_headings_questions_and_letters_do_not_come_at_all() -> None:
    summary = [span.of(BODY) for span in summarize(Document.of(BODY), [letter()])]

    assert summary[0] == LEAD
    assert set(summary) <= {PARAGRAPHS[0], PARAGRAPHS[1], PARAGRAPHS[3], PARAGRAPHS[4]}


@pytest.mark.parametrize("path", sorted(ARTICLES.iterdir()), ids=lambda path: path.stem)
def test_key_sentences_are_few_short_and_in_the_order_of_the_body(path: Path) -> None:
    summary = summarize(Document.of(read_article(path.name, path.read_bytes()).body), [])

    assert len(summary) > 1
    assert len(summary) <= SENTENCES
    assert list(summary) == sorted(summary)
    assert sum(map(len, summary)) <= BUDGET_CHARS


def test_what_was_said_is_not_said_again() -> None:
    body = TITLE + "\n" + "\n".join(f"第{number}號碼頭的員工表示反對關閉計劃的安排。" for number in range(300))

    assert len(summarize(Document.of(body), [])) == 1


@pytest.mark.parametrize("first", ["他", "又指", "在公布消息之後，她"])
def test_a_sentence_that_leans_on_another_only_follows_it(first: str) -> None:
    leaning = f"{first}認為，東港碼頭關閉之後，晨星航運會把貨運遷往北方。"
    filler = [f"市民在{place}散步的時候看見了天上的雲和遠處的山。" for place in ("公園", "海邊", "市場", "學校")]
    body = "\n".join((TITLE, *filler, "有人在街上唱歌。", leaning))

    assert leaning not in [span.of(body) for span in summarize(Document.of(body), [])]


def test_the_opening_leans_on_nothing() -> None:
    opening = f"這次{LEAD}"
    body = f"{TITLE}\n{opening}\n有人在街上唱歌。\n天上的雲往北方去了。"

    assert [span.of(body) for span in summarize(Document.of(body), [])] == [opening]


def test_a_quotation_comes_with_its_speaker_or_not_at_all() -> None:
    bare = "「東港碼頭關閉之後，晨星航運對三百名員工沒有任何交代。」"
    named = "工會主席林若蘭說：「東港碼頭關閉之後，晨星航運對三百名員工沒有任何交代。」"
    person = Speaker("lin-ruolan", "林若蘭", None, SpeakerType.PERSON)
    for sentence, comes in ((bare, False), (named, True)):
        body = f"{TITLE}\n{sentence}\n有人在街上唱歌。\n天上的雲往北方去了。"
        start = body.index("「") + 1
        surface = Span(body.index("林"), body.index("林") + 3) if comes else None
        part = Span(start, body.index("」"))
        quote = Quote(QuoteKind.DIRECT, (part,), None, replace(person, surface=surface), 0.9, "cue-before")
        summary = [span.of(body) for span in summarize(Document.of(body), [quote])]
        assert (sentence in summary) == comes


def test_calls_on_the_reader_are_passed_over() -> None:
    call = "欲了解更多晨星航運關閉東港碼頭的消息，請訪問晨星航運的網站。"
    body = f"{TITLE}\n{call}\n{LEAD}"

    assert [span.of(body) for span in summarize(Document.of(body), [])] == [LEAD]


def test_either_script_gives_the_same_sentences() -> None:
    document = Document.of(BODY)

    assert summarize(document, []) == summarize(Document.of(document.folded), [])


def test_a_body_without_a_full_sentence_has_no_summary() -> None:
    assert summarize(Document.of(TITLE), []) == ()
    assert summarize(Document.of(""), []) == ()
