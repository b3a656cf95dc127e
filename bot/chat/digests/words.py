"""What is said about subscriptions, to moderators; pure."""

from collections.abc import Iterator, Sequence

from discord.utils import format_dt

from bot.answers.present import BETWEEN
from bot.answers.printable import on_one_line
from bot.chat.cards import QUIET, Page
from bot.chat.digests.orders import days_of
from bot.chat.lists import feet
from bot.chat.markdown import escape
from bot.chat.moderating import LONGEST_CHOICE
from bot.chat.translation import LANGUAGES
from bot.jobs.subscriptions import Upcoming
from bot.model import Subject, Subscription
from bot.strings import catalogue

CHANNEL_CHARS = 40
SUBJECTS_CHARS = 120
A_PAGE = 8
LEFT_OUT = frozenset({"role", "tag"})
"""The codes of what is wrong with a digest that is posted all the same."""


def added(upcoming: Upcoming, locale: str, *, preview: str, has_news: bool) -> Page:
    """Say that a channel is subscribed, and by which command one looks ahead; or that nothing is there to tell yet."""
    title = catalogue.text(locale, "digest.added", channel=_mention(upcoming.subscription))
    return _settled(title, upcoming, locale, preview=preview, has_news=has_news)


def changed(upcoming: Upcoming, locale: str, *, preview: str, has_news: bool) -> Page:
    """Say how a digest is from now on."""
    title = catalogue.text(locale, "digest.changed", channel=_mention(upcoming.subscription))
    return _settled(title, upcoming, locale, preview=preview, has_news=has_news)


def listed(upcoming: Sequence[Upcoming], locale: str, *, add: str) -> list[Page]:
    """List subscriptions, with what is wrong with each; where there are none, say by which command one is made."""
    if not upcoming:
        return [Page(catalogue.text(locale, "digest.none", add=add), (), "", QUIET)]
    title = f"## {catalogue.text(locale, 'digest.list-title')}"
    filled = [upcoming[first : first + A_PAGE] for first in range(0, len(upcoming), A_PAGE)]
    return [
        Page(title, (tuple(_entry(each, locale) for each in shown),), foot, QUIET)
        for shown, foot in zip(filled, feet(len(filled), locale), strict=True)
    ]


def removed(subscription: Subscription, locale: str) -> Page:
    """Say that a subscription is no more."""
    return Page(catalogue.text(locale, "digest.removed", channel=_mention(subscription)), (), "", QUIET)


def paused(subscription: Subscription, locale: str, *, resume: str) -> Page:
    """Say that a digest rests, and by which command it goes on."""
    title = catalogue.text(locale, "digest.paused", channel=_mention(subscription), resume=resume)
    return Page(title, (), "", QUIET)


def resumed(upcoming: Upcoming, locale: str) -> Page:
    """Say that a digest goes on, and when."""
    title = catalogue.text(locale, "digest.resumed", channel=_mention(upcoming.subscription))
    return Page(f"{title}\n{_lines(upcoming, locale)}", (), "", QUIET)


def trouble(subscription: Subscription, reason: str, *, edit: str) -> Page:
    """Say what is wrong with a digest, and what will be done and can be, in its language."""
    locale = subscription.locale
    values = {"channel": _mention(subscription), "reason": _reason(reason, locale)}
    if reason in LEFT_OUT:
        title = catalogue.text(locale, "digest.incomplete", **values)
        hint = catalogue.text(locale, "digest.incomplete-hint", edit=edit)
    else:
        title = catalogue.text(locale, "digest.trouble", **values)
        hint = catalogue.text(locale, "digest.trouble-hint", edit=edit)
    return Page(title, (), f"-# {hint}", QUIET)


def labels(every: Sequence[Upcoming], locale: str) -> dict[int, str]:
    """Return subscriptions as a list to choose from, by their numbers."""
    return {upcoming.subscription.id: _label(upcoming.subscription, locale) for upcoming in every}


def _settled(title: str, upcoming: Upcoming, locale: str, *, preview: str, has_news: bool) -> Page:
    if has_news:
        hint = catalogue.text(locale, "digest.preview-hint", preview=preview)
    else:
        hint = catalogue.text(locale, "digest.nothing-yet")
    return Page(f"{title}\n{_lines(upcoming, locale)}", (), f"-# {hint}", QUIET)


def _label(subscription: Subscription, locale: str) -> str:
    channel = f"#{on_one_line(subscription.channel_name, CHANNEL_CHARS)}"
    when = f"{_days(subscription, locale)} {subscription.local_time:%H:%M}"
    about = _named(subscription.subjects, locale)
    return on_one_line(BETWEEN.join(filter(None, (channel, when, subscription.zone, about))), LONGEST_CHOICE)


def _entry(upcoming: Upcoming, locale: str) -> str:
    subscription = upcoming.subscription
    line = f"{_mention(subscription)}{BETWEEN}{_lines(upcoming, locale)}"
    if subscription.problem is None:
        return line
    reason = _reason(subscription.problem, locale)
    if subscription.problem in LEFT_OUT:
        return f"{line}\n-# {catalogue.text(locale, 'digest.problem-part', reason=reason)}"
    return f"{line}\n-# {catalogue.text(locale, 'digest.problem', reason=reason)}"


def _lines(upcoming: Upcoming, locale: str) -> str:
    """Return when a digest is posted and, on a line of its own, what else was ordered."""
    subscription = upcoming.subscription
    when = f"{_days(subscription, locale)} **{subscription.local_time:%H:%M}** {escape(subscription.zone)}"
    following = catalogue.text(locale, "digest.rests") if subscription.paused else format_dt(upcoming.due_at, "R")
    line = BETWEEN.join((when, LANGUAGES[subscription.locale], following))
    wishes = BETWEEN.join(_wishes(subscription, locale))
    return f"{line}\n-# {wishes}" if wishes else line


def _wishes(subscription: Subscription, locale: str) -> Iterator[str]:
    if subscription.subjects:
        subjects = on_one_line(_named(subscription.subjects, locale), SUBJECTS_CHARS)
        yield catalogue.text(locale, "digest.about", subjects=escape(subjects))
    if subscription.own_only:
        yield catalogue.text(locale, "digest.own-only")
    if subscription.role is not None:
        yield catalogue.text(locale, "digest.mentions", role=f"<@&{subscription.role}>")
    if subscription.posts_empty:
        yield catalogue.text(locale, "digest.says-empty")
    if not subscription.catches_up:
        yield catalogue.text(locale, "digest.skips-late")


def _named(subjects: Sequence[Subject], locale: str) -> str:
    return catalogue.text(locale, "list.separator").join(subject.words for subject in subjects)


def _days(subscription: Subscription, locale: str) -> str:
    return catalogue.text(locale, f"digest.days.{days_of(subscription)}")


def _reason(reason: str, locale: str) -> str:
    return catalogue.text(locale, f"digest.reason.{reason}")


def _mention(subscription: Subscription) -> str:
    return f"<#{subscription.channel}>"
