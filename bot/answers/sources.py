"""Where the words of a page stand: its sources, each with the paragraphs that hold them and all that is known of it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from bot.answers.answer import Answer, Attribution, Fact, FactKind, Part, Provenance, Section, SpeakerName, Status
from bot.answers.passages import part, title_of
from bot.answers.presented import Line
from bot.answers.questions import Sources
from bot.model import Span
from bot.store import Store
from bot.store.records import Excerpts, Passage, StoredQuote

PLACE = re.compile(r"(?P<number>\d+):(?P<article>\d+):(?P<start>\d+)-(?P<end>\d+)")


@dataclass(slots=True)
class _Cited:
    """An article by its number on a page, and the spans that the page shows of it."""

    number: int
    spans: list[Span] = field(default_factory=list)


def sources_of(lines: Iterable[Line], title: str) -> Sources | None:
    """Return the question for the sources of what stands on a page; None where nothing on it has one."""
    places = dict.fromkeys(
        f"{part.source.number}:{part.citation.article}:{part.citation.start}-{part.citation.end}"
        for line in lines
        for part in line.cited
    )
    return Sources(" ".join(places), title) if places else None


async def answer(store: Store, question: Sources, libraries: Sequence[str]) -> Answer:
    """Tell where each source has the words, in the order of the page; what the reader may not see is left out."""
    cited = _cited(question.places)
    excerpts = await store.excerpts({article: each.spans for article, each in cited.items()}, libraries)
    copies = await store.copies(list(cited), libraries)
    also: dict[int, list[Part]] = {}
    for copy in copies:
        also.setdefault(copy.article.id, []).append(title_of(copy.fuller))
        also.setdefault(copy.fuller.id, []).append(title_of(copy.article))
    by_article = {each.article.id: each for each in excerpts}
    facts = tuple(
        replace(_fact(by_article[article], each), also=tuple(also.get(article, ())))
        for article, each in cited.items()
        if article in by_article
    )
    return Answer(question.command, Status.FOUND if facts else Status.NOT_FOUND, question.title, facts)


def _cited(places: str) -> dict[int, _Cited]:
    cited: dict[int, _Cited] = {}
    for place in PLACE.finditer(places):
        of_article = cited.setdefault(int(place["article"]), _Cited(int(place["number"])))
        of_article.spans.append(Span(int(place["start"]), int(place["end"])))
    return cited


def _fact(excerpts: Excerpts, cited: _Cited) -> Fact:
    paragraphs = tuple(_part(paragraph, cited.spans, excerpts.quotes) for paragraph in excerpts.paragraphs)
    provenance = Provenance(cited.number, excerpts.article.byline, excerpts.published)
    return Fact(FactKind.SOURCE, Section.SOURCES, paragraphs, provenance=provenance)


def _part(paragraph: Passage, spans: Iterable[Span], quotes: Iterable[StoredQuote]) -> Part:
    """Return a paragraph with the spans that lie in it marked, and how the quotes that begin in it are attributed."""
    around = Span(paragraph.start, paragraph.end)
    marked = (Span(each.start - around.start, each.end - around.start) for each in spans if around.covers(each))
    attributions = (_attribution(quote) for quote in quotes if around.start <= quote.parts[0].start < around.end)
    return replace(part(paragraph), marked=tuple(sorted(set(marked))), attributions=tuple(attributions))


def _attribution(quote: StoredQuote) -> Attribution:
    speaker = None if quote.speaker is None else SpeakerName(quote.speaker, quote.speaker_type)
    return Attribution(quote.parts[0].text, speaker, quote.confidence, quote.reason, quote.surface, quote.cue)
