"""The command line as a user runs it: a process of its own, an archive of its own."""

import asyncio
import os
import subprocess
import sys
from pathlib import Path


def jianbao(state: Path, *arguments: str, typed: str = "", **environ: str) -> subprocess.CompletedProcess[str]:
    """Run the command line to its end, in an empty folder, with nothing set but what is given."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "SYSTEMROOT") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        env=kept | {"STATE_DIR": str(state), "PYTHONIOENCODING": "utf-8"} | environ,
        input=typed,
        cwd=state,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


async def jianbao_beside(state: Path, *arguments: str, **environ: str) -> tuple[int, str, str]:
    """Run the command line while the test's own servers answer it; return its exit code and what it printed."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        *arguments,
        env={"PATH": os.environ["PATH"], "STATE_DIR": str(state)} | environ,
        cwd=state,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    out, err = await process.communicate()
    assert process.returncode is not None
    return process.returncode, out.decode(), err.decode()
