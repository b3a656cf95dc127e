"""Feeds and pages as sites send them."""

from collections.abc import Sequence
from html import escape

from tests.intake.website import answer

HEAD = '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'


def rss(*items: str, title: str = "晨星日報", said: str = "") -> bytes:
    """Return an answer that is an RSS feed."""
    return feed_answer(f"{HEAD}<title>{title}</title>{said}{''.join(items)}</channel></rss>")


def feed_answer(document: str, content_type: str = "application/rss+xml", **headers: str) -> bytes:
    """Return an answer that is a feed."""
    return answer(document.encode(), Content_Type=content_type, **headers)


def item(address: str, title: str, lead: str = "", *, content: str = "", said: str = "") -> str:
    """Return an item of an RSS feed."""
    whole = f"<content:encoded><![CDATA[{content}]]></content:encoded>" if content else ""
    return (
        f"<item><title>{title}</title><link>{escape(address)}</link><description>{escape(lead)}</description>"
        f"{whole}{said}</item>"
    )


def page(*links: str) -> bytes:
    """Return an answer that is a page which links to feeds."""
    alternates = "".join(f'<link rel="alternate" type="application/rss+xml" href="{link}">' for link in links)
    document = f"<!DOCTYPE html><html><head><title>首頁</title>{alternates}</head><body>首頁</body></html>"
    return answer(document.encode(), Content_Type="text/html")


def paragraphs(words: Sequence[str]) -> str:
    """Return paragraphs as HTML."""
    return "".join(f"<p>{each}</p>" for each in words)
