"""What a page says of its article in JSON-LD (schema.org), as search engines read it.

Sites write it by hand: a list, a graph, several blocks, line ends within strings, a comma too many.
"""

import json
import re
from collections import deque
from collections.abc import Iterator, Mapping

from lxml.html import HtmlElement

from bot.intake.formats.encoding import clean

Node = Mapping[str, object]

TYPE = "application/ld+json"
SCRIPTS = f".//script[@type='{TYPE}']"
LARGEST_CHARS = 2_000_000
WRAPPING = re.compile(r"\A\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>|;)\s*\Z")
LOOSE_COMMA = re.compile(r",\s*(?=[}\]])")
ELSEWHERE = frozenset({"itemListElement", "mentions", "hasPart", "isPartOf", "relatedLink", "comment", "citation"})
"""Keys under which other articles stand."""
ARTICLE = re.compile(r"(?:.*Article|BlogPosting|Report|LiveBlogPosting|DiscussionForumPosting)\Z")


def article_of(root: HtmlElement) -> Node:
    """Return the first node that describes an article, an empty one without any."""
    nodes = (node for script in root.iterfind(SCRIPTS) for node in _nodes(_parsed(script.text or "")))
    return next((node for node in nodes if any(map(ARTICLE.match, strings(node.get("@type"))))), {})


def strings(value: object) -> list[str]:
    """Return the strings that a value is or lists, or the names it has: ``"甲"``, ``["甲"]``, ``{"name": "甲"}``."""
    named = [item.get("name") if isinstance(item, Mapping) else item for item in _listed(value)]
    texts = (clean(text).strip() for names in named for text in _listed(names) if isinstance(text, str))
    return [text for text in texts if text]


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def _parsed(text: str) -> object:
    if len(text) > LARGEST_CHARS:
        return None
    bare = WRAPPING.sub("", text)
    for candidate in (bare, LOOSE_COMMA.sub("", bare)):
        try:
            return json.loads(candidate, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _nodes(value: object) -> Iterator[Node]:
    """Yield the objects in ``value``, outer ones first, without those of other articles."""
    waiting = deque([value])
    while waiting:
        item = waiting.popleft()
        if isinstance(item, Mapping):
            yield item
            waiting.extend(inner for key, inner in item.items() if key not in ELSEWHERE)
        elif isinstance(item, list):
            waiting.extend(item)
