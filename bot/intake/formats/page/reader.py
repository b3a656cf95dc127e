"""A page as a whole: its metadata, its date and the paragraphs of its article."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.errors import InputRefused
from bot.intake.formats import masthead
from bot.intake.formats.masthead import Masthead
from bot.intake.formats.page import linked_data
from bot.intake.formats.page.body import body_of
from bot.intake.formats.page.dates import publication_of
from bot.intake.formats.page.furniture import without_calls
from bot.intake.formats.page.lines import Line, lines_of
from bot.intake.formats.page.markup import is_fragment, parse
from bot.intake.formats.page.metadata import Metadata, address_of, is_name, metadata_of, saved_from
from bot.intake.formats.paragraphs import Paragraph, Section

PARTS = re.compile(r"[\t\xa0\u3000|｜]+|\s{2,}|(?<=\S)(?=(?:[来來]源|作者|[记記]者|撰文|[责責]任[编編][辑輯])\s?[:：])")
"""Between the statements of a line under a headline."""
DAMAGE = "\N{REPLACEMENT CHARACTER}"
SHORTEST_CHARS = 20
"""An article's text is no shorter; what a page without one holds (a list of links, a player, a login) is."""
MUCH = 2
"""How many times more the metadata must have of the article than the page shows before they are believed."""


@dataclass(frozen=True, slots=True)
class Page:
    """What a page holds of an article; ``head.published_on`` tells how it is known."""

    title: str
    paragraphs: Section
    head: Masthead
    url: str | None
    warnings: tuple[str, ...]


def read_page(source: str, text: str, *, address: str | None = None) -> Page:
    """Read a whole page.

    Args:
        source: what identifies the input, for errors.
        text: the page's decoded markup.
        address: where the page was fetched, None for a file.

    Raises:
        InputRefused: it holds no article, or is beyond the bounds.
    """
    root = parse(source, text)
    metadata = metadata_of(root)
    lines = lines_of(root)
    body = body_of(root, lines, metadata.title)
    chosen = _or_stated(source, body.lines, metadata)
    address = address or saved_from(text)
    url = address_of(metadata.canonical, address)
    publication = publication_of(root, metadata, body, url or address)
    shown = Masthead()
    for line in (*reversed(body.before), *body.after):
        for part in (*PARTS.split(line), line) if len(line) <= masthead.LONGEST_CHARS else ():
            shown = shown.or_else(masthead.read(without_calls(part)) or Masthead())
    outlet = metadata.outlet or shown.outlet or metadata.site
    own = f"{outlet} {metadata.site}"
    byline = tuple(name for name in metadata.byline if name not in own and name != shown.outlet) or shown.byline
    head = Masthead(outlet, tuple(filter(is_name, byline)), publication.published_on)
    damage = (f"undecodable: {_about(DAMAGE, chosen)}",) if any(DAMAGE in line.text for line in chosen) else ()
    return Page(metadata.title, _paragraphs(chosen), head, url, publication.warnings + damage)


def read_fragment(source: str, text: str, *, spaces_count: bool = False) -> Section:
    """Return the paragraphs of a piece of HTML that is all article.

    With ``spaces_count`` its white space is kept: it was made from text, not written by hand.

    Raises:
        InputRefused: it is beyond the bounds.
    """
    return _paragraphs(lines_of(parse(source, text), spaces_count=spaces_count))


def _or_stated(source: str, lines: Sequence[Line], metadata: Metadata) -> Sequence[Line]:
    """Return ``lines``, or those of the text that the metadata hold where the page shows little of it.

    Raises:
        InputRefused: there is no text either way.
    """
    text = next(iter(linked_data.strings(metadata.linked.get("articleBody"))), "")
    shown_chars = sum(len(line.text) for line in lines)
    if len(text) > max(MUCH * shown_chars, SHORTEST_CHARS):
        stated = lines_of(parse(source, text if is_fragment(text) else text.replace("\n", "<br>")))
        if sum(len(line.text) for line in stated) > MUCH * shown_chars:
            return stated
    if shown_chars < SHORTEST_CHARS:
        raise InputRefused(source, "empty", metadata.title[:60])
    return lines


def _paragraphs(lines: Sequence[Line]) -> Section:
    return [Paragraph(line.text, line.linked_chars, line.quoted) for line in lines]


def _about(mark: str, lines: Sequence[Line]) -> str:
    text = next(line.text for line in lines if mark in line.text)
    return text[max(0, text.index(mark) - 10) : text.index(mark) + 10]
