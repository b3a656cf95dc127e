"""Who may have spoken a passage: whoever is named around it, with what speaks for and against each.

A place is a phrase of the passage's sentence, a phrase after it, or the lack of either; its readings are those whom it
may denote: one for a name, several for a pronoun or a dropped subject. Features say where a place stands, what it is,
what governs it, which cue follows it, and what is known of whom it denotes; ``ranking`` weighs them. They hold no words
of the text but pronouns and the commonest prepositions, so that what was learned from one outlet holds for another.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from bot.analysis.document import Document
from bot.analysis.quotes.cues import REPORTING, Cue, Manner
from bot.analysis.quotes.discourse import Clause, Discourse, Heard, Named
from bot.analysis.quotes.phrases import PRONOUNS, PhraseKind
from bot.analysis.quotes.referents import SEVERAL, Subject, entity
from bot.analysis.script import fold
from bot.model import Person, Span, SpeakerType

SENTENCES = 6
"""Sentences before the passage's own in which candidates are looked for."""
CLAUSES = 48
"""Clauses before the passage in which they are looked for, at most."""
OPENING = 2
"""Characters before a phrase that still opens its sentence (但X)."""
CLOSE_ENDS = 2
"""Ends of sentences between a passage and the paragraph above that is still close to it."""
WIDEST_TOUCH = 2
"""Characters between a quotation and the next that are no words."""
FARTHEST_AFTER = 40
"""Characters after the passage within which the clause of its cue begins."""
ANTECEDENTS = 7
"""Most of those whom a pronoun or a dropped subject may stand for."""
ALSO = re.compile(r"(?:并|又|亦|还|再|也|同时|续|更|则|继续|其后|随后|最后)\s*$")
"""How a clause goes on about whom the one before it is about."""
NEAR_ONLY = (PhraseKind.OTHER, PhraseKind.DOCUMENT)
"""What speaks in its own sentence only."""
TELLING_RULERS = frozenset("对 向 被 由 与 和 在 据 于 给 把 让".split())
"""The prepositions that features name; others, and verbs, are one."""
SENTENCE_END = "。!?"
PAUSES = ",:︰﹕"


@dataclass(frozen=True, slots=True)
class Reading:
    """Whom a place may denote, and the names of the features that hold of that."""

    subject: Subject
    features: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """A place where the speaker may be named, the names of its features, and whom it may denote."""

    features: tuple[str, ...]
    readings: tuple[Reading, ...]


@dataclass(frozen=True, slots=True)
class Setting:
    """What the passages of an article share: its text as read, how often people are named, who is in the title."""

    document: Document
    discourse: Discourse
    counts: Mapping[str, int]
    most: int
    titled: frozenset[str]

    @classmethod
    def of(cls, document: Document, discourse: Discourse, people: Sequence[Person]) -> Self:
        """Count the mentions of ``people``; ``most`` is the highest of the counts."""
        end = document.paragraphs[0].end if document.paragraphs else 0
        titled = frozenset(person.id for person in people if person.mentions[0].start < end)
        counts = {person.id: len(person.mentions) for person in people}
        return cls(document, discourse, counts, max(counts.values(), default=0), titled)


@dataclass(frozen=True, slots=True)
class Governor:
    """The cue by which a passage is most likely spoken, None where there is none, and its clause.

    ``side`` says where it stands, ``dropped`` that its clause names nobody before it, ``teller`` who speaks by it: whom
    its clause names, else who acts last before it.
    """

    side: str
    clause: Clause | None = None
    cue: Cue | None = None
    dropped: bool = False
    teller: Subject | None = None

    @classmethod
    def of(cls, document: Document, start: int, own: Sequence[Clause], after: Sequence[Clause], *, colon: bool) -> Self:
        """Choose among the cues of the clauses before (``own``) and ``after`` the passage that begins at ``start``."""
        cues = [(clause, heard) for clause in own for heard in clause.heard if heard.cue.span.end <= start]
        if cues and not document.folded[cues[-1][1].cue.span.end : start].strip(" ,:︰﹕了过着道"):
            return cls._by("adjacent", *cues[-1], own)
        if after and after[0].heard:
            return cls._by("after", after[0], after[0].heard[0], own)
        reporting = [(clause, heard) for clause, heard in cues if heard.cue.manner in REPORTING]
        if reporting:
            return cls._by("running", *(reporting[-1] if colon else reporting[0]), own)
        return cls._by("weak", *cues[-1], own) if cues else cls("none")

    @classmethod
    def _by(cls, side: str, clause: Clause, heard: Heard, own: Sequence[Clause]) -> Self:
        before = (named for named in clause.named if named.phrase.span.end <= heard.cue.span.start)
        dropped = not any(named.phrase.ruler is None for named in before)
        teller = heard.subject
        if teller is None and dropped:
            acting = (c.subject for c in reversed(own) if c.span.start < clause.span.start and c.subject is not None)
            teller = next(acting, None)
        return cls(side, clause, heard.cue, dropped, teller)


@dataclass(frozen=True, slots=True)
class Scene:
    """A passage in its sentence; ``previous`` is the speaker of the quotation before, which ends at ``previous_end``.

    ``own`` are the clauses of its sentence before it, ``before`` those and the ones of the sentences before,
    ``after`` those that follow it closely; ``focus`` is whom the text before the sentence is about.
    """

    setting: Setting
    outer: Span
    sentence: Span
    previous: Subject | None
    previous_end: int
    before: tuple[Clause, ...]
    own: tuple[Clause, ...]
    after: tuple[Clause, ...]
    governor: Governor
    focus: Subject | None
    opens: str
    mark: str

    @classmethod
    def of(cls, setting: Setting, outer: Span, sentence: Span, previous: tuple[Subject | None, int]) -> Self:
        """Look around the passage ``outer``, which ``sentence`` holds or announces."""
        document, start = setting.document, outer.start
        index = bisect_left(document.sentences, sentence)
        before = setting.discourse.between(document.sentences[max(0, index - SENTENCES)].start, start)[-CLAUSES:]
        own = tuple(clause for clause in before if clause.sentence == sentence.start)
        line_end = document.paragraph_at(max(outer.end - 1, start)).end
        after = setting.discourse.between(outer.end, min(line_end + 3, outer.end + FARTHEST_AFTER))[:2]
        lead = document.folded[sentence.start : start].strip()
        opens = "paragraph" if start == document.paragraph_at(start).start else "inside" if lead else "sentence"
        gap = document.folded[max(sentence.start, start - 3) : start].strip()[-1:]
        mark = {"": "none", ",": "comma"}.get(gap, "colon" if gap in PAUSES else "word")
        governor = Governor.of(document, start, own, after if opens != "inside" else (), colon=mark == "colon")
        focus = setting.discourse.carried(sentence.start)
        return cls(setting, outer, sentence, *previous, before, own, after, governor, focus, opens, mark)

    @property
    def side(self) -> str:
        """Return where the cue stands by which the passage is most likely spoken."""
        return self.governor.side

    @property
    def document(self) -> Document:
        """Return the article's text."""
        return self.setting.document

    def places(self) -> Iterator[Place]:
        """Yield the phrases of the sentence before the passage, in order, those after it, and the lack of them."""
        start = self.outer.start
        named = [(clause, named) for clause in self.before for named in clause.named if named.phrase.span.end <= start]
        earlier = [pair for pair in named if pair[0].sentence != self.sentence.start]
        here = named[len(earlier) :]
        free = sum(phrase.phrase.ruler is None for _, phrase in here)
        for index, (clause, phrase) in enumerate(here):
            free -= phrase.phrase.ruler is None
            where = self._where(clause, phrase)
            if phrase.phrase.kind is PhraseKind.OTHER and _own_cue(clause, phrase) is Manner.NONE:
                continue
            features = (*self._local(clause, phrase, where, free), *self._heard(clause, phrase, where))
            if phrase.phrase.kind in PRONOUNS:
                readings = self._antecedents([*earlier, *here[:index]], phrase)
                yield Place(features, tuple(readings))
            else:
                yield Place((*features, *self._standing(phrase.subject, where)), tuple(self._words(phrase)))
        following = [(clause, phrase) for clause in self.after for phrase in clause.named]
        for rank, (clause, phrase) in enumerate(following):
            features = (*self._following(clause, phrase, rank), *self._standing(phrase.subject, "after"))
            yield Place(features, (Reading(phrase.subject),))
        heard = self.governor.teller
        if heard is not None:
            yield Place(("heard alone", *self._standing(heard, "heard")), (Reading(heard),))
        missing = tuple(self._antecedents(earlier, None))
        if missing:
            dropped = f"{self.governor.dropped} {self.side}"
            yield Place(("missing", f"missing {self.opens} {self.side}", f"missing {dropped} {self.mark}"), missing)

    def _standing(self, subject: Subject, place: str) -> Iterator[str]:
        """Yield what is known of whom a phrase denotes."""
        who = entity(subject)
        yield f"type {subject.speaker.type}"
        yield f"type {subject.speaker.type} {place}"
        if self.previous is not None and who == entity(self.previous):
            gap = self.document.folded[self.previous_end : self.outer.start]
            near = "touching" if len(gap.strip()) <= WIDEST_TOUCH else "line" if "\n" not in gap else "far"
            yield from (f"previous {self.opens} {self.side}", f"previous {near}", f"previous {place}")
        if self.focus is not None and who == entity(self.focus):
            yield from ("focus", f"focus {self.opens} {self.side}", f"focus {place}")
        teller = self.governor.teller
        if teller is not None and who == entity(teller):
            yield from ("heard", f"heard {self.side}", f"heard {place}")
        count = self.setting.counts.get(who, 0)
        yield f"named {at_most(count, 0, 1, 3)}"
        if count and count == self.setting.most:
            yield from ("foremost", f"foremost {place}")
        if who in self.setting.titled:
            yield "titled"
        if subject.speaker.id is None and SEVERAL.search(fold(subject.speaker.name or "")):
            yield f"several {place}"

    def _where(self, clause: Clause, named: Named) -> str:
        """Return where a phrase before the passage stands: in the clause of its cue, its last one, its sentence, …."""
        cue = self.governor.cue if self.side != "after" else None
        if cue is not None and clause is self.governor.clause and named.phrase.span.end <= cue.span.start:
            return "cue's"
        if clause.sentence == self.sentence.start:
            return "last" if clause is self.own[-1] else "sentence"
        between = self.document.folded[named.phrase.span.end : self.sentence.start]
        ends = sum(between.count(mark) for mark in SENTENCE_END)
        if "\n" not in between:
            return "near" if ends <= 1 else "paragraph"
        return "above" if "\n" not in between.strip() and ends <= CLOSE_ENDS else "far"

    def _local(self, clause: Clause, named: Named, place: str, free: int) -> Iterator[str]:
        """Yield what the phrase is; ``free`` counts the phrases that nothing governs between it and the passage."""
        kind, ruler, start = named.phrase.kind, _ruler(named), named.phrase.span.start
        yield from (f"at {place}", f"at {place} {kind}", f"at {place} {ruler}", f"is {kind}", f"ruled {ruler}")
        yield from (f"is {kind} {ruler}", f"free {min(free, 3)} {place}", f"at {place} {self.opens} {self.side}")
        yield f"at {place} {self.side} {self.mark}"
        yield f"leads {place} {clause.named[0] is named} {ruler == 'free'}"
        if kind in PRONOUNS:
            yield f"pronoun {named.phrase.span.of(self.document.folded)} {place}"
        if not self.document.folded[clause.sentence : start].strip():
            yield f"opens sentence {place} {self.side}"
        if self.document.paragraph_at(start).start == start:
            yield f"opens paragraph {place}"
        yield f"ruled by {_ruling_cue(clause, named)} {place}"
        if named.phrase.modified:
            yield f"modified {place}"
        if self.previous is not None and start < self.previous_end:
            yield f"before previous {place}"
        if clause.sentence == self.sentence.start:
            yield from self._reported(start, place)

    def _reported(self, start: int, place: str) -> Iterator[str]:
        """Tell whether the phrase is within what somebody else is reported to say."""
        earlier = [h.cue for clause in self.own for h in clause.heard if h.cue.span.end <= start]
        reporting = [cue for cue in earlier if cue.manner in REPORTING]
        if reporting:
            yield from ("reported", f"reported {self.side}")
        if any(self.document.folded[cue.span.end : cue.span.end + 1] in PAUSES[:2] for cue in reporting):
            yield f"reported after pause {self.side}"
        if any(cue.manner is Manner.CITE for cue in earlier):
            yield f"cited {place}"

    def _heard(self, clause: Clause, named: Named, place: str) -> Iterator[str]:
        """Yield how the phrase stands to the cue that follows it in its clause, else to that of the passage."""
        folded, end, free = self.document.folded, named.phrase.span.end, named.phrase.ruler is None
        cue = next((heard.cue for heard in clause.heard if heard.cue.span.start >= end), None)
        governing = self.governor.cue
        if cue is None:
            yield f"no cue {place}"
            if governing is not None and self.side != "after" and clause.sentence == self.sentence.start:
                yield f"no cue {place} {self._goes_on(governing)} {self.governor.dropped} {free}"
            return
        gap = at_most(len(folded[end : cue.span.start].strip()), 0, 4, 12)
        nearest = not any(n.phrase.ruler is None and end <= n.phrase.span.start < cue.span.start for n in clause.named)
        tail = folded[cue.span.end : cue.span.end + 1]
        tail = "pause" if tail in PAUSES else "marks" if tail in '「“『"' else "words"
        yield from (f"cue {place} {gap}", f"cue {place} {cue.manner}", f"cue {place} {nearest} {free}")
        yield f"cue {place} {tail}"
        if cue == governing:
            yield from (f"governs {self.side}", f"governs {self.side} {_ruler(named)}")
            yield f"governs {named.phrase.kind} {_ruler(named)}"
        elif governing is not None:
            close = len(folded[cue.span.end : governing.span.start]) < FARTHEST_AFTER
            yield f"other cue {place} {self._goes_on(governing)} {close}"

    def _goes_on(self, cue: Cue) -> bool:
        """Tell whether a word before ``cue`` says that its speaker has spoken already."""
        return ALSO.search(self.document.folded[max(0, cue.span.start - 4) : cue.span.start]) is not None

    def _words(self, named: Named) -> Iterator[Reading]:
        """Yield whom a phrase denotes, and whom its own words name where it stands for somebody."""
        kind = named.phrase.kind
        if entity(named.subject) == entity(named.words):
            yield Reading(named.subject)
            return
        standing = self._standing(named.subject, "stood for")
        yield Reading(named.subject, (f"stands for {named.subject.speaker.type} {kind}", f"stands {kind}", *standing))
        yield Reading(named.words, (f"own words {kind}", f"own words {self.side} {kind}"))

    def _antecedents(self, earlier: Sequence[tuple[Clause, Named]], pronoun: Named | None) -> Iterator[Reading]:
        """Yield whom a pronoun or, where it is None, a dropped subject may stand for, the nearest first."""
        seen: set[str] = set()
        word = pronoun.phrase.span.of(self.document.folded) if pronoun is not None else "nothing"
        organization = pronoun is not None and pronoun.phrase.kind is PhraseKind.BODY
        for clause, old in reversed(earlier):
            who, kind = entity(old.subject), old.phrase.kind
            fits = not organization or old.subject.speaker.type is SpeakerType.ORGANIZATION
            if who in seen or not fits or kind in NEAR_ONLY:
                continue
            rank = min(len(seen), 3)
            seen.add(who)
            where = self._where(clause, old)
            spoke = any(heard.subject is not None and entity(heard.subject) == who for heard in clause.heard)
            opens = old.phrase.span.start - clause.sentence <= OPENING
            features = (
                *(f"antecedent {rank}", f"antecedent {kind}", f"antecedent {where}", f"antecedent {kind} of {word}"),
                *(f"antecedent cue {_own_cue(clause, old)}", f"antecedent ruled by {_ruling_cue(clause, old)}"),
                *(f"antecedent {_ruler(old)} {where}", f"antecedent leads {clause.named[0] is old} {where}"),
                *(f"antecedent spoke {spoke} {where}", f"antecedent opens {opens} {where}"),
            )
            subject = old.subject.at(pronoun.phrase.span if pronoun is not None else None)
            yield Reading(subject, (*features, *self._standing(subject, f"of {word}")))
            if len(seen) > ANTECEDENTS:
                break
        resolved = pronoun.subject if pronoun is not None else self.focus
        known = [(source, s) for source, s in (("resolved", resolved), ("previous", self.previous)) if s is not None]
        for source, subject in known:
            if entity(subject) not in seen and subject.speaker.type is not SpeakerType.UNKNOWN:
                seen.add(entity(subject))
                yield Reading(
                    subject.at(pronoun.phrase.span if pronoun else None),
                    (f"only {source}", *self._standing(subject, f"of {word}")),
                )

    def _following(self, clause: Clause, named: Named, rank: int) -> Iterator[str]:
        """Yield what speaks for a phrase after the passage."""
        folded, span, ruler = self.document.folded, named.phrase.span, _ruler(named)
        gap = len(folded[self.outer.end : span.start].strip(" ,。"))
        near = at_most(gap, 0, 5)
        yield from (f"after {near} {self.side}", f"after {named.phrase.kind} {self.side}", f"after {ruler}")
        yield from (f"after {self.opens} {self.side}", f"after rank {min(rank, 2)}")
        cues = [heard.cue for heard in clause.heard if heard.cue.span.start >= span.end]
        if not cues:
            yield "after, cue before" if clause.heard else "after, no cue"
            return
        tail = folded[cues[-1].span.end : cues[-1].span.end + 1]
        tail = tail if tail and tail in ",。:;" else "word"
        ended = folded[self.outer.end - 2 : self.outer.end - 1] in ",。!?"
        yield f"after, cue {at_most(len(folded[span.end : cues[0].span.start].strip()), 0, 4, 12)} {near}"
        yield from (f"after, cue {cues[0].manner} {self.opens}", f"after, cue {tail} {self.opens} {ended}")


def _own_cue(clause: Clause, named: Named) -> str:
    """Return how the cue comes that follows a phrase in its clause."""
    cues = (heard.cue.manner for heard in clause.heard if heard.cue.span.start >= named.phrase.span.end)
    return next(cues, Manner.NONE)


def _ruling_cue(clause: Clause, named: Named) -> str:
    """Return how the cue comes that takes a phrase as its object (詢問X)."""
    cues = [heard.cue for heard in clause.heard if heard.cue.span.end <= named.phrase.span.start]
    return cues[-1].manner if cues and named.phrase.ruler is not None else Manner.NONE


def _ruler(named: Named) -> str:
    ruler = named.phrase.ruler
    return "free" if ruler is None else ruler if ruler in TELLING_RULERS else "verb"


def at_most(number: int, *limits: int) -> str:
    """Return the first of ``limits``, which ascend, that ``number`` does not pass."""
    return next((str(limit) for limit in limits if number <= limit), "more")
