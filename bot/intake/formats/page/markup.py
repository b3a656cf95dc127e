"""HTML: how it is told from other text, and the tree of it, within bounds.

The parser reads a page that is broken as a browser would; it fetches nothing and expands no entities but characters.
"""

import re
from urllib.parse import urljoin, urlsplit

from lxml.etree import ErrorTypes, ParserError
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from bot.errors import InputRefused
from bot.intake.formats.elements import BREAKING, INLINE

MOST_ELEMENTS = 100_000
"""A page with more holds no article that anybody reads; news pages have some thousand."""
PREAMBLE = r"(?:\s|<\?[^>]{0,500}>|<!--(?:[^-]|-(?!->)){0,5000}-->)*"
PAGE = re.compile(rf"{PREAMBLE}<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
FRAGMENT = re.compile(rf"{PREAMBLE}<(?P<name>[a-z][a-z0-9]*)(?:\s[^<>]*)?/?>", re.IGNORECASE)


def is_page(text: str) -> bool:
    """Tell whether ``text`` is a whole HTML page."""
    return PAGE.match(text) is not None


def is_fragment(text: str) -> bool:
    """Tell whether ``text`` is a piece of HTML from its first character to its last, as feeds and databases hold it."""
    match = FRAGMENT.match(text)
    return match is not None and match["name"].lower() in BREAKING | INLINE and text.rstrip().endswith(">")


def parse(source: str, text: str) -> HtmlElement:
    """Return the root of ``text``'s tree, without comments.

    Raises:
        InputRefused: ``empty`` without any element, ``too-large`` beyond the parser's depth (256) or ours in elements.
    """
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=False, no_network=True)
    try:
        root = document_fromstring(text.encode(), parser=parser, ensure_head_body=True)
    except ParserError as error:
        raise InputRefused(source, "empty", str(error)) from error
    limit = next((entry for entry in parser.error_log if entry.type == ErrorTypes.ERR_RESOURCE_LIMIT), None)
    if limit is not None:
        raise InputRefused(source, "too-large", limit.message.split(",")[0], limit.line)
    if sum(1 for _ in root.iter()) > MOST_ELEMENTS:
        raise InputRefused(source, "too-large", f"more than {MOST_ELEMENTS} elements")
    return root


def leads_to(base: str, link: str) -> str | None:
    """Return the address that a link leads to on a page at ``base``; None where it is none (``https://[``)."""
    try:
        address = urljoin(base, link.strip())
        urlsplit(address)
    except ValueError:
        return None
    return address
