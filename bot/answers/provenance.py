"""How it is known who speaks in an article and when it appeared, in the reader's words."""

from collections.abc import Callable

from bot.answers.answer import Attribution
from bot.answers.date_label import date_label
from bot.model import PublicationDate
from bot.strings import catalogue

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


def attributed(attribution: Attribution, speaker: str | None, shown: Callable[[str], str], locale: str) -> str:
    """Say who speaks, by what, and how sure that is; ``shown`` puts words of the article into the reader's script."""
    surface = attribution.surface and shown(attribution.surface)
    who = speaker or catalogue.text(locale, "attribution.none")
    if speaker and surface and surface != speaker:
        who = catalogue.text(locale, "attribution.called", speaker=speaker, surface=surface)
    cue = shown(attribution.cue or "")
    how = catalogue.text(locale, f"attribution.how.{attribution.reason}", cue=cue) if attribution.reason in HOW else ""
    sure = catalogue.text(locale, "attribution.sure", percent=round(100 * attribution.confidence))
    clauses = catalogue.text(locale, "list.clauses").join(filter(None, (how, sure)))
    return catalogue.text(locale, "quote.speaker", speaker=who) + clauses


def dated(published: PublicationDate | None, evidence: str | None, locale: str) -> str:
    """Say when an article appeared and how that is known; ``evidence`` are the words that say so, as shown."""
    if published is None:
        return catalogue.text(locale, "published.unknown")
    date = date_label(published.value, None, locale)
    known = catalogue.text(locale, f"published.{published.source.value}", date=date)
    if not evidence or evidence == published.value:
        return known
    return catalogue.text(locale, "published.evidence", dated=known, evidence=evidence)
