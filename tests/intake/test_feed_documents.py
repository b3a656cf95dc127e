"""What feeds say, in every format and however broken they are."""

import json
import tracemalloc

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.errors import FeedRefused
from bot.intake.feeds.document import MOST_ITEMS, Document, read_feed
from bot.model import FeedItem

URL = "https://news.example/feeds/rss.xml"
NAMESPACES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"'
    ' xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0"'
)
ITEM = """<item><title>晨星航運換帥</title><link>https://news.example/1</link><guid isPermaLink="false">g1</guid>
<pubDate>Sun, 22 Nov 2026 08:30:00 +0800</pubDate><dc:creator>王大明</dc:creator><description>導語</description>
<content:encoded><![CDATA[<p>全文「你好」</p>]]></content:encoded></item>"""
EXPECTED = FeedItem(
    "g1",
    "https://news.example/1",
    "晨星航運換帥",
    "<p>全文「你好」</p>",
    "導語",
    "Sun, 22 Nov 2026 08:30:00 +0800",
    authors=("王大明",),
)
ATOM = """<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-Hant">
<title type="html">晨星&lt;b&gt;日報&lt;/b&gt;</title><link rel="self" href="https://news.example/atom"/>
<updated>2026-11-22T00:30:00Z</updated>
<entry><id>tag:news.example,2026:1</id><title>晨星航運換帥</title><link rel="alternate" href="/1"/>
<link rel="edit" href="/e"/>
<published>2026-11-22T08:30:00+08:00</published>
<updated>2026-11-22T09:00:00+08:00</updated>
<author><name>王大明</name></author><author><name>李小華</name></author>
<summary>導語</summary><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>全文</p></div></content>
</entry></feed>"""
RDF = """<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://news.example/"><title>晨星日報</title>
<link>https://news.example/</link></channel><item rdf:about="https://news.example/1"><title>晨星航運換帥</title>
<link>https://news.example/1</link><description>導語</description><dc:date>2026-11-22T08:30:00+08:00</dc:date></item></rdf:RDF>"""
JSON_FEED = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "晨星日報",
    "home_page_url": "https://news.example/",
    "items": [
        {
            "id": 7,
            "url": "/1",
            "title": "晨星航運換帥",
            "content_html": "<p>全文</p>",
            "summary": "1 < 2\n導語",
            "date_published": "2026-11-22T08:30:00+08:00",
            "authors": [{"name": "王大明"}, {"name": ""}, 3],
        }
    ],
}


def rss(*items: str, said: str = "") -> str:
    return f'<rss version="2.0" {NAMESPACES}><channel><title>晨星日報</title>{said}{"".join(items)}</channel></rss>'


def read(document: str | bytes) -> Document:
    return read_feed(URL, document.encode() if isinstance(document, str) else document)


def only(document: str | bytes) -> FeedItem:
    [item] = read(document).items
    return item


def test_rss_says_what_it_says() -> None:
    assert read(rss(ITEM)) == Document("晨星日報", (EXPECTED,))


@pytest.mark.parametrize("version", ["0.90", "0.91", "0.92", "2.0", "2.01", "nonsense"])
def test_rss_is_read_in_every_version(version: str) -> None:
    assert only(rss(ITEM).replace('version="2.0"', f'version="{version}"')).title == "晨星航運換帥"


def test_atom_says_when_it_was_published_and_not_when_it_was_changed() -> None:
    document = read(ATOM)

    assert document.title == "晨星日報"
    [item] = document.items
    assert (item.key, item.address, item.authors) == (
        "tag:news.example,2026:1",
        "https://news.example/1",
        ("王大明", "李小華"),
    )
    assert (item.published, item.updated, item.lead) == (
        "2026-11-22T08:30:00+08:00",
        "2026-11-22T09:00:00+08:00",
        "導語",
    )
    assert "<p>全文</p>" in (item.content or "")


def test_an_atom_entry_that_was_only_changed_has_no_date_of_publication() -> None:
    assert only(ATOM.replace("<published>2026-11-22T08:30:00+08:00</published>", "")).published is None


def test_when_a_feed_was_generated_says_nothing_of_its_items() -> None:
    entry = ATOM[ATOM.index("<entry>") : ATOM.index("</feed>")]
    other = entry.replace("2026:1", "2026:2")

    assert {item.updated for item in read(ATOM.replace(entry, entry + other)).items} == {None}
    changed = other.replace("T09:00", "T10:00")
    assert None not in {item.updated for item in read(ATOM.replace(entry, entry + changed)).items}


def test_rdf_is_dated_by_dublin_core() -> None:
    item = only(RDF)

    assert (item.key, item.published) == ("https://news.example/1", "2026-11-22T08:30:00+08:00")


@pytest.mark.parametrize("version", ["https://jsonfeed.org/version/1", "https://jsonfeed.org/version/1.1"])
def test_json_feed_says_what_it_says(version: str) -> None:
    assert read(json.dumps(JSON_FEED | {"version": version})) == Document(
        "晨星日報",
        (
            FeedItem(
                "7",
                "https://news.example/1",
                "晨星航運換帥",
                "<p>全文</p>",
                "1 &lt; 2<br>導語",
                "2026-11-22T08:30:00+08:00",
                authors=("王大明",),
            ),
        ),
    )


def test_an_author_of_json_feed_1_is_read() -> None:
    item = {"id": "a", "content_text": "<3", "author": {"name": "王大明"}}
    found = only(json.dumps(JSON_FEED | {"items": [item, 3]}))

    assert (found.authors, found.content, found.address) == (("王大明",), "&lt;3", None)


@pytest.mark.parametrize("written", ["utf-8", "gb18030", "utf-16"])
@pytest.mark.parametrize("declared", ["gb2312", "utf-8", "iso-8859-1", "big5", "nonsense"])
def test_simplified_chinese_is_read_whatever_is_declared(written: str, declared: str) -> None:
    document = f'<?xml version="1.0" encoding="{declared}"?>' + rss(ITEM)

    assert only(document.encode(written)) == EXPECTED


@pytest.mark.parametrize("declared", ["big5", "utf-8", "gb2312"])
def test_big5_is_read_whatever_is_declared(declared: str) -> None:
    document = f'<?xml version="1.0" encoding="{declared}"?>' + rss(ITEM)

    assert only(document.encode("cp950")) == EXPECTED


@pytest.mark.parametrize(
    "before",
    ["\ufeff", "\n\n  ", "\ufeff \n", "<!-- 由程式產生 -->", '<?xml-stylesheet href="a.xsl"?>', "<!DOCTYPE rss>"],
)
def test_what_stands_before_a_feed_does_no_harm(before: str) -> None:
    assert only(before + rss(ITEM)) == EXPECTED


@pytest.mark.parametrize(
    "control", ["\x00", "\x08", "\x0b", "\x1b", "\ufffe", "&#0;", "&#8;", "&nbsp;", " & ", "\ud7ff"]
)
def test_characters_that_xml_forbids_do_no_harm(control: str) -> None:
    item = only(rss(ITEM.replace("導語", f"導{control}語")))

    assert (item.key, item.title) == ("g1", "晨星航運換帥")
    assert (item.lead or "").startswith("導")


def test_a_feed_that_is_cut_off_is_read_as_far_as_it_goes() -> None:
    document = rss(ITEM, ITEM.replace("g1", "g2").replace("/1", "/2"), ITEM.replace("g1", "g3"))
    cut = document[: document.index("g3")]

    assert [item.key for item in read(cut).items][:2] == ["g1", "g2"]


@pytest.mark.parametrize(
    ("lead", "expected"),
    [
        ("&lt;p&gt;導語&lt;/p&gt;", "<p>導語</p>"),
        ("&amp;lt;p&amp;gt;導語&amp;lt;/p&amp;gt;", "<p>導語</p>"),
        ("<![CDATA[<p>導語</p>]]>", "<p>導語</p>"),
        ("1 &amp;lt; 2", "1 &lt; 2"),
        ("第一段\n\n第二段\n", "第一段<br><br>第二段"),
        ("<![CDATA[<p>第一\n段</p>]]>", "<p>第一\n段</p>"),
    ],
)
def test_html_is_read_however_often_it_is_escaped(lead: str, expected: str) -> None:
    assert only(rss(ITEM.replace("導語", lead))).lead == expected


def test_the_title_is_a_line_of_text() -> None:
    assert only(rss(ITEM.replace("晨星航運換帥", "<![CDATA[<b>晨星</b>&amp;航運\n 換帥]]>"))).title == "晨星&航運 換帥"


def test_links_are_followed_from_the_feed_and_feedburner_is_passed_by() -> None:
    relative = ITEM.replace("<link>https://news.example/1</link>", "<link> ../a?x=1&amp;y=2 </link>")
    burnt = ITEM.replace("<link>", "<feedburner:origLink>https://own.example/1</feedburner:origLink><link>")

    assert only(rss(relative)).address == "https://news.example/a?x=1&y=2"
    assert only(rss(burnt)).address == "https://own.example/1"


def test_a_permanent_guid_is_the_address_where_there_is_no_link() -> None:
    guid = "<guid>https://news.example/9</guid>"
    item = only(rss(f"<item><title>題</title>{guid}</item>"))

    assert (item.key, item.address) == ("https://news.example/9", "https://news.example/9")


def test_items_without_ids_are_known_by_their_address_and_else_by_their_title() -> None:
    items = [
        "<item><title>甲</title><link>https://a.example/1</link></item>",
        "<item><title>乙</title></item>",
        "<item/>",
    ]

    assert [item.key for item in read(rss(*items)).items] == ["https://a.example/1", "乙"]


def test_ids_are_never_long() -> None:
    assert len(only(rss(ITEM.replace("g1", "g" * 10_000))).key) == 64


def test_ids_that_all_items_share_are_none() -> None:
    items = [ITEM.replace("/1", f"/{number}") for number in range(3)]

    assert [item.key for item in read(rss(*items)).items] == [f"https://news.example/{number}" for number in range(3)]


def test_the_newest_item_comes_first_where_all_are_dated() -> None:
    days = {f"g{day}": ITEM.replace("g1", f"g{day}").replace("22 Nov", f"{day} Nov") for day in (20, 22, 21)}
    undated = "<item><title>甲</title></item>"

    assert [item.key for item in read(rss(*days.values())).items] == ["g22", "g21", "g20"]
    assert [item.key for item in read(rss(*days.values(), undated)).items] == ["g20", "g22", "g21", "甲"]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("<ttl>60</ttl>", 3600),
        ("<ttl>soon</ttl>", None),
        ("<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency>", 1800),
        ("<sy:updatePeriod> daily </sy:updatePeriod>", 86_400),
        ("<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>0</sy:updateFrequency>", 86_400),
    ],
)
def test_a_feed_asks_to_be_left_alone(said: str, expected: int | None) -> None:
    assert read(rss(ITEM, said=said)).least_interval_s == expected


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\0\0",
        b"hello",
        b"<html><body>404</body></html>",
        b'<!DOCTYPE html><html><head><title>a</title></head><body><rss version="2.0"/></body></html>',
        b"<opml/>",
        b"<a",
        b"{}",
        b'{"version": "https://jsonfeed.org/version/1"}',
        b'{"items": []}',
        b"{" * 100_000,
        b"[1]",
        b"\x1f\x8b\x08",
        b"/etc/passwd",
        b"http://127.0.0.1:1/",
    ],
)
def test_what_is_no_feed_is_refused(data: bytes) -> None:
    with pytest.raises(FeedRefused) as refused:
        read(data)

    assert (refused.value.url, refused.value.reason) == (URL, "not-a-feed")


def test_an_empty_feed_is_a_feed() -> None:
    assert read(rss()).items == ()
    assert read(json.dumps(JSON_FEED | {"items": []})).items == ()


def test_no_file_or_address_is_read_that_a_feed_names() -> None:
    entity = (
        '<!DOCTYPE rss [<!ENTITY file SYSTEM "file:///etc/passwd"><!ENTITY % d SYSTEM "http://127.0.0.1:1/d"> %d;]>'
    )
    document = entity + rss(ITEM.replace("導語", "導語&file;"))

    assert "root:" not in str(read(document))


def test_entities_do_not_grow() -> None:
    bomb = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    document = f'<!DOCTYPE rss [<!ENTITY e0 "笑">{bomb}]>' + rss(ITEM.replace("導語", "&e11;"))
    tracemalloc.start()
    try:
        read(document)
        _, most_bytes = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert most_bytes < 50 * 2**20


def test_no_more_items_are_taken_than_a_feed_may_have() -> None:
    document = rss(*(f"<item><guid>{n}</guid><title>題</title></item>" for n in range(MOST_ITEMS + 10)))

    assert len(read(document).items) == MOST_ITEMS


MARKS = st.sampled_from(
    ["<", ">", "&", "<item>", "</item>", "<![CDATA[", "]]>", "<title>", "&lt;p&gt;", "中文", "\0", "{", '"', "<link>"]
)


@given(st.lists(MARKS | st.text(max_size=5), max_size=30).map("".join))
@example("<link>//[")
def test_whatever_stands_in_a_feed_is_read_or_refused(inside: str) -> None:
    for document in (rss(inside), inside, json.dumps(JSON_FEED)[:-30] + inside):
        try:
            found = read(document.encode(errors="replace"))
        except FeedRefused:
            continue
        keys = [item.key for item in found.items]
        assert all(keys)
        assert len(keys) == len(set(keys))


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
FIELDS = ["id", "url", "title", "content_html", "content_text", "summary", "date_published", "authors", "author"]


def test_a_json_feed_may_name_addresses_that_are_none_and_hold_what_is_no_character() -> None:
    item = {"id": "a\ud800\0", "url": "https://[", "title": "題\udfff"}
    found = only(json.dumps(JSON_FEED | {"home_page_url": "https://[", "items": [item]}))

    assert (found.key, found.address, found.title) == ("a", None, "題")


@given(st.lists(st.dictionaries(st.sampled_from(FIELDS), JSON_VALUES) | JSON_VALUES, max_size=4))
def test_whatever_stands_in_a_json_feed_is_read(items: list[object]) -> None:
    read(json.dumps(JSON_FEED | {"items": items}))
