"""Lines that fit a terminal: Chinese breaks between any two characters, save beside marks that must not stand alone."""

from collections.abc import Iterator

from rich.cells import get_character_cell_size
from rich.text import Text

WIDE = 2
NOT_FIRST = frozenset("，。、；：？！）」』”’》〉】〕］…—～·%％,.;:?!)]}")
NOT_LAST = frozenset("（「『“‘《〈【〔［([{")


def wrap(text: Text, width: int) -> list[Text]:
    """Return ``text`` in lines of at most ``width`` cells, its own line breaks kept; at least one line."""
    lines: list[Text] = []
    for paragraph in text.split("\n", allow_blank=True):
        pieces = paragraph.divide(tuple(_breaks(paragraph.plain, width)))
        for piece in pieces:
            piece.rstrip()
        lines += pieces
    return lines


def _breaks(text: str, width: int) -> Iterator[int]:
    """Yield the offsets at which lines begin, but for the first."""
    start = candidate = 0
    used = used_before = 0
    for offset, character in enumerate(text):
        cells = get_character_cell_size(character)
        if offset > start and _breakable(text[offset - 1], character):
            candidate, used_before = offset, used
        while used + cells > width and offset > start and not character.isspace():
            if candidate <= start:
                candidate, used_before = offset, used
            yield candidate
            start, used = candidate, used - used_before
        used += cells


def _breakable(before: str, after: str) -> bool:
    """Tell whether a line may end between two characters."""
    if after.isspace() or get_character_cell_size(after) == 0:
        return False
    if after in NOT_FIRST or before in NOT_LAST:
        return False
    return before.isspace() or WIDE in (get_character_cell_size(before), get_character_cell_size(after))
