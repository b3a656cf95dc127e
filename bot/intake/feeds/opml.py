"""Lists of feeds as other readers keep them (OPML). Source: http://opml.org/spec2.opml."""

import codecs
from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree import ElementTree as ET

import listparser

from bot.errors import InputRefused
from bot.intake.formats.encoding import decode
from bot.model import Feed

SOURCE = "OPML"
LIMIT_BYTES = 2**20


@dataclass(frozen=True, slots=True)
class Listed:
    """A feed in a list."""

    url: str
    title: str | None


def read_opml(data: bytes) -> list[Listed]:
    """Return the feeds of a list, in its order, each once.

    Raises:
        InputRefused: ``opml`` where it holds none, ``too-large``.
    """
    if len(data) > LIMIT_BYTES:
        raise InputRefused(SOURCE, "too-large", f"more than {LIMIT_BYTES} bytes")
    try:
        text = decode(SOURCE, data).lstrip()
    except InputRefused as refused:
        raise InputRefused(SOURCE, "opml", refused.reason) from refused
    # Given bytes: a text it may take for an address to fetch. Their mark says that they are UTF-8 whatever is declared.
    found = listparser.parse(codecs.BOM_UTF8 + text.encode())
    feeds = {feed.url.strip(): Listed(feed.url.strip(), feed.get("title", "").strip() or None) for feed in found.feeds}
    if not feeds:
        raise InputRefused(SOURCE, "opml", str(found.get("bozo_exception") or ""))
    return list(feeds.values())


def write_opml(title: str, feeds: Sequence[Feed]) -> bytes:
    """Return a list that other readers take."""
    root = ET.Element("opml", version="2.0")
    ET.SubElement(ET.SubElement(root, "head"), "title").text = title
    body = ET.SubElement(root, "body")
    for feed in feeds:
        name = feed.title or feed.url
        ET.SubElement(body, "outline", type="rss", text=name, title=name, xmlUrl=feed.url)
    ET.indent(root)
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"
