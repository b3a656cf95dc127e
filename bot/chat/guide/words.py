"""What is said of the bot itself; pure."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from discord import app_commands

from bot import __version__
from bot.answers.questions import QUESTIONS
from bot.answers.service import ASKED_KEPT_DAYS
from bot.chat.cards import QUIET, Page
from bot.chat.lists import feet
from bot.chat.markdown import link, units
from bot.chat.mentions import Mentions
from bot.chat.reader import Reader
from bot.chat.settings.commands import MODERATED
from bot.strings import catalogue

PAGE_CHARS = 2500
"""What the commands of a page take at most, far below Discord's limit: of a mention more is counted than is seen."""
FOLLOWING = frozenset({"follow", "following"})
PRIVACY = ("messages", "questions", "members", "servers", "others")

Command = app_commands.Command[Any, ..., Any]


def listed(tree: app_commands.CommandTree[Any], reader: Reader, mentions: Mentions) -> list[Page]:
    """List the commands that a reader may give where they are, in pages."""
    commands = [each for each in tree.walk_commands() if isinstance(each, app_commands.Command)]
    sections = {group: [each for each in commands if _group(each) == group] for group in _groups(reader)}
    lines = {group: [_line(each, reader.locale, mentions) for each in section] for group, section in sections.items()}
    lines["asking"].append(_menu("here", reader.locale))
    if reader.adds:
        lines["adding"].append(_menu("add", reader.locale))
    pages = list(_pages(lines, reader.locale))
    title, hint = (catalogue.text(reader.locale, f"help.{key}") for key in ("title", "hint"))
    header = f"## {title}\n-# {hint}"
    return [Page(header, page, foot, QUIET) for page, foot in zip(pages, feet(len(pages), reader.locale), strict=True)]


def about(
    locale: str, *, articles: tuple[int, int | None], mentions: Mentions, kept_days: int, source_url: str | None
) -> Page:
    """Tell what the bot is, what it keeps and for how long.

    ``articles`` counts the public ones and those of the reader's server (None: they are in none); ``kept_days`` is for
    how long a server's are kept once it removed the bot.
    """
    public, own = articles
    title, promise = catalogue.text(locale, "about.title"), catalogue.text(locale, "first-steps.promise")
    version = catalogue.text(locale, "about.version", version=__version__)
    held = [catalogue.text(locale, "about.public", count=public)]
    held += [] if own is None else [catalogue.text(locale, "about.own", count=own)]
    days = {"asked": ASKED_KEPT_DAYS, "days": kept_days}
    lines = (f"- {catalogue.text(locale, f'about.privacy.{each}', **days)}" for each in PRIVACY)
    privacy = f"### {catalogue.text(locale, 'about.privacy-title')}\n" + "\n".join(lines)
    deletion = "\n".join(
        catalogue.text(locale, f"about.delete-{whose}", command=mentions.of(f"settings delete-{whose}", locale))
        for whose in ("mine", "server")
    )
    source = "" if source_url is None else f"-# {link(catalogue.text(locale, 'about.source'), source_url)}"
    return Page(f"## {title}\n{promise}\n-# {version}", (("\n".join(held),), (privacy, deletion)), source, QUIET)


def _groups(reader: Reader) -> Iterator[str]:
    """Yield the groups of commands that a reader may give; the catalogue names each as ``help.<group>``."""
    yield from ("asking", "following")
    if reader.adds:
        yield "adding"
    if reader.moderates:
        yield "moderating"
    yield "more"


def _group(command: Command) -> str:
    root = command.root_parent or command
    needed = root.default_permissions
    if command.extras.items() >= MODERATED.items() or (needed is not None and needed.manage_guild):
        return "moderating"
    if needed is not None:
        return "adding"
    if root.name in FOLLOWING:
        return "following"
    return "asking" if command.qualified_name in QUESTIONS else "more"


def _line(command: Command, locale: str, mentions: Mentions) -> str:
    path = command.qualified_name
    key = path.replace(" ", ".")
    return f"{mentions.of(path, locale)} {catalogue.text(locale, f'command.{key}.description')}"


def _menu(name: str, locale: str) -> str:
    """Tell of an entry in the menus of messages, which cannot be mentioned."""
    entry = catalogue.text(locale, f"menu.{name}.name")
    return catalogue.text(locale, "help.in-menu", entry=entry, does=catalogue.text(locale, f"help.menu-{name}"))


def _pages(lines: dict[str, list[str]], locale: str) -> Iterator[tuple[tuple[str, ...], ...]]:
    """Yield the sections of each page; a group that does not fit goes on below its heading on the next."""
    page: list[tuple[str, ...]] = []
    room = PAGE_CHARS
    for group, section in lines.items():
        heading = f"### {catalogue.text(locale, f'help.{group}')}"
        for piece in _parted(section, heading, room):
            if page and units("\n".join(piece)) > room:
                yield tuple(page)
                page, room = [], PAGE_CHARS
            page.append(("\n".join(piece),))
            room -= units("\n".join(piece))
    if page:
        yield tuple(page)


def _parted(section: Sequence[str], heading: str, room: int) -> Iterable[list[str]]:
    """Yield the lines of a group under its heading, in pieces that fit a page."""
    piece = [heading]
    for line in section:
        if units("\n".join([*piece, line])) > room and len(piece) > 1:
            yield piece
            piece, room = [heading], PAGE_CHARS
        piece.append(line)
    if len(piece) > 1:
        yield piece
