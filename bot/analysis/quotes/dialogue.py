"""Dialogue by layout: a name and a colon begin each turn, in interviews, transcripts of courts and panels, and plays.

What is written down was said; what a play or satire has its figures say was not. A record tells who somebody is before
he speaks, and somebody asks in it or it says that it is one (專訪, 實錄).
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Self

from bot.analysis.document import Document
from bot.analysis.quotes.discourse import Discourse
from bot.analysis.quotes.marked import MARKS, Attribution
from bot.analysis.quotes.referents import Subject, entity
from bot.analysis.script import fold
from bot.model import Person, QuoteKind, Span, Speaker, SpeakerType

LONGEST_LABEL = 24
"""Characters of a label, at most."""
LABELLED = re.compile(
    r"(?P<label>[^,。;:︰﹕!?「“\"(\n]{1,24}?)\s*(?:\([^()\n]{0,24}\))?\s*[:︰﹕]\s*"
    r"(?:\([^()\n]{0,24}\)\s*[:︰﹕]\s*)?(?=[^\s])"
)
"""A paragraph that begins with a name and a colon, and perhaps a stage direction before or after the colon."""
CREDITS = re.compile(r"(?:[撰编]?[文图译摄]|撰文|摄影|记者|编辑|译者|翻译|来源|标题|时间|地点|日期|链接|网址)$")
"""How labels end that name no speaker."""
ASKING = frozenset("问 q 记者 主持人 采访者 提问".split())
ANSWERING = frozenset("答 a 受访者 回答".split())
RECORDED = re.compile(
    r"访问|访谈|专访|采访|受访|问答|答问|对谈|圆桌|座谈|论坛|记者会|记招|发布会|听证|聆讯|盘问|供称|作供|庭上|开庭|审讯"
    r"|实录|笔录|逐字稿|纪录|记录|录音|通话|摘录|节录|整理"
)
"""What a text says of words that were written down."""
GENRE = re.compile(r"小剧场|短剧|剧本|话剧|独幕|相声|寓言|小说|虚构|恶搞|戏仿|故事新编")
"""What the title says of words that nobody said."""
STAGE = re.compile(
    r"[(【]?(?:第[一二三四五六七八九十\d]{1,2}[幕场](?:\W|$)|[幕灯](?:[起落启下暗亮]|光|渐).{0,8}$|剧终|全剧完|(?:登场|剧中)?人物\s*:|角色\s*:)"
    r"|.{0,40}(?:纯属虚构|如有雷同)"
)
"""Lines of a play: acts, lights and curtain, the list of its figures; and what disclaims."""
BRACKETS = re.compile(r"\([^()\n]{0,200}\)")
LETTERS = re.compile(r"(?<![a-z])[a-z](?![a-z])")
"""How those are called who may not be named (警員A)."""
MANY = 2
"""Speakers of a dialogue, at least."""
ENDING = "。!?…"
SHORTEST = 6
"""Characters of the shortest words after a name outside an interview."""
ASKS = 0.5
"""Share of the turns of whoever asks that hold a question, at least."""
LONGEST_TURN = 60
"""Paragraphs that one turn may run over."""


@dataclass(frozen=True, slots=True)
class Block:
    """Reproduced words, a part for each paragraph, and whose they are."""

    parts: tuple[Span, ...]
    attribution: Attribution


@dataclass(frozen=True, slots=True)
class Dialogue:
    """The turns of one document.

    ``bearers`` says whose names begin with some folded words, by entity; ``labels`` begin turns repeatedly;
    ``invented`` tells that nobody said the turns.
    """

    document: Document
    discourse: Discourse
    bearers: Mapping[str, Mapping[str, Subject]]
    labels: frozenset[str]
    invented: bool

    @classmethod
    def of(cls, document: Document, discourse: Discourse, people: Sequence[Person]) -> Self:
        """Prepare to read ``document``; it has turns where two speakers or more begin paragraphs repeatedly."""
        named = list(_named(discourse, people))
        bearers = _bearers(named)
        turns = list(_turns(document))
        labels = _repeated([label for _, label in turns], bearers)
        if len(labels) < MANY:
            return cls(document, discourse, bearers, frozenset(), invented=False)
        repeated = [(span, label) for span, label in turns if label in labels]
        invented = not _is_record(document, [name for name, _ in named], repeated)
        return cls(document, discourse, bearers, labels, invented)

    def is_invented(self, paragraph: Span) -> bool:
        """Tell whether ``paragraph`` is a turn that nobody said."""
        found = self._label(paragraph) if self.invented else None
        return found is not None

    def read(self, index: int) -> Block | None:
        """Return the turn that paragraph ``index`` begins, with those that go on without a label.

        Outside an interview it is a sentence after a name.
        """
        paragraph = self.document.paragraphs[index]
        label = self._label(paragraph)
        if label is None or self.document.body[label.end()] in MARKS or CREDITS.search(label.group("label")):
            return None
        if self._explains(Span(label.end(), paragraph.end)):
            return None  # 黃：傷者黃小姐　眾：眾新聞
        subject = self._subject(Span(*label.span("label")))
        if subject is None:
            return None
        parts = [Span(label.end(), paragraph.end)]
        if label.group("label") in self.labels:
            parts += self._rest(index + 1)
        elif len(parts[0]) < SHORTEST or self.document.folded[paragraph.end - 1] not in ENDING:
            return None  # 黃錦星：增加投資 is a heading
        return Block(tuple(parts), Attribution(QuoteKind.BLOCK, None, subject, 0.9, "interview"))

    def _explains(self, rest: Span) -> bool:
        """Tell whether another turn begins within the line: it says what the labels stand for."""
        words, lengths = rest.of(self.document.folded), {len(label) for label in self.labels}
        colons = [found.start() for found in re.finditer(":", words)]
        return any(words[max(0, colon - length) : colon] in self.labels for colon in colons for length in lengths)

    def _label(self, paragraph: Span) -> re.Match[str] | None:
        return LABELLED.match(self.document.folded, paragraph.start, paragraph.end)

    def _rest(self, index: int) -> Iterator[Span]:
        """Yield the paragraphs from ``index`` on before the next turn, heading or marked passage."""
        for paragraph in self.document.paragraphs[index : index + LONGEST_TURN]:
            heading = self.document.folded[paragraph.end - 1] not in ENDING
            marked = self.document.body[paragraph.start] in MARKS or paragraph in self.document.quoted
            if self._label(paragraph) or heading or marked:
                return
            yield paragraph

    def _subject(self, span: Span) -> Subject | None:
        text = span.of(self.document.folded).strip()
        if text in ANSWERING and self.labels & ASKING:
            return self.discourse.carried(span.start)
        clause = next(iter(self.discourse.between(span.start, span.end)), None)
        subject = clause.subject if clause is not None else None
        if subject is not None and clause is not None and not clause.heard and subject.speaker.surface is not None:
            alone = subject.speaker.type is SpeakerType.ROLE and subject.speaker.surface.start <= span.start
            speaks = subject.speaker.id is not None or alone or text in self.labels
            if speaks and subject.speaker.surface.end >= span.end:
                return subject
        return self._abbreviated(span) if text in self.labels else None

    def _abbreviated(self, label: Span) -> Subject:
        """Return whom a label of an interview stands for: whoever's name begins with it, else whom it names itself."""
        bearers = self.bearers.get(label.of(self.document.folded).strip(), {})
        known = next(iter(bearers.values())) if len(bearers) == 1 else None
        if known is not None:
            return known.at(label)
        return nameless(self.document, label)


def nameless(document: Document, name: Span) -> Subject:
    """Take the words of ``name`` for a person who is not among those of the article."""
    return Subject(Speaker(None, name.of(document.body), name, SpeakerType.PERSON), 0.8)


def _turns(document: Document) -> Iterator[tuple[Span, str]]:
    """Yield the paragraphs that begin with a label, and it."""
    for paragraph in document.paragraphs[1:]:
        found = LABELLED.match(document.folded, paragraph.start, paragraph.end)
        if found is not None:
            yield paragraph, found.group("label").strip()


def _is_general(label: str) -> bool:
    """Tell whether a label is of those that interviews use besides names: 問, Q, a single letter."""
    return label in ASKING or label in ANSWERING or (len(label) == 1 and label.isalpha())


def _is_record(document: Document, names: Iterable[str], turns: Sequence[tuple[Span, str]]) -> bool:
    """Tell whether the turns were said, by how the rest of the text presents them."""
    said = {paragraph for paragraph, _ in turns}
    title, *others = (paragraph.of(document.folded) for paragraph in document.paragraphs if paragraph not in said)
    if (GENRE.search(title) and not RECORDED.search(title)) or any(map(STAGE.match, others)):
        return False
    labels = {label for _, label in turns}
    if labels <= ASKING | ANSWERING or (labels & ASKING and not others):
        return True
    told = BRACKETS.sub("", "\n".join([title, *others] if RECORDED.search(title) else others))
    lettered = set(LETTERS.findall(told)) & labels
    if not lettered and not any(name in told for name in {*names} if name.startswith(tuple(labels))):
        return False
    return bool(labels & ASKING) or _one_asks(document, turns) or RECORDED.search(told) is not None


def _one_asks(document: Document, turns: Sequence[tuple[Span, str]]) -> bool:
    """Tell whether one speaker asks in half of the turns or more, and another in half as many."""
    asked, counts = Counter[str](), Counter(label for _, label in turns)
    asked.update(label for paragraph, label in turns if "?" in paragraph.of(document.folded))
    shares = [asked[label] / count for label, count in counts.items()]
    return max(shares) >= ASKS and min(shares) <= max(shares) / 2


def _named(discourse: Discourse, people: Sequence[Person]) -> Iterator[tuple[str, Subject]]:
    """Yield names and forms of address (黃小姐), folded, with whom they denote."""
    for person in people:
        subject = Subject(Speaker(person.id, person.name, person.mentions[0], SpeakerType.PERSON), 1.0)
        yield from ((fold(surface), subject) for surface in person.surfaces)
    for clause in discourse.clauses:
        for named in clause.named:
            if named.subject.speaker.type is SpeakerType.PERSON and named.subject.speaker.id is None:
                yield fold(named.subject.speaker.name or ""), named.subject


def _bearers(named: Iterable[tuple[str, Subject]]) -> dict[str, dict[str, Subject]]:
    """Return how names begin, with whom they denote."""
    bearers: dict[str, dict[str, Subject]] = {}
    for name, subject in named:
        for end in range(1, len(name[:LONGEST_LABEL]) + 1):
            bearers.setdefault(name[:end], {})[entity(subject)] = subject
    return bearers


def _repeated(labels: Sequence[str], bearers: Mapping[str, object]) -> frozenset[str]:
    """Return those of ``labels``, in the order of the turns, that name speakers.

    They occur repeatedly and are names, labels of interviews, or alternate with such (the medium, 辯方).
    """
    counts = Counter(labels)
    known = {label for label, count in counts.items() if count > 1 and (label in bearers or _is_general(label))}
    beside = Counter(one for one, other in (*pairwise(labels), *pairwise(labels[::-1])) if other in known)
    return frozenset(
        label
        for label, count in counts.items()
        if label in known or (1 < count <= beside[label] and not CREDITS.search(label))
    )
