"""How it is known who speaks in an article and when it appeared, in the reader's words."""

from collections.abc import Callable, Iterator

from bot.answers.answer import Attribution, Citation, Provenance
from bot.answers.date_label import date_label
from bot.model import PublicationDate
from bot.strings import catalogue

OMISSION = "…"
BEGINNING_CHARS = 10
"""The first words of a quote, by which it is told from the others of its paragraph."""
HOW = frozenset(
    {
        "announced",
        "carried",
        "colon",
        "colon-inline",
        "cue-after",
        "cue-before",
        "cue-colon",
        "cue-embedding",
        "cue-running",
        "first-person",
        "headline",
        "interview",
        "judged",
        "label",
        "posted",
        "running",
        "set-off",
        "signed",
        "together",
    }
)
"""The codes of the rules that attribute a quote (``bot.analysis.quotes``) that have words."""


def attributed(
    attribution: Attribution, speaker: str | None, shown: Callable[[str], str], locale: str, *, several: bool
) -> str:
    """Say who speaks, by what, and how sure that is; of ``several`` quotes in a paragraph also where this one begins.

    ``shown`` puts words of the article into the reader's script.
    """
    surface = attribution.surface and shown(attribution.surface)
    who = speaker or catalogue.text(locale, "attribution.none")
    if speaker and surface and surface != speaker:
        who = catalogue.text(locale, "attribution.called", speaker=speaker, surface=surface)
    cue = shown(attribution.cue or "")
    how = catalogue.text(locale, f"attribution.how.{attribution.reason}", cue=cue) if attribution.reason in HOW else ""
    sure = catalogue.text(locale, "attribution.sure", percent=round(100 * attribution.confidence))
    clauses = catalogue.text(locale, "list.clauses").join(filter(None, (how, sure)))
    said = catalogue.text(locale, "quote.speaker", speaker=who) + clauses
    return said if not several else _beginning(attribution.words, shown, locale) + said


def _beginning(words: str, shown: Callable[[str], str], locale: str) -> str:
    text = shown(words[:BEGINNING_CHARS]) + (OMISSION if len(words) > BEGINNING_CHARS else "")
    return catalogue.text(locale, "quote.marked", text=text) + " "


def origin(citation: Citation, provenance: Provenance, shown: Callable[[str], str], locale: str) -> Iterator[str]:
    """Yield who published and wrote an article, when and how that is known, and that it has no address."""
    yield from (shown(name) for name in (citation.outlet, *provenance.byline) if name)
    published = provenance.published
    yield dated(published, None if published is None else shown(published.evidence), locale)
    if citation.url is None:
        yield catalogue.text(locale, "note.no-link")


def dated(published: PublicationDate | None, evidence: str | None, locale: str) -> str:
    """Say when an article appeared and how that is known; ``evidence`` are the words that say so, as shown."""
    if published is None:
        return catalogue.text(locale, "published.unknown")
    date = date_label(published.value, None, locale)
    known = catalogue.text(locale, f"published.{published.source.value}", date=date)
    if not evidence or evidence == published.value:
        return known
    return catalogue.text(locale, "published.evidence", dated=known, evidence=evidence)
