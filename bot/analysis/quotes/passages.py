"""Passages between quotation marks that may be someone's words, and what their form says about that."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.analysis.document import CLOSING, PAIRS, STRAIGHT, Document, Marked
from bot.analysis.tagger import Token
from bot.model import Span

ENDS = frozenset("。!?…~～,")
INNER = re.compile(r"[,。!?;…]")
PERSONAL = re.compile(r"我|你|您|咱|俺|哋")
WORD = re.compile(r"[a-z0-9]+|[^\W_]")
VERBS = ("v", "vd", "vn", "a", "ad")
SHORTEST_CLAUSES = 8
SHORTEST_PERSONAL = 6
LONGEST_TERM = 18
"""Letters from which a passage that holds a verb is no term."""
LONGEST_RUN = 40
"""Paragraphs that one quotation may run over."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Marked words: ``outer`` from the first opening mark to the last closing one, ``parts`` without the marks.

    ``text`` is all of the parts, folded; ``letters`` counts its characters and Latin words, ``verbs`` its verbs and
    adjectives.
    """

    outer: Span
    parts: tuple[Span, ...]
    text: str
    letters: int
    verbs: int

    @property
    def ended(self) -> bool:
        """Tell whether the words end with a mark of their own."""
        return self.text[-1:] in ENDS

    @property
    def paused(self) -> bool:
        """Tell whether they end with a comma."""
        return self.text[-1:] == ","

    @property
    def uttered(self) -> bool:
        """Tell whether the form alone is that of something said rather than of a term."""
        return (
            self.ended
            or (self.letters >= SHORTEST_CLAUSES and INNER.search(self.text[:-1]) is not None)
            or (self.letters >= SHORTEST_PERSONAL and PERSONAL.search(self.text) is not None)
            or (self.letters >= LONGEST_TERM and self.verbs > 0)
        )


def find_passages(document: Document, tokens: Sequence[Token]) -> tuple[Passage, ...]:
    """Return the outermost marked passages; one that runs over paragraphs, each opening with a mark, is one."""
    outermost = [marked for marked in document.marked if marked.depth == 0 and marked.inner.of(document.body).strip()]
    verbs = [token.span.start for token in tokens if token.tag in VERBS]
    passages: list[Passage] = []
    index = 0
    while index < len(outermost):
        run = [outermost[index]]
        while (
            not run[-1].closed
            and index + len(run) < len(outermost)
            and len(run) < LONGEST_RUN
            and _continues(document, run[-1], outermost[index + len(run)])
        ):
            run.append(outermost[index + len(run)])
        index += len(run)
        passages.append(_passage(document, run, verbs))
    return tuple(passage for passage in passages if passage.letters)


def _continues(document: Document, before: Marked, after: Marked) -> bool:
    """Tell whether ``after`` opens the paragraph that follows the one ``before`` leaves open, with the same mark."""
    return (
        document.body[before.outer.start] == document.body[after.outer.start]
        and not document.body[before.outer.end : after.outer.start].strip()
    )


def _passage(document: Document, run: Sequence[Marked], verbs: Sequence[int]) -> Passage:
    parts = tuple(_trimmed(document, marked) for marked in run)
    end = run[-1].outer.end
    if not run[-1].closed and (stray := _stray_closing(document, run[-1].inner)) is not None:
        parts = (*parts[:-1], Span(parts[-1].start, stray))
        end = stray + 1
    elif not run[-1].closed:
        tail = _unopened(document, end, document.body[run[-1].outer.start])
        if tail is not None:
            parts = (*parts, tail)
            end = tail.end + 1
    parts = tuple(part for part in parts if part.of(document.body).strip())
    text = "".join(part.of(document.folded) for part in parts).strip()
    return Passage(
        outer=Span(run[0].outer.start, end),
        parts=parts,
        text=text,
        letters=len(WORD.findall(text)),
        verbs=bisect_left(verbs, end) - bisect_left(verbs, run[0].inner.start),
    )


def _trimmed(document: Document, marked: Marked) -> Span:
    """Leave out space."""
    text = marked.inner.of(document.body)
    lead = len(text) - len(text.lstrip())
    return Span(marked.inner.start + lead, marked.inner.start + len(text.rstrip()))


def _stray_closing(document: Document, inner: Span) -> int | None:
    """Return the first closing mark that matches nothing opened within ``inner`` ("…”)."""
    depth = 0
    for offset in range(inner.start, inner.end):
        if document.body[offset] in PAIRS:
            depth += 1
        elif document.body[offset] in CLOSING:
            if depth == 0:
                return offset
            depth -= 1
    return None


def _unopened(document: Document, offset: int, opening: str) -> Span | None:
    """Return the next paragraph where it ends with the closing mark that ``opening`` still lacks."""
    following = next(_paragraphs_from(document, offset), None)
    if following is None:
        return None
    text = following.of(document.body)
    closing = PAIRS.get(opening, STRAIGHT)
    unopened = text.endswith(closing) and text.count(closing) > text.count(opening)
    return Span(following.start, following.end - 1) if unopened else None


def _paragraphs_from(document: Document, offset: int) -> Iterator[Span]:
    index = bisect_left(document.paragraphs, offset, key=lambda paragraph: paragraph.start)
    yield from document.paragraphs[index : index + 1]
