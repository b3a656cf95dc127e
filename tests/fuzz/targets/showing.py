"""What members see: the text as it was written, which does nothing, within Discord's limits."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import TypeVar

from rich.text import Text

from bot.analysis.script import fold, normalize, script_of
from bot.answers.answer import Answer, Fact, FactKind, Section, Status
from bot.answers.conversion import SCRIPTS, Converter
from bot.answers.printable import on_one_line, printable
from bot.answers.reading_aid import LONGEST_CHARS, read_along
from bot.answers.region_words import RegionWords, marked
from bot.chat.limits import LABEL_CHARS
from bot.chat.markdown import emphasised, escape, link, printed
from bot.console.wrapping import wrap
from bot.model import Notation, Span
from tests.chat.rendering import live, shown
from tests.chat.test_cards import cited, drawn, quoted, texts
from tests.fuzz.target import Check, of_text, plain
from tests.fuzz.targets.finding import texts as seeds

LOCALES = (*SCRIPTS, "en-US")
WIDTH = 40
T = TypeVar("T")


def parts_of(text: str) -> list[Span]:
    """Return spans that depend on a text alone: what stands in its quotation marks."""
    return [passage for passage in marked(text) if len(passage)]


def one_of(choices: Sequence[T], text: str) -> T:
    """Return one of several, the same for the same text."""
    return choices[len(text) % len(choices)]


def folding(text: str) -> None:
    """Fold a text."""
    for copy in (fold, normalize):
        assert len(copy(text)) == len(text)
        assert copy(copy(text)) == copy(text)
    assert fold(normalize(text)) == fold(text)
    script_of(text)


@contextmanager
def conversion() -> Iterator[Check]:
    """Give a check of texts in the reader's characters, and with the words of the reader's region."""
    converter, words = Converter.load(), RegionWords.load()

    def convert(text: str) -> None:
        kept, locale = parts_of(text), one_of(LOCALES, text)
        found = converter.shown(text, kept, locale).text
        assert len(found) == len(text)
        assert fold(found) == fold(text)
        reworded = words.reworded(found, kept, locale)
        assert reworded is None or all(span.of(found) in reworded for span in kept)

    yield convert


@contextmanager
def readings() -> Iterator[Check]:
    """Give a check of how texts are read aloud."""
    converter = Converter.load()

    def read(text: str) -> None:
        breaths = read_along(text, (), one_of(list(Notation), text), converter)
        assert "".join("".join(each.written for each in breaths).split()) == "".join(printable(text).split())
        assert all(len(each.written) <= LONGEST_CHARS for each in breaths)

    yield read


def escaping(text: str) -> None:
    """Write a text as Discord's markdown."""
    assert shown(escape(text)) == printable(text)
    assert live(escape(text)) == set()
    bold = emphasised(*printed(text, parts_of(text)))
    assert shown(bold.replace("**", "")) == printable(text)
    assert live(bold) == set()
    assert live(link(on_one_line(text, LABEL_CHARS) or "x", f"https://a.example/{text}")) == set()


def cards(text: str) -> None:
    """Draw a card of a text: as a title and a label, as a quotation or as the sides of a conflict."""
    words, locale = text if text.strip() else f"甲{text}", one_of(LOCALES, text)
    if len(words) % 2:
        fact = quoted(words, speaker=on_one_line(text, LABEL_CHARS) or "甲")
        fact = replace(fact, parts=(replace(fact.parts[0], marked=tuple(parts_of(words))),))
    else:
        half = len(words) // 2
        sides = (cited(f"甲{words[:half]}", 2, text), cited(f"乙{words[half:]}", 3, text))
        fact = Fact(FactKind.CONFLICT, Section.CONFLICTS, sides, label=on_one_line(text, LABEL_CHARS) or None)
    for view in drawn(Answer("quote", Status.FOUND, text, (fact,)), locale):
        assert live("\n".join(texts(view))) == set()


def lines(text: str) -> None:
    """Print a text in a terminal."""
    wrapped = wrap(Text(printable(text)), WIDTH)
    assert all(line.cell_len <= WIDTH for line in wrapped)
    assert "".join("".join(line.plain for line in wrapped).split()) == "".join(printable(text).split())


TARGETS = (
    of_text("folding", 90_000, plain(folding), seeds),
    of_text("conversion", 25_000, conversion, seeds),
    of_text("readings", 6_000, readings, seeds),
    of_text("escaping", 25_000, plain(escaping), seeds),
    of_text("cards", 6_000, plain(cards), seeds),
    of_text("terminal", 20_000, plain(lines), seeds),
)
