"""Who may have spoken a passage: everybody named around it, with what speaks for each."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from bot.analysis.document import Document
from bot.analysis.quotes.cues import REPORTING, Cue, Manner
from bot.analysis.quotes.discourse import Clause, Discourse, Named, Subject
from bot.analysis.quotes.phrases import PRONOUNS, PhraseKind
from bot.analysis.script import fold
from bot.model import Span, SpeakerType

SENTENCES = 6
ALTERNATIVES = 5
SEVERAL = re.compile(r"^(?:有些|不少|很多|许多|多[名位个]|数[名位百十千]|部分|一些|众多|各|[两二三四五六七八九十几]+[名位]|大批|大量)|们$|[一般]般")
ALSO = re.compile(r"(?:并|又|亦|还|再|也|同时|续|更|则|继续|其后|随后|最后)\s*$")


def entity(subject: Subject) -> str:
    """Return what tells one speaker of the text from another."""
    return subject.speaker.id or fold(subject.speaker.name or "")


@dataclass(frozen=True, slots=True)
class Candidate:
    subject: Subject
    features: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Scene:
    document: Document
    discourse: Discourse
    outer: Span
    sentence: Span
    proposed: Subject | None
    reason: str
    cue: Span | None
    before: Subject | None  # speaker of the quotation before
    before_end: int
    counts: Counter[str]
    title: frozenset[str]


def bucket(n: int, *limits: int) -> str:
    for limit in limits:
        if n <= limit:
            return str(limit)
    return "more"


class View:
    def __init__(self, scene: Scene):
        s = self.s = scene
        d, disc = s.document, s.discourse
        self.folded = d.folded
        start = self.start = s.outer.start
        index = bisect_left(d.sentences, s.sentence)
        first = d.sentences[max(0, index - SENTENCES)].start
        self.before = disc.between(first, start)
        line_end = d.paragraph_at(max(s.outer.end - 1, start)).end
        self.after = [c for c in disc.between(s.outer.end, line_end + 3) if c.span.start - s.outer.end < 40][:2]
        self.paragraph = d.paragraph_at(start)
        lead = d.folded[s.sentence.start : start]
        self.opens = "para" if start == self.paragraph.start else "sent" if not lead.strip() else "in"
        gap = d.folded[max(s.sentence.start, start - 3) : start].strip()
        self.mark = {":": "colon", "︰": "colon", "﹕": "colon", ",": "comma"}.get(gap[-1:], "none" if gap else "open")
        self.own = [c for c in self.before if c.sentence == s.sentence.start]
        cues = [(c, h) for c in self.own for h in c.heard if h.cue.span.end <= start]
        self.cues = cues
        adjacent = [(c, h) for c, h in cues[-1:] if len(d.folded[h.cue.span.end : start].strip(" ,:︰﹕了过着道")) == 0]
        after = [(c, h) for c in self.after[:1] for h in c.heard[:1]]
        reporting = [(c, h) for c, h in cues if h.cue.manner in REPORTING]
        if adjacent:
            self.side, self.governing = "adjacent", adjacent[0]
        elif after and self.opens != "in":
            self.side, self.governing = "after", after[0]
        elif reporting:
            self.side, self.governing = "running", reporting[-1] if self.mark == "colon" else reporting[0]
        elif cues:
            self.side, self.governing = "weak", cues[-1]
        else:
            self.side, self.governing = "none", None
        self.cue = self.governing[1].cue if self.governing else None
        focus = disc.carried(s.sentence.start)
        self.focus = entity(focus) if focus else None
        self.ended = d.folded[s.outer.end - 2 : s.outer.end - 1] in ",。!?"

    def common(self, subject: Subject, slot: str) -> list[str]:
        s = self.s
        e = entity(subject)
        fs = [f"type|{subject.speaker.type}", f"type|{subject.speaker.type}|{slot}"]
        if s.proposed is not None and e == entity(s.proposed):
            fs += ["rule", f"rule|{s.reason}", f"rule|{slot}"]
        if s.before is not None and e == entity(s.before):
            gap = self.folded[s.before_end : self.start]
            near = "adj" if len(gap.strip()) < 3 else "same" if "\n" not in gap else "next" if gap.strip().count("\n") < 1 else "far"
            fs += [f"prev|{self.opens}|{self.side}", f"prev|{near}", f"prev|{slot}"]
        if e == self.focus:
            fs += ["focus", f"focus|{self.opens}|{self.side}", f"focus|{slot}"]
        n = s.counts[e]
        fs.append("count|" + bucket(n, 0, 1, 3))
        if n and n == max(s.counts.values(), default=0):
            fs += ["top", f"top|{slot}"]
        if e in s.title:
            fs += ["title"]
        if subject.speaker.id is None and SEVERAL.search(fold(subject.speaker.name or "")):
            fs.append(f"several|{slot}")
        return fs

    def candidates(self) -> Iterator[Candidate]:
        flat = [(c, n) for c in self.before for n in c.named if n.phrase.span.end <= self.start]
        recents: list[tuple[Clause, Named]] = []
        free_left = Counter()
        lefts = []
        for clause, named in reversed(flat):
            key = clause.sentence == self.s.sentence.start
            lefts.append(free_left[key])
            if named.phrase.ruler is None:
                free_left[key] += 1
        lefts.reverse()
        for (clause, named), left in zip(flat, lefts, strict=True):
            base = self.local(clause, named, left)
            yield Candidate(named.subject, (*base, *self.common(named.subject, self.where(clause, named))))
            if named.phrase.kind in PRONOUNS and clause.sentence == self.s.sentence.start:
                yield from self.alternatives(named, clause, base, recents)
            elif named.phrase.kind not in PRONOUNS:
                recents.append((clause, named))
        rank = 0
        for clause in self.after:
            for named in clause.named:
                yield Candidate(named.subject, (*self.following(clause, named, rank), *self.common(named.subject, "after")))
                rank += 1
        focus = self.s.discourse.carried(self.s.sentence.start)
        for slot, subject in (("proposed", self.s.proposed), ("carried", focus), ("previous", self.s.before)):
            if subject is not None:
                yield Candidate(subject, (f"slot|{slot}", f"slot|{slot}|{self.opens}|{self.side}", *self.common(subject, slot)))

    def alternatives(self, named: Named, clause: Clause, base: Sequence[str], recents: list[tuple[Clause, Named]]) -> Iterator[Candidate]:
        mine = entity(named.subject)
        seen = {mine}
        organization = named.phrase.kind is PhraseKind.BODY
        rank = 0
        for old_clause, old in reversed(recents):
            e = entity(old.subject)
            if e in seen or organization != (old.subject.speaker.type is SpeakerType.ORGANIZATION):
                continue
            seen.add(e)
            same = old_clause.sentence == clause.sentence
            free = old.phrase.ruler is None
            first = old_clause.named[0] is old
            spoke = any(h.subject is not None and entity(h.subject) == e for h in old_clause.heard)
            opens = old.phrase.span.start - old_clause.sentence <= 2
            fs = [f for f in base]
            fs += ["alt", f"alt|{min(rank, 2)}", f"alt|free{free}", f"alt|first{first}", f"alt|{old.phrase.kind}", f"alt|same{same}", f"alt|spoke{spoke}", f"alt|opens{opens}"]
            yield Candidate(old.subject.at(named.phrase.span, certainty=0.8), (*fs, *self.common(old.subject, "alt")))
            rank += 1
            if rank >= ALTERNATIVES:
                return

    def where(self, clause: Clause, named: Named) -> str:
        if self.cue is not None and self.side != "after" and clause is self.governing[0] and named.phrase.span.end <= self.cue.span.start:
            return "own"
        if clause.sentence == self.s.sentence.start:
            return "last" if self.own and clause is self.own[-1] else "sent"
        between = self.folded[named.phrase.span.end : self.s.sentence.start]
        n = sum(between.count(c) for c in "。!?")
        if "\n" not in between:
            return "near" if n <= 1 else "para"
        return "prev" if between.strip().count("\n") < 1 and n <= 2 else "far"

    def ruler(self, named: Named) -> str:
        r = named.phrase.ruler
        if r is None:
            return "free"
        return r if r in ("对", "向", "被", "由", "与", "和", "在", "据", "于", "给", "把", "让") else "verb"

    def local(self, clause: Clause, named: Named, left: int) -> list[str]:
        span, kind, ruler, at = named.phrase.span, str(named.phrase.kind), self.ruler(named), self.where(clause, named)
        fs = [f"at|{at}", f"at|{at}|{kind}", f"at|{at}|{ruler}", f"kind|{kind}", f"ruler|{ruler}", f"kind|{kind}|{ruler}"]
        fs += [f"left|{min(left, 3)}|{at}", f"at|{at}|{self.opens}|{self.side}", f"at|{at}|{self.side}|{self.mark}"]
        first = clause.named[0] is named
        fs.append(f"first|{at}|{first}|{ruler == 'free'}")
        if not self.folded[clause.sentence : span.start].strip():
            fs.append(f"opensS|{at}|{self.side}")
        if self.s.document.paragraph_at(span.start).start == span.start:
            fs.append(f"opensP|{at}")
        if named.phrase.modified:
            fs.append(f"modified|{at}")
        follow = [h for h in clause.heard if h.cue.span.start >= span.end]
        if follow:
            h = follow[0]
            gap = bucket(len(self.folded[span.end : h.cue.span.start].strip()), 0, 4, 12)
            nearest = not any(n.phrase.ruler is None and span.end <= n.phrase.span.start < h.cue.span.start for n in clause.named)
            tail = self.folded[h.cue.span.end : h.cue.span.end + 1]
            tail = "pause" if tail in ",:︰﹕" else "said" if tail in "「“『\"" else "on"
            fs += [f"cue|{at}|{gap}", f"cue|{at}|{h.cue.manner}", f"cue|{at}|near{nearest}|{ruler == 'free'}", f"cue|{at}|{tail}"]
            if self.cue is not None and h.cue == self.cue:
                fs += [f"governs|{self.side}", f"governs|{self.side}|{ruler}", f"governs|{kind}|{ruler}"]
            elif self.cue is not None:
                between = self.folded[h.cue.span.end : self.cue.span.start]
                also = ALSO.search(self.folded[max(0, self.cue.span.start - 4) : self.cue.span.start]) is not None
                fs += [f"othercue|{at}|{also}|{len(between) < 30}"]
        else:
            fs.append(f"nocue|{at}")
            if self.cue is not None and clause.sentence == self.s.sentence.start and self.side != "after":
                also = ALSO.search(self.folded[max(0, self.cue.span.start - 4) : self.cue.span.start]) is not None
                dropped = not any(n.phrase.ruler is None and n.phrase.span.end <= self.cue.span.start for n in self.governing[0].named)
                fs.append(f"nocue|{at}|{also}|{dropped}|{ruler == 'free'}")
        if clause.sentence == self.s.sentence.start:
            earlier = [h for c, h in self.cues if h.cue.span.end <= span.start and h.cue.manner in REPORTING]
            if earlier:
                fs += ["reported", f"reported|{self.side}"]
                if any(self.folded[h.cue.span.end : h.cue.span.end + 1] in ",:" for h in earlier):
                    fs += [f"reported|pause|{self.side}"]
            cite = [h for c, h in self.cues if h.cue.span.end <= span.start and h.cue.manner is Manner.CITE]
            if cite:
                fs.append(f"cited|{at}")
        if self.s.before is not None and span.start < self.s.before_end:
            fs.append(f"beforeprev|{at}")
        return fs

    def following(self, clause: Clause, named: Named, rank: int) -> list[str]:
        kind, ruler = str(named.phrase.kind), self.ruler(named)
        gap = self.folded[self.s.outer.end : named.phrase.span.start].strip(" ,。")
        near = "adj" if not gap else "near" if len(gap) < 6 else "far"
        fs = [f"after|{near}|{self.side}", f"after|{kind}|{self.side}", f"after|{ruler}", f"after|{self.opens}|{self.side}", f"after|rank{min(rank, 2)}"]
        follow = [h for h in clause.heard if h.cue.span.start >= named.phrase.span.end]
        prior = [h for h in clause.heard if h.cue.span.end <= named.phrase.span.start]
        if follow:
            g = bucket(len(self.folded[named.phrase.span.end : follow[0].cue.span.start].strip()), 0, 4, 12)
            tail = self.folded[follow[-1].cue.span.end : follow[-1].cue.span.end + 1]
            tail = tail if tail in ",。:;" and tail else "x"
            fs += [f"aftercue|{g}|{near}", f"aftercue|{follow[0].cue.manner}|{self.opens}", f"aftertail|{tail}|{self.opens}|{self.ended}"]
        elif prior:
            fs.append(f"afterprior|{near}")
        else:
            fs.append("afternone")
        return fs


def candidates(scene: Scene) -> list[Candidate]:
    return list(View(scene).candidates())
