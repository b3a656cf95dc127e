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
from bot.analysis.quotes.accounts import Accounts
from bot.analysis.quotes.candidates import Scene, Setting
from bot.analysis.quotes.cues import REPORTING, Cue, Manner
from bot.analysis.quotes.dialogue import CREDITS, SHORTEST, Block, Dialogue, nameless
from bot.analysis.quotes.discourse import Clause, Discourse
from bot.analysis.quotes.marked import MARKS, Attribution
from bot.analysis.quotes.referents import Subject
from bot.analysis.quotes.surroundings import COLON
from bot.analysis.script import fold
from bot.model import Person, QuoteKind, Span, Speaker, SpeakerType

FIRST_PERSON = re.compile(r"我|俺|咱|(?<![a-z])i(?![a-z])")
PERSONAL = re.compile(rf"{FIRST_PERSON.pattern}|你|您")
THIRD_PERSON = re.compile(r"\s*(?:他|她)")
NUMBERED = re.compile(r"\s*(?:\d{1,2}\s*[.、)]|[(]?[一二三四五六七八九十]{1,2}[、)]|[-*•]\s)\s*")
AFTER_CUE = re.compile(r"[了过着道]?\s*(?P<mark>[:︰﹕]|,(?=\s*我))\s*")
OWN_WORDS = re.compile(r"我(?:们|哋)?(?!国|省|市|县|校|院|党|军|方)")
"""The first person, where it is no reporter's word for the country (我國)."""
POST = re.compile(
    r"(?P<words>[^\n]+?)[:︰﹕]?\s*(?:(?:https?://|pic\.twitter\.com/|t\.co/)[^\s—]+\s*)?[—–-]{1,2}\s*(?P<name>[^\n(@—]{2,40}?)\s*\(@\w{1,30}\)"
)
INTRODUCING = re.compile(
    r"(?:[全原]文|长文|文章|内容|实录|要点|观点|演讲|讲[话辞词]|发言|致[辞词]|感言|回应|声明|陈[情词]书?|证词|遗书|悼[词文]|自述|日[记志]"
    r"|网志|博客|公开信|信[件函]|[推帖贴]文|留言|过程|经过)[^,。]{0,8}[:︰﹕)】]+\s*$"
)
"""How a line ends that announces words without a cue (以下是X演講的主要內容：)."""
LONGEST_TELLING = 40
"""Characters after a cue that say what somebody posts about, not what (發推宣布離職), at most."""
WIDEST_GAP = 3
"""Paragraphs in a row of one's own words that do not say I."""
LONGEST_BLOCK = 60
"""Paragraphs that one block may run over."""
ANNOUNCING = re.compile(r"[^,;。]{0,12}[:︰﹕]\s*")
"""What stands between a cue and the end of the line that it announces words with."""
SOURCE = re.compile(r"(?<=[。!?….])\s*\((?:[^()]|\([^()]{0,80}\)){1,200}\)$")
"""Where words that are set off come from, in brackets after them."""


@dataclass(frozen=True, slots=True)
class BlockFinder:
    """Finds the blocks of one document; ``people`` are those whom its labels may name.

    ``quoted`` are the paragraphs that are set off.
    """

    setting: Setting
    document: Document
    discourse: Discourse
    people: Sequence[Person]
    speaker_of: Callable[[Scene], Subject | None]
    dialogue: Dialogue
    accounts: Accounts
    quoted: frozenset[Span]

    @classmethod
    def of(cls, setting: Setting, people: Sequence[Person], speaker_of: Callable[[Scene], Subject | None]) -> Self:
        """Prepare to read the document."""
        document, discourse = setting.document, setting.discourse
        dialogue = Dialogue.of(document, discourse, people)
        accounts = Accounts.of(document, discourse, people)
        return cls(setting, document, discourse, people, speaker_of, dialogue, accounts, frozenset(document.quoted))

    def find(self) -> Iterator[Block]:
        """Yield the blocks in order, free of overlap."""
        paragraphs = self.document.paragraphs
        title = self.document.folded[paragraphs[0].start : paragraphs[0].end] if paragraphs else ""
        index = 1
        while index < len(paragraphs):
            paragraph = paragraphs[index]
            heading = paragraph.of(self.document.folded) == title or self.document.body[paragraph.start] == "#"
            if heading or self.dialogue.is_unsaid(paragraph):
                index += 1
                continue
            block = (
                self._posted(paragraph)
                or self._set_off(index)
                or self.dialogue.read(index)
                or self.accounts.blocks.get(index)
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
        return paragraph in self.quoted

    def _announced(self, index: int) -> Block | None:
        """Paragraphs after one that says who posts, writes or speaks, or whose text follows."""
        paragraph = self.document.paragraphs[index]
        sentence = self.document.sentence_at(paragraph.end - 1)
        text = sentence.of(self.document.folded)
        colon = COLON.search(text) is not None
        cue, subject = self._reporting(sentence)
        if cue is not None and self._is_credit(paragraph, cue):
            return None
        pauses = cue is not None and not self.document.folded[cue.span.end : sentence.end].strip(":︰﹕ ")
        introduced = INTRODUCING.search(text) is not None and not pauses
        reporting = cue is not None and ANNOUNCING.fullmatch(self.document.folded, cue.span.end, sentence.end)
        posted = cue is not None and cue.manner is Manner.WRITE and (colon or self._only_tells(sentence, cue))
        if not (posted or introduced or (colon and reporting)):
            return None
        if subject is None and (colon or introduced):
            subject = self._person(sentence) or self.discourse.carried(sentence.start)
        if subject is None:
            return None
        parts = list(self._following(index + 1, subject, told=colon, whole=introduced))
        own = [self._is_own(part, subject) for part in parts]
        if not (introduced and any(own)):
            parts = parts[: _own_end(own)]
        if not parts or not self._is_speech(parts) or sum(map(len, parts)) < SHORTEST:
            return None
        return _block(parts, subject, cue, 0.85 if colon else 0.8, "announced" if colon else "posted")

    def _is_credit(self, paragraph: Span, cue: Cue) -> bool:
        """Tell whether a line only says who wrote (【撰文：X】)."""
        return CREDITS.match(Span(paragraph.start, cue.span.end).of(self.document.folded).lstrip("【([ ")) is not None

    def _only_tells(self, sentence: Span, cue: Cue) -> bool:
        """Tell whether a sentence says that somebody posts, and not what."""
        told = Span(cue.span.end, sentence.end)
        return len(told) <= LONGEST_TELLING and not any(mark in MARKS for mark in told.of(self.document.body))

    def _is_speech(self, parts: Sequence[Span]) -> bool:
        """Tell whether ``parts`` are words and no list of things: the first is a sentence, or somebody says I."""
        ended = not self.document.folded[parts[0].end - 1].isalnum()
        return ended or any(FIRST_PERSON.search(part.of(self.document.folded)) for part in parts)

    def _reporting(self, sentence: Span) -> tuple[Cue | None, Subject | None]:
        """Return the cue that a sentence ends on and who speaks by it; one that writes is preferred."""
        clauses = self.discourse.between(sentence.start, sentence.end)
        heard = [h for clause in clauses for h in clause.heard if h.cue.manner in REPORTING]
        heard = [h for h in heard if h.cue.manner is Manner.WRITE] or heard
        if not heard:
            return None, next((clause.subject for clause in clauses if clause.subject), None)
        speaking = [h.subject for h in heard if h.subject] or [clause.subject for clause in clauses if clause.subject]
        return heard[-1].cue, speaking[-1] if speaking else None

    def _following(self, index: int, subject: Subject, *, told: bool, whole: bool) -> Iterator[Span]:
        """Yield the paragraphs from ``index`` on that are still the speaker's own words.

        ``told`` says that a colon announces the first of them, ``whole`` that a whole text follows, which may tell what
        others say.
        """
        paragraphs = self.document.paragraphs[index : index + LONGEST_BLOCK]
        listed = bool(paragraphs) and self._number(paragraphs[0]) is not None
        for position, paragraph in enumerate(paragraphs):
            text = paragraph.of(self.document.folded)
            number = self._number(paragraph)
            personal = FIRST_PERSON.search(text) is not None
            if self._is_set_off(paragraph) or (
                self.document.body[paragraph.start] in MARKS and not (whole and position)
            ):
                return
            if not (told or whole or personal) or (listed and number is None):
                return
            first = told and position == 0
            if not first and self._narrates(paragraph, subject, others=not whole):
                return
            if position and not whole and not personal and COLON.search(text):
                return
            yield Span(number.end() if number else paragraph.start, paragraph.end)

    def _number(self, paragraph: Span) -> re.Match[str] | None:
        return NUMBERED.match(self.document.folded, paragraph.start, paragraph.end)

    def _is_own(self, part: Span, subject: Subject) -> bool:
        """Tell whether a part says I or you, is a point of a list, or begins with its speaker's words for himself."""
        listed = part.start > self.document.paragraph_at(part.start).start
        text = part.of(self.document.folded)
        return listed or PERSONAL.search(text) is not None or text[:2] in fold(subject.speaker.name or "")

    def _narrates(self, paragraph: Span, subject: Subject, *, others: bool) -> bool:
        """Tell whether the reporter speaks: about the speaker, or about what ``others`` said."""
        if others and THIRD_PERSON.match(self.document.folded, paragraph.start):
            return True
        clauses = self.discourse.between(paragraph.start, paragraph.end)
        about = {clause.subject.speaker.id for clause in clauses if clause.subject is not None} - {None}
        return subject.speaker.id in about or (others and any(map(_reports, clauses[:2])))

    def _inline(self, paragraph: Span) -> Block | None:
        """X說：words to the end of the sentence, or of the paragraph where they are points of a list; X說，我…."""
        for clause in self.discourse.between(paragraph.start, paragraph.end):
            if not clause.heard or clause.heard[-1].cue.manner not in REPORTING:
                continue
            cue = clause.heard[-1].cue
            after = AFTER_CUE.match(self.document.folded, cue.span.end)
            subject = clause.speaking or clause.subject
            if after is None or subject is None or self._is_credit(paragraph, cue):
                continue
            listed = NUMBERED.match(self.document.folded, after.end()) is not None
            colon = after.group("mark") != ","
            whole = listed or (colon and clause.span.start == paragraph.start)
            end = paragraph.end if listed else self.document.sentence_at(cue.span.start).end
            if whole and not listed:
                end = self._until_reported(end, paragraph)
            words = Span(min(after.end(), end), end)
            if len(words) >= SHORTEST and (self._unmarked(words) if not colon else self._opens_unmarked(words)):
                confidence, reason = (0.8, "colon-inline") if colon else (0.7, "first-person")
                return _block([words], subject, cue, confidence, reason)
        return None

    def _until_reported(self, offset: int, paragraph: Span) -> int:
        """Return the end of the last sentence from ``offset`` on before the reporter returns."""
        first = bisect_left(self.document.sentences, offset, key=lambda sentence: sentence.start)
        last = bisect_left(self.document.sentences, paragraph.end, key=lambda sentence: sentence.start)
        for sentence in self.document.sentences[first:last]:
            clauses = self.discourse.between(sentence.start, sentence.end)[:2]
            if THIRD_PERSON.match(self.document.folded, sentence.start) or any(map(_reports, clauses)):
                break
            offset = sentence.end
        return offset

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


def _own_end(own: Sequence[bool]) -> int:
    """Return how many parts, the first among them, are ``own`` or near one after them that is."""
    end = min(len(own), 1)
    for position in range(len(own)):
        if position - end > WIDEST_GAP:
            break
        if own[position]:
            end = position + 1
    return end


def _reports(clause: Clause) -> bool:
    """Tell whether somebody else is said to speak in a clause: who says I tells his own words."""
    return any(
        heard.subject is not None
        and heard.cue.manner in REPORTING
        and not FIRST_PERSON.match(heard.subject.speaker.name or "")
        for heard in clause.heard
    )
