"""``jianbao corrections``: what moderators corrected; what the operator makes everybody's, or undoes."""

import argparse
import json
import sys
from collections.abc import Awaitable, Callable

from bot.cli import failures
from bot.cli.entries import entry, instant
from bot.cli.exits import Exit
from bot.cli.options import Actions
from bot.cli.wiring import open_store
from bot.config import Settings
from bot.errors import CorrectionRefused
from bot.jobs.clock import SystemClock
from bot.model import PUBLIC_LIBRARY, Correction, CorrectionKind
from bot.store import Store
from bot.store.correcting import By

HELP = "what moderators corrected: list, promote (to everybody), undo"
EVERY = 1 << 31
"""More than there are."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the command's actions and their arguments; without one the corrections are listed."""
    actions = Actions(parser, _list)
    listed = actions.add("list", _list, "list the corrections, the newest first, undone ones too")
    listed.add_argument("--library", help="only this one's (default: every library's)")
    promoted = actions.add("promote", _promote, "make corrections of servers everybody's")
    promoted.add_argument("ids", nargs="*", type=int, metavar="ID", help="as list shows it")
    promoted.add_argument("--all", dest="library", metavar="LIBRARY", help="all of this one's that stand")
    undone = actions.add("undo", _undo, "undo corrections of any library; they stay in the list")
    undone.add_argument("ids", nargs="+", type=int, metavar="ID", help="as list shows it")


async def run(arguments: argparse.Namespace, settings: Settings) -> Exit:
    """Do what is asked; one line for each correction, problems on stderr."""
    act: Action = arguments.act
    async with open_store(settings.database_url) as store:
        return await act(arguments, store)


Action = Callable[[argparse.Namespace, Store], Awaitable[Exit]]


async def _list(arguments: argparse.Namespace, store: Store) -> Exit:
    for correction in await store.corrections.of(arguments.library, EVERY):
        _tell(arguments, correction)
    return Exit.DONE


async def _promote(arguments: argparse.Namespace, store: Store) -> Exit:
    if bool(arguments.ids) == (arguments.library is not None):
        print("jianbao corrections promote: name the corrections, or say --all LIBRARY", file=sys.stderr)
        return Exit.REFUSED
    ids = arguments.ids
    if arguments.library is not None:
        every = await store.corrections.of(arguments.library, EVERY)
        ids = sorted(each.id for each in every if each.stands and not each.promoted)
    return await _each(arguments, ids, lambda each: store.corrections.promote(each, SystemClock().now()))


async def _undo(arguments: argparse.Namespace, store: Store) -> Exit:
    async def undo(number: int) -> Correction:
        known = await store.corrections.one(number)
        by = By(PUBLIC_LIBRARY if known is None else known.library, None, SystemClock().now())
        return await store.corrections.undo(by, number)

    return await _each(arguments, arguments.ids, undo)


async def _each(arguments: argparse.Namespace, ids: list[int], change: Callable[[int], Awaitable[Correction]]) -> Exit:
    """Change corrections one by one; one that is refused is named, the rest go on."""
    refused = False
    for number in ids:
        try:
            _tell(arguments, await change(number))
        except CorrectionRefused as refusal:
            print(f"jianbao: {number}: {failures.words(refusal)}", file=sys.stderr)
            refused = True
    return Exit.REFUSED if refused else Exit.DONE


def _tell(arguments: argparse.Namespace, correction: Correction) -> None:
    if arguments.format == "json":
        print(json.dumps(entry(correction), ensure_ascii=False), flush=True)
    else:
        state = f"undone {instant(correction.undone_at)}" if correction.undone_at else "stands"
        promoted = "\tpromoted" if correction.promoted else ""
        made = f"{correction.made_by or 'operator'} {instant(correction.made_at)}"
        print(
            f"{correction.id}\t{correction.library}\t{_words(correction)}\t{made}\t{state}{promoted}",
            flush=True,
        )


def _words(correction: Correction) -> str:
    title = ", ".join(correction.articles) or correction.name or "-"
    match correction.kind:
        case CorrectionKind.MERGE:
            return f"merge\t{correction.name} -> {correction.other_name}"
        case CorrectionKind.SPLIT:
            return f"split\t{correction.name} -> {correction.other_name} ({correction.form or title})"
        case CorrectionKind.QUOTE:
            said = " ".join((correction.text or "").split())
            return f"quote\t{correction.name or '-'} -> {correction.other_name or '-'}: {said} ({title})"
        case CorrectionKind.DATE:
            return f"date\t{correction.text} -> {correction.value or '-'} ({title})"
        case CorrectionKind.HIDE:
            return f"hide\t{title}"
