"""Draw one payload as a member sees the message, by the page of this folder."""

import json
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote

from tools.cards import chromium

PAGE = Path(__file__).with_name("page.html")


def draw(program: str, payload: Path, picture: Path, settings: Mapping[str, object], scale: float) -> str:
    """Write a picture of a payload with a Chromium; return the component types that the page does not know, if any.

    ``settings`` are the page's: ``theme``, ``locale``, ``width`` in pixels, ``open``; ``scale`` is in dots a pixel.
    """
    message = json.loads(payload.read_text(encoding="utf-8"))
    url = f"{PAGE.resolve().as_uri()}#{quote(json.dumps({'message': message, **settings}, ensure_ascii=False))}"
    width = int(str(settings["width"]))
    drawn = chromium.root_attributes(program, url, width)
    if unknown := drawn.get("unknown", "of no known shape"):
        return unknown
    chromium.photograph(program, url, picture, (width, int(drawn["height"])), scale)
    return ""
