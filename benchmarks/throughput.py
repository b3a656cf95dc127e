"""How many interactions a second a process answers, over a loopback Discord: beside a bot that only says "pong".

usage: python -m benchmarks.throughput [--seconds N] [--at-once N] [--quick] [--format json]

Each bot is a process of its own, and both are asked in one run, through the Discord of the tests, which is a process of
one thread as they are and takes its share of every interaction alike. Of Jianbao everybody asks ``/who``, ``/quote``,
``/when``, ``/summary`` and ``/search`` by turns on the shipped archive, each member seldom enough to be let; an answer
is there when it can be seen. ``ratio`` is to the other bot, ``p99`` in milliseconds from interaction to answer.
"""

import argparse
import asyncio
import json
import statistics
import sys
import time
from collections.abc import Awaitable, Callable
from itertools import count

from benchmarks.interactions import ASKED, running_bot
from tests.chat.wire import WireDiscord
from tests.chat.wire.places import User

SECONDS, QUICK_SECONDS = 20.0, 1.0
AT_ONCE, QUICK_AT_ONCE = 16, 2
MEMBERS = 2_000
"""Of whom each asks at most once in a while, so that nobody is told to wait."""
FIRST_MEMBER = 500_000_000_000_000_000

Ask = Callable[[int], Awaitable[None]]


async def asked(ask: Ask, seconds: float, at_once: int) -> dict[str, float]:
    """Return how many answers came a second, and within how many milliseconds 99 in 100 did."""
    numbers, taken = count(), []
    until = time.perf_counter() + seconds

    async def asker() -> None:
        while time.perf_counter() < until:
            start = time.perf_counter()
            await ask(next(numbers))
            taken.append(time.perf_counter() - start)

    start = time.perf_counter()
    await asyncio.gather(*(asker() for _ in range(at_once)))
    p99_s = statistics.quantiles(taken, n=100, method="inclusive")[98]
    return {"a_second": len(taken) / (time.perf_counter() - start), "p99_ms": p99_s * 1000}


async def measure(program: tuple[str, ...], seconds: float, at_once: int) -> dict[str, float]:
    """Run a bot, and return how it answers."""
    async with WireDiscord() as discord, running_bot(discord, program=program):
        discord.limit("POST /interactions/{interaction_id}/{interaction_token}/callback", requests=10**6, seconds=1)
        commands = list(ASKED.items()) if program == JIANBAO else [("ping", {})]

        async def ask(number: int) -> None:
            name, options = commands[number % len(commands)]
            member = User(FIRST_MEMBER + number % MEMBERS, f"member{number % MEMBERS}", "讀者")
            await (await discord.command(name, options, user=member)).message(timeout_s=30)

        await asked(ask, 1.0, 1)
        return await asked(ask, seconds, at_once)


JIANBAO, PONG = ("bot", "run"), ("benchmarks.pong",)


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float)
    parser.add_argument("--at-once", type=int)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--format", choices=["text", "json"], default="text")
    options = parser.parse_args()
    seconds = options.seconds or (QUICK_SECONDS if options.quick else SECONDS)
    at_once = options.at_once or (QUICK_AT_ONCE if options.quick else AT_ONCE)
    pong, jianbao = (asyncio.run(measure(program, seconds, at_once)) for program in (PONG, JIANBAO))
    found = {"pong": pong, "jianbao": jianbao | {"ratio": jianbao["a_second"] / pong["a_second"]}}
    if options.format == "json":
        print(json.dumps(found))
        return 0
    print(f"{'':<10}{'a second':>10}{'p99 ms':>10}{'ratio':>8}   ({at_once} at once, {seconds:g} s)")
    for name, each in found.items():
        ratio = f"{each['ratio']:>8.2f}" if "ratio" in each else ""
        print(f"{name:<10}{each['a_second']:>10.1f}{each['p99_ms']:>10.0f}{ratio}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
