"""What a word is to the search: a character of an East Asian script, or a run of other letters and digits.

Index, query and the place of a hit come from this one definition; punctuation and space never count.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from bot.model import Span

EAST_ASIAN = "⺀-\U0010ffff"
LATIN = rf"[^\W_{EAST_ASIAN}]"
TOKEN = re.compile(rf"{LATIN}+|[^\W_]")
ENDS_LATIN = re.compile(rf"{LATIN}\Z")
LONGEST = 200
"""Tokens of a query beyond this are not looked for: so long a text is told from every other."""


def tokens(folded: str) -> list[str]:
    """Return the words of a folded text, in order."""
    return TOKEN.findall(folded)


def is_latin(token: str) -> bool:
    """Tell whether a token is a run, which a longer one may begin with."""
    return ENDS_LATIN.search(token) is not None


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
    """Compile a phrase of at least one token; the last of Latin script may be the beginning of a word.

    Between tokens stands what is no token, possessively, so that matching does not backtrack.
    """
    written = re.escape(phrase[0])
    for before, token in pairwise(phrase):
        parted = is_latin(before) and is_latin(token)
        written += (r"[\W_]++" if parted else r"[\W_]*+") + re.escape(token)
    starts = rf"(?<!{LATIN})" if is_latin(phrase[0]) else ""
    ends = rf"{LATIN}*+" if is_latin(phrase[-1]) else ""
    return re.compile(starts + written + ends)


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
