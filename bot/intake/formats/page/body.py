"""Which of a page's lines are the article's.

Prose counts for a line, links and fragments against it. The element whose lines come to most holds the article, and
the run of them that comes to most is its text: Finn, Kushmerick and Smyth's body text extraction (2001), which looks
for the stretch with many words and few tags, within the best subtree. Where most of its prose stands, all does.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from lxml.html import HtmlElement

from bot.analysis.script import fold
from bot.intake.formats import masthead
from bot.intake.formats.page import furniture
from bot.intake.formats.page.lines import Line, Place
from bot.intake.formats.publication import DAY

MARK = re.compile(r"[，。！？；、“”「」『』…,!?;]")
SHORTEST_CHARS = 10
"""Shorter lines are no evidence of prose: menus have marks too."""
AGAINST = 10
"""Characters that a line which is no prose counts against the article; a link counts as two."""
MUCH = 1 / 3
"""Least share, of the prose in the place with most of it, that another place of the article has."""
NEAR = 12
"""Lines that may stand between a headline and its text, or after it: date, writers, buttons."""
DATELINE = re.compile(rf"[^，。！？；]{{0,30}}{DAY}[^，。！？；]{{0,60}}\Z")
LAYOUT = frozenset({"article", "body", "center", "div", "header", "main", "section"})
"""Elements that say nothing of what is in them."""


@dataclass(frozen=True, slots=True)
class Body:
    """The lines of an article without its headline, and what stands close ``before`` and ``after``: date, writers."""

    lines: Sequence[Line]
    before: Sequence[str]
    after: Sequence[str]


def body_of(root: HtmlElement, lines: Sequence[Line], title: str) -> Body:
    """Choose the article's lines, in their order; none where no line of the page is prose."""
    weights = [_weight(line) for line in lines]
    inside = _members(root, lines, weights)
    run = _best_run([weights[number] for number in inside])
    if not run:
        return Body([], [], [])
    peers = _places([lines[number] for number in inside[run.start : run.stop]])
    chosen = _extended(lines, _with_all_prose(lines, weights, inside, run, peers), peers)
    leads = _leads(lines, chosen, title)
    first = chosen.start + _head_lines(lines[chosen.start : chosen.stop], title, peers)
    text = furniture.before_end(lines[first : chosen.stop], _last_prose(lines[first : chosen.stop], peers[0]))
    kept: list[Line] = list(leads)
    dropped: list[Line] = []
    for line in text:
        is_kept = not furniture.is_furniture(line) and (line.place in peers or not _is_apart(line))
        (kept if is_kept else dropped).append(line)
    after = first + len(text)
    return Body(
        kept,
        before=[line.text for line in lines[max(0, first - NEAR) : first] if line not in leads],
        after=[line.text for line in (*lines[after : after + NEAR], *dropped)],
    )


def _weight(line: Line) -> int:
    if line.is_link:
        return -2 * AGAINST
    own_chars = len(line.text) - line.linked_chars
    return own_chars if own_chars >= SHORTEST_CHARS and MARK.search(line.text) else -AGAINST


def _members(root: HtmlElement, lines: Sequence[Line], weights: Sequence[int]) -> list[int]:
    """Return the numbers of the lines in the element that comes to most, the innermost of equals."""
    totals: dict[HtmlElement, int] = dict.fromkeys(root.iter(), 0)
    for line, weight in zip(lines, weights, strict=True):
        totals[line.block] += weight
    for element in reversed(totals):
        parent = element.getparent()
        if parent is not None:
            totals[parent] += totals[element]
    best = max(reversed(totals), key=lambda element: totals[element])
    inside = set(best.iter())
    return [number for number, line in enumerate(lines) if line.block in inside]


def _best_run(weights: Sequence[int]) -> range:
    """Return the range with the largest sum; an empty one where no weight is positive."""
    best = total = start = 0
    run = range(0)
    for number, weight in enumerate(weights):
        if total <= 0:
            total, start = 0, number
        total += weight
        if total > best:
            best, run = total, range(start, number + 1)
    return run


def _places(lines: Sequence[Line]) -> list[Place]:
    """Return where the prose stands: the place with most of it first, and others with much."""
    chars: Counter[Place] = Counter()
    for line in lines:
        chars[line.place] += max(0, _weight(line))
    most = max(chars.values())
    return [place for place, count in chars.most_common() if count >= MUCH * most]


def _with_all_prose(
    lines: Sequence[Line], weights: Sequence[int], inside: Sequence[int], run: range, peers: Sequence[Place]
) -> range:
    """Return the lines from the first to the last that are in the run or prose where its prose stands."""
    prose = [number for number in inside if weights[number] > 0 and lines[number].place in peers]
    return range(min(inside[run.start], prose[0]), max(inside[run.stop - 1], prose[-1]) + 1)


def _extended(lines: Sequence[Line], chosen: range, peers: Sequence[Place]) -> range:
    """Return ``chosen`` with the lines next to it that stand where its prose does: short ones at the edges."""
    start, stop = chosen.start, chosen.stop
    while start > 0 and lines[start - 1].place in peers and not lines[start - 1].is_link:
        start -= 1
    while stop < len(lines) and lines[stop].place in peers and not lines[stop].is_link:
        stop += 1
    return range(start, stop)


def _leads(lines: Sequence[Line], chosen: range, title: str) -> list[Line]:
    """Return the prose that stands apart between the headline and the text."""
    headline = furniture.key(title)
    start = max(0, chosen.start - NEAR)
    near = lines[start : chosen.start]
    headlines = [number for number, line in enumerate(near) if furniture.key(line.text) == headline]
    below = near[headlines[-1] + 1 :] if headlines else []
    prose = [line for line in below if _weight(line) > 0 and not _dates(line)]
    return [line for line in prose if not furniture.is_furniture(line) and not _is_apart(line)]


def _head_lines(lines: Sequence[Line], title: str, peers: Sequence[Place]) -> int:
    """Return how many lines stand before the text: those to the headline, and dates, names, buttons after it."""
    headline = furniture.key(title)
    headlines = [number for number, line in enumerate(lines[:NEAR], start=1) if furniture.key(line.text) == headline]
    count = headlines[-1] if headlines else 0
    return count + sum(1 for _ in takewhile(lambda line: _is_of_head(line, peers), lines[count:]))


def _is_of_head(line: Line, peers: Sequence[Place]) -> bool:
    is_fragment = _weight(line) < 0 and line.place not in peers
    return is_fragment or _dates(line) or masthead.read(line.text) is not None


def _dates(line: Line) -> bool:
    """Tell a line that is about a day, and what there is beside it short."""
    return DATELINE.match(fold(line.text)) is not None


def _last_prose(lines: Sequence[Line], main: Place) -> int:
    """Return how many lines there are up to the last prose in the main place."""
    return max(
        (count for count, line in enumerate(lines, start=1) if line.place == main and _weight(line) > 0), default=0
    )


def _is_apart(line: Line) -> bool:
    """Tell a line beside the prose that is a fragment without a meaning of its own, a caption or a call."""
    is_fragment = _weight(line) < 0 and line.block.tag in LAYOUT
    return is_fragment or furniture.is_caption_or_call(line)
