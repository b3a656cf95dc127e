"""The lines that a page shows, in the order of its source: each is verbatim, none is chosen yet.

White space is what a browser makes of it: a run of it is one space, or nothing where it holds a line end and stands
between wide characters, as where Chinese is wrapped in the source. No-break and ideographic spaces stay.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from unicodedata import category, east_asian_width

from lxml.html import HtmlElement

from bot.intake.formats.elements import BREAKING
from bot.intake.formats.encoding import clean

UNSEEN = frozenset(
    "applet audio button canvas datalist embed figcaption head iframe input map math noembed noframes noscript object"
    " option rp rt script select style svg template textarea title video".split()
)
"""Elements whose text is none of the page's, and captions of pictures, which are none of an article's."""
HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
SPACE = re.compile(r"[ \t\n\r\f]+")
EMPTY = "\u200b\u200c\u200d\u2060\u00ad"
"""Characters that show nothing: a line of them is none."""
CELLS = frozenset({"td", "th"})


Place = tuple[HtmlElement | None, object, object]
"""What holds a block, and how: paragraphs of one text share it, also where each has a wrapper of its own."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a page.

    ``linked_chars`` of its characters are the text of links; ``quoted`` tells that it stands in a block quotation;
    ``block`` is the innermost element around it that begins and ends lines, and ``place`` where that stands.
    """

    text: str
    linked_chars: int
    quoted: bool
    block: HtmlElement
    place: Place

    @property
    def is_link(self) -> bool:
        """Tell whether it is, mostly, the text of links."""
        return 2 * self.linked_chars > len(self.text)


def lines_of(tree: HtmlElement, *, spaces_count: bool = False) -> list[Line]:
    """Return the lines of ``tree``; none is empty or holds a line end.

    With ``spaces_count`` each space counts, as in a text processor, and only line ends are white space of the markup.
    """
    reading = _Reading(as_written if spaces_count else shown)
    reading.visit(tree, tree, linked=False, quoted=False)
    return reading.lines


class _Reading:
    """The lines so far, and the pieces of the one that is being read, each with whether it is a link's."""

    def __init__(self, text_of: Callable[[str], str]) -> None:
        self._text_of = text_of
        self.lines: list[Line] = []
        self._pieces: list[tuple[str, bool]] = []
        self._places: dict[HtmlElement, Place] = {}
        self._data_rows: set[HtmlElement] = set()

    def visit(self, element: HtmlElement, block: HtmlElement, *, linked: bool, quoted: bool) -> None:
        """Read one element; as deep as the parser allows, which is less than Python does."""
        tag = element.tag
        if tag in UNSEEN or "hidden" in element.attrib or HIDDEN.search(element.get("style", "")):
            return
        linked = linked or tag == "a"
        if tag == "tr" and _is_of_data(element):
            self._data_rows.add(element)
        breaks = tag in BREAKING and not (tag in CELLS and element.getparent() in self._data_rows)
        if breaks:
            self._end(block, quoted=quoted)
            block = element
        quoted = quoted or tag == "blockquote"
        self._pieces.append((element.text or "", linked))
        for child in element:
            self.visit(child, block, linked=linked, quoted=quoted)
            self._pieces.append((child.tail or "", linked))
        if breaks:
            self._end(block, quoted=quoted)
        elif tag in CELLS and element.getnext() is not None:
            self._pieces.append(("\v", linked))

    def _end(self, block: HtmlElement, *, quoted: bool) -> None:
        text = "\t".join(map(self._text_of, "".join(piece for piece, _ in self._pieces).split("\v"))).strip()
        if text.strip(EMPTY):
            linked_chars = sum(len("".join(piece.split())) for piece, linked in self._pieces if linked)
            is_link = linked_chars >= len("".join(text.split()))
            if block not in self._places:
                self._places[block] = _place(block)
            linked_chars = len(text) if is_link else linked_chars
            self.lines.append(Line(text, linked_chars, quoted, block, self._places[block]))
        self._pieces.clear()


def _place(block: HtmlElement) -> Place:
    outer = block
    while (parent := outer.getparent()) is not None and outer.getnext() is None and outer.getprevious() is None:
        outer = parent
    return parent, outer.tag, block.tag


def _is_of_data(row: HtmlElement) -> bool:
    """Tell a row of data, which is one line, from one that lays out a page."""
    return len(row) > 1 and not any(inner.tag in BREAKING and inner.tag not in CELLS for inner in row.iterdescendants())


def shown(text: str) -> str:
    """Return text as a browser shows it in one line."""
    return SPACE.sub(_joint, clean(text)).strip()


def as_written(text: str) -> str:
    """Return text with all of its spaces, in one line."""
    return clean(text).replace("\n", " ").strip()


def _joint(space: re.Match[str]) -> str:
    """Return what white space leaves between two characters (CSS Text 4, "segment break transformation")."""
    before = space.string[max(0, space.start() - 1) : space.start()]
    after = space.string[space.end() : space.end() + 1]
    if "\n" not in space[0] or not before or not after:
        return " "
    wide = [_is_wide(before), _is_wide(after)]
    marks = [_is_mark(before), _is_mark(after)]
    return "" if all(map(any, zip(wide, marks, strict=True))) and any(wide) else " "


def _is_wide(character: str) -> bool:
    return east_asian_width(character) in "FW"


def _is_mark(character: str) -> bool:
    """Tell whether the character is a mark whose width depends on the language around it: quotation marks, dashes."""
    return east_asian_width(character) == "A" and category(character)[0] in "PS"
