"""What is said of settings, and of what is deleted; pure."""

from unicodedata import normalize

from bot.chat.cards import QUIET, Page
from bot.chat.markdown import escape
from bot.chat.mentions import Mentions
from bot.chat.reader import Reader
from bot.chat.translation import LANGUAGES
from bot.model import Holdings
from bot.strings import catalogue


def mine(reader: Reader, mentions: Mentions, *, changed: bool) -> Page:
    """Show what a member chose, and how it is changed."""
    locale, chosen = reader.locale, reader.chosen
    values = {
        "language": _language(reader),
        "characters": _value("written" if chosen.as_written else "mine", locale),
        "region-words": _switch(locale, on=chosen.region_words),
        "reading": _value(chosen.reading_aid or "by-language", locale),
        "private": _switch(locale, on=chosen.private),
    }
    return _listed("mine", values, mentions, locale, changed=changed)


def server(reader: Reader, mentions: Mentions, zone: str, *, changed: bool) -> Page:
    """Show what a server chose, and how it is changed; ``zone`` is that of servers that chose none."""
    locale, chosen = reader.locale, reader.server
    language = _value("each", locale) if chosen.locale is None else LANGUAGES[chosen.locale]
    values = {"language": language, "zone": escape(chosen.zone or default_zone(zone, locale))}
    return _listed("server", values, mentions, locale, changed=changed)


def default_zone(zone: str, locale: str) -> str:
    """Name the zone of servers that chose none, as that."""
    return catalogue.text(locale, "settings.default", value=zone)


def deleted_mine(reader: Reader, *, anything: bool) -> Page:
    """Say that what a member had is deleted, and what else holds their id."""
    if not anything:
        return said(catalogue.text(reader.locale, "settings.nothing-mine"))
    hint = catalogue.text(reader.locale, "settings.deleted-mine-hint")
    return Page(catalogue.text(reader.locale, "settings.deleted-mine"), (), f"-# {hint}", QUIET)


def what_goes(held: Holdings, locale: str) -> Page:
    """Say what is deleted with a server, before it is."""
    title = catalogue.text(locale, "settings.delete-title")
    counts = catalogue.text(
        locale, "settings.delete-counts", articles=held.articles, feeds=held.feeds, digests=held.digests
    )
    stays = catalogue.text(locale, "settings.delete-stays")
    return Page(f"## {title}", ((counts,),), f"-# {stays}", QUIET)


def said(text: str) -> Page:
    """Say one thing of the catalogue."""
    return Page(text, (), "", QUIET)


def plain(name: str) -> str:
    """Return a server's name as it is compared with what was typed: width, case and space do not matter."""
    return " ".join(normalize("NFKC", name).casefold().split())


def _listed(which: str, values: dict[str, str], mentions: Mentions, locale: str, *, changed: bool) -> Page:
    """Show what was chosen by ``mine`` or ``server``, where it holds, and the commands that change and delete it."""
    title = f"## {catalogue.text(locale, f'settings.{which}-title')}"
    if changed:
        title += f"\n-# {catalogue.text(locale, 'settings.saved')}"
    lines = (f"**{catalogue.text(locale, f'settings.label.{label}')}** {value}" for label, value in values.items())
    hints = (
        catalogue.text(locale, f"settings.{which}-hint"),
        catalogue.text(locale, "settings.change", command=mentions.of(f"settings {which}", locale)),
        catalogue.text(locale, "settings.delete", command=mentions.of(f"settings delete-{which}", locale)),
    )
    return Page(title, (("\n".join(lines),),), "\n".join(f"-# {hint}" for hint in hints), QUIET)


def _language(reader: Reader) -> str:
    """Return the language that a member chose, or whose they have."""
    if reader.chosen.locale is not None:
        return LANGUAGES[reader.chosen.locale]
    if reader.server.locale is not None:
        return catalogue.text(reader.locale, "settings.by-server", value=LANGUAGES[reader.server.locale])
    return _value("discord", reader.locale)


def _switch(locale: str, *, on: bool) -> str:
    return _value("on" if on else "off", locale)


def _value(code: str, locale: str) -> str:
    return catalogue.text(locale, f"settings.value.{code}")
