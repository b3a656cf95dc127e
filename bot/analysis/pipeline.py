"""The analysis of one article, top to bottom."""

from dataclasses import dataclass

from bot.analysis.dates import infer_publication, read_dates
from bot.analysis.document import Document
from bot.analysis.people import PeopleFinder
from bot.analysis.quotes import QuoteFinder
from bot.analysis.script import script_of
from bot.analysis.summary import summarize
from bot.analysis.tagger import Tagger
from bot.model import Article, Findings

ANALYSIS_VERSION = 5
"""Raised when findings change, so that stored articles can be analysed again without loading them."""


@dataclass(frozen=True, slots=True)
class Analyzer:
    """Reads articles; holds the tagger's weights and the lexicons, nothing of any article. Safe to share by threads."""

    tagger: Tagger
    people: PeopleFinder
    quotes: QuoteFinder

    @classmethod
    def load(cls) -> "Analyzer":
        """Read the weights and lexicons: about a second and 50 MB."""
        return cls(Tagger.load(), PeopleFinder.load(), QuoteFinder.load())

    def analyze(self, article: Article) -> Findings:
        """Return what ``article`` says; its publication date is inferred where nothing states it."""
        document = Document.of(article.body, article.quoted)
        tagged = self.tagger.read(document)
        people = self.people.find(document, tagged)
        quotes = self.quotes.find(document, tagged.tokens, people)
        published_on = article.published_on or infer_publication(document)
        dates = read_dates(document, published_on)
        return Findings(
            script=script_of(article.body),
            published_on=published_on,
            people=people,
            quotes=quotes,
            dates=dates.expressions,
            summary=summarize(document, quotes),
            sentences=document.sentences,
            warnings=(*article.warnings, *dates.warnings),
        )
