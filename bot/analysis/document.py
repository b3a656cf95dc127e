"""A body laid out for the finders: paragraphs, sentences and marked passages, over a folded copy.

Finders match on ``Document.folded`` and return spans, which hold for ``Document.body`` too.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.analysis.script import fold
from bot.model import Span

PAIRS = {"“": "”", "「": "」", "『": "』", "‘": "’", "﹁": "﹂", "﹃": "﹄", "〝": "〞"}
CLOSING = {closing: opening for opening, closing in PAIRS.items()} | {"〟": "〝"}
STRAIGHT = '"'
PARAGRAPH = re.compile(r"[^\s][^\n]*")
TERMINAL = "。！？!?…｡"
TRAILING = '”」』’﹂﹄〞〟")）】》'
DEEPEST = 8
"""Marks nested deeper than this are not paired: no text means it, and the cost stays linear."""
MARK = re.compile(f"[{''.join({STRAIGHT, *PAIRS, *CLOSING})}]")
STOP = re.compile(f"[{re.escape(TERMINAL)}]")
SENTENCE_END = re.compile(f"[{re.escape(TERMINAL + TRAILING)}]")
COLONS = frozenset(":：︰﹕∶")
PAUSES = frozenset(",，" + TERMINAL)
MOST_MENDED = 4
"""Marks of a paragraph that are mended: more are no slips, and the cost stays linear."""
WIDEST_BREAK = 8
"""Characters of the space between two paragraphs."""
LATIN = re.compile(r"[A-Za-z]")


@dataclass(frozen=True, slots=True)
class Marked:
    """A passage between quotation marks: ``outer`` with its marks, ``inner`` without; ``depth`` 0 is outermost.

    A passage that its paragraph leaves open ends with the paragraph and has ``closed`` False: news repeats the opening
    mark at each paragraph of a long quotation and closes only the last.
    """

    outer: Span
    inner: Span
    depth: int
    closed: bool


@dataclass(frozen=True, slots=True)
class Document:
    """A body and its layout; every sequence is in the order of the body.

    ``paragraphs`` are the lines that hold text, without surrounding space; ``sentences`` lie within paragraphs and are
    not broken inside quotation marks; ``marked`` lists nested passages after the one that holds them; ``quoted`` are
    the paragraphs that are set off as quotations.
    """

    body: str
    folded: str
    paragraphs: tuple[Span, ...]
    sentences: tuple[Span, ...]
    marked: tuple[Marked, ...]
    quoted: frozenset[Span] = frozenset()

    @classmethod
    def of(cls, body: str, quoted: Iterable[Span] = ()) -> "Document":
        """Lay out ``body``, of which ``quoted`` are the paragraphs that are set off as quotations."""
        paragraphs = tuple(Span(m.start(), m.start() + len(m.group().rstrip())) for m in PARAGRAPH.finditer(body))
        marked: list[Marked] = []
        sentences: list[Span] = []
        for paragraph in paragraphs:
            passages = _marked(body, paragraph)
            marked += passages
            sentences += _sentences(body, paragraph, passages)
        return cls(body, fold(body), paragraphs, tuple(sentences), tuple(marked), frozenset(quoted))

    def sentence_at(self, offset: int) -> Span:
        """Return the sentence that holds ``offset``, or the last one before it.

        Raises:
            IndexError: the body holds no text at or before ``offset``.
        """
        return _last_from(self.sentences, offset)

    def paragraph_at(self, offset: int) -> Span:
        """Return the paragraph that holds ``offset``, or the last one before it.

        Raises:
            IndexError: the body holds no text at or before ``offset``.
        """
        return _last_from(self.paragraphs, offset)


def _last_from(spans: tuple[Span, ...], offset: int) -> Span:
    index = bisect_right(spans, offset, key=lambda span: span.start) - 1
    if index < 0:
        raise IndexError(offset)
    return spans[index]


def _marked(body: str, paragraph: Span) -> list[Marked]:
    """Pair the quotation marks of one paragraph."""
    marks = [mark.start() for mark in MARK.finditer(body, paragraph.start, paragraph.end)]
    found, unclosed = _paired(body, marks)
    slips: list[Marked] = []
    for _ in range(MOST_MENDED):
        mended = _mended(body, marks, unclosed, paragraph.end) if unclosed else None
        if mended is None:
            break
        marks, cut = mended
        slips += [Marked(cut, Span(cut.start + 1, cut.end - (cut.end - 1 in marks)), 0, closed=True)] if cut else []
        marks = [offset for offset in marks if cut is None or not cut.start <= offset < cut.end]
        found, unclosed = _paired(body, marks)
    left_open = [
        Marked(Span(start, paragraph.end), Span(start + 1, paragraph.end), depth, closed=False)
        for depth, start in enumerate(unclosed)
    ]
    return sorted([*slips, *found, *left_open], key=lambda m: (m.outer.start, -m.outer.end))


def _mended(body: str, marks: list[int], unclosed: Sequence[int], end: int) -> tuple[list[int], Span | None] | None:
    """Mend the outermost mark that stays open though its like opens after it, None where there is no such slip.

    Returned are the marks without one too many, or those as they are and the passage that lacks its closing mark: up
    to a second opening mark that stands for one, else to the end of its sentence.
    """
    start = unclosed[0]
    again = next((offset for offset in marks if offset > start and body[offset] == body[start]), None)
    if again is None or body[start] == STRAIGHT:
        return None
    lead = body[start + 1 : again].rstrip()
    if lead[-1:] in COLONS:  # “X說：“…”
        return [offset for offset in marks if offset != start], None
    if body[end : end + WIDEST_BREAK].lstrip()[:1] == body[start]:
        return None  # It goes on in the next paragraph.
    if again in unclosed and lead[-1:] in PAUSES:  # “…，“X說。
        return marks, Span(start, again + 1)
    sentence_end = STOP.search(body, start + 1, again)
    if sentence_end is None:  # “…“…”
        return [offset for offset in marks if offset != again], None
    return marks, Span(start, sentence_end.end())


def _paired(body: str, marks: Sequence[int]) -> tuple[list[Marked], list[int]]:
    """Return the passages between ``marks``, and which of these stay open, outermost first.

    A closing mark also closes what was left open inside it.
    """
    stack: list[int] = []
    found: list[Marked] = []
    for offset in marks:
        character = body[offset]
        if character in PAIRS or (character == STRAIGHT and all(body[start] != STRAIGHT for start in stack)):
            if len(stack) < DEEPEST:
                stack.append(offset)
            continue
        opening = STRAIGHT if character == STRAIGHT else CLOSING.get(character)
        if opening is None or _is_apostrophe(body, offset):
            continue
        position = next((i for i in range(len(stack) - 1, -1, -1) if body[stack[i]] == opening), None)
        if position is None:
            continue
        start = stack[position]
        del stack[position:]
        found.append(Marked(Span(start, offset + 1), Span(start + 1, offset), position, closed=True))
    return found, stack


def _is_apostrophe(body: str, offset: int) -> bool:
    """Tell whether the mark stands inside a Latin word (don’t)."""
    return (
        body[offset] == "’"
        and bool(LATIN.match(body[offset - 1 : offset]))
        and bool(LATIN.match(body[offset + 1 : offset + 2]))
    )


def _sentences(body: str, paragraph: Span, marked: list[Marked]) -> Iterator[Span]:
    """Cut one paragraph after terminal punctuation that no passage holds inside it."""
    inside = {
        offset for passage in marked if passage.depth == 0 for offset in range(passage.inner.start, passage.inner.end)
    }
    start = offset = paragraph.start
    while found := SENTENCE_END.search(body, offset, paragraph.end):
        ends = found.group() in TERMINAL or (
            found.start() > start and found.start() - 1 in inside and body[found.start() - 1] in TERMINAL
        )
        offset = found.end()
        if not ends or found.start() in inside:
            continue
        while offset < paragraph.end and body[offset] in TERMINAL + TRAILING and offset not in inside:
            offset += 1
        yield Span(start, offset)
        while offset < paragraph.end and body[offset].isspace():
            offset += 1
        start = offset
    if start < paragraph.end:
        yield Span(start, paragraph.end)
