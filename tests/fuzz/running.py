"""One target under the fuzzer, in a process of its own, which libFuzzer ends.

usage: python -m tests.fuzz.running TARGET REPORT [libFuzzer's options and folders]

REPORT becomes a file of what was measured; times are this process's CPU.
"""

import json
import sys
from dataclasses import asdict, dataclass, field
from importlib import import_module
from pathlib import Path

import atheris

from tests.fuzz.target import Check, Target, repeated, timed, warm

LONG_SHARE = 0.2
"""Of the time, how much is spent on long inputs."""


@dataclass(slots=True)
class Slowest:
    """An input that took longest, as the fuzzer writes it, and how long."""

    data: str = ""
    seconds: float = 0.0

    def note(self, data: bytes, seconds: float) -> None:
        """Keep an input if it took longer."""
        if seconds > self.seconds:
            self.data, self.seconds = data.hex(), seconds


@dataclass(slots=True)
class Measured:
    """What a run measures, of inputs as they are and of those that were repeated."""

    inputs: int = 0
    long_inputs: int = 0
    seconds: float = 0.0
    long_seconds: float = 0.0
    short: Slowest = field(default_factory=Slowest)
    long: Slowest = field(default_factory=Slowest)


class Meter:
    """Gives a target the fuzzer's inputs, some of them repeated, and writes down what they take."""

    def __init__(self, target: Target, check: Check, report: Path, inputs: int) -> None:
        self._target, self._check, self._report, self._inputs = target, check, report, inputs
        self._measured = Measured()

    def read(self, data: bytes) -> None:
        """Read one input of the fuzzer's."""
        measured, given = self._measured, self._target.given(data)
        seconds = timed(self._check, given)
        measured.inputs += 1
        measured.seconds += seconds
        measured.short.note(data, seconds)
        if given and measured.long_seconds < LONG_SHARE * measured.seconds:
            seconds = timed(self._check, repeated(given))
            measured.long_inputs += 1
            measured.long_seconds += seconds
            measured.long.note(data, seconds)
        if measured.inputs == self._inputs:
            self._report.write_text(json.dumps(asdict(measured)))


def main() -> None:
    """Fuzz until libFuzzer ends the process."""
    name, report, *options = sys.argv[1:]
    runs = next(int(option.removeprefix("-runs=")) for option in options if option.startswith("-runs="))
    with atheris.instrument_imports(include=["bot"]):
        targets: tuple[Target, ...] = import_module("tests.fuzz.targets").TARGETS
    target = next(target for target in targets if target.name == name)
    with target.prepare() as check:
        warm(target, check)
        atheris.Setup([sys.argv[0], *options], Meter(target, check, Path(report), runs).read)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
