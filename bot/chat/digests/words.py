"""What is said about subscriptions, to moderators; pure."""

from collections.abc import Sequence

from discord.utils import format_dt

from bot.answers.present import BETWEEN
from bot.answers.printable import on_one_line
from bot.chat.cards import QUIET, Page
from bot.chat.markdown import escape
from bot.chat.translation import LANGUAGES
from bot.jobs.subscriptions import Upcoming
from bot.model import Subscription
from bot.strings import catalogue

CHANNEL_CHARS = 40


def added(upcoming: Upcoming, locale: str, *, preview: str) -> Page:
    """Say that a channel is subscribed, and by which command one looks ahead."""
    subscription = upcoming.subscription
    title = catalogue.text(locale, "digest.added", channel=_mention(subscription))
    hint = catalogue.text(locale, "digest.added-hint", preview=preview)
    return Page(f"{title}\n{_line(upcoming)}", (), f"-# {hint}", QUIET)


def listed(upcoming: Sequence[Upcoming], locale: str, *, add: str) -> Page:
    """List subscriptions, with what is wrong with each; where there are none, say by which command one is made."""
    if not upcoming:
        return Page(catalogue.text(locale, "digest.none", add=add), (), "", QUIET)
    lines = "\n".join(_entry(each, locale) for each in upcoming)
    return Page(f"## {catalogue.text(locale, 'digest.list-title')}", ((lines,),), "", QUIET)


def removed(subscription: Subscription, locale: str) -> Page:
    """Say that a subscription is no more."""
    return Page(catalogue.text(locale, "digest.removed", channel=_mention(subscription)), (), "", QUIET)


def trouble(subscription: Subscription, reason: str) -> Page:
    """Say why digests cannot be posted, and what will be done, in the language of the digests."""
    locale = subscription.locale
    title = catalogue.text(locale, "digest.trouble", channel=_mention(subscription), reason=_problem(reason, locale))
    return Page(title, (), f"-# {catalogue.text(locale, 'digest.trouble-hint')}", QUIET)


def labels(every: Sequence[Upcoming]) -> dict[int, str]:
    """Return subscriptions as a list to choose from, by their numbers."""
    return {upcoming.subscription.id: _label(upcoming.subscription) for upcoming in every}


def _label(subscription: Subscription) -> str:
    channel = f"#{on_one_line(subscription.channel_name, CHANNEL_CHARS)}"
    return BETWEEN.join((channel, f"{subscription.local_time:%H:%M}", subscription.zone))


def _entry(upcoming: Upcoming, locale: str) -> str:
    subscription = upcoming.subscription
    line = f"- {_mention(subscription)}{BETWEEN}{_line(upcoming)}"
    if subscription.problem is None:
        return line
    problem = catalogue.text(locale, "digest.problem", reason=_problem(subscription.problem, locale))
    return f"{line}\n  -# {problem}"


def _line(upcoming: Upcoming) -> str:
    subscription = upcoming.subscription
    when = f"**{subscription.local_time:%H:%M}** {escape(subscription.zone)}"
    return BETWEEN.join((when, LANGUAGES[subscription.locale], format_dt(upcoming.due_at, "R")))


def _problem(reason: str, locale: str) -> str:
    return catalogue.text(locale, f"digest.reason.{reason}")


def _mention(subscription: Subscription) -> str:
    return f"<#{subscription.channel}>"
