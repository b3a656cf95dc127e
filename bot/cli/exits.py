"""What the shell is told when a command ends."""

from enum import IntEnum


class Exit(IntEnum):
    """The exit codes of ``jianbao``: part of its contract."""

    DONE = 0
    NOTHING_FOUND = 1
    REFUSED = 2
    FAILED = 3
    INTERRUPTED = 130
