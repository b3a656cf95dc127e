"""What a claimant hands back is anyone's at once; what is another's, or at its end, stays as it is."""

from datetime import UTC, datetime, time, timedelta

import pytest

from bot.model import FeedItem, Order
from bot.store import Store
from bot.store.records import RunState, SeenItem
from bot.store.rounds import Round
from tests.store.press import GUILD

NOW = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)
LATER = NOW + timedelta(minutes=10)
ORDER = Order(channel=1, channel_name="news", locale="zh-TW", local_time=time(9), zone="Asia/Taipei")


async def test_a_digest_counts_as_tried(store: Store) -> None:
    await store.digests.subscribe(GUILD, ORDER, created_by=1, due_at=NOW, after=0)
    claimed = await store.digests.claim("one", now=NOW, until=LATER)
    await store.digests.hand_back("other")
    assert await store.digests.claim("other", now=NOW, until=LATER) is None

    await store.digests.hand_back("one")
    again = await store.digests.claim("other", now=NOW, until=LATER)
    assert claimed is not None
    assert again is not None
    assert (again.id, again.attempts) == (claimed.id, 2)


async def test_a_digest_that_was_posted_stays_posted(store: Store) -> None:
    await store.digests.subscribe(GUILD, ORDER, created_by=1, due_at=NOW, after=0)
    claimed = await store.digests.claim("one", now=NOW, until=LATER)
    assert claimed is not None
    tomorrow = NOW + timedelta(days=1)
    await store.digests.close(claimed.id, "one", RunState.POSTED, message=1, following=lambda _: tomorrow)
    await store.digests.hand_back("one")

    assert await store.digests.free_from() == tomorrow
    assert await store.digests.last_posted() == NOW


async def test_feeds_and_items_are_as_if_never_begun(store: Store) -> None:
    feed = await store.feeds.add(
        GUILD, "https://example.com/feed", title=None, created_by=None, locale=None, interval_s=600, now=NOW
    )
    assert feed is not None
    assert await store.feeds.claim("one", now=NOW, until=LATER)
    await store.feeds.hand_back("one")
    assert await store.feeds.free_from() == NOW
    assert await store.feeds.claim("one", now=NOW, until=LATER)

    item = SeenItem("digest", "https://example.com/1", FeedItem("1", "https://example.com/1", "題"))
    await store.feeds.record(
        feed.id,
        "one",
        url=feed.url,
        title=None,
        etag=None,
        last_modified=None,
        interval_s=600,
        now=NOW,
        due_at=NOW + timedelta(hours=1),
        items=[item],
        first=1,
    )
    for _ in range(2):
        due = await store.feed_items.claim("one", now=NOW, until=LATER)
        assert due is not None
        assert due.attempts == 1
        await store.feed_items.hand_back("one")
    assert await store.feed_items.free_from() == NOW


@pytest.mark.parametrize("of", Round)
async def test_a_round_is_due_again(store: Store, of: Round) -> None:
    due_at = await store.rounds.free_from(of)
    assert await store.rounds.claim(of, "one", now=NOW, until=LATER)
    assert not await store.rounds.claim(of, "other", now=NOW, until=LATER)
    await store.rounds.hand_back(of, "other")
    assert await store.rounds.free_from(of) == LATER
    await store.rounds.hand_back(of, "one")

    assert await store.rounds.free_from(of) == due_at


async def test_whoever_has_a_round_may_hold_it_longer(store: Store) -> None:
    later = [LATER, LATER + timedelta(minutes=5)]
    for until in later:
        assert await store.rounds.claim(Round.RENEWAL, "one", now=NOW, until=until)
    assert await store.rounds.free_from(Round.RENEWAL) == later[-1]

    await store.rounds.end(Round.RENEWAL, "other", next_due_at=NOW)
    assert await store.rounds.free_from(Round.RENEWAL) == later[-1]
    await store.rounds.end(Round.RENEWAL, "one", next_due_at=NOW + timedelta(hours=1))
    assert not await store.rounds.claim(Round.RENEWAL, "one", now=LATER, until=later[-1])
