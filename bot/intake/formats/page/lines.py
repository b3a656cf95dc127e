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
CELL_END = "\v"
"""Stands between the cells of a row until they are joined; no cleaned text holds it."""


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
    reading.visit(tree, _Within(tree))
    return reading.lines


@dataclass(frozen=True, slots=True)
class _Within:
    """What the elements around a piece of text make of it."""

    block: HtmlElement
    is_link: bool = False
    is_quotation: bool = False
    is_preformatted: bool = False


class _Reading:
    """The lines so far, and the pieces of the one that is being read, each with whether it is a link's."""

    def __init__(self, text_of: Callable[[str], str]) -> None:
        self._text_of = text_of
        self.lines: list[Line] = []
        self._pieces: list[tuple[str, bool]] = []
        self._places: dict[HtmlElement, Place] = {}
        self._data_rows: set[HtmlElement] = set()

    def visit(self, element: HtmlElement, outer: _Within) -> None:
        """Read one element; as deep as the parser allows, which is less than Python does."""
        tag = element.tag
        if tag in UNSEEN or "hidden" in element.attrib or HIDDEN.search(element.get("style", "")):
            return
        if tag == "tr" and _is_of_data(element):
            self._data_rows.add(element)
        breaks = tag in BREAKING and not (tag in CELLS and element.getparent() in self._data_rows)
        within = _Within(
            element if breaks else outer.block,
            outer.is_link or tag == "a",
            outer.is_quotation or tag == "blockquote",
            outer.is_preformatted or tag == "pre",
        )
        if breaks:
            self._end(outer)
        self._add(element.text or "", within)
        for child in element:
            self.visit(child, within)
            self._add(child.tail or "", within)
        if breaks:
            self._end(within)
        elif tag in CELLS and element.getnext() is not None:
            self._add(CELL_END, within)

    def _add(self, text: str, within: _Within) -> None:
        first, *rest = text.split("\n") if within.is_preformatted else (text,)
        self._pieces.append((first, within.is_link))
        for line in rest:
            self._end(within)
            self._pieces.append((line, within.is_link))

    def _end(self, within: _Within) -> None:
        text = "\t".join(map(self._text_of, "".join(piece for piece, _ in self._pieces).split(CELL_END))).strip()
        if text.strip(EMPTY):
            linked_chars = sum(len("".join(piece.split())) for piece, linked in self._pieces if linked)
            is_link = linked_chars >= len("".join(text.split()))
            linked_chars = len(text) if is_link else linked_chars
            block = within.block
            if block not in self._places:
                self._places[block] = _place(block)
            self.lines.append(Line(text, linked_chars, within.is_quotation, block, self._places[block]))
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
