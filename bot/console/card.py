"""How an answer looks in a terminal: pure functions from what is presented to styled lines."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from rich.cells import cell_len
from rich.text import Text

from bot.answers.answer import FactKind
from bot.answers.commands import usage
from bot.answers.present import BETWEEN
from bot.answers.presented import Line, Presented, ShownPart, ShownRendering, ShownSection, Source
from bot.answers.printable import printable
from bot.answers.questions import QUESTIONS, options
from bot.console.wrapping import wrap
from bot.strings import catalogue

TITLE = "bold"
HEADING = "bold cyan"
DATE = "green"
SPEAKER = "bold"
ASIDE = "dim"
INDENT = 2
GAP = 2
NARROWEST = 20
"""Cells that text is given at least: a narrower terminal breaks the lines itself."""


def render_text(presented: Presented, width: int) -> str:
    """Return an answer as plain text in lines of at most ``width`` cells, each with its line break."""
    return "".join(f"{line.plain}\n" for line in card(presented, width))


def card(presented: Presented, width: int) -> list[Text]:
    """Lay out an answer: title, notes, sections of cited lines, choices, sources."""
    lines = wrap(_text(presented.title, TITLE), max(width, NARROWEST))
    for note in presented.notes:
        lines += wrap(_text(note), max(width, NARROWEST))
    for section in presented.sections:
        lines += [Text(), _text(section.heading, HEADING), *_section(section, presented.locale, width)]
    if presented.choices:
        lines += [Text(), *_table([(choice.label, choice.why) for choice in presented.choices], width)]
    if presented.sources:
        lines += [Text(), _text(catalogue.text(presented.locale, "note.sources"), HEADING)]
        lines += [line for source in presented.sources for line in _source(source, width)]
    for line in lines:
        line.rstrip()
    return lines


def originals(presented: Presented, width: int) -> list[Text]:
    """Lay out what an answer shows in other characters than its sources, as they write it."""
    parts = (part for section in presented.sections for line in section.lines for part in line.shown)
    lines: list[Text] = []
    for part in parts:
        if part.converted:
            lines += _hanging(_text(part.original), width, INDENT)
            lines += _hanging(_text(f"— {_place(part.source)}", ASIDE), width, INDENT)
    return lines


def help_text(extras: Sequence[str], locale: str, width: int) -> list[Text]:
    """Lay out every command, with its options where it has several; ``extras`` are the console's own."""
    rows = []
    for command, question in QUESTIONS.items():
        rows.append((usage(command), catalogue.text(locale, f"command.{command}.description")))
        if len(named := options(question)) > 1:
            rows += [
                (f"  {option}:", catalogue.text(locale, f"option.{command}.{option}.description")) for option in named
            ]
    rows += [(f"/{extra}", catalogue.text(locale, f"console.extra.{extra}")) for extra in extras]
    return [_text(catalogue.text(locale, "console.commands"), HEADING), *_table(rows, width)]


def _section(section: ShownSection, locale: str, width: int) -> Iterator[Text]:
    """Lay out the facts of a section: dates in a column where all have one, facts without a source on one line."""
    names = [line.text for line in section.lines if not line.parts]
    if names:
        yield from _hanging(_text(catalogue.text(locale, "list.separator").join(names)), width, INDENT)
    rows = [row for line in section.lines if line.parts for row in _rows(line)]
    column = INDENT + GAP + max((cell_len(date) for date, _ in rows), default=0)
    in_column = column <= width // 2 and all(date for date, _ in rows)
    if not in_column:
        column = INDENT
    for number, (date, line) in enumerate(rows):
        if number and line.kind is FactKind.QUOTE:
            yield Text()
        label = _text(date, DATE)
        fact = _fact(line, Text() if in_column else label, locale, max(width - column, NARROWEST))
        yield from _beside(label if in_column else Text(), fact, column)


def _rows(line: Line) -> list[tuple[str, Line]]:
    """Return a fact with its date; of a conflict each side with its own."""
    if line.kind is not FactKind.CONFLICT:
        return [(line.date or "", line)]
    return [(part.given or "", replace(line, text=part.text, parts=(part,))) for part in line.parts]


def _fact(line: Line, date: Text, locale: str, width: int) -> list[Text]:
    """Lay out one fact with its sources: beside it where they fit, else below."""
    text = Text().append_text(date).append(" " * GAP) if date else Text()
    text.append_text(_spoken(line, locale))
    is_titled = line.kind is FactKind.ARTICLE and line.label not in {None, line.text}
    lines = wrap(_text(line.label or "", SPEAKER), width) if is_titled else []
    also = () if line.kind is FactKind.ARTICLE else line.also
    lines += _cited(text, _citation(line.parts, also, locale), width)
    for rendering in line.renderings:
        lines += _rendering(rendering, locale, width)
    return lines


def _rendering(rendering: ShownRendering, locale: str, width: int) -> Iterator[Text]:
    """Lay out an utterance in other words, below the first ones."""
    text = _text(catalogue.text(locale, "quote.rendering"), ASIDE).append_text(_text(rendering.text))
    citation = _citation(rendering.parts, rendering.also, locale)
    for line in _cited(text, citation, max(width - INDENT, NARROWEST)):
        yield Text(" " * INDENT).append_text(line)


def _spoken(line: Line, locale: str) -> Text:
    """Return the words of a fact after whom or what they belong to, with the remarks on them."""
    owner = line.speaker or (None if line.kind is FactKind.ARTICLE else line.label)
    text = Text()
    if owner:
        text.append_text(_text(catalogue.text(locale, "quote.speaker", speaker=owner), SPEAKER))
    text.append_text(_text(line.text))
    if line.remarks:
        remarks = catalogue.text(locale, "list.separator").join(line.remarks)
        text.append_text(_text(catalogue.text(locale, "quote.remarks", remarks=remarks), ASIDE))
    return text


def _cited(text: Text, citation: Text, width: int) -> list[Text]:
    if "\n" not in text.plain and text.cell_len + GAP + citation.cell_len <= width:
        return [text.append(" " * GAP).append_text(citation)]
    return [*wrap(text, width), *_hanging(citation, width, INDENT)]


def _citation(parts: Sequence[ShownPart], also: Sequence[ShownPart], locale: str) -> Text:
    """Return where words stand, and whether they are converted: not whether they would be where else they stand."""
    places = dict.fromkeys(_place(part.source) for part in (*parts, *also))
    sources = catalogue.text(locale, "citation.separator").join(places)
    converted = any(part.converted for part in parts)
    note = BETWEEN + catalogue.text(locale, "note.converted") if converted else ""
    return _text(f"— {sources}{note}", ASIDE)


def _place(source: Source) -> str:
    return f"{source.label} ［{source.number}］"


def _source(source: Source, width: int) -> Iterator[Text]:
    number = _text(f"［{source.number}］", ASIDE)
    column = INDENT + number.cell_len + 1
    lines = wrap(_text(source.title), max(width - column, NARROWEST))
    for aside in filter(None, (source.label, source.url)):
        lines += wrap(_text(aside, ASIDE), max(width - column, NARROWEST))
    yield from _beside(number, lines, column)


def _table(rows: Iterable[tuple[str, str]], width: int) -> Iterator[Text]:
    """Lay out pairs in two columns, or below one another where the first would take more than half of the width."""
    rows = tuple(rows)
    column = INDENT + GAP + max(cell_len(left) for left, _ in rows)
    for left, right in rows:
        if column > width // 2:
            yield from (*_hanging(_text(left), width, INDENT), *_hanging(_text(right, ASIDE), width, 2 * INDENT + GAP))
        else:
            yield from _beside(_text(left), wrap(_text(right, ASIDE), width - column), column)


def _beside(left: Text, lines: Iterable[Text], column: int) -> Iterator[Text]:
    """Yield ``lines`` from ``column`` on, the first beside ``left``."""
    margin = Text(" " * INDENT).append_text(left)
    for line in lines:
        margin.append(" " * (column - margin.cell_len))
        yield margin.append_text(line)
        margin = Text()


def _hanging(text: Text, width: int, column: int) -> list[Text]:
    return [Text(" " * column).append_text(line) for line in wrap(text, max(width - column, NARROWEST))]


def _text(text: str, style: str = "") -> Text:
    return Text(printable(text), style=style)
