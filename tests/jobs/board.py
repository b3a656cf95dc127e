"""A board that digests are posted to, in this process or in a file that outlives it; it keeps nonces a while."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.answers.presented import Presented
from bot.errors import NotDelivered
from bot.jobs.poster import Posted
from bot.model import Subscription

NONCES_KEPT = timedelta(minutes=3)
MORNING = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)
"""Nine o'clock in Taipei."""


class SetClock:
    """A clock that goes only when it is set, or when someone waits for it."""

    def __init__(self, instant: datetime) -> None:
        self.instant = instant

    def now(self) -> datetime:
        """Return the instant that it is set to."""
        return self.instant

    async def sleep(self, seconds: float) -> None:
        """Set it forward."""
        self.instant += timedelta(seconds=seconds)


@dataclass(frozen=True)
class Post:
    """A message on the board."""

    id: int
    channel: int
    run: str
    title: str
    notes: tuple[str, ...]
    texts: tuple[str, ...]
    at: datetime


@dataclass
class Board:
    """A board with any number of channels: ``closed`` ones refuse for their reason, ``broken`` ones for none.

    ``left`` are members with the libraries that they see no more.
    In others the role or tag is ``missing``.
    """

    clock: SetClock
    posts: list[Post] = field(default_factory=list)
    closed: dict[int, str] = field(default_factory=dict)
    broken: set[int] = field(default_factory=set)
    missing: dict[int, str] = field(default_factory=dict)
    attempts: list[str] = field(default_factory=list)
    told: list[tuple[int, str]] = field(default_factory=list)
    left: set[tuple[int, str]] = field(default_factory=set)

    async def post(self, subscription: Subscription, presented: Presented, run: str) -> Posted:
        """Post, or return the message that the nonce was used for a moment ago, which forums do not keep."""
        channel = subscription.channel
        self._refuse(channel)
        self.attempts.append(run)
        now = self.clock.now()
        kept = [] if subscription.is_forum else self.posts
        known = next((post for post in kept if post.run == run and now - post.at <= NONCES_KEPT), None)
        if known is None:
            known = Post(len(self.posts) + 1, channel, run, presented.title, presented.notes, texts(presented), now)
            self.posts.append(known)
        return Posted(known.id, self.missing.get(channel))

    async def find(self, subscription: Subscription, run: str, since: datetime) -> Posted | None:
        """Look through the channel's history."""
        channel = subscription.channel
        self._refuse(channel)
        found = (
            Posted(post.id) for post in self.posts if (post.channel, post.run) == (channel, run) and post.at >= since
        )
        return next(found, None)

    async def tell(self, subscription: Subscription, reason: str) -> None:
        """Note who was told."""
        self.told.append((subscription.created_by, reason))

    async def may_see(self, member: int, library: str) -> bool:
        """Tell whether a member has not left."""
        return (member, library) not in self.left

    def _refuse(self, channel: int) -> None:
        if channel in self.closed:
            raise NotDelivered(channel, self.closed[channel])
        if channel in self.broken:
            raise LookupError(channel)


class FileBoard(Board):
    """A board in a file, so that what was posted outlives whoever posted it."""

    def __init__(self, path: Path, clock: SetClock) -> None:
        super().__init__(clock, list(read(path)))
        self._path = path

    async def post(self, subscription: Subscription, presented: Presented, run: str) -> Posted:
        """Post to the file."""
        count = len(self.posts)
        message = await super().post(subscription, presented, run)
        for post in self.posts[count:]:
            with self._path.open("a", encoding="utf-8") as file:
                file.write(json.dumps(vars(post) | {"at": post.at.isoformat()}) + "\n")
        return message


def read(path: Path) -> Iterator[Post]:
    """Read what was posted to a file."""
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    for values in map(json.loads, lines):
        values["notes"], values["texts"] = tuple(values["notes"]), tuple(values["texts"])
        yield Post(**values | {"at": datetime.fromisoformat(values["at"])})


def texts(presented: Presented) -> tuple[str, ...]:
    """Return every line of a digest."""
    return tuple(line.text for section in presented.sections for line in section.lines)
