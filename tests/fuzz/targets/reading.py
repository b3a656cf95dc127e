"""Files and pages: only a refusal leaves, and an article is as its class says."""

import zipfile
from collections.abc import Iterator
from contextlib import suppress
from importlib import resources
from io import BytesIO
from pathlib import Path

from bot.errors import InputRefused
from bot.intake.formats import read_article
from bot.intake.formats.encoding import LABELS, clean, decode
from bot.intake.formats.masthead import credits_among, names_of, read
from bot.intake.formats.publication import day_of
from bot.intake.sources import find_in
from bot.model import Article
from tests.fuzz.target import Target, of_text, plain, utf8
from tests.intake.test_word_documents import paragraph, word

PAGES = Path(__file__).parents[2] / "intake" / "pages"
LIMIT_BYTES = 1 << 16
CHARSETS = (None, "", "utf-8", *LABELS)
TAGS = (
    *"<p> </p> <br> <div> </div> <article> <h1> </h1> <table> <tr> <td> <li> <script> </script> <!-- -->".split(),
    *"<title> <blockquote> <html> <body> <svg> <template> <?xml <![CDATA[ &amp; &#x &#xD800; &#0; class=".split(),
    *('"og:title"', '"datePublished"', 'type="application/ld+json"', '{"@type":"NewsArticle"', "charset=gb2312"),
    *(
        "content=",
        "<a href=",
        "<base href=",
        "<time datetime=",
        "<meta property=",
        "<link rel=canonical href=https://[",
    ),
)
MARKUP = (
    *"--- ![a]( [a]( ]( ** __ ~~ | ``` {{ }} \\ &amp; <div> !!python/ 2024-05-15 市長說：「 」 \r\n \u2028".split(" "),
    *("title: ", "date: ", "author: ", "&a ", "*a ", "<<: ", "- ", "# ", "> "),
)
WORDS_OF_WORD = tuple("<w:p> </w:p> <w:r> <w:t> </w:t></w:r> <w:tbl> <w:tr> <w:tc> <w:br/> <w:del>".split())
HEADERS = (
    *(
        "From: <Saved by Blink>\r\n",
        "Content-Type: ",
        "multipart/related; boundary=",
        "text/html; charset=",
        "\r\n\r\n",
    ),
    *(
        "Content-Transfer-Encoding: quoted-printable\r\n",
        "MIME-Version: 1.0\r\n",
        "--a\r\n",
        "base64",
        "=E5",
        "=?utf-8?b?",
    ),
)
RECORD = tuple('{"text": "title": "id": "url": "published_on": null [ ] } , \\ud800 \\u0000 1e999 NaN'.split())
SIMPLE = b'{"id": 1, "title": "a", "text": "b", "author": ["c"], "date": "2024-05-15", "url": "https://a.example/"}'


def assert_article(article: Article) -> None:
    """Hold what the rest of the house takes for granted of an article."""
    assert article.body == article.title or article.body.startswith(f"{article.title}\n\n")
    assert "\n" not in article.title
    for quoted in article.quoted:
        assert 0 <= quoted.start < quoted.end <= len(article.body)
        assert quoted.of(article.body).strip()
    assert article.url is None or article.url.startswith(("http://", "https://"))
    assert all(name.strip() for name in article.byline)
    evidence = article.published_on.evidence if article.published_on else ""
    for text in (article.body, article.outlet or "", *article.byline, article.url or "", *article.warnings, evidence):
        assert text == clean(text)
    assert article.source == " ".join(clean(article.source).splitlines())


def file(data: bytes) -> None:
    """Read a file."""
    with suppress(InputRefused):
        assert_article(read_article("fuzz", data))


def page(data: bytes) -> None:
    """Read a page, fetched from where it says."""
    with suppress(InputRefused):
        assert_article(
            read_article("fuzz", b"<html><body><p>\xe5\xb8\x82\xe9\x95\xb7" + data, address="https://a.example/")
        )


def front_matter(data: bytes) -> None:
    """Read a file that begins with front matter."""
    file(b"---\n" + data)


def word_document(data: bytes) -> None:
    """Read a Word document, damaged or with strange XML in it."""
    text = data.decode(errors="replace")
    file(word(text) if len(data) % 2 else b"PK\x03\x04" + data)
    file(word(paragraph("市長說"), head=text))


def saved_page(data: bytes) -> None:
    """Read a page as browsers save it."""
    file(b"From: <Saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=a\r\n\r\n" + data)
    file(data)


def records(data: bytes) -> None:
    """Read a file of records."""
    _read_all("fuzz.jsonl", data)
    _read_all("fuzz.jsonl.gz", b"\x1f\x8b" + data)


def archive(data: bytes) -> None:
    """Read an archive, damaged or with whatever members and names."""
    packed = BytesIO()
    name = data[:8].decode("latin-1").replace("\0", "")
    with zipfile.ZipFile(packed, "w") as writer:
        writer.writestr(f"{name}.txt", data)
        writer.writestr(f"{name}.jsonl", data)
    whole = packed.getvalue()
    _read_all("fuzz.zip", whole)
    _read_all("fuzz.zip", data)
    _read_all("fuzz.zip", whole[: len(data) // 2] + data + whole[-60:])


def _read_all(source: str, data: bytes) -> None:
    for found in find_in(source, data, limit_bytes=LIMIT_BYTES):
        with suppress(InputRefused):
            assert_article(found.read())


def encoding(data: bytes) -> None:
    """Tell the encoding of bytes."""
    with suppress(InputRefused):
        text = decode("fuzz", data, CHARSETS[len(data) % len(CHARSETS)])
        assert text == clean(text)
        text.encode()


def masthead(text: str) -> None:
    """Read lines that may say who wrote, and when."""
    lines = clean(text).split("\n")
    for line in lines:
        read(line)
        assert all(name.strip() == name and name for name in names_of(line))
        day = day_of(line)
        assert day is None or len(day) == len("2024-05-15")
    credits_among(lines)


def shipped() -> Iterator[bytes]:
    """Yield the shipped articles' beginnings."""
    for path in resources.files("bot.data").joinpath("articles").iterdir():
        yield utf8(path.read_bytes()[:4000])


def pages() -> Iterator[bytes]:
    """Yield the invented pages of the tests."""
    yield from (path.read_bytes() for path in sorted(PAGES.glob("*.html")))


TARGETS = (
    Target("front-matter", 25_000, plain(front_matter), utf8, words=MARKUP, seeds=shipped),
    Target("text", 25_000, plain(file), utf8, words=MARKUP, seeds=shipped),
    Target("pages", 10_000, plain(page), utf8, words=TAGS, seeds=pages),
    Target("word", 10_000, plain(word_document), utf8, words=WORDS_OF_WORD),
    Target(
        "saved-pages",
        10_000,
        plain(saved_page),
        utf8,
        words=HEADERS,
        seeds=lambda: [(PAGES / "saved.mhtml").read_bytes()],
    ),
    Target("records", 80_000, plain(records), utf8, words=RECORD, seeds=lambda: [SIMPLE]),
    Target("archives", 15_000, plain(archive), words=RECORD),
    Target("encodings", 30_000, plain(encoding), words=("<meta charset=", "\ufeff"), seeds=shipped),
    of_text("mastheads", 60_000, plain(masthead)),
)
