"""News of what is followed are told once, gathered, and to those who may see them."""

from datetime import timedelta

from tests.jobs.board import MORNING
from tests.jobs.following.readers import MINUTE, READER, Readers
from tests.store.archive import REACTIONS

HOUR = timedelta(hours=1)


async def test_what_is_new_of_a_person_is_told_after_a_few_minutes(readers: Readers) -> None:
    await readers.follow("林若雲")
    await readers.publish(REACTIONS)
    await readers.run_for(2 * MINUTE)
    before = list(readers.posts)
    await readers.run_for(2 * HOUR, MORNING + 3 * MINUTE)

    [post] = readers.posts
    assert before == []
    assert (post.channel, post.title) == (READER * 1000, "關注動態：林若雲")
    assert post.texts == ("「我會走自己的路。」", "林若雲沒有回應。")
