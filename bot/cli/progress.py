"""What becomes of many articles, told while it happens: a bar on a terminal, refusals on stderr, counts at the end."""

import json
import sys
from collections import Counter
from collections.abc import AsyncGenerator
from contextlib import aclosing

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from bot.cli.exits import Exit
from bot.cli.failures import words
from bot.intake.archive import Loaded
from bot.store.records import Outcome


def is_shown() -> bool:
    """Tell whether anybody sees a bar, so that it is worth counting what is to come."""
    return sys.stderr.isatty()


async def follow(loading: AsyncGenerator[Loaded], doing: str, total: int | None, form: str) -> Exit:
    """Run ``loading`` to its end and print what became of its articles, as ``text`` or ``json``.

    Args:
        loading: gives what became of each article; it is closed whatever happens.
        doing: what the bar says.
        total: how many articles there are, None where nobody counted.
        form: how the counts are printed.
    """
    outcomes: Counter[str] = Counter()
    progress = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        disable=not is_shown(),
        transient=True,
    )
    async with aclosing(loading):
        with progress:
            task = progress.add_task(doing, total=total)
            async for loaded in loading:
                outcomes[_outcome(loaded)] += 1
                progress.advance(task)
    counts = {outcome: outcomes[outcome] for outcome in (*Outcome, "refused")}
    if form == "json":
        print(json.dumps(counts))
    else:
        print(", ".join(f"{count} {outcome}" for outcome, count in counts.items()))
    return Exit.REFUSED if outcomes["refused"] else Exit.DONE


def _outcome(loaded: Loaded) -> str:
    """Name a refused input, and what an article lacks, on stderr at once; return what to count it as."""
    if loaded.refused is not None:
        print(f"jianbao: {words(loaded.refused)}", file=sys.stderr)
    for warning in loaded.warnings:
        print(f"jianbao: {loaded.source}: warning: {warning}", file=sys.stderr)
    return loaded.outcome or "refused"
