"""A document with its tagged words, as the finders of people look at it."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from bot.analysis.document import Document
from bot.analysis.tagger import Tagged, Token
from bot.model import Span


@dataclass(frozen=True, slots=True)
class Reading:
    """A document, its tokens, and the probability of the spans that may be names; ``starts`` are the tokens' starts."""

    document: Document
    tokens: Sequence[Token]
    names: Mapping[Span, float]
    starts: tuple[int, ...]

    @classmethod
    def of(cls, document: Document, tagged: Tagged) -> Self:
        """Index what the tagger found in ``document``."""
        return cls(document, tagged.tokens, tagged.names, tuple(token.span.start for token in tagged.tokens))

    @property
    def folded(self) -> str:
        """The text that names are matched on."""
        return self.document.folded

    def token_at(self, offset: int) -> Token | None:
        """Return the token that covers ``offset``."""
        index = bisect_right(self.starts, offset) - 1
        if index < 0 or offset >= self.tokens[index].span.end:
            return None
        return self.tokens[index]

    def tokens_in(self, span: Span) -> Sequence[Token]:
        """Return the tokens that share a character with ``span``."""
        first = max(bisect_right(self.starts, span.start) - 1, 0)
        last = bisect_right(self.starts, span.end - 1)
        return [token for token in self.tokens[first:last] if token.span.overlaps(span)]
