"""Questions are kept once, with whom they were asked for, for as long as their buttons may be pressed."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from bot.store import Store
from bot.store.records import AskedQuestion
from tests.store.press import PUBLIC

TODAY = date(2026, 11, 22)
WHO = {"command": "who", "name": "林若雲"}


async def remember(store: Store, question: Mapping[str, str], libraries: Sequence[str], today: date) -> int:
    [asked] = await store.questions.remember([question], libraries, today)
    return asked


async def test_a_question_is_recalled_with_its_libraries(store: Store) -> None:
    asked = await remember(store, WHO, ["guild:1", PUBLIC], TODAY)

    assert await store.questions.recall(asked) == AskedQuestion(WHO, ("guild:1", PUBLIC))
    assert await store.questions.recall(asked + 1) is None


async def test_a_question_keeps_its_id_however_often_it_is_asked(store: Store) -> None:
    asked = await remember(store, WHO, [PUBLIC, "guild:1"], TODAY)

    assert await remember(store, dict(reversed(WHO.items())), ["guild:1", PUBLIC], TODAY) == asked
    assert await remember(store, WHO, ["guild:1", PUBLIC], TODAY + timedelta(days=1)) == asked
    assert await remember(store, WHO, [PUBLIC], TODAY) != asked


async def test_questions_are_kept_in_order_those_that_were_asked_before_too(store: Store) -> None:
    words = {"command": "search", "words": "燈塔"}
    who = await remember(store, WHO, [PUBLIC], TODAY)
    asked, again = await store.questions.remember([words, WHO], [PUBLIC], TODAY)

    assert again == who
    assert await store.questions.recall(asked) == AskedQuestion(words, (PUBLIC,))


async def test_a_question_is_forgotten_a_month_after_it_was_last_asked(store: Store) -> None:
    asked = await remember(store, WHO, [PUBLIC], TODAY)
    other = {"command": "search", "words": "燈塔"}
    await remember(store, other, [PUBLIC], TODAY + timedelta(days=30))

    assert await store.questions.recall(asked) is not None

    later = await remember(store, other, [PUBLIC], TODAY + timedelta(days=31))

    assert await store.questions.recall(asked) is None
    assert await remember(store, WHO, [PUBLIC], TODAY + timedelta(days=31)) not in {asked, later}


async def test_a_question_may_be_longer_than_an_index_takes(store: Store) -> None:
    long = {"command": "sources", "places": "".join(f"{number} " for number in range(20_000))}
    asked = await remember(store, long, [PUBLIC], TODAY)

    assert await remember(store, long, [PUBLIC], TODAY) == asked
    assert await store.questions.recall(asked) == AskedQuestion(long, (PUBLIC,))
