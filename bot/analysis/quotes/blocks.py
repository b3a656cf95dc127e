"""Words that are reproduced without quotation marks: posts, letters, interviews, what follows a colon.

Such words are read as one quotation with a part for each paragraph. They end where somebody else starts to speak or
the reporter returns.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Self

from bot.analysis.document import Document
from bot.analysis.quotes.candidates import Scene, Setting
from bot.analysis.quotes.cues import REPORTING, Cue, Manner
from bot.analysis.quotes.dialogue import SHORTEST, Block, Dialogue, nameless
from bot.analysis.quotes.discourse import Clause, Discourse
from bot.analysis.quotes.marked import MARKS, Attribution
from bot.analysis.quotes.referents import Subject
from bot.analysis.quotes.surroundings import COLON
from bot.model import Person, QuoteKind, Span, Speaker, SpeakerType

FIRST_PERSON = re.compile(r"我|俺|咱|(?<![a-z])i(?![a-z])")
THIRD_PERSON = re.compile(r"\s*(?:他|她)")
NUMBERED = re.compile(r"\s*(?:\d{1,2}\s*[.、)]|[(]?[一二三四五六七八九十]{1,2}[、)]|[-*•]\s)\s*")
AFTER_CUE = re.compile(r"[了过着道]?\s*(?P<mark>[:︰﹕]|,(?=\s*我))\s*")
OWN_WORDS = re.compile(r"我(?:们|哋)?(?!国|省|市|县|校|院|党|军|方)")
"""The first person, where it is no reporter's word for the country (我國)."""
POST = re.compile(
    r"(?P<words>[^\n]+?)[:︰﹕]?\s*(?:(?:https?://|pic\.twitter\.com/|t\.co/)[^\s—]{1,200}\s*)?[—–-]{1,2}\s*(?P<name>[^\n(@—]{2,40}?)\s*\(@\w{1,30}\)"
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


@dataclass(frozen=True, slots=True)
class BlockFinder:
    """Finds the blocks of one document; ``people`` are those whom its labels may name."""

    setting: Setting
    document: Document
    discourse: Discourse
    people: Sequence[Person]
    speaker_of: Callable[[Scene], Subject | None]
    dialogue: Dialogue

    @classmethod
    def of(cls, setting: Setting, people: Sequence[Person], speaker_of: Callable[[Scene], Subject | None]) -> Self:
        """Prepare to read the document."""
        document, discourse = setting.document, setting.discourse
        dialogue = Dialogue.of(document, discourse, people)
        return cls(setting, document, discourse, people, speaker_of, dialogue)

    def find(self) -> Iterator[Block]:
        """Yield the blocks in order, free of overlap."""
        paragraphs = self.document.paragraphs
        title = self.document.folded[paragraphs[0].start : paragraphs[0].end] if paragraphs else ""
        index = 1
        while index < len(paragraphs):
            paragraph = paragraphs[index]
            heading = paragraph.of(self.document.folded) == title or self.document.body[paragraph.start] == "#"
            if heading or self.dialogue.is_invented(paragraph):
                index += 1
                continue
            block = (
                self._posted(paragraph)
                or self._set_off(index)
                or self.dialogue.read(index)
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
        return _block(
            [Span(*found.span("words"))], self._person(name) or nameless(self.document, name), None, 0.9, "signed"
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
        return _block(parts, subject, cue, 0.85, "set-off")

    def _is_set_off(self, paragraph: Span) -> bool:
        return paragraph in self.document.quoted

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
        return _block(parts, subject, cue, 0.85 if colon else 0.8, "announced" if colon else "posted")

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
                return _block([words], subject, cue, confidence, reason)
        return None

    def _opens_unmarked(self, words: Span) -> bool:
        return self.document.body[words.start] not in MARKS

    def _unmarked(self, words: Span) -> bool:
        """Tell whether the words are in the first person and hold no quotation that is marked."""
        index = bisect_left(self.document.marked, words.start, key=lambda marked: marked.outer.start)
        following = self.document.marked[index : index + 1]
        marked = bool(following) and following[0].outer.start < words.end
        return not marked and OWN_WORDS.match(self.document.folded, words.start) is not None

    def _person(self, name: Span) -> Subject | None:
        for person in self.people:
            if any(name.covers(mention) for mention in person.mentions):
                return Subject(Speaker(person.id, person.name, name, SpeakerType.PERSON), 1.0)
        return None


def _block(parts: list[Span], subject: Subject | None, cue: Cue | None, confidence: float, reason: str) -> Block:
    return Block(tuple(parts), Attribution(QuoteKind.BLOCK, cue, subject, confidence, reason))


def _reports(clause: Clause) -> bool:
    return any(heard.subject is not None and heard.cue.manner in REPORTING for heard in clause.heard)
