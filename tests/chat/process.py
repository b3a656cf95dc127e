"""The bot as it is run: a process of its own."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tests.chat.wire import WireDiscord


def environment(discord: WireDiscord, database: Path) -> dict[str, str]:
    """Return the settings of a bot for the Discord on the wire."""
    return {
        "PATH": os.environ["PATH"],
        "DISCORD_TOKEN": discord.token,
        "DISCORD_API_URL": discord.api_url,
        "DISCORD_GATEWAY_URL": discord.gateway_url,
        "DATABASE_URL": f"sqlite+aiosqlite:///{database}",
        "STATE_DIR": str(database.parent),
        "SAMPLES": "off",
    }


@asynccontextmanager
async def running(
    discord: WireDiscord, database: Path, *, end: signal.Signals = signal.SIGKILL, **environ: str
) -> AsyncIterator[asyncio.subprocess.Process]:
    """Run the bot until the end of the block."""
    async with started(discord, database, **environ) as process:
        yield process
        process.send_signal(end)
        await process.communicate()


@asynccontextmanager
async def started(
    discord: WireDiscord, database: Path, *arguments: str, **environ: str
) -> AsyncIterator[asyncio.subprocess.Process]:
    """Start ``jianbao``, with ``run`` where no arguments are given; kill what is left of it at the end of the block."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        *(arguments or ["run"]),
        env=environment(discord, database) | environ,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
            await process.communicate()
