"""An answer put into the reader's language and script, for a face to lay out; pure."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from bot.analysis.lookup import Reason
from bot.analysis.script import fold
from bot.answers.answer import (
    Answer,
    Attribution,
    Choice,
    Fact,
    FactKind,
    Part,
    Rendering,
    Since,
    Status,
)
from bot.answers.conversion import SCRIPTS, Converter, Shown
from bot.answers.date_label import date_label
from bot.answers.known_names import known_names, within
from bot.answers.presented import Line, Presented, ShownChoice, ShownPart, ShownRendering, ShownSection, Source
from bot.answers.provenance import OMISSION, attributed, origin
from bot.answers.region_words import Wording
from bot.model import QuoteKind, Script, Span, SpeakerType
from bot.store.days import days_of
from bot.strings import catalogue

CERTAIN = 0.75
"""The confidence from which an attribution is shown without a remark."""
MOST_NAMED = 5
"""Other sources of one fact that are named."""
TOLD = frozenset({FactKind.ROLE, FactKind.FACT, FactKind.EVENT, FactKind.SUMMARY, FactKind.ARTICLE, FactKind.CHANGE})
"""What articles tell in their own words, which may be put into those of a region; differing reports are compared."""
BETWEEN = " · "
OF_ARTICLES = frozenset({FactKind.ARTICLE, FactKind.SOURCE})
"""Facts that stand under the title of their article, and whose remarks name its copies."""
BECOMING = " → "


def present(
    answer: Answer, locale: str, converter: Converter, *, as_written: bool = False, wording: Wording | None = None
) -> Presented:
    """Put ``answer`` into the language and script of ``locale``.

    ``as_written`` leaves articles in their own script and words; ``wording`` puts words of the reader's region into
    what the articles themselves tell.
    """
    reader = _Reader(answer, locale, converter, None if as_written else wording, as_written=as_written)
    sections = tuple(reader.sections())
    return Presented(
        command=answer.command,
        locale=locale,
        status=answer.status,
        title=reader.title(),
        notes=tuple(reader.notes()),
        sections=sections,
        sources=tuple(reader.sources.values()),
        choices=tuple(reader.choice(choice) for choice in answer.choices),
        suggestions=tuple(reader.name(suggestion) for suggestion in answer.suggestions),
        since=answer.since,
    )


class _Reader:
    """One answer in the eyes of one reader: what every piece of it needs to know to be shown."""

    def __init__(
        self, answer: Answer, locale: str, converter: Converter, wording: Wording | None, *, as_written: bool
    ) -> None:
        self.as_written = as_written
        self.wording = wording
        self.answer = answer
        self.locale = locale
        self.converter = converter
        self.names = frozenset(known_names(answer))
        self.sources: dict[int, Source] = {}

    def name(self, name: str) -> str:
        """Return a person's name as shown."""
        return self._shown(name, (Span(0, len(name)),)).text

    def label(self, text: str, written: Script | None = None) -> str:
        """Return a short text without spans as shown; the names that the answer knows are told from the rest."""
        return self._shown(text, within(text, self.names), written).text

    def title(self) -> str:
        """Return what the answer is about: as it was typed where nothing was found, else as shown."""
        if not self.answer.title and self.answer.since is not None:
            return catalogue.text(self.locale, "changes.everything")
        return self.label(self.answer.title) if self.answer.status is Status.FOUND else self.answer.title

    def notes(self) -> Iterator[str]:
        """Yield what became of the question: nothing where it was plainly answered."""
        answer, locale = self.answer, self.locale
        if answer.since is not None:
            yield from self._since(answer.since)
        elif answer.status is not Status.FOUND:
            yield catalogue.text(locale, f"status.{answer.status.value}", title=answer.title)
        if answer.matched is not None:
            surface, reason = answer.matched
            why = catalogue.text(locale, f"reason.{reason.value}")
            yield catalogue.text(locale, "note.matched", surface=self.name(surface), reason=why)
        if answer.suggestions:
            separator = catalogue.text(locale, "list.separator")
            names = separator.join(self.name(suggestion) for suggestion in answer.suggestions)
            yield catalogue.text(locale, "note.suggestions", names=names)
        if answer.story is not None:
            name, count = answer.story
            yield catalogue.text(locale, "note.story", name=self.label(name), count=count)
        if answer.why:
            words = catalogue.text(locale, "list.separator").join(map(self.label, answer.why))
            yield catalogue.text(locale, "note.story-why", words=words)
        if answer.more:
            yield catalogue.text(locale, "note.more", count=answer.more)

    def _since(self, since: Since) -> Iterator[str]:
        """Yield from when on it is told what is new, where a day says so: an instant is shown by the face."""
        if since.day is not None:
            found = "new" if self.answer.status is Status.FOUND else "nothing"
            yield catalogue.text(
                self.locale, f"changes.{found}-since-day", date=date_label(since.day, None, self.locale)
            )
        if since.is_default:
            yield catalogue.text(self.locale, "changes.by-default")

    def sections(self) -> Iterator[ShownSection]:
        """Yield the answer's facts by what they are about and section, in the order in which the sections begin."""
        for about, section in dict.fromkeys((fact.about, fact.section) for fact in self.answer.facts):
            facts = (fact for fact in self.answer.facts if (fact.about, fact.section) == (about, section))
            heading = catalogue.text(self.locale, f"section.{section.value}")
            shown = heading if about is None else BETWEEN.join((self.label(about), heading))
            yield ShownSection(section, shown, tuple(map(self._line, facts)))

    def choice(self, choice: Choice) -> ShownChoice:
        """Return a choice with the roles that tell it apart and the form that answered."""
        reason = catalogue.text(self.locale, f"reason.{choice.reason.value}")
        form = catalogue.text(self.locale, "choice.why", reason=reason, surface=self.name(choice.surface))
        why = BETWEEN.join((*map(self.label, choice.roles), form))
        return ShownChoice(choice.id, self.name(choice.label), why)

    def _line(self, fact: Fact) -> Line:
        if fact.provenance is not None:
            self.sources[fact.parts[0].citation.article] = self._source(fact.parts[0], fact.provenance.number)
        parts = tuple(self._part(part, is_form=fact.kind is FactKind.ALIAS) for part in fact.parts)
        if fact.kind in TOLD:
            parts = tuple(map(self._reworded, parts, fact.parts))
        speaker = fact.speaker
        spoken_by = None if speaker is None else self._called(speaker.name, is_name=speaker.type is SpeakerType.PERSON)
        return Line(
            kind=fact.kind,
            text=self._text(fact, parts),
            parts=parts,
            remarks=tuple(self._remarks(fact)),
            date=None if fact.value is None else date_label(fact.value, fact.modifier, self.locale),
            speaker=spoken_by,
            label=self._title(fact, parts),
            value=fact.value,
            days=None if fact.value is None else days_of(fact.value, fact.modifier),
            person=fact.person,
            confidence=fact.confidence,
            also=tuple(self._part(part, is_cited=fact.kind not in OF_ARTICLES) for part in fact.also),
            renderings=tuple(map(self._rendering, fact.renderings)),
            reports=tuple(self._part(part, is_cited=False) for part in fact.reports),
        )

    def _rendering(self, rendering: Rendering) -> ShownRendering:
        parts = tuple(map(self._part, rendering.parts))
        also = tuple(map(self._part, rendering.also))
        return ShownRendering(self._quoted(parts, rendering.quote_kind), parts, also)

    def _quoted(self, parts: Iterable[ShownPart], kind: QuoteKind | None) -> str:
        """Return the words of a quote in marks."""
        between = "\n" if kind is QuoteKind.BLOCK else OMISSION
        return catalogue.text(self.locale, "quote.marked", text=between.join(part.text for part in parts))

    def _text(self, fact: Fact, parts: tuple[ShownPart, ...]) -> str:
        match fact.kind:
            case FactKind.ALIAS | FactKind.RELATED if fact.label is not None:
                return self.name(fact.label)
            case FactKind.CHANGE if fact.count is not None:
                return catalogue.text(self.locale, "change.articles", count=fact.count)
            case FactKind.CHANGE:
                return catalogue.text(self.locale, "change.role", role=BECOMING.join(part.words for part in parts))
            case FactKind.CONFLICT:
                return " ".join(self._side(part) for part in parts)
            case FactKind.QUOTE:
                return self._quoted(parts, fact.quote_kind)
            case _:
                distinct = {fold(part.original): part.words for part in reversed(parts)}
                return OMISSION.join(reversed(distinct.values())) or self.label(fact.label or "")

    def _side(self, part: ShownPart) -> str:
        """Return one side of a conflict: the time or number that it gives, its words, where they stand."""
        side = catalogue.text(self.locale, "conflict.side", text=part.text, source=part.source.label)
        return side if part.given is None else catalogue.text(self.locale, "conflict.dated", date=part.given, side=side)

    def _title(self, fact: Fact, parts: tuple[ShownPart, ...]) -> str | None:
        """Return what the words of a fact stand under, where they do not speak for themselves."""
        if fact.kind in OF_ARTICLES and parts:
            return parts[0].source.title
        named = fact.kind in {FactKind.ALIAS, FactKind.RELATED} or not parts
        return None if named or fact.label is None else self.label(fact.label)

    def _called(self, text: str, *, is_name: bool) -> str:
        return self.name(text) if is_name else self.label(text)

    def _part(self, part: Part, *, is_form: bool = False, is_cited: bool = True) -> ShownPart:
        names = tuple(within(part.original, self.names)) if is_form else part.names
        shown = self._shown(part.original, names, part.script)
        date = None if part.dated is None else date_label(part.dated.value, part.dated.modifier, self.locale)
        number = None if part.counted is None else part.counted.of(shown.text)
        source = self._cited(part) if is_cited else self._source(part, 0)
        several = len(part.attributions) > 1
        remarks = tuple(self._attributed(each, several=several) for each in part.attributions)
        script = SCRIPTS.get(self.locale, part.script) if shown.converted else part.script
        verbatim = shown.text, part.original, shown.converted
        return ShownPart(
            *verbatim, date, part.citation, source, script, names, number, marked=part.marked, remarks=remarks
        )

    def _reworded(self, shown: ShownPart, part: Part) -> ShownPart:
        """Return a part with words of the reader's region; titles stay, by which articles are found again."""
        if self.wording is None or part.original == part.citation.title:
            return shown
        names = (*part.names, *within(part.original, self.names))
        return replace(shown, reworded=self.wording.of(part, shown.text, names, self.locale))

    def _attributed(self, attribution: Attribution, *, several: bool) -> str:
        speaker = attribution.speaker
        name = None if speaker is None else self._called(speaker.name, is_name=speaker.type is SpeakerType.PERSON)
        return attributed(attribution, name, self.label, self.locale, several=several)

    def _cited(self, part: Part) -> Source:
        article = part.citation.article
        if article not in self.sources:
            self.sources[article] = self._source(part, len(self.sources) + 1)
        return self.sources[article]

    def _source(self, part: Part, number: int) -> Source:
        citation = part.citation
        title = self.label(citation.title, part.script)
        outlet = citation.outlet and self.label(citation.outlet)
        label = BETWEEN.join(filter(None, (outlet, citation.published_on))) or title
        return Source(number, title, label, citation.url)

    def _remarks(self, fact: Fact) -> Iterator[str]:
        if fact.kind is FactKind.QUOTE:
            yield from self._doubts(fact)
        if fact.kind is FactKind.ALIAS and fact.resemblance is not Reason.EXACT:
            yield catalogue.text(self.locale, f"resemblance.{fact.resemblance or 'none'}")
        if fact.foretold:
            yield catalogue.text(self.locale, "note.foretold")
        if fact.articles is not None:
            yield catalogue.text(self.locale, "note.articles", count=fact.articles)
        if fact.provenance is not None:
            yield from origin(fact.parts[0].citation, fact.provenance, self.label, self.locale)
        if fact.kind in OF_ARTICLES and fact.also:
            yield catalogue.text(self.locale, "note.also", sources=self._named(fact, fact.also))
        if fact.reports:
            yield self._told_by(fact)

    def _told_by(self, fact: Fact) -> str:
        """Say how many report the story of an article, and who does in words of their own."""
        count = len(fact.reports)
        if fact.sources == 1:
            return catalogue.text(self.locale, "note.reports-of-one", count=count + 1)
        named = self._named(fact, fact.reports)
        if fact.sources is None:
            return catalogue.text(self.locale, "note.reports", count=count, sources=named)
        return catalogue.text(self.locale, "note.reports-counted", count=count + 1, sources=fact.sources, named=named)

    def _named(self, fact: Fact, others: Iterable[Part]) -> str:
        """Name other articles by their outlets, those of the fact's own by their days: each once, and not too many."""
        own = fact.parts[0].citation.outlet
        cited = [other.citation for other in others]
        named = ((each.outlet if each.outlet != own else each.published_on) or each.title for each in cited)
        names = dict.fromkeys(map(self.label, named))
        more = OMISSION if len(names) > MOST_NAMED else ""
        return catalogue.text(self.locale, "list.separator").join(list(names)[:MOST_NAMED]) + more

    def _doubts(self, fact: Fact) -> Iterator[str]:
        """Yield how sure and of what kind a quote is."""
        if fact.speaker is None:
            yield catalogue.text(self.locale, "attribution.none")
        elif fact.confidence is not None and fact.confidence < CERTAIN:
            yield catalogue.text(self.locale, "attribution.inferred")
        if fact.quote_kind not in {None, QuoteKind.DIRECT}:
            yield catalogue.text(self.locale, f"quote-kind.{fact.quote_kind}")

    def _shown(self, text: str, names: Iterable[Span], written: Script | None = None) -> Shown:
        if self.as_written:
            return Shown(text, converted=False)
        return self.converter.shown(text, names, self.locale, written=written)
