"""The names that an answer knows to be people's: a conversion treats them apart from other words."""

from collections.abc import Iterable, Iterator

from bot.answers.answer import Answer, FactKind
from bot.model import Span, SpeakerType

INTERPUNCT = "·"


def known_names(answer: Answer) -> Iterator[str]:
    """Yield the written forms that the answer knows to be people's names, and their halves (里德 of 杰弗里·里德)."""
    for fact in answer.facts:
        renderings = (part for rendering in fact.renderings for part in rendering.parts)
        names = [name.of(part.original) for part in (*fact.parts, *renderings) for name in part.names]
        if fact.kind in {FactKind.ALIAS, FactKind.RELATED} and fact.label is not None:
            names.append(fact.label)
        if fact.speaker is not None and fact.speaker.type is SpeakerType.PERSON:
            names.append(fact.speaker.name)
        for name in names:
            yield from (half for half in (name, *name.split(INTERPUNCT)) if len(half) > 1)


def within(text: str, names: Iterable[str]) -> Iterator[Span]:
    """Yield where ``names`` stand in ``text``; they may overlap."""
    for name in names:
        start = text.find(name)
        while start >= 0:
            yield Span(start, start + len(name))
            start = text.find(name, start + len(name))
