"""From the options that a moderator gave to the order that they mean."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import discord
from discord import app_commands

from bot.chat.digests.channels import Place, survey
from bot.chat.reader import Reader
from bot.chat.replies import Interaction, Refusal
from bot.chat.zones import zone_of
from bot.errors import SubjectUnclear
from bot.jobs.schedule import parse_time
from bot.jobs.subscriptions import Subscriptions
from bot.model import Order, Rhythm, Subject, SubjectKind
from bot.strings import catalogue

Channel = app_commands.AppCommandChannel | app_commands.AppCommandThread
NONE = "-"
"""What is typed in the place of names, words or a tag so that there are none any more."""
DAYS = (*(rhythm.value for rhythm in (Rhythm.DAILY, Rhythm.WEEKDAYS)), *map(str, range(7)))
"""The days that can be chosen: a rhythm, or the weekday of a weekly one, of which 0 is Monday."""
WHEN_EMPTY = ("skip", "say")
WHEN_LATE = ("post", "skip")
MOST_NAMED = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """The options as they were given; None leaves things as they are."""

    channel: Channel | None = None
    time: str | None = None
    zone: str | None = None
    days: str | None = None
    language: str | None = None
    person: str | None = None
    topic: str | None = None
    outlet: str | None = None
    only_ours: bool | None = None
    tag: str | None = None
    role: discord.Role | None = None
    when_empty: str | None = None
    when_late: str | None = None


def days_of(order: Order) -> str:
    """Return which of ``DAYS`` an order is due on."""
    return str(order.weekday) if order.rhythm is Rhythm.WEEKLY else order.rhythm.value


async def read_order(
    interaction: Interaction, reader: Reader, subscriptions: Subscriptions, typed: Typed, standing: Order
) -> Order:
    """Return the order that was given, where nothing was given that of ``standing``, for a channel that takes it.

    Raises:
        Refusal: an option cannot be understood, or the bot may not do there what it would have to.
    """
    order = replace(standing, **dict(_when(typed)), **dict(_what(typed)))
    try:
        for kind, words in (
            (SubjectKind.PERSON, typed.person),
            (SubjectKind.TOPIC, typed.topic),
            (SubjectKind.OUTLET, typed.outlet),
        ):
            if words is not None:
                chosen = () if words.strip() == NONE else await subscriptions.subjects(reader.own, kind, words)
                order = replace(order, subjects=_with(order.subjects, kind, chosen))
    except SubjectUnclear as unclear:
        separator = catalogue.text(reader.locale, "list.separator")
        meant = separator.join(unclear.meant[:MOST_NAMED])
        raise Refusal(f"subject-{unclear.reason}", typed=unclear.typed, meant=meant) from unclear
    return await _placed(interaction, reader, typed, order)


def _when(typed: Typed) -> Iterator[tuple[str, Any]]:
    """Yield the fields of the order that say when, as far as they are given."""
    if typed.time is not None:
        if (local_time := parse_time(typed.time)) is None:
            raise Refusal("time", typed=typed.time)
        yield "local_time", local_time
    if typed.zone is not None:
        if (zone := zone_of(typed.zone)) is None:
            raise Refusal("zone", typed=typed.zone)
        yield "zone", zone
    if typed.days is not None:
        weekly = typed.days.isdecimal()
        yield "rhythm", Rhythm.WEEKLY if weekly else Rhythm(typed.days)
        yield "weekday", int(typed.days) if weekly else None


def _what(typed: Typed) -> Iterator[tuple[str, Any]]:
    """Yield the other fields of the order that are given plainly."""
    if typed.channel is not None:
        yield "channel", typed.channel.id
        yield "channel_name", typed.channel.name
    if typed.language is not None:
        yield "locale", typed.language
    if typed.only_ours is not None:
        yield "own_only", typed.only_ours
    if typed.when_empty is not None:
        yield "posts_empty", typed.when_empty == "say"
    if typed.when_late is not None:
        yield "catches_up", typed.when_late == "post"
    if typed.role is not None:
        yield "role", None if typed.role.is_default() else typed.role.id


def _with(subjects: tuple[Subject, ...], kind: SubjectKind, chosen: tuple[Subject, ...]) -> tuple[Subject, ...]:
    return (*(subject for subject in subjects if subject.kind is not kind), *chosen)


async def _placed(interaction: Interaction, reader: Reader, typed: Typed, order: Order) -> Order:
    """Return the order with what its channel asks for, if the bot may post there.

    Raises:
        Refusal: it may not, or the channel asks for more.
    """
    assert interaction.guild_id is not None
    place = await survey(interaction.client, interaction.guild_id, order.channel)
    if place.forum is None and place.channel is not None and typed.tag not in {None, NONE}:
        raise Refusal("tag-elsewhere")
    tag = None if place.forum is None else _tag(place.forum, typed, order)
    place.check(tag, reader.locale)
    if typed.role is not None and not _may_mention(typed.role, place):
        raise Refusal("role")
    return replace(order, is_forum=place.forum is not None, tag=None if tag is None else tag.id)


def _tag(forum: discord.ForumChannel, typed: Typed, order: Order) -> discord.ForumTag | None:
    """Return the tag for posts in a forum.

    Raises:
        Refusal: it has no such, or asks for one.
    """
    tag = None if order.tag is None else forum.get_tag(order.tag)
    if typed.tag is not None:
        sought = typed.tag.strip()
        tag = next((tag for tag in forum.available_tags if sought in {str(tag.id), tag.name}), None)
        if tag is None and sought != NONE:
            raise Refusal("tag", typed=sought)
    if tag is None and forum.flags.require_tag:
        raise Refusal("tag-needed")
    return tag


def _may_mention(role: discord.Role, place: Place) -> bool:
    return role.is_default() or role.mentionable or place.allowed.mention_everyone
