"""Whether a feed has the whole text of an article."""

import pytest

from bot.intake.feeds.articles import whole_of
from bot.model import FeedItem

ADDRESS = "https://news.example/1"
SENTENCE = "晨星航運董事長王大明週一宣布辭職，由副總經理陳小美接任。"
LEAD, SHORT, LONG = SENTENCE, SENTENCE * 10, SENTENCE * 30


def item(content: str | None = None, lead: str | None = None) -> FeedItem:
    return FeedItem("1", ADDRESS, "換帥", content, lead)


@pytest.mark.parametrize(
    ("announced", "expected"),
    [
        (item(SHORT, LEAD), SHORT),
        (item(SHORT), SHORT),
        (item(LONG, LONG), LONG),
        (item(None, LONG), LONG),
        (item(f"<p>{SHORT}</p>", LEAD), f"<p>{SHORT}</p>"),
        (item(f"<p>{SHORT}</p>\n<p><a href='{ADDRESS}'>閱讀全文</a></p>", LEAD), f"<p>{SHORT}</p>\n"),
        (
            item(f"<p>{SHORT}</p><p>{SENTENCE * 6}<a href='{ADDRESS}'>本報</a></p>"),
            f"<p>{SHORT}</p><p>{SENTENCE * 6}<a href='{ADDRESS}'>本報</a></p>",
        ),
    ],
)
def test_a_text_is_whole(announced: FeedItem, expected: str) -> None:
    assert whole_of(announced) == expected


@pytest.mark.parametrize(
    "announced",
    [
        item(),
        item(LEAD, LEAD),
        item(SHORT, SHORT),
        item(None, SHORT),
        item(f"<p>{SHORT}王大明說…</p>", LEAD),
        item(f"<p>{SHORT}王大明說[&#8230;]</p>", LEAD),
        item(f"<p>{SHORT}王大明說...<a href='{ADDRESS}'>閱讀全文</a></p>", LEAD),
        item(None, LONG + "……"),
    ],
)
def test_a_text_is_a_lead(announced: FeedItem) -> None:
    assert whole_of(announced) is None
