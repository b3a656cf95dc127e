"""The entrance: a file's bytes or a record in, an article out.

``Article.body`` is the headline's line, then the paragraphs, each one line, an empty line between one and the next.
Lines under the headline that only state who wrote, for whom and when are read and leave the body; elsewhere such a line
may be read but stays.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from html import unescape
from itertools import chain

from bot.errors import InputRefused
from bot.intake.formats import frontmatter, masthead
from bot.intake.formats.docx import is_docx, read_docx
from bot.intake.formats.encoding import clean, decode
from bot.intake.formats.farewell import without_farewell
from bot.intake.formats.frontmatter import Fields
from bot.intake.formats.markdown import is_markup
from bot.intake.formats.markdown import sections as sections_of
from bot.intake.formats.masthead import Masthead, names_of
from bot.intake.formats.mhtml import is_mhtml, page_of
from bot.intake.formats.page import Page, is_fragment, is_page, read_fragment, read_page
from bot.intake.formats.paragraphs import Paragraph, Section
from bot.intake.formats.publication import publication
from bot.model import Article, DateSource, PublicationDate, Span

TITLE = ("title", "headline")
TEXT = ("text", "body", "content")
DATE = ("date", "published_on", "published_at", "published", "publish_date", "pubdate", "pub_date", "datetime")
OUTLET = ("outlet", "publisher", "media", "site_name", "source")
AUTHOR = ("author", "authors", "byline")
ADDRESS = ("original_url", "canonical_url", "source_url", "url", "link")
"""Keys of front matter and records, the most telling first. A date of change is no date of publication."""
ZIP = b"PK\x03\x04"
MASTHEAD_LINES = 4
BETWEEN = "\n\n"
"""What parts the paragraphs of a body."""


@dataclass(frozen=True, slots=True)
class Given:
    """What the operator says of an input that does not say it itself."""

    published_on: PublicationDate | None
    outlet: str | None


@dataclass(frozen=True, slots=True)
class Content:
    """What a format delivers; ``title`` is empty where the first paragraph is the headline."""

    sections: Sequence[Section]
    title: str = ""
    head: Masthead = field(default_factory=Masthead)
    url: str | None = None
    warnings: tuple[str, ...] = ()


def read_article(  # noqa: PLR0913 -- what came with the bytes
    source: str,
    data: bytes,
    *,
    published_on: str | None = None,
    outlet: str | None = None,
    charset: str | None = None,
    address: str | None = None,
) -> Article:
    """Read one file or page.

    Args:
        source: its path or address, which identifies the article.
        data: its bytes, in any of the encodings and formats of Chinese news.
        published_on: the ISO day that serves where the file states none.
        outlet: the outlet that serves where the file states none.
        charset: the encoding that HTTP stated, for a page that was fetched.
        address: where it was fetched.

    Raises:
        InputRefused: it is no article; nothing else is ever raised.
    """
    return _assembled(source, _content(source, data, charset, address), _given(source, published_on, outlet))


def _content(source: str, data: bytes, charset: str | None, address: str | None) -> Content:
    """Read ``data`` as what it is."""
    if data.startswith(ZIP) and is_docx(data):
        return Content([read_docx(source, data)], url=address)
    if is_mhtml(data):
        saved = page_of(source, data)
        return _content_of_text(source, decode(source, saved.data, saved.charset), saved.address or address)
    return _content_of_text(source, decode(source, data, charset), address)


def _content_of_text(source: str, text: str, address: str | None) -> Content:
    if is_page(text):
        page = read_page(source, text, address=address)
        return Content([page.paragraphs], page.title, page.head, page.url, page.warnings)
    parts = frontmatter.split(source, text)
    return _of_fields(parts.fields, _sections(source, parts.text, marked=bool(parts.fields)), address)


def read_record(
    source: str, record: Mapping[str, object], *, published_on: str | None = None, outlet: str | None = None
) -> Article:
    """Read one record: ``text``, and ``title``, ``published_on``, ``outlet``, ``author`` and ``url`` where known.

    ``source`` and the other arguments are those of ``read_article``.

    Raises:
        InputRefused: it has no text.
    """
    given = _given(source, published_on, outlet)
    text = _string(record, TEXT)
    if text is None:
        raise InputRefused(source, "empty", "no text")
    if is_page(text):
        page = read_page(source, text, address=_string(record, ADDRESS))
        return _assembled(source, _joined(_of_fields(record, [page.paragraphs]), page), given)
    parts = frontmatter.split(source, text)
    sections = _sections(source, parts.text, marked=bool(parts.fields))
    return _assembled(source, _of_fields(_completed(record, parts.fields), sections), given)


def _completed(record: Fields, inside: Fields) -> Fields:
    """Return ``record`` with what it does not state taken from the front matter inside its text."""
    unstated = [keys for keys in (TITLE, DATE, OUTLET, AUTHOR, ADDRESS) if not any(record.get(key) for key in keys)]
    return {**record, **{key: inside[key] for keys in unstated for key in keys if key in inside}}


def _given(source: str, published_on: str | None, outlet: str | None) -> Given:
    day = publication(published_on, DateSource.GIVEN) if published_on else None
    if published_on and day is None:
        raise InputRefused(source, "date", published_on)
    return Given(day, clean(outlet) if outlet else None)


def _of_fields(fields: Fields, sections: Sequence[Section], address: str | None = None) -> Content:
    """Return text with what front matter or a record states of it."""
    title = " ".join(clean(unescape(_string(fields, TITLE) or "")).split("\n")).strip()
    day = _string(fields, DATE)
    published_on = publication(day, DateSource.STATED) if day else None
    warnings = (f"date: {day}",) if day and published_on is None else ()
    url = _string(fields, ADDRESS) or address
    head = replace(_stated(fields), published_on=published_on)
    return Content(sections, title, head, url if url and url.startswith(("http://", "https://")) else None, warnings)


def _joined(stated: Content, page: Page) -> Content:
    """Return what a record states with what the page that is its text states beside it."""
    return Content(
        stated.sections,
        stated.title or page.title,
        stated.head.or_else(page.head),
        stated.url or page.url,
        stated.warnings or page.warnings,
    )


def _assembled(source: str, content: Content, given: Given) -> Article:
    paragraphs = list(chain.from_iterable(without_farewell(content.sections)))
    if not paragraphs:
        raise InputRefused(source, "empty", "no text")
    title, paragraphs = (content.title, paragraphs) if content.title else (paragraphs[0].text, paragraphs[1:])
    head, paragraphs = _without_masthead(title, paragraphs)
    texts = [paragraph.text for paragraph in paragraphs]
    body = BETWEEN.join([title, *texts])
    if not any(character.isalpha() for character in body):
        raise InputRefused(source, "empty", "no letters")
    head = content.head.or_else(head).or_else(masthead.credits_among(texts))
    return Article(
        source=source,
        title=title,
        body=body,
        outlet=head.outlet or given.outlet,
        byline=head.byline,
        url=content.url,
        published_on=head.published_on or given.published_on,
        warnings=content.warnings,
        quoted=tuple(_quoted(title, paragraphs)),
    )


def _quoted(title: str, paragraphs: Sequence[Paragraph]) -> Iterator[Span]:
    """Yield where the paragraphs that are set off as quotations stand in the body."""
    start = len(title) + len(BETWEEN)
    for paragraph in paragraphs:
        if paragraph.quoted:
            yield Span(start, start + len(paragraph.text))
        start += len(paragraph.text) + len(BETWEEN)


def _sections(source: str, text: str, *, marked: bool) -> Sequence[Section]:
    """Return the paragraphs of ``text``; HTML is one section, and plain text, whose lines are its paragraphs."""
    if is_fragment(text):
        return [read_fragment(source, text)]
    if marked or is_markup(text):
        return sections_of(text)
    return [[Paragraph(line.strip()) for line in text.split("\n") if line.strip()]]


def _without_masthead(title: str, paragraphs: list[Paragraph]) -> tuple[Masthead, list[Paragraph]]:
    """Read the lines under the headline; a repetition of the headline among them stays."""
    head = Masthead()
    kept: list[Paragraph] = []
    for count, line in enumerate(paragraphs):
        stated = masthead.read(line.text) if count < MASTHEAD_LINES else None
        if stated is not None:
            head = head.or_else(stated)
        elif line.text == title:
            kept.append(line)
        else:
            return head, kept + paragraphs[count:]
    return head, kept


def _stated(fields: Fields) -> Masthead:
    """Return outlet and byline as the fields have them."""
    outlet = _string(fields, OUTLET)
    authors = next((value for key in AUTHOR if (value := fields.get(key))), ())
    listed = [authors] if isinstance(authors, str) else authors if isinstance(authors, list) else []
    names = [name for author in listed if isinstance(author, str) for name in names_of(clean(author))]
    return Masthead(None if outlet is None or "://" in outlet else outlet, tuple(dict.fromkeys(names)))


def _string(fields: Fields, keys: Sequence[str]) -> str | None:
    """Return the first of ``keys`` that holds a string with something in it, cleaned."""
    texts = (clean(value) for key in keys if isinstance(value := fields.get(key), str))
    return next((text for text in texts if text.strip()), None)
