"""``jianbao health``: whether a running bot is well, for people and for whatever restarts it."""

import argparse
import json
import socket
from collections.abc import Sequence
from dataclasses import asdict

import aiohttp

from bot.cli.exits import Exit
from bot.cli.failures import words
from bot.cli.watching import vitals
from bot.cli.watching.vitals import Finding
from bot.cli.wiring import open_store
from bot.config import Address, Settings
from bot.errors import JianbaoError
from bot.jobs.clock import SystemClock
from bot.jobs.pulse import look

HELP = "say in one line each what of a running bot is well and what is not; exit code 0 where all is, else 3"
ANSWERED_WITHIN_S = 5


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("--everywhere", action="store_true", help="the processes of all computers, by the database")
    parser.add_argument("--format", choices=["text", "json"], default="text")


async def run(arguments: argparse.Namespace, settings: Settings) -> Exit:
    """Ask the process at METRICS_ADDRESS; where none is set, look at what this computer's wrote to the database."""
    if settings.metrics_address is not None and not arguments.everywhere:
        findings = await _asked(settings.metrics_address)
    else:
        findings = await _written(settings, everywhere=arguments.everywhere)
    for finding in findings:
        text = f"{'ok' if finding.well else 'wrong':<6} {finding.name}: {finding.says}"
        print(json.dumps(asdict(finding), ensure_ascii=False) if arguments.format == "json" else text)
    return Exit.DONE if all(finding.well for finding in findings) else Exit.FAILED


async def _asked(address: Address) -> Sequence[Finding]:
    """Return what the process says of itself; one that says nothing is ended, or stuck."""
    timeout = aiohttp.ClientTimeout(total=ANSWERED_WITHIN_S)
    try:
        async with aiohttp.ClientSession(timeout=timeout) as session, session.get(f"http://{address}/health") as answer:
            return [Finding(**finding) for finding in (await answer.json())["findings"]]
    except TimeoutError:
        says = f"nothing answers at {address} within {ANSWERED_WITHIN_S} seconds; it may be stuck: restart it"
    except (aiohttp.ClientError, ValueError, KeyError, TypeError):
        says = f"no bot answers at {address}; start jianbao run, or look at METRICS_ADDRESS"
    return [Finding("process", well=False, says=says)]


async def _written(settings: Settings, *, everywhere: bool) -> Sequence[Finding]:
    """Return what the database tells of the processes that write to it."""
    try:
        async with open_store(settings.database_url) as store:
            pulses = [pulse for pulse in await store.pulses.all() if everywhere or pulse.host == socket.gethostname()]
            return vitals.of_processes(pulses, await look(store), SystemClock().now())
    except JianbaoError as failure:
        return [Finding("database", well=False, says=words(failure))]
