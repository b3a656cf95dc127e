"""What a server has is changed under its own key alone; and no method of the store goes without a test of its library.

A method is asked in ``queries``, tried here, or named below with what holds it instead.
"""

from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import timedelta

import pytest

from bot.errors import CorrectionRefused
from bot.store import Store
from bot.store.correcting import By
from tests.store.press import GUILD, OTHER_GUILD, PUBLIC
from tests.store.queries import QUERIES
from tests.store.rows import every_row
from tests.store.secret import MEMBER, NOW, ORDER, Held, keep_secrets

Change = Callable[[Store, str, Held], Awaitable[object]]
LATER = NOW + timedelta(days=1)
CHANGES: dict[str, Change] = {
    "forget": lambda store, library, held: store.forget(library, held.article),
    "forget_library": lambda store, library, _: store.forget_library(library, 9),
    "corrections.merge": lambda store, library, held: store.corrections.merge(by(library), *held.people),
    "corrections.split": lambda store, library, held: store.corrections.split(
        by(library), held.people[0], articles=[held.article]
    ),
    "corrections.attribute": lambda store, library, held: store.corrections.attribute(by(library), held.quote, None),
    "corrections.date": lambda store, library, held: store.corrections.date(
        by(library), held.article, held.date, "2013"
    ),
    "corrections.hide": lambda store, library, held: store.corrections.hide(by(library), held.article),
    "corrections.undo": lambda store, library, held: store.corrections.undo(by(library), held.correction),
    "digests.change": lambda store, library, held: store.digests.change(library, held.digest, ORDER, due_at=LATER),
    "digests.pause": lambda store, library, held: store.digests.pause(library, held.digest),
    "digests.resume": lambda store, library, held: store.digests.resume(library, held.digest, due_at=LATER),
    "digests.unsubscribe": lambda store, library, held: store.digests.unsubscribe(library, held.digest),
    "feeds.claim": lambda store, library, _: store.feeds.claim("x", now=LATER, until=LATER, library=library),
    "feeds.hasten": lambda store, library, _: store.feeds.hasten(library, now=LATER),
    "feeds.pause": lambda store, library, held: store.feeds.pause(library, held.feed),
    "feeds.resume": lambda store, library, held: store.feeds.resume(library, held.feed, now=LATER),
    "feeds.remove": lambda store, library, held: store.feeds.remove(library, held.feed),
    "flags.close": lambda store, library, held: store.flags.close(library, held.flag, by=MEMBER, now=LATER),
}
HELD_ELSEWHERE = {
    "changes the library that it is given, and nothing that another has": {
        "add",  # tests/store/test_isolation.py: the same article in several libraries
        "digests.subscribe",
        "feeds.add",
        "flags.add",
        "follows.begin",
        "looks.record",
        "preferences.change_server",
        "questions.remember",
    },
    "shows nobody anything: for the operator, or for what runs unasked": {
        "close",
        "snapshot",
        "copy_to",
        "corrections.one",
        "corrections.promote",
        "count_outdated",
        "departures.forget",
        "departures.has_left",
        "departures.overdue",
        "departures.record",
        "departures.servers",
        "digests.claim",
        "digests.close",
        "digests.free_from",
        "digests.hand_back",
        "digests.last_posted",
        "digests.put_off",
        "digests.trouble",
        "feed_items.claim",
        "feed_items.free_from",
        "feed_items.give_up",
        "feed_items.hand_back",
        "feed_items.is_carried",
        "feed_items.put_off",
        "feed_items.take",
        "feeds.fail",
        "feeds.free_from",
        "feeds.hand_back",
        "feeds.record",
        "feeds.tell",
        "fill",
        "has_library",
        "lookout.look_through",
        "outdated",
        "pulses.all",
        "pulses.beat",
        "pulses.end",
        "renew",
        "rounds.claim",
        "rounds.end",
        "rounds.free_from",
        "rounds.hand_back",
        "unchanged",
    },
    "is a member's own, by their id": {"follows.of_member", "forget_member", "preferences.change_member"},
    "takes an id, and who may have what it is of is settled in tests/chat/test_isolation.py": {
        "digests.run",
        "follows.in_run",
        "follows.one",
        "follows.recover",
        "follows.stop",
        "questions.recall",
    },
}


def by(library: str) -> By:
    return By(library, MEMBER, LATER)


def methods(store: Store) -> set[str]:
    """Return the public methods of a store and of its parts."""
    parts = {name: part for name, part in vars(store).items() if not name.startswith("_")}
    found = {f"{name}.{method}" for name, part in parts.items() for method in public(type(part))}
    return found | {method for kind in type(store).__mro__[:-1] for method in public(kind)}


def public(kind: type) -> set[str]:
    return {name for name, value in vars(kind).items() if callable(value) and not name.startswith("_")}


async def test_every_method_is_asked_tried_or_held_elsewhere(store: Store) -> None:
    asked = {name.split()[0] for name in QUERIES}
    elsewhere = [name for names in HELD_ELSEWHERE.values() for name in names]

    assert sorted([*asked, *CHANGES, *elsewhere]) == sorted(methods(store))


@pytest.mark.parametrize("library", [OTHER_GUILD, PUBLIC, "guild:", "guild:10", "guild:1 OR 1=1", "guild:%"])
async def test_nobody_changes_what_another_server_has(store: Store, library: str) -> None:
    held = await keep_secrets(store)
    before = await every_row(store)
    for name, change in CHANGES.items():
        with suppress(CorrectionRefused):
            await change(store, library, held)
        assert await every_row(store) == before, name


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
async def test_the_server_itself_does(store: Store, change: Change) -> None:
    held = await keep_secrets(store)
    before = await every_row(store)
    await change(store, GUILD, held)

    assert await every_row(store) != before
