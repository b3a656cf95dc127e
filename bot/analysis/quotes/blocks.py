"""Words that are reproduced without quotation marks: posts, letters, interviews, what follows a colon.

Such words are read as one quotation with a part for each paragraph. They end where somebody else starts to speak or
the reporter returns.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Self

from bot.analysis.document import Document
from bot.analysis.quotes.candidates import Scene, Setting
from bot.analysis.quotes.cues import REPORTING, Cue, Manner
from bot.analysis.quotes.discourse import Clause, Discourse
from bot.analysis.quotes.marked import COLON, MARKS, Attribution
from bot.analysis.quotes.referents import Subject, entity
from bot.analysis.script import fold
from bot.model import Person, QuoteKind, Span, Speaker, SpeakerType

FIRST_PERSON = re.compile(r"我|俺|咱|(?<![a-z])i(?![a-z])")
THIRD_PERSON = re.compile(r"\s*(?:他|她)")
NUMBERED = re.compile(r"\s*(?:\d{1,2}\s*[.、)]|[(]?[一二三四五六七八九十]{1,2}[、)]|[-*•]\s)\s*")
LABELLED = re.compile(r"(?P<label>[^,。;:︰﹕!?「“\"(\n]{1,24}?)\s*(?:\([^()\n]{0,24}\))?\s*[:︰﹕]\s*(?=[^\s])")
"""A paragraph that begins with a name and a colon, and perhaps a stage direction between them."""
LONGEST_LABEL = 24
"""Characters of a label, at most."""
CREDITS = re.compile(r"(?:[撰编]?[文图译摄]|撰文|摄影|记者|编辑|译者|翻译|来源|标题|时间|地点|日期|链接|网址)$")
"""How labels end that name no speaker."""
ENDING = "。!?…"
ASKING = frozenset("问 q 记者 主持人 采访者 提问".split())
ANSWERING = frozenset("答 a 受访者 回答".split())
AFTER_CUE = re.compile(r"[了过着道]?\s*(?P<mark>[:︰﹕]|,(?=\s*我))\s*")
OWN_WORDS = re.compile(r"我(?:们|哋)?(?!国|省|市|县|校|院|党|军|方)")
"""The first person, where it is no reporter's word for the country (我國)."""
POST = re.compile(
    r"(?P<words>[^\n]+?)[:︰﹕]?\s*(?:(?:https?://|pic\.twitter\.com/|t\.co/)[^\s—]+\s*)?[—–-]{1,2}\s*(?P<name>[^\n(@—]{2,40}?)\s*\(@\w{1,30}\)"
)
INTRODUCING = re.compile(
    r"(?:全文|原文|实录|要点|观点|演讲|讲话|发言|致辞|回应|声明|公开信|信件|推文|帖文|贴文)[^,。]{0,8}[:︰﹕]\s*$"
)
"""How a line ends that announces words without a cue (以下是X演講的主要內容：)."""
LONGEST_BLOCK = 60
"""Paragraphs that one block may run over."""
ANNOUNCING = re.compile(r"[^,;。]{0,12}[:︰﹕]\s*")
"""What stands between a cue and the end of the line that it announces words with."""
SOURCE = re.compile(r"(?<=[。!?….])\s*\((?:[^()]|\([^()]{0,80}\)){1,200}\)$")
"""Where words that are set off come from, in brackets after them."""
SHORTEST = 6
"""Characters of the shortest block."""


@dataclass(frozen=True, slots=True)
class Block:
    """Reproduced words, a part for each paragraph, and whose they are."""

    parts: tuple[Span, ...]
    attribution: Attribution


@dataclass(frozen=True, slots=True)
class BlockFinder:
    """Finds the blocks of one document; ``people`` are those whom its labels may name.

    ``bearers`` says whose names begin with some folded words, by entity; ``turns`` are the labels of an interview,
    ``quoted`` the paragraphs that are set off.
    """

    setting: Setting
    document: Document
    discourse: Discourse
    people: Sequence[Person]
    speaker_of: Callable[[Scene], Subject | None]
    bearers: Mapping[str, Mapping[str, Subject]]
    turns: frozenset[str]
    quoted: frozenset[Span]

    @classmethod
    def of(cls, setting: Setting, people: Sequence[Person], speaker_of: Callable[[Scene], Subject | None]) -> Self:
        """Prepare to read the document; it is an interview where two speakers or more begin paragraphs repeatedly."""
        document, discourse = setting.document, setting.discourse
        found = (LABELLED.match(document.folded, span.start, span.end) for span in document.paragraphs)
        labels = Counter(label.group("label").strip() for label in found if label is not None)
        bearers = _bearers(discourse, people)
        turns = {
            label for label, count in labels.items() if count > 1 and (label in bearers or _is_interview_label(label))
        }
        return cls(
            setting,
            document,
            discourse,
            people,
            speaker_of,
            bearers,
            frozenset(turns if len(turns) > 1 else ()),
            frozenset(document.quoted),
        )

    def find(self) -> Iterator[Block]:
        """Yield the blocks in order, free of overlap."""
        paragraphs = self.document.paragraphs
        title = self.document.folded[paragraphs[0].start : paragraphs[0].end] if paragraphs else ""
        index = 1
        while index < len(paragraphs):
            paragraph = paragraphs[index]
            if paragraph.of(self.document.folded) == title or self.document.body[paragraph.start] == "#":
                index += 1
                continue
            block = (
                self._posted(paragraph)
                or self._set_off(index)
                or self._labelled(index)
                or self._announced(index)
                or self._inline(paragraph)
            )
            if block is not None:
                yield block
                index = self._after(index, block)
            index += 1

    def _after(self, index: int, block: Block) -> int:
        """Return the index of the last paragraph that ``block`` takes."""
        paragraphs = self.document.paragraphs
        while index + 1 < len(paragraphs) and paragraphs[index + 1].start < block.parts[-1].end:
            index += 1
        return index

    def _posted(self, paragraph: Span) -> Block | None:
        """A post with its signature: words — Name (@handle) date."""
        found = POST.match(self.document.folded, paragraph.start, paragraph.end)
        if found is None:
            return None
        name = Span(*found.span("name"))
        return self._block(
            [Span(*found.span("words"))], self._person(name) or self._nameless(name), None, 0.9, "signed"
        )

    def _set_off(self, index: int) -> Block | None:
        """Paragraphs that the markup sets off as a quotation, of whoever the sentence above them says or is about."""
        parts = list(takewhile(self._is_set_off, self.document.paragraphs[index : index + LONGEST_BLOCK]))
        if not parts:
            return None
        source = SOURCE.search(self.document.folded, parts[-1].start, parts[-1].end)
        parts[-1] = Span(parts[-1].start, source.start() if source else parts[-1].end)
        above = self.document.sentence_at(parts[0].start - 1)
        cue, _ = self._reporting(above)
        subject = self.speaker_of(Scene.of(self.setting, Span(parts[0].start, parts[-1].end), above, (None, 0)))
        return self._block(parts, subject, cue, 0.85, "set-off")

    def _is_set_off(self, paragraph: Span) -> bool:
        return paragraph in self.quoted

    def _labelled(self, index: int) -> Block | None:
        """An interview: X：words, with the paragraphs that go on without a label; elsewhere a sentence after a name."""
        paragraph = self.document.paragraphs[index]
        label = self._labels(index)
        if label is None or self.document.body[label.end()] in MARKS or CREDITS.search(label.group("label")):
            return None
        if self._explains(Span(label.end(), paragraph.end)):
            return None  # 黃：傷者黃小姐　眾：眾新聞
        subject = self._label(Span(*label.span("label")))
        if subject is None:
            return None
        parts = [Span(label.end(), paragraph.end)]
        if label.group("label") in self.turns:
            parts += self._turn(index + 1)
        elif len(parts[0]) < SHORTEST or self.document.folded[paragraph.end - 1] not in ENDING:
            return None  # 黃錦星：增加投資 is a heading
        return self._block(parts, subject, None, 0.9, "interview")

    def _explains(self, rest: Span) -> bool:
        """Tell whether another turn begins within the line: it says what the labels stand for."""
        words, lengths = rest.of(self.document.folded), {len(turn) for turn in self.turns}
        colons = [found.start() for found in re.finditer(":", words)]
        return any(words[max(0, colon - length) : colon] in self.turns for colon in colons for length in lengths)

    def _labels(self, index: int) -> re.Match[str] | None:
        paragraph = self.document.paragraphs[index]
        return LABELLED.match(self.document.folded, paragraph.start, paragraph.end)

    def _turn(self, index: int) -> Iterator[Span]:
        """Yield the paragraphs from ``index`` on before the next turn, heading or marked passage."""
        for position, paragraph in enumerate(self.document.paragraphs[index : index + LONGEST_BLOCK], index):
            heading = self.document.folded[paragraph.end - 1] not in ENDING
            marked = self.document.body[paragraph.start] in MARKS or self._is_set_off(paragraph)
            if self._labels(position) or heading or marked:
                return
            yield paragraph

    def _label(self, span: Span) -> Subject | None:
        text = span.of(self.document.folded).strip()
        if text in ANSWERING and self.turns:
            return self.discourse.carried(span.start)
        clause = next(iter(self.discourse.between(span.start, span.end)), None)
        subject = clause.subject if clause is not None else None
        if subject is not None and clause is not None and not clause.heard and subject.speaker.surface is not None:
            alone = subject.speaker.type is SpeakerType.ROLE and subject.speaker.surface.start <= span.start
            speaks = subject.speaker.id is not None or alone or text in self.turns
            if speaks and subject.speaker.surface.end >= span.end:
                return subject
        return self._abbreviated(span) if text in self.turns else None

    def _abbreviated(self, label: Span) -> Subject:
        """Return whom a label of an interview stands for: whoever's name begins with it, else whom it names itself."""
        bearers = self.bearers.get(label.of(self.document.folded).strip(), {})
        known = next(iter(bearers.values())) if len(bearers) == 1 else None
        return known.at(label) if known is not None else self._nameless(label)

    def _announced(self, index: int) -> Block | None:
        """Paragraphs after one that says who posts, writes or speaks."""
        paragraph = self.document.paragraphs[index]
        sentence = self.document.sentence_at(paragraph.end - 1)
        text = sentence.of(self.document.folded)
        colon = COLON.search(text) is not None
        cue, subject = self._reporting(sentence)
        posted = cue is not None and cue.manner is Manner.WRITE
        reporting = (
            cue is not None and ANNOUNCING.fullmatch(self.document.folded, cue.span.end, sentence.end) is not None
        )
        if not (posted or (colon and (reporting or INTRODUCING.search(text)))):
            return None
        if subject is None and colon:
            subject = self.discourse.carried(sentence.start)
        if subject is None:
            return None
        parts = list(self._following(index + 1, needs_first_person=not colon, subject=subject))
        if not INTRODUCING.search(text):
            parts = self._own(parts)
        if sum(map(len, parts)) < SHORTEST:
            return None
        return self._block(parts, subject, cue, 0.85 if colon else 0.8, "announced" if colon else "posted")

    def _reporting(self, sentence: Span) -> tuple[Cue | None, Subject | None]:
        """Return the cue that a sentence ends on and who speaks by it; one that writes is preferred."""
        clauses = self.discourse.between(sentence.start, sentence.end)
        heard = [h for clause in clauses for h in clause.heard if h.cue.manner in REPORTING]
        heard = [h for h in heard if h.cue.manner is Manner.WRITE] or heard
        if not heard:
            return None, next((clause.subject for clause in clauses if clause.subject), None)
        speaking = [h.subject for h in heard if h.subject] or [clause.subject for clause in clauses if clause.subject]
        return heard[-1].cue, speaking[-1] if speaking else None

    def _following(self, index: int, *, needs_first_person: bool, subject: Subject) -> Iterator[Span]:
        """Yield the paragraphs from ``index`` on that are still the speaker's own words."""
        paragraphs = self.document.paragraphs[index : index + LONGEST_BLOCK]
        numbered = bool(paragraphs) and NUMBERED.match(self.document.folded, paragraphs[0].start) is not None
        for position, paragraph in enumerate(paragraphs):
            text = paragraph.of(self.document.folded)
            number = NUMBERED.match(self.document.folded, paragraph.start, paragraph.end)
            marked = self.document.body[paragraph.start] in MARKS or self._is_set_off(paragraph)
            if marked or numbered != (number is not None):
                return
            if needs_first_person and not FIRST_PERSON.search(text):
                return
            if self._narrates(paragraph, subject) or (position and COLON.search(text)):
                return
            yield Span(number.end() if number else paragraph.start, paragraph.end)

    def _own(self, parts: list[Span]) -> list[Span]:
        """Leave out the last paragraphs, save the first, that are neither in the first person nor points of a list."""
        end = len(parts)
        while end > 1 and not FIRST_PERSON.search(parts[end - 1].of(self.document.folded)):
            listed = parts[end - 1].start > self.document.paragraph_at(parts[end - 1].start).start
            if listed:
                break
            end -= 1
        return parts[:end]

    def _narrates(self, paragraph: Span, subject: Subject) -> bool:
        """Tell whether the reporter speaks: about the speaker in the third person, or about what somebody else said."""
        if THIRD_PERSON.match(self.document.folded, paragraph.start):
            return True
        clauses = self.discourse.between(paragraph.start, paragraph.end)
        about = {clause.subject.speaker.id for clause in clauses if clause.subject is not None} - {None}
        return subject.speaker.id in about or any(map(_reports, clauses[:2]))

    def _inline(self, paragraph: Span) -> Block | None:
        """X說：words to the end of the sentence, or of the paragraph where they are points of a list; X說，我…."""
        for clause in self.discourse.between(paragraph.start, paragraph.end):
            if not clause.heard or clause.heard[-1].cue.manner not in REPORTING:
                continue
            cue = clause.heard[-1].cue
            after = AFTER_CUE.match(self.document.folded, cue.span.end)
            subject = clause.speaking or clause.subject
            if after is None or subject is None:
                continue
            listed = NUMBERED.match(self.document.folded, after.end()) is not None
            colon = after.group("mark") != ","
            whole = listed or (colon and clause.span.start == paragraph.start)
            end = paragraph.end if whole else self.document.sentence_at(cue.span.start).end
            words = Span(min(after.end(), end), end)
            if len(words) >= SHORTEST and (self._unmarked(words) if not colon else self._opens_unmarked(words)):
                confidence, reason = (0.8, "colon-inline") if colon else (0.7, "first-person")
                return self._block([words], subject, cue, confidence, reason)
        return None

    def _opens_unmarked(self, words: Span) -> bool:
        return self.document.body[words.start] not in MARKS

    def _unmarked(self, words: Span) -> bool:
        """Tell whether the words are in the first person and hold no quotation that is marked."""
        index = bisect_left(self.document.marked, words.start, key=lambda marked: marked.outer.start)
        following = self.document.marked[index : index + 1]
        marked = bool(following) and following[0].outer.start < words.end
        return not marked and OWN_WORDS.match(self.document.folded, words.start) is not None

    def _block(
        self, parts: list[Span], subject: Subject | None, cue: Cue | None, confidence: float, reason: str
    ) -> Block:
        return Block(tuple(parts), Attribution(QuoteKind.BLOCK, cue, subject, confidence, reason))

    def _person(self, name: Span) -> Subject | None:
        for person in self.people:
            if any(name.covers(mention) for mention in person.mentions):
                return Subject(Speaker(person.id, person.name, name, SpeakerType.PERSON), 1.0)
        return None

    def _nameless(self, name: Span) -> Subject:
        return Subject(Speaker(None, name.of(self.document.body), name, SpeakerType.PERSON), 0.8)


def _bearers(discourse: Discourse, people: Sequence[Person]) -> dict[str, dict[str, Subject]]:
    """Return how names and forms of address (黃小姐) begin, folded, with whom they denote."""
    known = [
        (surface, Subject(Speaker(person.id, person.name, person.mentions[0], SpeakerType.PERSON), 1.0))
        for person in people
        for surface in person.surfaces
    ]
    addressed = [
        (named.subject.speaker.name or "", named.subject)
        for clause in discourse.clauses
        for named in clause.named
        if named.subject.speaker.type is SpeakerType.PERSON and named.subject.speaker.id is None
    ]
    bearers: dict[str, dict[str, Subject]] = {}
    for name, subject in (*known, *addressed):
        start = fold(name[:LONGEST_LABEL])
        for end in range(1, len(start) + 1):
            bearers.setdefault(start[:end], {})[entity(subject)] = subject
    return bearers


def _is_interview_label(label: str) -> bool:
    """Tell whether a label is of those that interviews use besides names: 問, Q, a single letter."""
    return label in ASKING or label in ANSWERING or (len(label) == 1 and label.isalpha())


def _reports(clause: Clause) -> bool:
    return any(heard.subject is not None and heard.cue.manner in REPORTING for heard in clause.heard)
