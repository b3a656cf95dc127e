"""Invented articles, in both scripts, on people who do not exist."""

from bot.model import Modifier
from tests.store.press import Print, Said

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
