"""Key sentences."""

from bot.analysis.document import Document
from bot.analysis.summary import SENTENCES, summarize
from bot.model import Quote, QuoteKind, Span, Speaker, SpeakerType

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


def test_key_sentences_are_few_and_in_the_order_of_the_body() -> None:
    long_body = TITLE + "\n" + "\n".join(f"第{number}號碼頭的員工表示反對關閉計劃的安排。" for number in range(300))
    summary = summarize(Document.of(long_body), [])

    assert len(summary) == SENTENCES
    assert list(summary) == sorted(summary)


def test_a_body_without_a_full_sentence_has_no_summary() -> None:
    assert summarize(Document.of(TITLE), []) == ()
    assert summarize(Document.of(""), []) == ()
