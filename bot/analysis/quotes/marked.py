"""Which marked passages are quotations, and whose: by the words around them.

Most marked passages are terms, titles or irony. One is a quotation only where something says that somebody spoke.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from bot.analysis.document import PAIRS, STRAIGHT, Document
from bot.analysis.quotes.candidates import Scene, Setting
from bot.analysis.quotes.cues import REPORTING, Cue, Manner
from bot.analysis.quotes.discourse import Clause, Discourse, Heard
from bot.analysis.quotes.passages import LONGEST_TERM, WORD, Passage
from bot.analysis.quotes.referents import Subject
from bot.model import QuoteKind, Span

COLON = re.compile(r"[:︰﹕∶]\s*$")
COMMA = re.compile(r"[,，]\s*$")
ADJACENT = re.compile(r"[了过着道]?(?:是|为|要|的|,)?\s*$")
AND = re.compile(r"^\s*(?:[、,;和及与或]|以及|还有|但|又|并)*\s*$")
PAUSE = re.compile(r"\s*(?:[,。;!?…、)]|$|等|作结|的(?:言论|说法|口号|标语|呼声|观点|看法|规范|原则|名言))")
GLOSS = re.compile(r"\s*\(")
"""The bracket after a quotation that gives its original words; after a term it is as common."""
PAUSING = re.compile(r"[了过着道]?\s*[,:︰﹕]")
DASH = re.compile(r"\s*[-—─–]{1,3}\s*")
MARKS = frozenset((*PAIRS, STRAIGHT))
SHORTEST_CLAUSE = 4
SHORTEST_ALONE = 8
LABEL_LIMIT = 24
FARTHEST = 24
"""Clauses before a passage in which its cue may stand."""
REACH = 60
ATTRIBUTION_LIMIT = 30
"""Characters and Latin words after a passage within which its cue has to stand."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """Whose words a passage is, by which cue, and how surely it is a quotation (0 to 1).

    ``subject`` is None where the form of the sentence does not decide it.
    """

    kind: QuoteKind
    cue: Cue | None
    subject: Subject | None
    confidence: float
    reason: str


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The rest of a passage's sentence before it (after any passage before) and after it, folded, with the clauses.

    ``previous`` is what the passage before, in the same sentence, was taken for.
    """

    document: Document
    discourse: Discourse
    passage: Passage
    sentence: Span
    before: str
    after: str
    clauses: tuple[Clause, ...]
    previous: Attribution | None

    @property
    def opens(self) -> bool:
        """Tell whether the passage begins its sentence."""
        return not self.before.strip() and self.passage.outer.start - self.sentence.start <= len(self.before)

    @property
    def pauses(self) -> bool:
        """Tell whether the passage is set off from what follows, so that it is no part of a longer phrase."""
        if (self.passage.ended and not self.passage.paused) or PAUSE.match(self.after):
            return True
        return self.passage.verbal and GLOSS.match(self.after) is not None

    @property
    def announced_above(self) -> bool:
        """Tell whether the sentence that announces the passage ends the paragraph before."""
        return self.sentence.end <= self.document.paragraph_at(self.passage.outer.start).start

    def line_begins(self, clause: Clause) -> bool:
        """Tell whether a paragraph begins with ``clause``."""
        return self.document.paragraph_at(clause.span.start).start == clause.span.start

    def last_cue(self) -> Heard | None:
        """Return the nearest cue before the passage, with who is named before it."""
        return self.cues[-1] if self.cues else None

    def announcing_cue(self) -> Heard | None:
        """Return the cue that a colon before the passage belongs to: one close to it, else one that a comma follows.

        X透露，公司對此期望很低：「…」
        """
        close = [heard for heard in self.cues if len(self.gap(heard.cue)) <= LABEL_LIMIT // 2]
        pausing = [
            heard
            for heard in self.cues
            if heard.cue.manner in REPORTING and PAUSING.match(self.document.folded, heard.cue.span.end)
        ]
        return next(iter((close or pausing or self.cues)[-1:]), None)

    @property
    def cues(self) -> list[Heard]:
        """Return the cues before the passage, in order."""
        limit = self.passage.outer.start
        return [heard for clause in self.clauses for heard in clause.heard if heard.cue.span.end <= limit]

    @property
    def peopled(self) -> bool:
        """Tell whether anybody speaks or acts in the sentence before the passage."""
        return any(heard.subject for heard in self.cues) or any(c.subject or c.asked for c in self.clauses)

    @property
    def carried(self) -> bool:
        """Tell whether the sentences before are about anybody."""
        return self.discourse.carried(self.sentence.start) is not None

    def gap(self, cue: Cue) -> str:
        """Return what stands between ``cue`` and the passage."""
        return Span(cue.span.end, self.passage.outer.start).of(self.document.folded)


def attribute(
    setting: Setting, passages: Sequence[Passage], speaker_of: Callable[[Scene], Subject | None]
) -> tuple[Attribution | None, ...]:
    """Return for each passage whose words it is, or None for what nobody is said to have said.

    ``speaker_of`` decides where the form of the sentence does not.
    """
    found: list[Attribution | None] = []
    previous: tuple[Subject | None, int] = (None, 0)
    for index, passage in enumerate(passages):
        before = passages[index - 1] if index else None
        around = _surroundings(setting, passage, before, found[-1] if found else None)
        said = next(filter(None, (rule(around) for rule in RULES)), None) if not _is_term(around) else None
        if said is not None and said.subject is None:
            said = replace(said, subject=speaker_of(Scene.of(setting, passage.outer, around.sentence, previous)))
        if said is not None:
            previous = (said.subject, passage.outer.end)
        found.append(said)
    return tuple(found)


def _surroundings(
    setting: Setting, passage: Passage, before: Passage | None, previous: Attribution | None
) -> Surroundings:
    document, discourse = setting.document, setting.discourse
    sentence = _announcing(document, passage) or document.sentence_at(passage.outer.start)
    shares = before is not None and before.outer.end > sentence.start
    start = before.outer.end if before is not None and shares else sentence.start
    line = document.paragraph_at(passage.outer.end - 1)
    clauses = discourse.between(sentence.start, passage.outer.start)[-FARTHEST:]
    return Surroundings(
        document,
        discourse,
        passage,
        sentence,
        before=Span(start, passage.outer.start).of(document.folded),
        after=Span(passage.outer.end, max(line.end, passage.outer.end)).of(document.folded)[:REACH],
        clauses=_own(document, clauses),
        previous=previous if shares else None,
    )


def _announcing(document: Document, passage: Passage) -> Span | None:
    """Return the sentence that ends with a colon in the paragraph before one that the passage opens."""
    paragraph = document.paragraph_at(passage.outer.start)
    if paragraph.start != passage.outer.start or not COLON.search(
        document.folded, max(0, paragraph.start - 4), paragraph.start
    ):
        return None
    return document.sentence_at(paragraph.start - 1)


def _own(document: Document, clauses: tuple[Clause, ...]) -> tuple[Clause, ...]:
    """Keep what follows the last semicolon where somebody speaks or acts there: it parts two speakers."""
    for index in range(len(clauses) - 1, 0, -1):
        between = Span(clauses[index - 1].span.end, clauses[index].span.start).of(document.folded)
        if ";" in between and any(clause.subject for clause in clauses[index:]):
            return clauses[index:]
    return clauses


def _is_term(around: Surroundings) -> bool:
    """Tell whether the passage is named (稱為, 所謂) rather than said."""
    heard = around.last_cue()
    return heard is not None and heard.cue.manner is Manner.NAME and len(around.gap(heard.cue).strip()) <= 1


def _form(passage: Passage) -> QuoteKind:
    """A clause of its own is direct; what leans on the words outside the marks is partial."""
    whole = passage.uttered or (passage.verbal and passage.letters >= SHORTEST_CLAUSE)
    return QuoteKind.DIRECT if whole else QuoteKind.PARTIAL


def _after_colon(around: Surroundings) -> Attribution | None:
    """X說：「…」, X在一份聲明中就此事表示：「…」, X：「…」, and any longer words after a colon."""
    if not COLON.search(around.before):
        return None
    if around.announced_above and (found := _before_cue(around)) is not None:
        return found
    heard = around.announcing_cue()
    if heard is not None and (around.passage.uttered or heard.cue.span.start >= around.clauses[-1].span.start):
        return Attribution(QuoteKind.DIRECT, heard.cue, None, 0.97, "cue-colon")
    label = _labelling(around)
    if label is not None:
        return Attribution(QuoteKind.DIRECT, None, label, 0.95, "label")
    return Attribution(QuoteKind.DIRECT, None, None, 0.75, "colon") if around.passage.uttered else None


def _labelling(around: Surroundings) -> Subject | None:
    """Return whom the words before the colon name that are all of a short clause."""
    clause = around.clauses[-1] if around.clauses else None
    if clause is None:
        return None
    surface = clause.subject.speaker.surface if clause.subject is not None else None
    if surface is not None and surface.end == clause.span.end and len(clause.span) <= LABEL_LIMIT and around.pauses:
        return clause.subject
    return clause.label if around.passage.uttered and around.line_begins(clause) else None


def _after_cue(around: Surroundings) -> Attribution | None:
    """X稱「…」, X說，「…」."""
    heard = around.last_cue()
    if heard is None or not ADJACENT.fullmatch(around.gap(heard.cue)):
        return None
    cue = heard.cue
    kind = _form(around.passage)
    if cue.manner is Manner.JUDGE and not around.passage.ended:
        kind = QuoteKind.PARTIAL
    if not around.passage.uttered and not around.pauses:
        return None
    if cue.manner is Manner.THINK and (kind is QuoteKind.PARTIAL or not around.peopled):
        return None
    judging = heard.subject if cue.manner is Manner.JUDGE else None
    return Attribution(kind, cue, judging, 0.93, "cue-before")


def _together(around: Surroundings) -> Attribution | None:
    """「…」、「…」 and 「…」，「…」: the second is of the same speaker as the first."""
    if around.previous is None or not around.before.strip() or not AND.match(around.before):
        return None
    return Attribution(_form(around.passage), around.previous.cue, around.previous.subject, 0.85, "together")


def _before_cue(around: Surroundings) -> Attribution | None:
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
    if subject is None or cue.manner is Manner.NAME or (COLON.search(rest) and not passage.paused):
        return None
    begins = around.sentence.start == around.document.paragraph_at(around.sentence.start).start
    closes = around.document.folded[clause.span.end : clause.span.end + 1] not in (",", ";")
    if not (begins or closes or passage.paused or not around.carried):
        return None
    return Attribution(QuoteKind.DIRECT, cue, None, 0.95 if closes else 0.85, "cue-after")


def _adjoins(document: Document, passage: Passage, clause: Clause) -> bool:
    """Tell whether a clause follows in the same paragraph, or alone, on its cue, in the next (as novels set it)."""
    line, following = document.paragraph_at(passage.outer.end - 1), document.paragraph_at(clause.span.start)
    if line == following:
        return True
    rest = document.folded[clause.heard[-1].cue.span.end : following.end]
    return line == passage.outer and not rest.strip("了过着道。")


def _signed(around: Surroundings) -> Attribution | None:
    """「…」──X, on the same line or the next."""
    end = around.passage.outer.end
    dash = DASH.match(around.document.folded, end)
    if dash is None or not around.opens:
        return None
    clause = next(iter(around.discourse.between(end, dash.end() + 2)), None)
    if clause is None or clause.subject is None:
        return None
    return Attribution(QuoteKind.DIRECT, None, clause.subject, 0.9, "signed")


def _running(around: Surroundings) -> Attribution | None:
    """X表示，感到不安，「…」: reported speech that runs on in the speaker's own words."""
    passage = around.passage
    if not COMMA.search(around.before) or not around.pauses:
        return None
    heard = [heard for heard in around.cues if heard.cue.manner is not Manner.NAME]
    if heard:
        if not (passage.uttered or (passage.verbal and passage.letters >= SHORTEST_CLAUSE)):
            return None
        return Attribution(QuoteKind.DIRECT, heard[-1].cue, None, 0.88, "cue-running")
    acting = any(clause.subject for clause in around.clauses)
    if (
        passage.uttered
        and passage.letters >= SHORTEST_ALONE
        and (acting or passage.personal or passage.letters >= LONGEST_TERM)
    ):
        return Attribution(QuoteKind.DIRECT, None, None, 0.7, "running")
    return None


def _fragment(around: Surroundings) -> Attribution | None:
    """X表示，公司正在「…」; X形容情況「…」; 被X評價為「…」."""
    heard = around.last_cue()
    if heard is None or not around.pauses:
        return None
    cue = heard.cue
    passage = around.passage
    gap = around.gap(cue)
    if cue.manner is Manner.JUDGE and len(gap) <= LABEL_LIMIT:
        return Attribution(QuoteKind.PARTIAL, cue, heard.subject, 0.85, "judged")
    if passage.uttered:
        return Attribution(QuoteKind.DIRECT, cue, None, 0.8, "cue-embedding")
    if passage.verbal and passage.letters > SHORTEST_CLAUSE and any(h.cue.manner in REPORTING for h in around.cues):
        return Attribution(QuoteKind.PARTIAL, cue, None, 0.7, "fragment")
    return None


def _alone(around: Surroundings) -> Attribution | None:
    """A sentence in marks after one about its speaker."""
    passage = around.passage
    shortest = SHORTEST_CLAUSE if passage.ended else SHORTEST_ALONE
    if not around.opens or not passage.uttered or passage.letters < shortest:
        return None
    if not around.carried or (around.sentence.end > passage.outer.end and not around.pauses):
        return None
    return Attribution(QuoteKind.DIRECT, None, None, 0.8, "carried")


RULES = (_after_colon, _after_cue, _together, _before_cue, _signed, _running, _fragment, _alone)
"""The first that recognises a passage decides."""
