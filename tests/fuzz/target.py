"""What is fuzzed: a reader of others' text, with what has to hold whatever it is given."""

import time
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import Any

from tests.fuzz.pieces import text_of

LONG_BYTES = 100_000
"""Length of the inputs that show whether the time grows with the length alone."""
MOST_S = 1.0
"""What an input of that length may take."""
MOST_OF_ANALYSIS_S = 4.0
"""The same of the analysis: its tagger takes its time for each character, and 100 kB are up to 100,000 of them."""
Check = Callable[[Any], object]
Prepare = Callable[[], AbstractContextManager[Check]]


@dataclass(frozen=True, slots=True)
class Target:
    """One reader.

    ``prepare`` gives a check, which takes what ``given`` makes of a fuzzer's bytes and raises if a contract is broken.
    ``words`` are what the reader looks for, ``seeds`` inputs to begin with. ``inputs`` is its part of a full run,
    ``most_s`` what a long one may take.
    """

    name: str
    inputs: int
    prepare: Prepare
    given: Callable[[bytes], bytes | str] = bytes
    words: tuple[str, ...] = ()
    seeds: Callable[[], Iterable[bytes]] = tuple
    most_s: float = MOST_S


def plain(check: Check) -> Prepare:
    """Return what prepares a check that needs nothing."""
    return lambda: nullcontext(check)


def of_text(
    name: str,
    inputs: int,
    prepare: Prepare,
    seeds: Callable[[], Iterable[bytes]] = tuple,
    *,
    most_s: float = MOST_S,
) -> Target:
    """Return a target that reads text."""
    return Target(name, inputs, prepare, text_of, seeds=seeds, most_s=most_s)


def utf8(data: bytes) -> bytes:
    """Return the bytes without what is no UTF-8: another encoding is for the target that tells them apart."""
    return data.decode(errors="ignore").encode()


def size(given: bytes | str) -> int:
    """Return the length of an input in bytes, of text in UTF-8."""
    return len(given) if isinstance(given, bytes) else len(given.encode(errors="surrogatepass"))


def repeated(given: bytes | str) -> bytes | str:
    """Return an input over and over, to ``LONG_BYTES`` at least."""
    return given * (LONG_BYTES // size(given) + 1)


def warm(target: Target, check: Check) -> None:
    """Let a target load what it loads with the first inputs, so that these are not taken for slow."""
    for data in (b"", *target.seeds()):
        check(target.given(data))


def timed(check: Check, given: bytes | str) -> float:
    """Return the CPU seconds that an input takes."""
    started = time.process_time()
    check(given)
    return time.process_time() - started
