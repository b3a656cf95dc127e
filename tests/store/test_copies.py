"""Copies are found as they are stored, in either script, and never tell one library's readers of another."""

import pytest

from bot.store import Store
from tests.store.archive import CUT, FULL, SENTENCES, printed
from tests.store.press import GUILD, OTHER_GUILD, PUBLIC, Print, deliver

FOOTER = (
    "本報歡迎讀者來信，請寄編輯部，並註明姓名地址電話，來稿一經採用即致薄酬，恕不退還原稿。\n"
    "訂閱本報請撥專線，每月一期，全年優惠。"
)
OTHERS = (
    "市場今天開出新鮮的柿子，攤販說今年雨水少，個頭小但是特別甜，一公斤只要三十元。",
    "圖書館的貓走失三天以後自己回來了，館員在借書台上貼了公告感謝大家的協助和關心。",
    "氣象站預測週末有霧，登山客應該避開北側的稜線，並在天黑以前下到避難小屋休息。",
)


async def pairs(store: Store, *visible: str) -> list[tuple[str, str]]:
    return [(copy.article.source, copy.fuller.source) for copy in await store.copies(range(1, 50), visible or [PUBLIC])]


@pytest.mark.parametrize("order", [(FULL, CUT), (CUT, FULL)])
async def test_a_cut_is_a_copy_of_the_fuller_text_whichever_comes_first(
    store: Store, order: tuple[Print, Print]
) -> None:
    for each in order:
        await deliver(store, PUBLIC, each)

    assert await pairs(store) == [("cut.txt", "full.txt")]


async def test_a_copy_in_the_other_script_is_found(store: Store) -> None:
    await deliver(store, PUBLIC, FULL)
    simplified = (
        "市政府周一宣布，跨河大桥的重建工程提前半年完成，下月初开放行人和单车通行。",
        "工务局长沈放说，施工期间发现旧桥墩的基础比图纸深了两公尺，因此改用新的支撑方式。",
        "附近居民等了四年，渡轮公司则表示乘客会减少三成，正在检讨班次。",
    )
    await deliver(store, PUBLIC, printed(*simplified, source="hans.txt", title="跨河大桥提前完工"))

    assert await pairs(store) == [("hans.txt", "full.txt")]


async def test_of_equal_texts_the_earlier_published_is_the_one_that_is_copied(store: Store) -> None:
    await deliver(store, PUBLIC, printed(*SENTENCES, source="later.txt", day="2024-05-17", title="大橋提前完工"))
    await deliver(store, PUBLIC, FULL)

    assert await pairs(store) == [("later.txt", "full.txt")]


async def test_articles_that_share_their_furniture_are_no_copies(store: Store) -> None:
    for number, sentence in enumerate((*OTHERS, *SENTENCES)):
        await deliver(store, PUBLIC, printed(sentence, FOOTER, source=f"{number}.txt", title=sentence[:8]))

    assert await pairs(store) == []


async def test_what_was_a_copy_of_an_article_that_goes_is_compared_anew(store: Store) -> None:
    full = await deliver(store, PUBLIC, FULL)
    await deliver(store, PUBLIC, CUT)
    await deliver(store, PUBLIC, printed(*SENTENCES[:4], source="longer.txt", day="2024-05-18"))
    assert await store.forget(PUBLIC, full.article)

    assert await pairs(store) == [("cut.txt", "longer.txt")]


async def test_an_article_that_changes_is_no_copy_any_more(store: Store) -> None:
    await deliver(store, PUBLIC, FULL)
    await deliver(store, PUBLIC, CUT)
    await deliver(store, PUBLIC, printed(*OTHERS, source="cut.txt", title="市場"))

    assert await pairs(store) == []


async def test_a_servers_copy_is_known_to_its_readers_only(store: Store) -> None:
    await deliver(store, PUBLIC, CUT)
    await deliver(store, GUILD, FULL)
    await deliver(store, OTHER_GUILD, FULL)

    assert await pairs(store) == await pairs(store, OTHER_GUILD) == []
    assert await pairs(store, PUBLIC, GUILD) == [("cut.txt", "full.txt")]
