"""What a word is to the search: a character of an East Asian script, a run of other letters, or a run of digits.

Index, query and the place of a hit come from this one definition; punctuation and space never count, so GPT4 finds
GPT-4 and GPT-4o.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from bot.model import Span

EAST_ASIAN = "⺀-\U0010ffff"
LETTER = rf"[^\W\d_{EAST_ASIAN}]"
DIGIT = rf"[^\D{EAST_ASIAN}]"
TOKEN = re.compile(rf"{LETTER}+|{DIGIT}+|[^\W_]")
LONGEST = 200
"""Tokens of a query beyond this are not looked for: so long a text is told from every other."""


def tokens(folded: str) -> list[str]:
    """Return the words of a folded text, in order."""
    return TOKEN.findall(folded)


@dataclass(frozen=True, slots=True)
class Tokenized:
    """A folded text as its words, in order: where each begins and ends."""

    folded: str
    starts: Sequence[int]
    ends: Sequence[int]

    @classmethod
    def of(cls, folded: str) -> "Tokenized":
        """Find the words of a text."""
        spans = [found.span() for found in TOKEN.finditer(folded)]
        return cls(folded, [start for start, _ in spans], [end for _, end in spans])

    def within(self, start: int, end: int) -> list[str]:
        """Return the words of a piece of the text, as ``tokens`` does: a run that is cut is shorter."""
        if end <= start:
            return []
        first, last = bisect_right(self.ends, start), bisect_left(self.starts, end)
        return [self.folded[max(start, self.starts[each]) : min(end, self.ends[each])] for each in range(first, last)]


def evenly_spaced(written: str) -> str:
    """Return a name with single spaces: a second one, or the end of a line inside it, is no other form."""
    return " ".join(written.split())


def run_of(token: str) -> str | None:
    """Return what a token is a run of: ``LETTER`` or ``DIGIT``, None for a character that is a word of its own."""
    return next((kind for kind in (LETTER, DIGIT) if re.match(kind, token)), None)


def may_continue(token: str) -> bool:
    """Tell whether a typed token may be the beginning of a word: one of letters is; another number is another one."""
    return run_of(token) == LETTER


@dataclass(frozen=True, slots=True)
class Words:
    """Words to look for: ``chunks`` are the phrases that spaces part, none of them empty."""

    chunks: tuple[tuple[str, ...], ...]

    @classmethod
    def of(cls, folded: str) -> "Words":
        """Read what was typed; what holds no letter or digit has no chunks and is found nowhere."""
        left = LONGEST
        chunks = []
        for written in folded.split():
            chunk = tuple(tokens(written)[:left])
            left -= len(chunk)
            if chunk:
                chunks.append(chunk)
        return cls(tuple(chunks))

    @property
    def phrase(self) -> tuple[str, ...]:
        """All the words as one phrase."""
        return tuple(token for chunk in self.chunks for token in chunk)


@lru_cache(maxsize=64)
def patterns(folded: str) -> tuple[re.Pattern[str], ...]:
    """Return one pattern for each of the words that spaces part."""
    return tuple(pattern(chunk) for chunk in Words.of(folded).chunks)


def pattern(phrase: tuple[str, ...]) -> re.Pattern[str]:
    """Compile a phrase of at least one token; where the last is of letters, it takes the rest of its word in.

    Between tokens stands what is no token, possessively, so that matching does not backtrack.
    """
    first, last = run_of(phrase[0]), run_of(phrase[-1])
    written = f"(?<!{first})" if first else ""
    written += re.escape(phrase[0])
    for before, token in pairwise(phrase):
        parted = run_of(before) is not None and run_of(before) == run_of(token)
        written += (r"[\W_]++" if parted else r"[\W_]*+") + re.escape(token)
    if may_continue(phrase[-1]):
        return re.compile(f"{written}{last}*+")
    return re.compile(f"{written}(?!{last})" if last else written)


def place(words: Words, folded: str, sentences: Sequence[Span]) -> tuple[Span, Span]:
    """Return the sentence of a folded body where words stand that it is known to hold, and their place in the body.

    The place of the phrase where the body has it, else the first chunk in the first sentence that holds most of them.
    Words that run over the end of their sentence are cut there; those outside of every sentence are shown by the first.
    """
    whole = pattern(words.phrase).search(folded)
    if whole is not None:
        for sentence in sentences:
            if sentence.start <= whole.start() < sentence.end:
                return sentence, Span(whole.start(), min(whole.end(), sentence.end))
    chunks = [pattern(chunk) for chunk in words.chunks]
    matches = [[m.span() for each in chunks if (m := each.search(folded, s.start, s.end))] for s in sentences]
    best = max(range(len(sentences)), key=lambda number: len(matches[number]))
    sentence = sentences[best]
    return sentence, Span(*min(matches[best], default=(sentence.start, sentence.start)))
