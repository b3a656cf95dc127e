"""Invented articles, in both scripts, on people who do not exist."""

from bot.model import Modifier
from tests.store.press import Print, Said

SENTENCES = (
    "市政府週一宣布，跨河大橋的重建工程提前半年完成，下月初開放行人和單車通行。",
    "工務局長沈放說，施工期間發現舊橋墩的基礎比圖紙深了兩公尺，因此改用新的支撐方式。",
    "附近居民等了四年，渡輪公司則表示乘客會減少三成，正在檢討班次。",
    "議會將在秋季審查最後一筆經費，在野黨要求公開所有合約。",
    "橋面鋪設了會發電的地磚，預計可供應沿岸路燈所需的一半電力。",
)


def printed(*sentences: str, source: str, title: str = "跨河大橋提前完工", day: str = "2024-05-15") -> Print:
    """Return an article of sentences below a title."""
    return Print("\n".join((title, "", *sentences)), source=source, published_on=day)


LEAVING = Print(
    "林若雲離開研究院\n\n"
    "5月15日，研究院宣布院長林若雲離職，副院長Tom Ridley接任。\n"
    "Ridley表示：「林若雲是我們的燈塔。」他又說，「沒有她就沒有今天。」\n"
    "林若雲2015年底加入研究院。",
    source="leaving.txt",
    published_on="2024-05-15",
    people={"林若雲": [], "Tom Ridley": ["Ridley"]},
    roles={"林若雲": ["院長"], "Tom Ridley": ["副院長"]},
    quotes=[Said(("林若雲是我們的燈塔。", "沒有她就沒有今天。"), "Tom Ridley", "表示")],
    dates={"5月15日": "2024-05-15", "2015年底": "2015"},
    modifiers={"2015年底": Modifier.END},
    key_sentences=["5月15日，研究院宣布院長林若雲離職，副院長Tom Ridley接任。"],
    url="https://example.com/leaving",
)
REACTIONS = Print(
    "里德利接掌研究院，员工反应不一\n\n"
    "今天，Ridley 上任。员工说：“这里需要新的灯塔。”\n"
    "林若云没有回应。2023年她曾说：“我会走自己的路。”",
    source="reactions.txt",
    published_on="2024-05-17",
    people={"Ridley": ["里德利"], "林若云": []},
    quotes=[Said(("这里需要新的灯塔。",), None), Said(("我会走自己的路。",), "林若云", "曾说")],
    dates={"今天": "2024-05-17", "2023年": "2023"},
    key_sentences=["今天，Ridley 上任。", "林若云没有回应。"],
)
FULL = printed(*SENTENCES, source="full.txt")
CUT = printed(*SENTENCES[:3], source="cut.txt", day="2024-05-16")
"""An article, and what another outlet took of it."""
COLLAPSE = Print(
    "白鷺大橋引橋坍塌兩死\n\n白鷺大橋引橋星期三清晨坍塌，兩名工人遇難，三人送往仁濟醫院。承建商恆岳建設停工。",
    source="collapse.txt",
    published_on="2024-05-15",
)
INQUIRY = Print(
    "白鹭大桥坍塌：恒岳建设被查\n\n调查组星期四进驻恒岳建设，查阅白鹭大桥引桥的施工记录。两名遇难工人的家属到场。",
    source="inquiry.txt",
    published_on="2024-05-17",
)
"""Two reports of one event."""
