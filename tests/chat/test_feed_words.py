"""What is said about feeds has words for everything, and fits."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.chat.cards import lay_out
from bot.chat.feeds import menu, words
from bot.chat.reasons import OF_FEEDS
from bot.cli.failures import FEEDS, WEB
from bot.errors import FeedRefused, NotFetched
from bot.intake.feeds.finding import MOST_CANDIDATES
from bot.jobs.feeds.service import LIMIT, Added, Imported
from bot.model import Feed
from tests.chat.feeding import HERE
from tests.chat.wire.places import EDITOR

LOCALES = ["zh-TW", "zh-CN", "en-US"]
NOW = datetime(2026, 11, 22, tzinfo=UTC)
SHORT = f"https://site.example/{'_' * 78}"
LONGEST = Feed(
    id=1,
    library=HERE,
    url=f"https://{'long.' * 20}example/{'_' * 170}",
    title="_" * 300,
    paused=False,
    problem="status",
    problem_detail="_" * 300,
    created_by=EDITOR.id,
    added_at=NOW,
    last_fetched_at=NOW,
    last_article_at=NOW,
    next_due_at=NOW,
)


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("reason", sorted(WEB | FEEDS))
def test_every_reason_has_words(reason: str, locale: str) -> None:
    told = words.failing(replace(LONGEST, problem=reason), locale, remove="", add="")

    assert LONGEST.url in told.header
    assert set(FEEDS) == OF_FEEDS


@pytest.mark.parametrize("locale", LOCALES)
def test_the_longest_cards_fit(locale: str) -> None:
    """A card that is beyond Discord's limits is not laid out."""
    pages = words.listed([LONGEST] * LIMIT, locale, add="/feed add")
    address = f"{LONGEST.url[:-1]}_"
    several = FeedRefused(address, "several-feeds", candidates=tuple(f"{address}{n}" for n in range(MOST_CANDIDATES)))
    every = tuple(NotFetched(address, "status", "_" * 300) for _ in range(LIMIT))
    shown = [
        *pages,
        words.candidates(several, locale),
        words.imported(Imported((LONGEST,) * LIMIT, (address,) * LIMIT, every), locale),
        words.subscribed(Added(LONGEST, 30), locale, feeds="/feed list"),
        words.failing(LONGEST, locale, remove="/feed remove", add="/feed add"),
    ]

    for card in shown:
        lay_out(card)
    lay_out(words.candidates(several, locale), tuple(menu.choosing([f"{SHORT}{n}" for n in range(10)], locale)))
    assert sum(len(leaf.sections[0]) for leaf in pages) == LIMIT


@pytest.mark.parametrize(
    ("address", "expected"),
    [("https://site.example/rss?a=1", "site.example/rss?a=1"), ("https://", "?"), ("about:blank", "?")],
)
def test_every_address_of_a_menu_has_a_label(address: str, expected: str) -> None:
    [row] = menu.choosing([address], "zh-TW")
    [candidates] = row.children

    assert isinstance(candidates, menu.Candidates)
    assert [option.label for option in candidates.item.options] == [expected]
