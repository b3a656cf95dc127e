"""One utterance, one fact: quotes of one speaker that articles word differently, or repeat, come together."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from bot.analysis.script import fold
from bot.analysis.utterances import SHORTEST, is_one_utterance
from bot.analysis.wording import Words, words
from bot.answers.answer import Fact, Rendering, Section
from bot.answers.passages import part, quote_fact
from bot.model import SpeakerType
from bot.store.records import StoredQuote

WINDOW_DAYS = 7
"""How far apart two articles may have appeared that render one utterance."""


@dataclass(frozen=True, slots=True)
class _Worded:
    """A quote with what it is compared by; ``speaker`` is None where it cannot be told whether two are one."""

    quote: StoredQuote
    words: Words
    speaker: int | str | None
    published: date | None

    @classmethod
    def of(cls, quote: StoredQuote) -> "_Worded":
        spoken = words(fold(" ".join(passage.text for passage in quote.parts)))
        speaker: int | str | None = quote.person
        if speaker is None and quote.speaker and quote.speaker_type is SpeakerType.ORGANIZATION:
            speaker = fold(quote.speaker)
        return cls(quote, spoken, speaker, quote.parts[0].published_day)

    @property
    def article(self) -> int:
        return self.quote.parts[0].article

    def holds(self, other: "_Worded") -> bool:
        """Tell whether the words of ``other`` stand in these as they are, and are no mere phrase."""
        if self.words == other.words:
            return True
        return len(other.words) >= SHORTEST and f" {' '.join(other.words)} " in f" {' '.join(self.words)} "

    def is_same(self, other: "_Worded") -> bool:
        """Tell whether the two are one utterance; in one article only repeated words are."""
        if self.speaker is None or self.speaker != other.speaker or not self.words or not other.words:
            return False
        if self.article == other.article:
            return self.holds(other) or other.holds(self)
        if self.published is None or other.published is None:
            return False
        near = abs((self.published - other.published).days) <= WINDOW_DAYS
        return near and is_one_utterance(self.words, other.words)


@dataclass(slots=True)
class _Wording:
    """One wording of an utterance, and the quotes that have no other words."""

    first: _Worded
    also: list[_Worded] = field(default_factory=list)


def quote_facts(quotes: Sequence[StoredQuote], section: Section, limit: int) -> list[Fact]:
    """Return quotes as at most ``limit`` facts, one an utterance, in the order of each one's first quote.

    Of several wordings the fullest is the fact's own, the others follow in the order of the quotes.
    """
    utterances: list[list[_Worded]] = []
    for worded in map(_Worded.of, quotes):
        told = next((known for known in utterances if any(worded.is_same(other) for other in known)), None)
        if told is None:
            utterances.append([worded])
        else:
            told.append(worded)
    return [_fact(utterance, section) for utterance in utterances[:limit]]


def unheard(new: Sequence[StoredQuote], earlier: Sequence[StoredQuote], section: Section, limit: int) -> list[Fact]:
    """Return as ``quote_facts`` the utterances of which no earlier quote is, nor has the same words, however old."""
    heard = [_Worded.of(quote) for quote in earlier]
    unsaid = [quote for quote in new if not any(_repeats(_Worded.of(quote), other) for other in heard)]
    known = {quote.parts[0].article for quote in earlier}
    facts = quote_facts([*unsaid, *earlier], section, len(unsaid) + len(earlier))
    return [fact for fact in facts if known.isdisjoint(_articles(fact))][:limit]


def _repeats(worded: _Worded, earlier: _Worded) -> bool:
    return worded.speaker is not None and worded.speaker == earlier.speaker and earlier.holds(worded)


def _articles(fact: Fact) -> set[int]:
    """Return the articles that have any words of an utterance."""
    renderings = (place for each in fact.renderings for place in (*each.parts, *each.also))
    return {place.citation.article for place in (*fact.parts, *fact.also, *renderings)}


def _fact(utterance: Sequence[_Worded], section: Section) -> Fact:
    wordings: list[_Wording] = []
    for worded in sorted(utterance, key=lambda each: -len(each.words)):
        same = next((wording for wording in wordings if wording.first.holds(worded)), None)
        if same is None:
            wordings.append(_Wording(worded))
        else:
            same.also.append(worded)
    fullest, *others = wordings
    others.sort(key=lambda wording: utterance.index(wording.first))
    return replace(
        quote_fact(fullest.first.quote, section),
        also=tuple(part(same.quote.parts[0]) for same in fullest.also),
        renderings=tuple(
            Rendering(
                tuple(map(part, wording.first.quote.parts)),
                wording.first.quote.kind,
                tuple(part(same.quote.parts[0]) for same in wording.also),
            )
            for wording in others
        ),
    )
