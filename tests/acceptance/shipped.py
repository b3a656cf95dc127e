"""An article of the shipped archive as the acceptance tests look at it."""

from dataclasses import dataclass

from bot.analysis.script import fold
from bot.model import Article, Findings, Person, Quote


@dataclass(frozen=True)
class Read:
    """An article and its findings; everything is looked up by folded text, so that one list serves both scripts."""

    article: Article
    findings: Findings

    def person(self, surface: str) -> Person | None:
        """Return the person who is written ``surface``."""
        wanted = fold(surface)
        return next((p for p in self.findings.people if wanted in map(fold, p.surfaces)), None)

    def quote(self, beginning: str) -> Quote | None:
        """Return the quote that begins so."""
        return next((q for q in self.findings.quotes if self.said(q).startswith(fold(beginning))), None)

    def said(self, quote: Quote) -> str:
        """Return the folded words of a quote."""
        return fold("".join(part.of(self.article.body) for part in quote.parts))

    def speaker(self, quote: Quote) -> str | None:
        """Return the folded name of the speaker."""
        return quote.speaker.name and fold(quote.speaker.name)

    def dates(self, text: str) -> list[tuple[str | None, str | None]]:
        """Return value and modifier of each date expression that is written ``text``."""
        return [
            (d.value, d.modifier and d.modifier.value)
            for d in self.findings.dates
            if fold(d.span.of(self.article.body)) == fold(text)
        ]
