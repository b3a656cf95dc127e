"""When a page's article was published: as its metadata state it, as the page shows it, as other traces tell.

The day is the one written, in the site's own zone. A time in UTC is a machine's, not a site's: then the day that
the page shows decides, and where it shows none the day in China, Hong Kong and Taiwan (UTC+8), which is inferred where
it differs from the one written. A date of change is never one of publication.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, timezone
from itertools import chain

from lxml.html import HtmlElement

from bot.analysis.script import fold
from bot.intake.formats.masthead import A_DAY, CHANGE, CLOCK, WEEKDAY
from bot.intake.formats.page import linked_data
from bot.intake.formats.page.body import Body
from bot.intake.formats.page.metadata import Metadata
from bot.intake.formats.publication import day_of, is_past
from bot.model import DateSource, Grain, PublicationDate

HOME = timezone(timedelta(hours=8))
META = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "og:published_time",
    "article:published",
    "weibo:article:create_at",
    "bytedance:published_time",
    "apub:time",
    "pubdate",
    "publishdate",
    "publish_date",
    "publish-date",
    "published_date",
    "publishtime",
    "publish_time",
    "pubtime",
    "_pubtime",
    "firstcreatetime",
    "dc.date.issued",
    "dcterms.issued",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "og:release_date",
    "dc.date",
    "date",
)
"""Names of meta elements, in lower case, the most telling first."""
UPDATES = ("article:modified_time", "og:updated_time", "datemodified", "lastmod", "last-modified", "revised")
UPDATE = re.compile(CHANGE)
PUBLISHED = r"(?:首次)?(?:发布|发表|发稿|刊登|刊出|出版|上稿|上架|建立|published|posted)"
SHOWN = re.compile(
    rf"(?:(?:{PUBLISHED}(?:日期|时间|于|在| on)?|(?P<change>{CHANGE}))[: ]*)?"
    rf"(?<!\d)(?P<when>{A_DAY}{WEEKDAY}{CLOCK})"
)
CHANGED = re.compile(rf"[ )]*(?>{CHANGE}[: ]*)(?!\d)")
LABEL = re.compile(PUBLISHED)
PUBLISHING = re.compile(rf"{PUBLISHED}|pub", re.IGNORECASE)
"""In the class or the words of an element."""
LONGEST_CHARS = 100
"""A line that shows when is no longer."""
UTC_TIME = re.compile(r"\dT?\s?\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?\s?(?:Z|UTC|GMT|[+-]00:?00)\Z", re.IGNORECASE)
SCRIPTED = re.compile(
    r"\b(?:publish(?:ed)?_?(?:time|date|at|on)|pub_?(?:time|date)|date_?published|first_?publish(?:ed)?_?(?:time|at)?"
    r"|(?:ori_?)?create_?time|ct)[\"']?\s*[:=]\s*[\"']?"
    r"(?P<when>\d{13}|\d{10}|(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}[\dT: +.Z-]{0,20})",
    re.IGNORECASE,
)
IN_ADDRESS = (
    re.compile(r"(?<!\d)(?P<year>20\d\d|199\d)[/_-](?P<month>\d{1,2})[/_-](?P<day>\d{1,2})(?!\d)"),
    re.compile(r"(?<!\d)(?P<year>20\d\d|199\d)-?(?P<month>\d\d)/(?P<day>\d\d)(?!\d)"),
    re.compile(r"(?<!\d)(?P<year>20\d\d|199\d)(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])(?=\d{0,12}(?!\d))"),
)
"""Days in addresses: of 700 articles of a Taiwanese outlet with one in their address 692 had that day, 8 the next."""
MILLISECONDS = 13


@dataclass(frozen=True, slots=True)
class Publication:
    """When an article appeared, None where nothing says so, and what was refused as evidence."""

    published_on: PublicationDate | None
    warnings: tuple[str, ...] = ()


def publication_of(root: HtmlElement, metadata: Metadata, body: Body, address: str | None) -> Publication:
    """Find when the article was published.

    Args:
        root: the page's tree.
        metadata: what it states.
        body: the article's text, with the lines around it.
        address: the page's address, which may hold a day.
    """
    shown = [*_shown_among(body)]
    refused = []
    for words in _words(root, metadata):
        found = _stated(words, shown)
        if found is not None:
            return Publication(found)
        refused.append(f"date: {words}")
    for found in chain(shown, _scripted(root), _addressed(address)):
        return Publication(found, tuple(refused[:1]))
    updated = [f"updated: {words}" for words in _updates(metadata)]
    return Publication(None, tuple((refused or updated)[:1]))


def _words(root: HtmlElement, metadata: Metadata) -> Iterator[str]:
    """Yield what is stated as the time of publication, the most telling first."""
    yield from linked_data.strings(metadata.linked.get("datePublished"))
    yield from (metadata.meta[name] for name in META if name in metadata.meta)
    for element in root.iterfind(".//*[@itemprop='datePublished']"):
        yield from filter(None, (element.get("datetime") or element.get("content") or _text(element),))
    for element in root.iterfind(".//time"):
        about = " ".join((element.get("class", ""), element.get("itemprop", ""), _text(element), _label(element)))
        if not UPDATE.search(fold(about)) and ("pubdate" in element.attrib or PUBLISHING.search(fold(about))):
            yield from filter(None, (element.get("datetime") or _text(element),))


def _updates(metadata: Metadata) -> Iterator[str]:
    yield from linked_data.strings(metadata.linked.get("dateModified"))
    yield from (metadata.meta[name] for name in UPDATES if name in metadata.meta)


def _text(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())[:100]


def _label(element: HtmlElement) -> str:
    """Return what stands right before an element: ``更新時間：``."""
    before = element.getprevious()
    parent = element.getparent()
    words = (before.tail or _text(before)) if before is not None else parent.text if parent is not None else ""
    return (words or "")[-20:]


def _stated(words: str, shown: Sequence[PublicationDate]) -> PublicationDate | None:
    day = day_of(words)
    if day is None or not is_past(day):
        return None
    found = PublicationDate(day, Grain.DAY, DateSource.STATED, words)
    if not UTC_TIME.search(words.strip()):
        return found
    at_home = _at_home(words.strip()) or day
    seen = next((other for other in shown if other.value in (day, at_home)), None)
    if seen is not None:
        return seen
    return found if at_home == day else replace(found, value=at_home, source=DateSource.INFERRED)


def _at_home(words: str) -> str | None:
    """Return the day in UTC+8 of a time in UTC."""
    bare = re.sub(r"\s?(?:Z|UTC|GMT|[+-]00:?00)\Z", "", words, flags=re.IGNORECASE)
    try:
        instant = datetime.fromisoformat(bare.replace("/", "-")).replace(tzinfo=UTC)
    except ValueError:
        return None
    return instant.astimezone(HOME).date().isoformat()


def _shown_among(body: Body) -> Iterator[PublicationDate]:
    """Yield the days that the page shows: those said to be of publication first, then others above the text."""
    before = [day for line in body.before if (day := _shown(line)) is not None]
    after = [day for line in body.after if (day := _shown(line)) is not None]
    yield from (day for day in (*before, *after) if LABEL.match(fold(day.evidence)))
    yield from reversed(before)


def _shown(line: str) -> PublicationDate | None:
    """Return the day in a line near the text that it does not say to be of a change."""
    folded = fold(line) if len(line) <= LONGEST_CHARS else ""
    for match in SHOWN.finditer(folded):
        day = day_of(line[match.start("when") : match.end()])
        if not match["change"] and day is not None and is_past(day) and not CHANGED.match(folded, match.end()):
            return PublicationDate(day, Grain.DAY, DateSource.STATED, line[match.start() : match.end()].strip())
    return None


def _scripted(root: HtmlElement) -> Iterator[PublicationDate]:
    """Yield the day in the page's own program where all that it says of publication is of one day."""
    found: dict[str, str] = {}
    programs = [script.text or "" for script in root.iterfind(".//script") if script.get("type") != linked_data.TYPE]
    for program in programs:
        for match in SCRIPTED.finditer(program):
            words = match["when"].strip()
            day = day_of(words) if not words.isdigit() else _of_instant(words)
            if day is not None and is_past(day):
                found.setdefault(day, match[0].strip())
    if len(found) == 1:
        ((day, words),) = found.items()
        yield PublicationDate(day, Grain.DAY, DateSource.INFERRED, words)


def _of_instant(digits: str) -> str:
    seconds = int(digits) // (1000 if len(digits) == MILLISECONDS else 1)
    return datetime.fromtimestamp(seconds, HOME).date().isoformat()


def _addressed(address: str | None) -> Iterator[PublicationDate]:
    for pattern in IN_ADDRESS:
        match = pattern.search(address or "")
        if match is None:
            continue
        try:
            day = date(int(match["year"]), int(match["month"]), int(match["day"])).isoformat()
        except ValueError:
            continue
        if is_past(day):
            yield PublicationDate(day, Grain.DAY, DateSource.INFERRED, address or "")
