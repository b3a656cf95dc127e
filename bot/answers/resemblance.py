"""What makes a written form that of a name, as far as the form itself tells."""

from collections.abc import Sequence

from bot.analysis.lookup import Reason, match
from bot.analysis.script import fold

ITSELF = frozenset({Reason.EXACT, Reason.SCRIPT})
"""What makes a form the same as another, whatever its script."""


def resemblance(surface: str, known: Sequence[str]) -> Reason | None:
    """Tell what makes a form that of a name: by the name itself, else by what makes it like a more frequent form."""
    if fold(surface) in fold(known[0]) and fold(surface) != fold(known[0]):
        return Reason.PART
    for name in known:
        found = match(name, surface)
        if found is not None and not (found.reason is Reason.PART and len(surface) > len(name)):
            return Reason.EXACT if found.reason in ITSELF else found.reason
    return None
