"""Dialogue by layout: what was said and what is only played. Everybody in it is invented."""

import pytest

from bot.analysis.document import Document
from bot.analysis.quotes import QuoteFinder
from bot.analysis.tagger import Tagger
from bot.model import Person, Quote, Span

TAGGER = Tagger.load()
FINDER = QuoteFinder.load()
PEOPLE = ("林若蘭", "陳小明", "杜遠山")
QUESTION = "記者：新橋何時通車？\n\n林若蘭：明年春天一定通車。\n\n記者：收費嗎？\n\n林若蘭：首年全部免費。"


def turns_of(body: str) -> list[Quote]:
    document = Document.of(body)
    people = []
    for name in PEOPLE:
        starts = [start for start in range(len(body)) if body.startswith(name, start)]
        spans = tuple(Span(start, start + len(name)) for start in starts)
        people += [Person(name, name, (name,), spans)] if spans else []
    return [quote for quote in FINDER.find(document, TAGGER.tag(document), people) if quote.reason == "interview"]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (f"新橋通車有期\n\n工務局局長林若蘭昨日接受訪問。\n\n{QUESTION}", {"林若蘭": 2}),
        (f"新橋通車有期\n\n工務局局長林若蘭昨日說明工程。\n\n{QUESTION.replace('林若蘭：', '林：')}", {"林若蘭": 2}),
        (
            (
                "新橋答問\n\n工務局昨日答覆查詢。\n\n問：新橋何時通車？\n\n答：明年春天一定通車。\n\n"
                "問：收費嗎？\n\n答：首年全部免費。"
            ),
            {"問": 2, "工務局": 2},
        ),
        (
            (
                "新橋案開審\n\n承建商陳小明昨日出庭作供，由律師杜遠山盤問。\n\n杜：你看過圖則？\n\n陳：看過，我每天都看。\n\n"
                "（庭上一陣哄笑）\n\n杜：看了幾多次？\n\n陳（想了想）：我記不清楚了。"
            ),
            {"杜遠山": 2, "陳小明": 2},
        ),
        (
            (
                "新橋案開審\n\n案件昨日續審，警員A作供。\n\n辯方：你當時在橋上？\n\nA：我在橋的北面。\n\n"
                "辯方：你看見甚麼？\n\nA：我看見一輛貨車。"
            ),
            {"辯方": 2, "警員A": 2},
        ),
        (
            (
                "新橋研討會實錄\n\n林若蘭與陳小明昨日出席論壇。\n\n林若蘭：橋要先通車。\n\n陳小明：我認為不必急。\n\n"
                "林若蘭：居民等了十年。\n\n陳小明：安全更加重要。"
            ),
            {"林若蘭": 2, "陳小明": 2},
        ),
        (
            (
                "新橋通車有期\n\n林若蘭昨日接受本報訪問。\n\n東港日報：新橋何時通車？\n\n林若蘭：明年春天一定通車。\n\n"
                "我們還會加開巴士。\n\n東港日報：收費嗎？\n\n林若蘭：首年全部免費。"
            ),
            {"東港日報": 2, "林若蘭": 2},
        ),
    ],
)
def test_a_record_is_read_by_its_turns(body: str, said: dict[str, int]) -> None:
    speakers = [quote.speaker.name for quote in turns_of(body)]

    assert {name: speakers.count(name) for name in said} == said


@pytest.mark.parametrize(
    "body",
    [
        "新橋記\n\n甲：新橋何時通車？\n\n乙：誰知道，問河神吧。\n\n甲：河神不上班。\n\n乙：那就游過去吧。",
        (
            "新橋記\n\n（城門下，二人對坐）\n\n林若蘭：新橋何時通車？\n\n陳小明：等河水乾了就通車。\n\n"
            "林若蘭：河水何時乾？\n\n陳小明：等新橋通車就乾了。"
        ),
        (
            "【東港小劇場】新橋記\n\n林若蘭與陳小明在橋頭相遇。\n\n林若蘭：新橋何時通車？\n\n陳小明：等河水乾了就通車。\n\n"
            "林若蘭：河水何時乾？\n\n陳小明：我回去查一查。"
        ),
        f"新橋記\n\n人物：林若蘭，局長\n\n第一幕\n\n林若蘭走進會場接受訪問。\n\n{QUESTION}",
        f"新橋記\n\n局長林若蘭接受訪問，內容純屬虛構。\n\n{QUESTION}",
        (
            "新橋記\n\n林若蘭在夢裡遇見杜遠山。\n\n林若蘭：我又夢見你了。\n\n杜遠山：橋還沒有修好。\n\n"
            "林若蘭：我已經盡力了。\n\n杜遠山：河水都流走了十年。"
        ),
        f"新橋記\n\n城門下霧很大，誰也看不見誰。\n\n{QUESTION}",
    ],
)
def test_nobody_said_what_is_played(body: str) -> None:
    assert turns_of(body) == []
