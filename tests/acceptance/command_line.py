"""The command line as a user runs it: a process of its own, an archive of its own."""

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
