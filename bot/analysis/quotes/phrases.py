"""Phrases that can speak: people, forms of address, roles, organizations, pronouns, and what governs them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import pairwise
from typing import Self

from bot.analysis.lexicon import pairs
from bot.analysis.quotes.words import Word
from bot.analysis.script import fold
from bot.model import Person, Span


class PhraseKind(StrEnum):
    """Who a phrase denotes; ``data/lexicons/speakers.tsv`` says what each means. ``other`` is no speaker."""

    PERSON = "person"
    ROLE = "role"
    ORGANIZATION = "organization"
    DOCUMENT = "document"
    PRONOUN = "pronoun"
    PLURAL = "plural"
    BODY = "body"
    OTHER = "other"


PRONOUNS = (PhraseKind.PRONOUN, PhraseKind.PLURAL, PhraseKind.BODY)
NOUNS = frozenset("n nr nz nt ns nw s vn an a m q xc r PER LOC ORG".split())
PRESENTING = frozenset("据 另据 根据 引述 援引 引用 令 让 使 是 而 由 至于 当 待".split())
"""Verbs and prepositions before a subject: 有示威者說, 路透社引述官員說, 令他感到."""
NOT_SPEAKING = frozenset(
    "这 那 此 该 这些 那些 这个 那个 什么 谁 我 我们 你 你们 自己 我哋 你哋 大家 它 它们 它哋".split()
)
PARTS = frozenset(
    "全部 内部 外部 局部 大部 东部 西部 南部 北部 中部 到处 处处 何处 四处 别处 好处 坏处 大局 全局 结局".split()
)
"""Words that end like the name of an organization (外交部, 入境處, 教育局)."""
MANNERS = frozenset("这样 那样 这么 那么 怎么 怎样 如何 如此 为何 何时 说法 其中 其后 其次 其实".split())
"""Pronouns to the tagger that are adverbs before a verb."""
BEARERS = frozenset("人者员师家生民长友客士工手")
"""How nouns end that denote people (病人, 心理學家), unless they are of NOBODY."""
NOBODY = frozenset(
    "国家 大家 人家 专家 厂家 商家 卖家 买家 皇家 一生 人生 民生 卫生 一手 双手 右手 左手 对手 特长 成长 增长".split()
)
JOINING = ("的", "c")
LONG_WORD = 3
LEAD = re.compile(r"(?:[惟唯但而]|\d{1,3}岁的?)+")
"""What the tagger joins to the noun after it (惟|法團, 12歲|軒哥)."""
LONGEST_ROLE = 12
"""Characters of the longest words that say who somebody unnamed is (有收到傳單的內地遊客)."""
LEADING = ("d", "c", "t", "TIME", "f", "ad", "w", "xc")
"""Tags of what stands before such words in a clause (隨後, 但)."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase; ``person`` is whom its head names, ``ruler`` the verb or preposition that takes it (被, 對).

    ``modified`` tells that a relative clause stands before it (負責的律師 is not the lawyer spoken of before).
    """

    span: Span
    kind: PhraseKind
    person: Person | None
    ruler: str | None
    modified: bool = False


@dataclass(frozen=True, slots=True)
class PhraseReader:
    """Reads noun phrases: ``kinds`` holds folded endings of phrases that may speak, ``titles`` what follows a name.

    ``offices`` are the titles that say more of somebody than a form of address does (議員, but not 先生);
    ``addresses`` are such forms.
    """

    kinds: dict[str, PhraseKind]
    titles: frozenset[str]
    offices: frozenset[str]
    addresses: tuple[str, ...]
    longest: int
    long: re.Pattern[str]

    @classmethod
    def load(cls) -> Self:
        """Read the lexicon.

        Raises:
            LexiconInvalid: a line is malformed.
        """
        entries = [(fold(ending), kind) for ending, kind in pairs("speakers.tsv")]
        addresses = tuple(ending for ending, kind in entries if kind == "person")
        titles = frozenset(ending for ending, kind in entries if kind == "title")
        return cls(
            {ending: PhraseKind(kind) for ending, kind in entries if kind != "title"},
            titles,
            titles.difference(addresses),
            addresses,
            max(len(ending) for ending, _ in entries),
            re.compile("|".join(sorted((e for e, _ in entries if len(e) >= LONG_WORD), key=len, reverse=True))),
        )

    def nouns(self, folded: str) -> tuple[Span, ...]:
        """Return the long words of the lexicon, which the tagger takes apart at times (發言|人稱)."""
        return tuple(Span(found.start(), found.end()) for found in self.long.finditer(folded))

    def read(self, folded: str, words: Sequence[Word]) -> Iterator[Phrase]:
        """Yield the noun phrases of one clause; somebody whom a relative clause describes is named by all of it."""
        clause = _Clause(self, folded)
        for word in words:
            yield from clause.take(word)
        yield from clause.end()

    def appositions(self, folded: str, words: Sequence[Word]) -> dict[str, Phrase]:
        """Return the roles that stand right before the name of one person only, with the phrase that names them."""
        holders: dict[str, list[Word]] = {}
        for before, word in pairwise(words):
            if word.person is None or before.person is not None or not before.tag.startswith("n"):
                continue
            role = before.span.of(folded)
            if len(role) > 1 and self.kind(role) is PhraseKind.ROLE:
                holders.setdefault(role, []).append(word)
        return {
            role: Phrase(named[0].span, PhraseKind.PERSON, named[0].person, None)
            for role, named in holders.items()
            if len({word.person.id for word in named if word.person is not None}) == 1
        }

    def kind(self, text: str) -> PhraseKind:
        """Return the kind of the longest ending that the folded ``text`` has, singular or plural (選手們)."""
        text = text if text in self.kinds else text.removesuffix("们")
        for length in range(min(self.longest, len(text)), 0, -1):
            kind = self.kinds.get(text[-length:])
            if kind is not None and (kind not in PRONOUNS or length > 1 or length == len(text)):
                return kind
        return PhraseKind.OTHER

    def phrase(self, folded: str, words: list[Word], ruler: str | None, *, modified: bool) -> Phrase:
        """Return the phrase that ``words``, which touch, make up."""
        while len(words) > 1 and (words[-1].tag in JOINING or words[-1].span.of(folded) in NOT_SPEAKING):
            words = words[:-1]
        last = words[-1]
        named = [word for word in words if word.person is not None]
        tail = Span(named[-1].span.end, last.span.end).of(folded).strip() if named else ""
        joined = any(word.tag == "c" for word in words[words.index(named[-1]) :]) if named else False
        if named and (joined or tail in self.titles or self.kind(tail) is PhraseKind.OTHER):
            return Phrase(named[-1].span, PhraseKind.PERSON, named[-1].person, ruler, modified)
        span = Span(words[0].span.start, last.span.end)
        text = span.of(folded)
        span = Span(span.end - len(text.lstrip()), span.start + len(text.rstrip()))
        text = text.strip()
        kind = PhraseKind.OTHER if text in NOT_SPEAKING or last.span.of(folded) in PARTS else self.kind(text)
        if kind in PRONOUNS:
            return Phrase(last.span, kind, None, ruler, modified)
        if kind is PhraseKind.PERSON:
            span = _addressed(words)
        if kind is PhraseKind.OTHER and text not in NOT_SPEAKING:
            kind = _tagged(last, last.span.of(folded).strip())
        lead = LEAD.match(folded, span.start, span.end - 1)
        span = Span(lead.end(), span.end) if lead is not None else span
        return Phrase(span, kind, None, ruler, modified)


@dataclass(slots=True)
class _Clause:
    """Reads the phrases of one clause, a word at a time.

    ``opening`` is where the words begin that may say who somebody is: the clause, or what follows its last cue or
    preposition; ``ruler`` governs what follows; ``pending`` are the words of the phrase that is being read.
    """

    reader: PhraseReader
    folded: str
    opening: int | None = None
    ruler: str | None = None
    verb_seen: bool = False
    modified: bool = False
    pending: list[Word] = field(default_factory=list)

    def take(self, word: Word) -> Iterator[Phrase]:
        """Read one more word; yield the phrase that ends before it."""
        text = word.span.of(self.folded)
        if self.pending and word.tag != "的" and self._is_pronoun(self.pending[-1]):
            yield from self.end()
        if word.tag in ("cue", "p") or text in PRESENTING:
            self.opening = None
        elif self.opening is None and word.tag not in LEADING:
            self.opening = word.span.start
        if word.tag == "的":
            yield from self._modify(word)
        elif text not in MANNERS and (word.tag in NOUNS or (self.pending and word.tag in JOINING)):
            self.pending.append(word)
        else:
            if self.pending:
                yield from self.end()
                self.modified = False
            if word.tag in ("p", "v", "vd", "f", "cue"):
                self.ruler = None if text in PRESENTING or text.endswith("有") or word.tag == "f" else text
                self.verb_seen = self.verb_seen or word.tag in ("v", "cue")

    def end(self) -> Iterator[Phrase]:
        """Yield the phrase that is being read, if any."""
        if not self.pending:
            return
        found = self.reader.phrase(self.folded, self.pending, self.ruler, modified=self.modified)
        self.pending = []
        begins = self.opening if self.modified and self.ruler is None else None
        described = found.kind is PhraseKind.ROLE and begins is not None
        if described and begins is not None and found.span.end - LONGEST_ROLE <= begins < found.span.start:
            found = replace(found, span=Span(begins, found.span.end))
        yield found

    def _modify(self, word: Word) -> Iterator[Phrase]:
        """Read 的: what nothing governs is part of the phrase; what a verb took (站在前排的李先生) modifies it."""
        if self.pending and self.ruler is None:
            self.pending.append(word)
            return
        governed = bool(self.pending) and not self.verb_seen
        yield from self.end()
        self.ruler = self.ruler if governed else None
        self.modified = True

    def _is_pronoun(self, word: Word) -> bool:
        return self.reader.kinds.get(word.span.of(self.folded)) in PRONOUNS


def lettered(body: str, words: Sequence[Word]) -> Iterator[Phrase]:
    """Yield masked names (證人L), which the text calls by their letter from then on."""
    for before, word in pairwise(words):
        letter = word.span.of(body)
        named = before.tag == "n" and before.span.of(body).isalpha() and before.span.end == word.span.start
        if named and len(letter) == 1 and "A" <= letter <= "Z":
            yield Phrase(Span(before.span.start, word.span.end), PhraseKind.PERSON, None, None)


def _addressed(words: Sequence[Word]) -> Span:
    """Return the name and the form of address at the end of a phrase (負責人廖先生: 廖先生)."""
    start = words[-1] if len(words[-1].span) > len("先生") or len(words) == 1 else words[-2]
    return Span(start.span.start, words[-1].span.end)


def _tagged(word: Word, text: str) -> PhraseKind:
    """Return the kind that the tagger sees; whoever has a Latin name and is a person is a mention already."""
    if word.tag in ("ORG", "nt", "nw") or (word.tag in ("PER", "nr", "nz") and text.isascii() and len(text) > 1):
        return PhraseKind.ORGANIZATION
    if word.tag in ("PER", "nr") and len(text) > 1:
        return PhraseKind.PERSON
    bears = word.tag == "n" and len(text) > 1 and text[-1] in BEARERS and text not in NOBODY
    return PhraseKind.ROLE if bears else PhraseKind.OTHER
