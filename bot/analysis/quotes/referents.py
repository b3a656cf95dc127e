"""Whom phrases denote, by what was read before them: names for short, roles that stand for a name, pronouns."""

import re
from dataclasses import dataclass, field

from bot.analysis.document import Document
from bot.analysis.quotes.phrases import PRONOUNS, Phrase, PhraseKind
from bot.analysis.script import fold
from bot.model import Span, Speaker, SpeakerType

ISSUED = re.compile(
    r"(?:该|这份|这则|这篇|有关)?(?:声明|公告|通告|社论|社评|内文|新闻稿|公开信|报道|报导|文章|帖文|贴文|推文)"
)
"""Documents, folded, that speak for whoever issued them."""
DEMONSTRATIVE = re.compile(r"^(?:该|这|那|有关)(?:[一两二三四五六七八九十\d]*[名位个])?")
"""What tells, before a role, that somebody spoken of before is meant."""
SEVERAL = re.compile(
    r"^(?:有些|不少|很多|许多|多[名位个]|数[名位百十千]|部分|一些|众多|各|大批|大量|[两二三四五六七八九十几\d]+[名位])"
    r"|(?:民|人士|街坊|群众|公众|百姓|[^发]人|人员|者|们|家长|家属|父母|亲友|粉丝|用户|户)$"
)
"""How words begin or end that mean more than one of a kind, unless they count one."""
SINGLE = re.compile(r"(?:一|该|那|这|某|首|另)一?[名位个]|^[该某]")
"""What counts one of them."""
TYPES = {
    PhraseKind.PERSON: SpeakerType.PERSON,
    PhraseKind.ROLE: SpeakerType.ROLE,
    PhraseKind.ORGANIZATION: SpeakerType.ORGANIZATION,
    PhraseKind.DOCUMENT: SpeakerType.UNKNOWN,
    PhraseKind.OTHER: SpeakerType.UNKNOWN,
}


@dataclass(frozen=True, slots=True)
class Subject:
    """A speaker as some words denote it; ``certainty`` (0 to 1) is that of the reference, not of the speech."""

    speaker: Speaker
    certainty: float

    def at(self, surface: Span | None, *, certainty: float = 1.0) -> "Subject":
        """Return the same speaker as other words denote it: no surer than they are, nor less so after a chain of 他."""
        speaker = Speaker(self.speaker.id, self.speaker.name, surface, self.speaker.type)
        return Subject(speaker, min(self.certainty, certainty))


def entity(subject: Subject) -> str:
    """Return what tells one speaker of a text from another."""
    return subject.speaker.id or fold(subject.speaker.name or "")


@dataclass(slots=True)
class Referents:
    """Whom phrases denote, given what was read before: one person, several, an organization, names for short.

    ``roles`` are words that stand before one person's name only (律師陳家樂), and denote that person alone too;
    ``offices`` are the titles by which a surname alone stands for a name (陳律師); ``short`` holds the names for short.
    """

    document: Document
    roles: dict[str, Phrase]
    offices: frozenset[str]
    single: Subject | None = None
    plural: Subject | None = None
    body: Subject | None = None
    short: dict[str, Subject] = field(default_factory=dict)
    described: dict[str, Subject] = field(default_factory=dict)

    def take(self, subject: Subject) -> None:
        """Remember ``subject`` as whom the text is about."""
        kind = subject.speaker.type
        if kind in (SpeakerType.ORGANIZATION, SpeakerType.UNKNOWN):
            self.body = self.plural = subject
        elif self.single is None or self.single.speaker.id is None or not _is_several(subject):
            self.single = subject
        if kind is SpeakerType.ROLE:
            self.plural = subject

    def is_passing(self, subject: Subject) -> bool:
        """Tell whether ``subject``, who only acts, is somebody unnamed beside the person whom the text is about."""
        named = self.single is not None and self.single.speaker.id is not None
        return (
            named and subject.speaker.type is SpeakerType.ROLE and not SINGLE.search(fold(subject.speaker.name or ""))
        )

    def of(self, phrase: Phrase) -> Subject | None:
        """Return whom ``phrase`` denotes, None for what cannot speak."""
        if phrase.person is not None:
            speaker = Speaker(phrase.person.id, phrase.person.name, phrase.span, SpeakerType.PERSON)
            self.short[phrase.person.name[0]] = Subject(speaker, 1.0)
            return Subject(speaker, 1.0)
        if phrase.kind in PRONOUNS:
            antecedent = {PhraseKind.PRONOUN: self.single, PhraseKind.PLURAL: self.plural}.get(phrase.kind, self.body)
            return antecedent and antecedent.at(phrase.span, certainty=0.9)
        text = phrase.span.of(self.document.body).strip()
        known = self._known(phrase, text)
        if known is not None:
            return known.at(phrase.span, certainty=0.9)
        if not any(character.isalnum() for character in text) or phrase.kind is PhraseKind.OTHER:
            return None
        return self.named(phrase)

    def _known(self, phrase: Phrase, text: str) -> Subject | None:
        """Return whom a letter, a surname alone, a role or a document stands for, by what was read before."""
        short = self.short.get(text[-1:])
        if short is not None and text in (text[-1], short.speaker.name):
            return short
        bearer = self.short.get(text[:1])
        if bearer is not None and fold(text[1:]) in self.offices:
            return bearer
        if phrase.kind is PhraseKind.DOCUMENT and ISSUED.fullmatch(fold(text)):
            return self.body
        holder = self._holder(phrase)
        return self.of(holder) if holder is not None else self._spoken_of(phrase, fold(text))

    def _spoken_of(self, phrase: Phrase, text: str) -> Subject | None:
        """Return the nearest role before whose words end as ``text`` does (一位知情人士 … 該人士)."""
        if phrase.kind is not PhraseKind.ROLE or phrase.modified:
            return None
        head = DEMONSTRATIVE.sub("", text)
        fuller = (name for name in reversed(self.described) if name.endswith(head) and len(name) > len(text))
        return self.described.get(next(fuller, ""))

    def _holder(self, phrase: Phrase) -> Phrase | None:
        """Return whose name a role stands for."""
        if phrase.kind is not PhraseKind.ROLE or phrase.modified:
            return None
        return self.roles.get(phrase.span.of(self.document.folded).strip())

    def named(self, phrase: Phrase, *, certainty: float = 0.9) -> Subject:
        """Take the words of ``phrase`` for the speaker's name."""
        name = phrase.span.of(self.document.body).strip()
        subject = Subject(Speaker(None, name, phrase.span, TYPES[phrase.kind]), certainty)
        if phrase.kind is PhraseKind.ROLE:
            self.described[fold(name)] = subject
        return subject


def _is_several(subject: Subject) -> bool:
    """Tell whether ``subject`` is unnamed people, of whom 他 does not speak."""
    name = fold(subject.speaker.name or "")
    return subject.speaker.type is SpeakerType.ROLE and SEVERAL.search(name) is not None and not SINGLE.search(name)
