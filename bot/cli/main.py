"""``jianbao``: reads the command line, runs one command, turns what went wrong into one line on stderr.

Exit codes: 0 done; 1 ``ask`` found nothing or is ambiguous; 2 wrong usage, or some input refused; 3 the environment
failed (settings, database); 130 interrupted.
"""

import argparse
import asyncio
import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from bot import __version__
from bot.cli import (
    analyze,
    ask,
    backup,
    check,
    copy,
    corrections,
    digest,
    export,
    failures,
    feeds,
    forget,
    health,
    load,
    reanalyze,
    restore,
    run,
    start,
    stats,
    sync,
    terminal,
    upgrade,
)
from bot.cli.exits import Exit
from bot.config import load_settings
from bot.errors import JianbaoError, SettingsInvalid

COMMANDS = {
    "run": run,
    "console": terminal,
    "ask": ask,
    "load": load,
    "feeds": feeds,
    "digest": digest,
    "corrections": corrections,
    "analyze": analyze,
    "reanalyze": reanalyze,
    "stats": stats,
    "export": export,
    "forget": forget,
    "upgrade": upgrade,
    "copy": copy,
    "backup": backup,
    "restore": restore,
    "sync": sync,
    "check": check,
    "health": health,
}
"""The modules of the commands: each has HELP, configure(parser) and run(arguments, settings)."""


class Parser(argparse.ArgumentParser):
    """A parser whose errors are one line."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and where help is, and end."""
        self.exit(Exit.REFUSED, f"{self.prog}: {message}; see {self.prog} --help\n")


def parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command line; without a command, ``start`` runs."""
    root = Parser(prog="jianbao", description="Ask the Chinese-language news: verbatim answers with their sources.")
    root.add_argument("--version", action="version", version=f"jianbao {__version__}")
    root.set_defaults(run=start.run)
    commands = root.add_subparsers(title="commands", metavar="COMMAND", parser_class=Parser)
    for name, module in COMMANDS.items():
        command = commands.add_parser(name, help=module.HELP, description=module.HELP)
        module.configure(command)
        command.set_defaults(run=module.run)
    return root


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    arguments = parser().parse_args(argv)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # An answer in another encoding would lose characters; what was typed may hold what is none.
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        return int(asyncio.run(arguments.run(arguments, load_settings(Path.cwd()))))
    except SettingsInvalid as invalid:
        for problem in invalid.problems:
            print(f"jianbao: {failures.setting(problem)}", file=sys.stderr)
        return Exit.FAILED
    except JianbaoError as failure:
        print(f"jianbao: {failures.words(failure)}", file=sys.stderr)
        return Exit.FAILED
    except BrokenPipeError:
        # The reader of our output has gone (| head): nothing is left to say, and nowhere to say it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return Exit.DONE
    except KeyboardInterrupt:
        return Exit.INTERRUPTED
