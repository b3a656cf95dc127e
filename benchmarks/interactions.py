"""How soon a member hears back: from an interaction to the bot's first response, over a loopback Discord.

The bot runs as its operator runs it, in a process of its own, on the shipped archive; the Discord is the tests'.
What the network adds is not in these figures.

    python -m benchmarks.interactions [--quick]
"""

import argparse
import asyncio
import os
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from tests.chat.wire import WireDiscord

TIMES = 50
QUICK_TIMES = 3
LIMIT_S = 3.0
"""Discord gives up after that."""
ASKED: dict[str, dict[str, str | int | float | bool]] = {
    "who": {"name": "Pachocki"},
    "quote": {"person": "阿爾特曼"},
    "when": {"topic": "Sutskever"},
    "summary": {"topic": "OpenAI"},
    "search": {"words": "首席科學家"},
}
TYPED = ["奧", "奥特", "Sam", "pach", "aoteman", "Ilya S"]


async def main(times: int) -> int:
    """Print a line for each command; return 1 where a response came too late for Discord."""
    async with WireDiscord() as discord, running_bot(discord):
        return await _measure(discord, times)


@asynccontextmanager
async def running_bot(
    discord: WireDiscord, database_url: str = "", *, program: tuple[str, ...] = ("bot", "run")
) -> AsyncIterator[None]:
    """Run the bot in a process of its own, from when it answers, on the shipped archive unless another is given."""
    with tempfile.TemporaryDirectory() as folder:
        settings = {
            "DISCORD_TOKEN": discord.token,
            "DISCORD_API_URL": discord.api_url,
            "DISCORD_GATEWAY_URL": discord.gateway_url,
            "STATE_DIR": folder,
            "DATABASE_URL": database_url,
            "SAMPLES": "on",
            "LOG_LEVEL": "ERROR",
        }
        bot = await asyncio.create_subprocess_exec(sys.executable, "-m", *program, env={**os.environ, **settings})
        try:
            await discord.ready()
            while not discord.commands:  # noqa: ASYNC110 -- another process brings it about
                await asyncio.sleep(0.05)
            yield
        finally:
            bot.terminate()
            await bot.wait()


async def _measure(discord: WireDiscord, times: int) -> int:
    async def ask(command: str, number: int) -> float:
        asked = await discord.command(command, ASKED[command], locale=("zh-TW", "zh-CN", "en-US")[number % 3])
        after_s = (await asked.response()).after_s
        await asked.message()
        return after_s

    async def complete(_: str, number: int) -> float:
        start = time.perf_counter()
        await discord.autocomplete("who", "name", TYPED[number % len(TYPED)])
        return time.perf_counter() - start

    print(f"{'':<12}{'p50 ms':>8}{'p95 ms':>8}{'max ms':>8}   ({times} each)")
    slowest = 0.0
    for name, act in [*((command, ask) for command in ASKED), ("autocomplete", complete)]:
        slowest = max(slowest, await _report(name, act, times))
    return int(slowest >= LIMIT_S)


async def _report(name: str, act: Callable[[str, int], Awaitable[float]], times: int) -> float:
    took_s = [await act(name, number) for number in range(times)]
    p95_s = statistics.quantiles(took_s, n=20, method="inclusive")[-1]
    print(f"{name:<12}" + "".join(f"{s * 1000:>8.1f}" for s in (statistics.median(took_s), p95_s, max(took_s))))
    return max(took_s)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--quick", action="store_true", help=f"{QUICK_TIMES} times each, as CI does")
    sys.exit(asyncio.run(main(QUICK_TIMES if parser.parse_args().quick else TIMES)))
