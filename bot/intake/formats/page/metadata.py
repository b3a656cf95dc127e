"""What a page states of its article: title, outlet, writers, address. JSON-LD speaks first, then the meta elements."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from bot.analysis.script import fold
from bot.intake.formats.masthead import INSTITUTION, names_of
from bot.intake.formats.page import linked_data
from bot.intake.formats.page.lines import shown
from bot.intake.formats.page.linked_data import Node
from bot.intake.formats.page.markup import leads_to

LONGEST_TITLE_CHARS = 300
MOST = 0.8
BESIDE_WORDS = re.compile(r"\W+")
HEADINGS = ".//h1", ".//h2"
TITLES = ("og:title", "twitter:title", "title")
OUTLETS = ("og:site_name", "application-name", "apple-mobile-web-app-title")
WRITERS = ("author", "article:author", "byl", "dc.creator", "og:article:author")
ACCOUNT = ".//*[@id='js_name']"
"""Who publishes on WeChat, whose pages name the platform as their site."""
SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d{4,}\)(?P<address>\S{1,2000})\s*-->", re.IGNORECASE)
"""What browsers write into a page that they save."""
PARTS = re.compile(r"\s*[|｜_]\s*|\s+[-–—]+\s+|\s*[–—-]+\s*(?=[^-–—|_]{2,12}\Z)")
"""Between a headline and the name of the site."""
NAME = re.compile(r"(?!(?:未知|佚名|匿名|admin|unknown)\Z)[^\d@]{2,40}", re.IGNORECASE)
ADDRESS = re.compile(r"https?://[^\s<>\"'\\^`{|}\x00-\x20]{1,2000}\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is stated; ``site`` is the last part of the window's title, which may name the outlet.

    ``linked`` is the article's node of JSON-LD, ``meta`` the content of the meta elements by name.
    """

    title: str
    outlet: str | None
    site: str | None
    byline: tuple[str, ...]
    canonical: str | None
    linked: Node
    meta: Mapping[str, str]


def metadata_of(root: HtmlElement) -> Metadata:
    """Read the metadata of a page."""
    linked = linked_data.article_of(root)
    meta = dict(_meta(root))
    title, site = _title(root, linked, meta)
    outlet = _outlet(root, linked, meta)
    return Metadata(title, outlet, site, _byline(linked, meta), _canonical(root, meta), linked, meta)


def address_of(canonical: str | None, address: str | None) -> str | None:
    """Return the address of an article: the canonical one where it is of the site that the page came from."""
    own = leads_to("", address) if address and ADDRESS.match(address) else None
    stated = leads_to(own or "", canonical) if canonical else None
    if stated is None or not ADDRESS.match(stated):
        return own
    if own is None:
        return stated
    is_home = urlsplit(stated).path in ("", "/") and urlsplit(own).path not in ("", "/")
    return own if is_home or _site(stated) != _site(own) else stated


def saved_from(text: str) -> str | None:
    """Return the address that a browser noted in the page when it saved it."""
    match = SAVED_FROM.search(text[:10_000])
    return match["address"] if match else None


def _meta(root: HtmlElement) -> Iterator[tuple[str, str]]:
    """Yield name and content of the meta elements, the last first, so that in a mapping the first prevails."""
    for element in reversed(root.findall(".//meta")):
        content = shown(element.get("content", ""))
        for attribute in ("itemprop", "name", "property"):
            name = element.get(attribute, "").strip().lower()
            if name and content:
                yield name, content


def _title(root: HtmlElement, linked: Node, meta: Mapping[str, str]) -> tuple[str, str | None]:
    """Return the headline, and the last part of the window's title where that comes after the headline."""
    window = shown(root.findtext(".//head/title") or root.findtext(".//title") or "")[:LONGEST_TITLE_CHARS]
    stated = [unescape(text) for text in linked_data.strings(linked.get("headline"))]
    stated += [unescape(meta[name]) for name in TITLES if name in meta]
    stated = [text for text in (*map(shown, stated), window) if 0 < len(text) <= LONGEST_TITLE_CHARS]
    headings = [shown(element.text_content()) for path in HEADINGS for element in root.iterfind(path)]
    headings = [heading for heading in headings if 1 < len(heading) <= LONGEST_TITLE_CHARS]
    about = [heading for heading in headings if any(_is_headline(heading, text) for text in stated)]
    title = max(about, key=len, default="") or (PARTS.split(stated[0])[0] if stated else next(iter(headings), ""))
    parts = [part for part in PARTS.split(window) if part and not part.lower().startswith("powered by")]
    site = parts[-1] if len(parts) > 1 and parts[0] in title and parts[-1] not in title else None
    return title, site


def _is_headline(heading: str, stated: str) -> bool:
    """Tell whether a heading is in a stated title and not much shorter than its longest part, marks aside."""
    bare, whole = (BESIDE_WORDS.sub("", text) for text in (heading, stated))
    longest = max(len(BESIDE_WORDS.sub("", part)) for part in PARTS.split(stated))
    return bare in whole and len(bare) >= MOST * longest


def _outlet(root: HtmlElement, linked: Node, meta: Mapping[str, str]) -> str | None:
    account = root.find(ACCOUNT)
    named = [shown(account.text_content())] if account is not None else []
    named += [shown(name) for name in linked_data.strings(linked.get("publisher"))]
    named += [unescape(meta[name]) for name in OUTLETS if name in meta]
    return next((name for name in named if name and "://" not in name), None)


def _byline(linked: Node, meta: Mapping[str, str]) -> tuple[str, ...]:
    """Return the writers; the name of an organization is none."""
    author = linked.get("author")
    people = [item for item in (author if isinstance(author, list) else [author]) if not _is_organization(item)]
    stated = linked_data.strings(people) or [unescape(meta[name]) for name in WRITERS if name in meta][:1]
    names = [name for text in stated if "://" not in text for name in names_of(shown(text))]
    return tuple(dict.fromkeys(names))


def is_name(name: str) -> bool:
    """Tell a writer's name from an address, a number, an organization or a word for nobody."""
    return NAME.fullmatch(name) is not None and INSTITUTION.fullmatch(fold(name)) is None


def _is_organization(author: object) -> bool:
    return isinstance(author, Mapping) and "Organization" in linked_data.strings(author.get("@type"))


def _canonical(root: HtmlElement, meta: Mapping[str, str]) -> str | None:
    links = (link.get("href") for link in root.findall(".//link[@rel='canonical']"))
    return next((href.strip() for href in links if href and href.strip()), meta.get("og:url"))


def _site(address: str) -> Sequence[str]:
    """Return the labels of a host that are a site's own: the last two, or three below ``com.tw`` and the like."""
    labels = (urlsplit(address).hostname or "").split(".")
    own = 3 if len(labels) > 2 and len(labels[-1]) == 2 and len(labels[-2]) <= 3 else 2  # noqa: PLR2004 - labels
    return labels[-own:]
