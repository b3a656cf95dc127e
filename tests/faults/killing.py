"""Killing a process at an instant drawn by chance, and what it had done by then."""

import asyncio
import random
import sys
from pathlib import Path

from tests.faults.working import READY

ROOT = Path(__file__).parents[2]
LONGEST_S = 0.6


async def killed(url: str, kind: str, first: int, board: Path, chance: random.Random) -> int:
    """Let a process work from a number on, and kill it; return the last number that it told, or that before."""
    program = [sys.executable, "-m", "tests.faults.working", url, kind, str(first), str(board)]
    process = await asyncio.create_subprocess_exec(*program, cwd=ROOT, stdout=asyncio.subprocess.PIPE)
    assert process.stdout is not None
    assert (await process.stdout.readline()).decode().strip() == READY
    await asyncio.sleep(chance.uniform(0, LONGEST_S))
    process.kill()
    told = (await process.stdout.read()).decode().splitlines()
    await process.wait()
    return int(told[-1]) if told else first - 1
