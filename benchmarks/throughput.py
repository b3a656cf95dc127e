"""How many interactions a second a process answers, over a loopback Discord: beside a bot that only says "pong".

usage: python -m benchmarks.throughput [--seconds N] [--at-once N] [--quick] [--format json]

Each bot is a process of its own, and both are asked in one run, through the Discord of the tests, which is a process of
one thread as they are and takes its share of every interaction alike. Of Jianbao everybody asks ``/who``, ``/quote``,
``/when``, ``/summary`` and ``/search`` by turns on the shipped archive, each member seldom enough to be let; an answer
is there when it can be seen. ``alike`` they ask the same five questions, as a server does that talks of the news of the
hour; ``unlike`` each is of other words of the articles (and none is ``/who``), so that every answer is looked up and
drawn. ``ratio`` is to the other bot, ``p99`` in milliseconds from interaction to answer.
"""

import argparse
import asyncio
import json
import re
import statistics
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from importlib import resources
from itertools import count, cycle

from benchmarks.interactions import ASKED, running_bot
from bot.intake.formats import read_article
from tests.chat.wire import WireDiscord
from tests.chat.wire.places import User

SECONDS, QUICK_SECONDS = 20.0, 1.0
AT_ONCE, QUICK_AT_ONCE = 16, 2
MEMBERS = 2_000
"""Of whom each asks at most once in a while, so that nobody is told to wait."""
FIRST_MEMBER = 500_000_000_000_000_000

HAN = re.compile("[\u4e00-\u9fff]+")
LENGTHS = range(2, 7)
"""Characters of the words that nobody else asks for."""

Ask = Callable[[int], Awaitable[None]]
Question = tuple[str, dict[str, str | int | float | bool]]
Rates = dict[str, float]


def of_other_words() -> Iterator[Question]:
    """Yield questions, each about words of the shipped articles that no other is about."""
    folder = resources.files("bot.data").joinpath("articles")
    bodies = [read_article(path.name, path.read_bytes()).body for path in sorted(folder.iterdir(), key=str)]
    words = {body[start : start + length] for body in bodies for length in LENGTHS for start in range(len(body))}
    kinds = (("quote", "words"), ("when", "topic"), ("summary", "topic"), ("search", "words"))
    for number, each in enumerate(sorted(word for word in words if HAN.fullmatch(word))):
        command, option = kinds[number % len(kinds)]
        yield command, {option: each}


PONG = "pong"
BOTS: dict[str, tuple[tuple[str, ...], Callable[[], Iterator[Question]]]] = {
    PONG: (("benchmarks.pong",), lambda: cycle([("ping", {})])),
    "alike": (("bot", "run"), lambda: cycle(ASKED.items())),
    "unlike": (("bot", "run"), of_other_words),
}
"""Bots as modules with their arguments, and what each is asked."""


async def asked(ask: Ask, seconds: float, at_once: int) -> Rates:
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


async def measure(program: tuple[str, ...], questions: Iterator[Question], seconds: float, at_once: int) -> Rates:
    """Run a bot, and return how it answers."""
    async with WireDiscord() as discord, running_bot(discord, program=program):
        discord.limit("POST /interactions/{interaction_id}/{interaction_token}/callback", requests=10**6, seconds=1)

        async def ask(number: int) -> None:
            name, options = next(questions)
            member = User(FIRST_MEMBER + number % MEMBERS, f"member{number % MEMBERS}", "讀者")
            await (await discord.command(name, options, user=member)).message(timeout_s=30)

        await asked(ask, 1.0, 1)
        return await asked(ask, seconds, at_once)


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
    found = {
        name: asyncio.run(measure(program, questions(), seconds, at_once))
        for name, (program, questions) in BOTS.items()
    }
    for each in found.values():
        each["ratio"] = each["a_second"] / found[PONG]["a_second"]
    if options.format == "json":
        print(json.dumps(found))
        return 0
    print(f"{'':<10}{'a second':>10}{'p99 ms':>10}{'ratio':>8}   ({at_once} at once, {seconds:g} s)")
    for name, each in found.items():
        print(f"{name:<10}{each['a_second']:>10.1f}{each['p99_ms']:>10.0f}{each['ratio']:>8.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
