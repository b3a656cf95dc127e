"""Fuzz what reads text of others, guided by the lines that inputs reach, and hold it against its contracts.

usage: python -m tests.fuzz [--inputs N] [--only TARGET]...

Needs ``pip install .[fuzz]``. N inputs (1,000,000) are shared out among the targets. With each input that a fuzzer
thinks of, its repetition to 100 kB may be read: a fifth of the time goes to that. Fails where a contract is broken, the
input of which is kept in ``found/``, or where 100 kB take more than a second (the analysis: four). Times are CPU time.
"""

import argparse
import json
import re
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.fuzz.target import Target, repeated, size, timed, warm
from tests.fuzz.targets import TARGETS

FOUND = Path(__file__).parent / "found"
LONGEST_BYTES = 400
"""Of an input as the fuzzer writes it, unless one that it begins with is longer."""
TIMEOUT_S = 60
LOG_CHARS = 4000
COVERED = re.compile(r"^#\d+\s+(?P<state>INITED|DONE)\s+cov: (?P<edges>\d+)", re.MULTILINE)
COLUMNS = (
    "target",
    "inputs",
    "a second",
    "branches reached",
    "slowest, ms",
    "its bytes",
    "of 100 kB",
    "slowest, s",
    "failed",
)


@dataclass(frozen=True, slots=True)
class Ran:
    """What became of a target, and how long its slowest inputs take without the fuzzer.

    ``first`` and ``last`` are the branches that its seeds, and all inputs, reached; ``measured`` is None where a
    contract was broken.
    """

    target: str
    log: str
    first: int
    last: int
    measured: dict[str, Any] | None
    slowest_s: float = 0.0
    slowest_bytes: int = 0
    slowest_long_s: float = 0.0


def fuzz(target: Target, inputs: int) -> Ran:
    """Fuzz one target in a process of its own."""
    with TemporaryDirectory() as folder:
        corpus, report, words = Path(folder, "corpus"), Path(folder, "report.json"), Path(folder, "words")
        corpus.mkdir()
        for number, seed in enumerate(target.seeds()):
            (corpus / str(number)).write_bytes(seed)
        words.write_text("".join(f'"{_escaped(word.encode())}"\n' for word in target.words))
        kept = FOUND / target.name
        kept.mkdir(parents=True, exist_ok=True)
        options = [f"-runs={inputs}", "-len_control=20", f"-timeout={TIMEOUT_S}", f"-artifact_prefix={kept}/"]
        longest = max([LONGEST_BYTES, *map(len, target.seeds())])
        command = [sys.executable, "-m", "tests.fuzz.running", target.name, str(report), *options]
        command += [f"-max_len={longest}", *([f"-dict={words}"] if target.words else []), str(corpus), str(kept)]
        done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
        measured = json.loads(report.read_text()) if report.exists() and not done.returncode else None
    with suppress(OSError):
        kept.rmdir()  # where it holds nothing
    edges = {found["state"]: int(found["edges"]) for found in COVERED.finditer(done.stderr)}
    ran = Ran(target.name, done.stderr + done.stdout, edges.get("INITED", 0), edges.get("DONE", 0), measured)
    return ran if measured is None else timed_again(target, ran, measured)


def timed_again(target: Target, ran: Ran, measured: dict[str, Any]) -> Ran:
    """Return a run with the times of its slowest inputs in this process, which counts no branches."""
    short, long = (target.given(bytes.fromhex(measured[which]["data"])) for which in ("short", "long"))
    with target.prepare() as check:
        warm(target, check)
        seconds = timed(check, short)
        long_seconds = timed(check, repeated(long)) if long else 0.0
    return replace(ran, slowest_s=seconds, slowest_bytes=size(short), slowest_long_s=long_seconds)


def _escaped(word: bytes) -> str:
    return "".join(f"\\x{byte:02x}" for byte in word)


def row(ran: Ran) -> str:
    """Return a line of a Markdown table on what was measured of a target."""
    if (found := ran.measured) is None:
        return f"| {ran.target} {'|' * (len(COLUMNS) - 1)} **1** |"
    cells = (
        ran.target,
        f"{found['inputs']:,}",
        f"{found['inputs'] / (found['seconds'] + found['long_seconds']):,.0f}",
        f"{ran.first:,} → {ran.last:,}",
        f"{ran.slowest_s * 1000:,.1f}",
        f"{ran.slowest_bytes:,}",
        f"{found['long_inputs']:,}",
        f"{ran.slowest_long_s:.2f}",
        "0",
    )
    return f"| {' | '.join(cells)} |"


def total(runs: Sequence[Ran]) -> str:
    """Return the line of the table that adds the others up."""
    measured = [ran.measured for ran in runs if ran.measured]
    inputs, long = (sum(found[what] for found in measured) for what in ("inputs", "long_inputs"))
    return f"| **all** | {inputs:,} | | | | | {long:,} | | {len(runs) - len(measured)} |"


def main() -> int:
    """Fuzz each target, say what was measured, and fail where something was found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--inputs", type=int, default=1_000_000)
    parser.add_argument("--only", action="append", choices=[target.name for target in TARGETS])
    arguments = parser.parse_args()
    chosen = [target for target in TARGETS if arguments.only is None or target.name in arguments.only]
    weights = sum(target.inputs for target in chosen)
    print(f"| {' | '.join(COLUMNS)} |\n|---{'|---:' * (len(COLUMNS) - 1)}|", flush=True)
    runs = []
    for target in chosen:
        runs.append(ran := fuzz(target, -(-arguments.inputs * target.inputs // weights)))
        print(row(ran), flush=True)
        if ran.measured is None:
            print(ran.log[-LOG_CHARS:], file=sys.stderr, flush=True)
    print(total(runs))
    slow = [target for target, ran in zip(chosen, runs, strict=True) if ran.slowest_long_s > target.most_s]
    for target in slow:
        print(f"{target.name}: 100 kB take more than {target.most_s} s", file=sys.stderr)
    return int(bool(slow) or any(ran.measured is None for ran in runs))


if __name__ == "__main__":
    sys.exit(main())
