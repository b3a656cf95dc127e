"""Who speaks where: clauses with their cues and subjects, and whom a pronoun or a missing subject carries on."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from bot.analysis.document import Document
from bot.analysis.quotes.cues import Cue, Manner
from bot.analysis.quotes.phrases import PRONOUNS, Phrase, PhraseKind, PhraseReader, lettered
from bot.analysis.quotes.referents import Referents, Subject
from bot.analysis.quotes.words import Word
from bot.analysis.spans import holder
from bot.model import Span, Speaker, SpeakerType

BREAK = re.compile(r"[,;:︰﹕∶。!?…\n—─]")
AGENTS = frozenset("被遭获由")
COMPANY = frozenset("和同与跟")
"""Prepositions of company, which the tagger also sees inside names of organizations."""
PREPOSITIONS = frozenset("被 遭 获 由 对 向 给 为 替 于 在 从 把 将 关于 对于 针对 至于 就 除 比 按 因 因为".split())
CREDIT = re.compile(r"(?:摄|图|制图|供图|摄影)\s*$")
"""How a picture's credit ends: who took it says nothing."""
HEADING = re.compile(r"#{1,6}\s[^。\n]{0,60}$", re.MULTILINE)
WIDEST_GAP = 4
"""Characters (又, 隨即) between a phrase of unknown kind and the cue that makes it a speaker."""
MOST_CUES = 30
"""Of one clause: more are no text, and the cost stays linear."""


@dataclass(frozen=True, slots=True)
class Heard:
    """A cue in its place and who speaks by it, None where its clause names nobody."""

    cue: Cue
    subject: Subject | None


@dataclass(frozen=True, slots=True)
class Named:
    """A phrase in its place and whom it denotes there; ``words`` is the speaker whom its own words name.

    The two differ where a role or document stands for somebody spoken of before (同學, 聲明).
    """

    phrase: Phrase
    subject: Subject
    words: Subject


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch between commas or stronger marks; ``sentence`` is the start of its sentence.

    ``subject`` is who acts in it, ``asked`` whom a reporter asks or a medium cites, who speaks next, ``label`` what all
    its words name, ``named`` all who are named in it, in order.
    """

    span: Span
    sentence: int
    subject: Subject | None = None
    heard: tuple[Heard, ...] = ()
    asked: Subject | None = None
    label: Subject | None = None
    named: tuple[Named, ...] = ()

    @property
    def speaking(self) -> Subject | None:
        """Return who speaks last in it, other than a medium that cites."""
        found = (h.subject for h in reversed(self.heard) if h.subject is not None and h.cue.manner is not Manner.CITE)
        return next(found, None)


@dataclass(frozen=True, slots=True)
class Discourse:
    """The clauses of a document in order; ``focus`` is whom the text is about after each."""

    clauses: tuple[Clause, ...]
    starts: tuple[int, ...]
    focus: tuple[Subject | None, ...]

    def between(self, start: int, end: int) -> tuple[Clause, ...]:
        """Return the clauses that begin in the half-open range."""
        return self.clauses[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

    def carried(self, offset: int) -> Subject | None:
        """Return whom the text before ``offset`` is about."""
        index = bisect_left(self.starts, offset) - 1
        return self.focus[index] if index >= 0 else None


@dataclass(slots=True)
class DiscourseReader:
    """Reads one document left to right.

    ``hidden`` are its quotations and brackets; those among them that are ``uttered`` part clauses, the others belong
    to the phrases around them.
    """

    document: Document
    words: Sequence[Word]
    cues: Sequence[Cue]
    phrases: PhraseReader
    hidden: Sequence[Span]
    uttered: Sequence[Span]
    referents: Referents = field(init=False)

    def __post_init__(self) -> None:
        roles = self.phrases.appositions(self.document.folded, self.words)
        self.referents = Referents(self.document, roles, self.phrases.offices)
        self.referents.short |= _bearers(self.words)
        for phrase in lettered(self.document.body, self.words):
            self.referents.short[phrase.span.of(self.document.body)[-1]] = self.referents.named(phrase)

    def read(self) -> Discourse:
        """Return the clauses and whom they are about."""
        clauses: list[Clause] = []
        focus: list[Subject | None] = []
        word_starts = [word.span.start for word in self.words]
        cue_starts = [cue.span.start for cue in self.cues]
        reported = acted = -1
        for sentence, span in self._spans():
            clause = self._clause(
                Clause(span, sentence),
                self.words[bisect_left(word_starts, span.start) : bisect_left(word_starts, span.end)],
                self.cues[bisect_left(cue_starts, span.start) : bisect_left(cue_starts, span.end)],
            )
            if HEADING.match(self.document.folded, self.document.paragraph_at(span.start).start):
                clauses.append(clause)
                focus.append(focus[-1] if focus else None)
                continue
            speaking = clause.speaking if reported != sentence or self._pauses(clause) else None
            if acted == sentence and speaking is not None and speaking.speaker.id is None and _only_thinks(clause):
                speaking = None  # 王明遠…，讓居民感到…
            # What a reported clause is about is not what the text is about.
            leading = clause.asked or speaking or (clause.subject if sentence not in (reported, acted) else None)
            if clause.subject is not None and clause.subject.speaker.id is not None:
                acted = sentence
            if speaking is not None:
                reported = sentence
            if leading is not None and not (leading is clause.subject and self.referents.is_passing(leading)):
                self.referents.take(leading)
            clauses.append(clause)
            focus.append(leading or (focus[-1] if focus else None))
        return Discourse(tuple(clauses), tuple(clause.span.start for clause in clauses), tuple(focus))

    def _pauses(self, clause: Clause) -> bool:
        """Tell whether a clause ends on its cue (Y說，), as one does that reports rather than is reported."""
        return bool(clause.heard) and clause.heard[-1].cue.span.end >= clause.span.end - 1

    def _spans(self) -> Iterator[tuple[int, Span]]:
        """Yield each clause with the start of its sentence; marks inside ``hidden`` break nothing."""
        for sentence in self.document.sentences:
            breaks = [
                Span(found.start(), found.end())
                for found in BREAK.finditer(self.document.folded, sentence.start, sentence.end)
                if holder(self.hidden, found.start()) is None
            ]
            first = bisect_left(self.uttered, Span(sentence.start, 0))
            last = bisect_left(self.uttered, Span(sentence.end, 0))
            start = sentence.start
            for gap in (*sorted([*breaks, *self.uttered[first:last]]), Span(sentence.end, sentence.end)):
                if gap.start > start:
                    yield sentence.start, Span(start, gap.start)
                start = max(start, gap.end)

    def _clause(self, empty: Clause, words: Sequence[Word], cues: Sequence[Cue]) -> Clause:
        if CREDIT.search(empty.span.of(self.document.folded)):
            return empty
        phrases = list(self.phrases.read(self.document.folded, words))
        heard: list[Heard] = []
        asked: Subject | None = None
        start = empty.span.start
        for cue in cues[:MOST_CUES]:
            if holder(self.hidden, cue.span.start) is not None:
                continue
            before = [phrase for phrase in phrases if start <= phrase.span.start < cue.span.start]
            after = [phrase for phrase in phrases if phrase.span.start >= cue.span.end]
            speaker = self._speaker(before, cue)
            if speaker is None and self._resumes(empty.span, cue) and len(after) == 1 == len(phrases):
                speaker = self._first(after)  # 「…，」補充道X。
            elif _hands_over(cue, speaker):
                asked = self._first(after[:1])
            heard.append(Heard(cue, speaker))
            start = cue.span.end
        return Clause(
            empty.span,
            empty.sentence,
            self._acting(phrases),
            tuple(heard),
            asked,
            self._label(empty.span, phrases),
            tuple(self._named(phrases)),
        )

    def _named(self, phrases: Iterable[Phrase]) -> Iterator[Named]:
        for phrase in phrases:
            subject = self.referents.of(phrase)
            if subject is None and phrase.kind is PhraseKind.OTHER:
                subject = self.referents.named(phrase)
            if subject is not None:
                stands = phrase.person is None and phrase.kind not in PRONOUNS
                yield Named(phrase, subject, self.referents.named(phrase) if stands else subject)

    def _resumes(self, clause: Span, cue: Cue) -> bool:
        """Tell whether ``clause`` begins with ``cue`` right after something said."""
        index = bisect_right(self.uttered, clause.start, key=lambda said: said.end) - 1
        if index < 0 or cue.span.start != clause.start:
            return False
        end = self.uttered[index].end
        return clause.start - end <= WIDEST_GAP and not self.document.folded[end : clause.start].strip(" ,")

    def _speaker(self, phrases: Sequence[Phrase], cue: Cue) -> Subject | None:
        """Return who speaks by ``cue``, of the phrases between it and the cue before."""
        agents = [phrase for phrase in phrases if phrase.ruler in AGENTS]
        if cue.manner is Manner.JUDGE and agents:
            known = self.referents.of(agents[0])
            return self.referents.named(agents[0]) if known is None and agents[0].kind not in PRONOUNS else known
        people = [phrase for phrase in phrases if phrase.person is not None]
        free = [phrase for phrase in people if phrase.ruler is None]
        adjacent = [phrase for phrase in people[-1:] if phrase.ruler not in PREPOSITIONS]
        if adjacent and adjacent[0].ruler in COMPANY and self._free(phrases) is not None:
            adjacent = []
        found = self._first(free or adjacent) or self._free(phrases)
        if found is None and cue.manner not in (Manner.THINK, Manner.NAME):
            found = self._unlisted(phrases, cue.span)
        return found

    def _acting(self, phrases: Iterable[Phrase]) -> Subject | None:
        """Return who acts; 他們 is left out, which may be anybody, and a meeting or report, which only ever says."""
        return self._free(phrase for phrase in phrases if phrase.kind not in (PhraseKind.PLURAL, PhraseKind.DOCUMENT))

    def _label(self, clause: Span, phrases: Sequence[Phrase]) -> Subject | None:
        """Return what the one phrase names that is all of its clause (公安：)."""
        body = self.document.body
        if len(phrases) != 1 or phrases[0].span.of(body).strip() != clause.of(body).strip():
            return None
        known = self.referents.of(phrases[0])
        return self.referents.named(phrases[0]) if known is None and phrases[0].kind is PhraseKind.OTHER else known

    def _unlisted(self, phrases: Sequence[Phrase], cue: Span) -> Subject | None:
        """Take a phrase of an unknown kind as the speaker where it opens its clause and the cue follows."""
        if not phrases or phrases[0].ruler is not None or phrases[0].kind is not PhraseKind.OTHER:
            return None
        between = self.document.folded[phrases[0].span.end : cue.start].strip()
        return self.referents.named(phrases[0], certainty=0.6) if len(between) <= WIDEST_GAP else None

    def _free(self, phrases: Iterable[Phrase]) -> Subject | None:
        """Return the first phrase that nothing governs and that may speak."""
        return self._first(phrase for phrase in phrases if phrase.ruler is None)

    def _first(self, phrases: Iterable[Phrase]) -> Subject | None:
        return next(filter(None, map(self.referents.of, phrases)), None)


def _hands_over(cue: Cue, speaker: Subject | None) -> bool:
    """Tell whether who is named after the cue speaks next: a reporter asks them, a medium cites them."""
    if cue.manner is Manner.CITE:
        return True
    return cue.manner is Manner.ASK and (speaker is None or speaker.speaker.type is SpeakerType.ROLE)


def _only_thinks(clause: Clause) -> bool:
    return all(heard.cue.manner is Manner.THINK for heard in clause.heard)


def _bearers(words: Iterable[Word]) -> dict[str, Subject]:
    """Return the surnames, by their first characters, that only one person of the text has."""
    bearers: dict[str, dict[str, Subject]] = {}
    for word in words:
        if word.person is not None:
            speaker = Speaker(word.person.id, word.person.name, word.span, SpeakerType.PERSON)
            bearers.setdefault(word.person.name[0], {}).setdefault(word.person.id, Subject(speaker, 1.0))
    return {surname: next(iter(people.values())) for surname, people in bearers.items() if len(people) == 1}
