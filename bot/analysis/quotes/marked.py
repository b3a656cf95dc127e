"""Which marked passages are quotations, and whose: by the words around them.

Most marked passages are terms, titles or irony. How a passage hangs on the words around it says by which cue and whose
it would be; ``evidence`` weighs whether it is anybody's.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.analysis.document import PAIRS, STRAIGHT, Document
from bot.analysis.quotes.candidates import Scene, Setting
from bot.analysis.quotes.cues import Cue, Manner
from bot.analysis.quotes.discourse import Clause
from bot.analysis.quotes.evidence import Evidence
from bot.analysis.quotes.passages import WORD, Passage
from bot.analysis.quotes.referents import Subject
from bot.analysis.quotes.surroundings import COLON, Surroundings, look_around
from bot.model import QuoteKind, Span

COMMA = re.compile(r",\s*$")
ADJACENT = re.compile(r"[了过着道]?(?:是|为|要|的|,)?\s*$")
DASH = re.compile(r"\s*[-—─–]{1,3}\s*")
MARKS = frozenset((*PAIRS, STRAIGHT))
SHORTEST_ALONE = 8
LABEL_LIMIT = 24
ATTRIBUTION_LIMIT = 40
"""Characters and Latin words after a passage within which its cue has to stand."""
LEAST_QUOTED = 0.6
"""Between 0.5 and it half are nobody's words; in cross-validation F1 is the same."""
EVEN = 0.5


@dataclass(frozen=True, slots=True)
class Attribution:
    """Whose words a passage is, by which cue, and how surely it is a quotation (0 to 1)."""

    kind: QuoteKind
    cue: Cue | None
    subject: Subject | None
    confidence: float
    reason: str


@dataclass(frozen=True, slots=True)
class Tie:
    """How a passage hangs on the words around it; ``subject`` is None where the form of the sentence does not tell."""

    reason: str
    cue: Cue | None = None
    subject: Subject | None = None


def attribute(
    setting: Setting,
    passages: Sequence[Passage],
    evidence: Evidence,
    speaker_of: Callable[[Scene], Subject | None],
) -> tuple[Attribution | None, ...]:
    """Return for each passage whose words it is, or None for what nobody is said to have said.

    ``speaker_of`` decides where the form of the sentence does not.
    """
    surroundings = look_around(setting.document, setting.discourse, passages)
    ties = [tie_of(around) for around in surroundings]
    chances = evidence.weigh(surroundings, [tie.reason for tie in ties])
    found: list[Attribution | None] = []
    previous: tuple[Subject | None, int] = (None, 0)
    for around, tie, chance in zip(surroundings, ties, chances, strict=True):
        if chance.quoted < LEAST_QUOTED:
            found.append(None)
            continue
        first = found[-1] if found and tie.reason == "together" else None
        outer = around.passage.outer
        subject = tie.subject or (first.subject if first is not None else None)
        if subject is None:
            subject = speaker_of(Scene.of(setting, outer, around.sentence, previous))
        previous = (subject, outer.end)
        whole = chance.whole >= EVEN and not _leans(around.passage, tie)
        kind = QuoteKind.DIRECT if whole else QuoteKind.PARTIAL
        found.append(Attribution(kind, first.cue if first is not None else tie.cue, subject, chance.quoted, tie.reason))
    return tuple(found)


def _leans(passage: Passage, tie: Tie) -> bool:
    """Tell whether the words are part of the clause around them (評價為「…的先驅」, 公司正在「討論…」)."""
    if tie.cue is not None and tie.cue.manner is Manner.JUDGE:
        return not passage.ended
    return tie.reason == "cue-embedding" and not passage.uttered


def tie_of(around: Surroundings) -> Tie:
    """Return how a passage hangs on its surroundings: by the first of the ways that fits, else on those before."""
    return next(filter(None, (way(around) for way in WAYS)), Tie("carried"))


def _after_colon(around: Surroundings) -> Tie | None:
    """X說：「…」, X在一份聲明中就此事表示：「…」, X：「…」, and any longer words after a colon."""
    if not COLON.search(around.before):
        return None
    if around.announced_above and (found := _before_cue(around)) is not None:
        return found
    heard = around.announcing_cue()
    if heard is not None and (around.passage.uttered or heard.cue.span.start >= around.clauses[-1].span.start):
        return Tie("cue-colon", heard.cue)
    label = _labelling(around)
    return Tie("label", None, label) if label is not None else Tie("colon")


def _labelling(around: Surroundings) -> Subject | None:
    """Return whom the words before the colon name that are all of a short clause."""
    clause = around.clauses[-1] if around.clauses else None
    if clause is None:
        return None
    surface = clause.subject.speaker.surface if clause.subject is not None else None
    if surface is not None and surface.end == clause.span.end and len(clause.span) <= LABEL_LIMIT:
        return clause.subject
    return clause.label if around.line_begins(clause) else None


def _after_cue(around: Surroundings) -> Tie | None:
    """X稱「…」, X說，「…」."""
    heard = around.last_cue
    if heard is None or not ADJACENT.fullmatch(around.gap(heard.cue)):
        return None
    return Tie("cue-before", heard.cue, heard.subject if heard.cue.manner is Manner.JUDGE else None)


def _together(around: Surroundings) -> Tie | None:
    """「…」、「…」 and 「…」，「…」: the second is of the same speaker as the first."""
    return Tie("together") if around.listed and around.before.strip() else None


def _before_cue(around: Surroundings) -> Tie | None:
    """「…，」X說."""
    passage = around.passage
    if not (around.opens or around.announced_above) or not (passage.ended or passage.letters >= SHORTEST_ALONE):
        return None
    end = passage.outer.end
    clause = next(iter(around.discourse.between(end, end + 3)), None)
    if clause is None or not clause.heard or not _adjoins(around.document, passage, clause):
        return None
    cue, subject = clause.heard[0].cue, clause.heard[0].subject
    if len(WORD.findall(around.document.folded, end, cue.span.end)) > ATTRIBUTION_LIMIT:
        return None
    rest = Span(clause.heard[-1].cue.span.end, clause.span.end + 1).of(around.document.folded)
    if cue.manner is Manner.NAME or (COLON.search(rest) and not passage.paused):
        return None
    if around.document.folded[clause.span.end : clause.span.end + 1] in ("。", "\n", ""):
        return Tie("cue-after", cue)
    begins = around.sentence.start == around.document.paragraph_at(around.sentence.start).start
    free = begins or passage.paused or not around.carried
    return Tie("cue-after", cue) if subject is not None and free else None


def _adjoins(document: Document, passage: Passage, clause: Clause) -> bool:
    """Tell whether a clause follows in the same paragraph, or alone, on its cue, in the next (as novels set it)."""
    line, following = document.paragraph_at(passage.outer.end - 1), document.paragraph_at(clause.span.start)
    if line == following:
        return True
    rest = document.folded[clause.heard[-1].cue.span.end : following.end]
    return line == passage.outer and not rest.strip("了过着道。")


def _signed(around: Surroundings) -> Tie | None:
    """「…」──X, on the same line or the next."""
    end = around.passage.outer.end
    dash = DASH.match(around.document.folded, end)
    if dash is None or not around.opens:
        return None
    clause = next(iter(around.discourse.between(end, dash.end() + 2)), None)
    return Tie("signed", None, clause.subject) if clause is not None and clause.subject is not None else None


def _running(around: Surroundings) -> Tie | None:
    """X表示，感到不安，「…」: reported speech that runs on in the speaker's own words."""
    if not COMMA.search(around.before):
        return None
    heard = [heard for heard in around.cues if heard.cue.manner is not Manner.NAME]
    return Tie("cue-running", heard[-1].cue) if heard else Tie("running")


def _embedded(around: Surroundings) -> Tie | None:
    """X表示，公司正在「…」; X形容情況「…」; 被X評價為「…」."""
    heard = around.last_cue
    if heard is None:
        return None
    if heard.cue.manner is Manner.JUDGE and len(around.gap(heard.cue)) <= LABEL_LIMIT:
        return Tie("judged", heard.cue, heard.subject)
    return Tie("cue-embedding", heard.cue)


WAYS = (_after_colon, _after_cue, _together, _before_cue, _signed, _running, _embedded)
