"""Draw docs/gallery.md anew: each card of ``GALLERY`` as the bot sends it over the shipped articles.

usage: python -m tools.cards.gallery

To add a card, add a line to ``GALLERY``: the name of its payload (``tools/cards/payloads.py``) and what it shows.
"""

import asyncio
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tools.cards import chromium, payloads
from tools.cards.drawing import draw

DOCS = Path(__file__).parents[2] / "docs"
FOLDER = DOCS / "gallery"
WIDTH_PX = 520
SCALE = 1
COLOURS = "32"
VIEWS = {
    "zh-TW": ("dark", "traditional characters"),
    "zh-CN": ("light", "simplified characters"),
    "en-US": ("dark", "English"),
}
"""In which theme each locale is drawn, and what its readers read."""
BOTH = ("zh-TW", "zh-CN")


@dataclass(frozen=True, slots=True)
class Card:
    """A card of the gallery: its payload, what was done to see it, what it shows, and in which locales.

    Of a card that ``is_picture`` the picture is shown that the bot draws.
    """

    payload: str
    asked: str
    shows: str
    locales: tuple[str, ...] = BOTH
    is_picture: bool = False


GALLERY = (
    Card(
        "who",
        "`/who name:Ilya Sutskever`",
        "the forms of a name by what makes each the name's, roles with the time in which articles give them, what"
        " happened, what was said, and a menu of related people",
        (*BOTH, "en-US"),
    ),
    Card("who-misspelt", "`/who name:Pachuki`", "whoever was meant, and by which form the misspelt name was found"),
    Card("who-ambiguous", "`/who name:Mu`", "a menu of those whom an ambiguous name may mean"),
    Card("who-not-found", "`/who name:黃仁勳`", "that nothing was found, to the asker alone"),
    Card(
        "quote",
        "`/quote person:Altman about:Sutskever`",
        "quotations with outlet and date, other versions of the same words together",
    ),
    Card("quote-words", "`/quote words:堪稱奇蹟`", "who said these words, with the words in bold"),
    Card(
        "quote-sources",
        "*Sources* below quotations",
        "each source with the paragraph that holds the words, these in bold, as written, and how it is known who speaks"
        " and when it appeared",
        (*BOTH, "en-US"),
    ),
    Card(
        "quote-picture",
        "*Picture* below quotations",
        "one of them as a picture, with its words as the alternative text",
        is_picture=True,
    ),
    Card("quote-reading", "*Reading* below quotations", "how one of them is read aloud: zhuyin, jyutping or pinyin"),
    Card("when", "`/when topic:Ilya Sutskever`", "where sources differ side by side, then the timeline"),
    Card("when-2", "*Next* below a timeline", "the next page, to whoever pressed alone"),
    Card("when-picture", "*Picture* below a timeline", "it as a picture, each time as long as it is", is_picture=True),
    Card("summary", "`/summary topic:…`, an article's title", "key sentences and the other reports of the same event"),
    Card("summary-person", "`/summary topic:Pachocki`", "key sentences about someone"),
    Card("search", "`/search words:神經網絡`", "articles that hold the words, in bold, those of one event together"),
    Card("changes", "`/changes topic:Ilya Sutskever since:2024-05-01`", "what is new about someone since a day"),
    Card(
        "here",
        "*Names and dates here*, in the menu of a message",
        "what the archive knows of the names, dates and quoted words in it",
    ),
    Card(
        "follow", "`/follow person name:Ilya Sutskever`", "that somebody is followed from now on, and how it is stopped"
    ),
    Card("following", "`/following`", "whom and what a member follows"),
    Card("settings-mine", "`/settings mine`", "a member's own settings"),
    Card("about", "`/about`", "what the bot is, and what it keeps of whom"),
    Card("help", "`/help`", "the commands, each to be pressed"),
    Card("digest", "A digest in its channel", "new articles, the reports of one event as one, and new quotations"),
    Card("digest-sources", "*Sources* below a digest", "the paragraphs behind a page of a digest"),
    Card("digest-list", "`/digest list`", "the digests of a server"),
    Card("digest-edit", "`/digest edit`", "what was changed of a digest: its days, and what it is about"),
    Card("correct-quote", "`/correct quote`", "that a quotation is somebody else's from now on, in this server"),
    Card("correct-list", "`/correct list`", "the log of corrections"),
    Card("feed-list", "`/feed list`", "the feeds of a server and how each is doing"),
    Card("greeting", "The bot is added to a server", "the first steps, told to whoever added it"),
)


def main() -> int:
    """Draw every card and write the page that shows them.

    Exit codes: 1 where a card could not be drawn, 3 where no Chromium is there.
    """
    program = chromium.find()
    if program is None:
        names = ", ".join(chromium.PROGRAMS)
        print(f"tools.cards: no Chromium is on the path ({names}); on Debian: apt install chromium", file=sys.stderr)
        return 3
    with tempfile.TemporaryDirectory(prefix="gallery-") as folder:
        for locale in VIEWS:
            asyncio.run(payloads.write(Path(folder), locale))
        shutil.rmtree(FOLDER, ignore_errors=True)
        FOLDER.mkdir(parents=True)
        missing = list(_drawn(program, Path(folder)))
    if quantise := shutil.which("pngquant"):
        pictures = sorted(map(str, FOLDER.glob("*.png")))
        subprocess.run([quantise, COLOURS, "--nofs", "--force", "--ext", ".png", *pictures], check=True)  # noqa: S603 - a found program, our own files
    (DOCS / "gallery.md").write_text("\n".join(_page()), encoding="utf-8")
    for name in missing:
        print(f"{name}: not drawn", file=sys.stderr)
    return 1 if missing else 0


def _drawn(program: str, folder: Path) -> Iterator[str]:
    """Draw the cards; yield the names of those that could not be."""
    for card in GALLERY:
        for locale in card.locales:
            if card.is_picture:
                shutil.copy(folder / f"{card.payload}.{locale}.jianbao-1.png", FOLDER / _file(card, locale))
                continue
            payload = folder / f"{card.payload}.{locale}.json"
            settings = {"theme": VIEWS[locale][0], "locale": locale, "width": WIDTH_PX, "open": False}
            if not payload.is_file() or draw(program, payload, FOLDER / _file(card, locale), settings, SCALE):
                yield payload.stem


def _page() -> Iterator[str]:
    """Yield the lines of the page."""
    yield "# Gallery"
    yield ""
    yield "Every card as the bot sends it over the two shipped articles, in both scripts. Drawn by"
    yield "`python -m tools.cards.gallery` from the messages themselves, with Chromium, and made small by pngquant."
    for card in GALLERY:
        yield from ("", f"## {card.asked}", "", f"Shows {card.shows}.", "")
        for locale in card.locales:
            theme, read = VIEWS[locale]
            alt = f"{card.asked.replace('`', '').replace('*', '')} in {read}, {theme}: {card.shows}"
            yield f'<img src="gallery/{_file(card, locale)}" width="420" alt="{alt}">'
    yield ""


def _file(card: Card, locale: str) -> str:
    return f"{card.payload}.{locale}.png"


if __name__ == "__main__":
    sys.exit(main())
