"""What is said about follows; pure. Names and words of what is followed are shown on one line, and escaped."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from discord.utils import format_dt

from bot.answers.present import BETWEEN
from bot.answers.printable import on_one_line
from bot.chat.cards import QUIET, Page
from bot.chat.lists import feet
from bot.chat.markdown import escape
from bot.chat.reader import Reader
from bot.chat.translation import LANGUAGES
from bot.jobs.following.pace import GATHERING, INTERVAL
from bot.jobs.following.service import LIMIT, Destination
from bot.model import PUBLIC_LIBRARY, Began, Followed, Subscription
from bot.strings import catalogue

NAME_CHARS = 60
NAMED = 5
"""Of several that are stopped at once."""
A_PAGE = 12
MINUTE_S = 60


def begun(became: Began, name: str, to: Destination, locale: str, *, following: str) -> Page:
    """Say what is followed from now on, or was already, and what will come."""
    place = "direct" if to.is_direct else "channel"
    title = catalogue.text(locale, f"follow.begun.{became}-{place}", subject=_bold(name), channel=f"<#{to.channel}>")
    return Page(title, (), f"-# {_pace(locale, following)}", QUIET)


def first(locale: str, *, following: str) -> Page:
    """Say, in the conversation with a member, what will come there and how it stops."""
    return Page(catalogue.text(locale, "follow.first"), (), f"-# {_pace(locale, following)}", QUIET)


def which(locale: str) -> Page:
    """Ask which of several is followed no more."""
    return Page(catalogue.text(locale, "following.which"), (), "", QUIET)


def stopped(follows: Sequence[Followed], names: Mapping[int, str], locale: str, *, following: str) -> Page:
    """Say what is followed no more."""
    if not follows:
        return Page(catalogue.text(locale, "following.nothing", following=following), (), "", QUIET)
    shown = [_bold(names[each.follow.id]) for each in follows]
    more = "…" if len(shown) > NAMED else ""
    listed = catalogue.text(locale, "list.separator").join(shown[:NAMED]) + more
    title = catalogue.text(locale, "following.stopped", subjects=listed)
    return Page(title, (), f"-# {catalogue.text(locale, 'following.rest', following=following)}", QUIET)


def listed(
    own: Sequence[Followed], others: Sequence[Followed], names: Mapping[int, str], reader: Reader, *, follow: str
) -> list[tuple[Page, tuple[Followed, ...]]]:
    """List what a member follows, and what channels do, in pages, each with the follows that stand on it."""
    locale = reader.locale
    if not own and not others:
        return [(Page(catalogue.text(locale, "following.none", follow=follow), (), "", QUIET), ())]
    title = catalogue.text(locale, "following.title", count=len(own), limit=LIMIT)
    every = (*own, *others)
    shown = [every[first : first + A_PAGE] for first in range(0, len(every), A_PAGE)]
    drawn = []
    for entries, foot in zip(shown, feet(len(shown), locale), strict=True):
        sections = tuple(("\n".join(lines),) for lines in _destinations(entries, names, reader))
        drawn.append((Page(f"## {title}", sections, foot, QUIET), entries))
    return drawn


def trouble(subscription: Subscription, reason: str) -> Page:
    """Say why a channel is not told of what it follows, and what will be done."""
    locale = subscription.locale
    why = catalogue.text(locale, f"digest.reason.{reason}")
    title = catalogue.text(locale, "follow.trouble", channel=f"<#{subscription.channel}>", reason=why)
    return Page(title, (), f"-# {catalogue.text(locale, 'follow.trouble-hint')}", QUIET)


def _pace(locale: str, following: str) -> str:
    gathering, interval = (int(each.total_seconds()) // MINUTE_S for each in (GATHERING, INTERVAL))
    return catalogue.text(locale, "follow.pace", gathering=gathering, interval=interval, following=following)


def _destinations(entries: Sequence[Followed], names: Mapping[int, str], reader: Reader) -> Iterator[list[str]]:
    """Yield the lines of each subscription: where it is told, in which characters, what is wrong; what is followed."""
    for _, follows in groupby(entries, key=lambda each: each.subscription.id):
        every = list(follows)
        yield [*_destination(every[0], reader.locale), *(_entry(each, names, reader) for each in every)]


def _destination(followed: Followed, locale: str) -> Iterator[str]:
    subscription = followed.subscription
    direct = subscription.is_direct
    where = f"**{catalogue.text(locale, 'following.direct')}**" if direct else f"<#{subscription.channel}>"
    characters = LANGUAGES[subscription.locale]
    if subscription.as_written:
        characters = catalogue.text(locale, "follow.script.as-written")
    last = catalogue.text(locale, "following.never")
    if followed.told_at is not None:
        last = catalogue.text(locale, "following.told", when=format_dt(followed.told_at, "R"))
    yield BETWEEN.join((where, characters, last))
    if subscription.problem is not None:
        kind = "follow" if direct and subscription.problem == "forbidden" else "digest"
        reason = catalogue.text(locale, f"{kind}.reason.{subscription.problem}")
        yield f"-# {catalogue.text(locale, 'following.problem', reason=reason)}"


def _entry(followed: Followed, names: Mapping[int, str], reader: Reader) -> str:
    follow = followed.follow
    since = catalogue.text(reader.locale, "following.since", when=format_dt(follow.since, "d"))
    notes = [_bold(names[follow.id]), catalogue.text(reader.locale, f"follow.kind.{follow.subject.kind}"), since]
    if follow.library != PUBLIC_LIBRARY and followed.subscription.is_direct:
        here = "here" if follow.library == reader.home else "elsewhere"
        notes.append(catalogue.text(reader.locale, f"following.library-{here}"))
    return f"- {BETWEEN.join(notes)}"


def _bold(name: str) -> str:
    return f"**{escape(on_one_line(name, NAME_CHARS))}**"
