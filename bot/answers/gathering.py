"""What says the same is told once: copies of a text with their sources; reports of one event come together."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import chain

from bot.analysis.script import fold
from bot.answers.answer import Fact, FactKind, Part, Section
from bot.answers.passages import title_of
from bot.store import Store
from bot.store.records import Copy

GATHERED = frozenset({FactKind.FACT, FactKind.QUOTE, FactKind.EVENT, FactKind.SUMMARY, FactKind.ARTICLE})
Said = tuple[object, ...]


async def gathered(
    store: Store, facts: Sequence[Fact], libraries: Sequence[str], *, one_a_story: bool = False
) -> tuple[Fact, ...]:
    """Return the facts in their order, of those that say the same only one, which names the others.

    Of copies the fullest article is told, among those that the reader can see, and nothing goes that only a copy says:
    sentences are the same where their words are. In a list, articles that report one event stand together where the
    first of them stood, which names the others; ``one_a_story`` tells that one alone.
    """
    ids = sorted({fact.parts[0].citation.article for fact in facts if _is_gathered(fact)})
    if not ids:
        return tuple(facts)
    told = _one_of_copies(facts, await store.copies(ids, libraries))
    if not any(_is_listed(fact) for fact in told):
        return tuple(told)
    stories = await store.stories(ids, libraries)
    together = _by_story(told, {each: story.id for story in stories for each in story.reports})
    return tuple(chain.from_iterable(_told(group, alone=one_a_story) for group in together))


def _is_gathered(fact: Fact) -> bool:
    return fact.kind in GATHERED and len({part.citation.article for part in fact.parts}) == 1


def _is_listed(fact: Fact) -> bool:
    return fact.section is Section.ARTICLES and _is_gathered(fact)


def _one_of_copies(facts: Sequence[Fact], copies: Sequence[Copy]) -> list[Fact]:
    texts = _texts(copies)
    groups: dict[Said, list[Fact]] = {}
    for number, fact in enumerate(facts):
        groups.setdefault(_said(fact, texts) if _is_gathered(fact) else (number,), []).append(fact)
    kept = {}
    for group in groups.values():
        fullest = next((fact for fact in group if fact.parts and fact.parts[0].citation.article not in texts), group[0])
        others = [fact for fact in group if fact is not fullest]
        also = [*fullest.also, *(place for fact in others for place in (fact.parts[0], *fact.also))]
        if _is_listed(fullest):
            also += _copies_of(fullest.parts[0].citation.article, copies)
        renderings = tuple(rendering for fact in (fullest, *others) for rendering in fact.renderings)
        kept[id(fullest)] = replace(fullest, also=_distinct(also, fullest), renderings=renderings) if also else fullest
    return [kept[id(fact)] for fact in facts if id(fact) in kept]


def _texts(copies: Sequence[Copy]) -> dict[int, int]:
    """Return for each copy the fullest article that it stands in, which is no copy itself."""
    lesser = {copy.article.id for copy in copies}
    return {copy.article.id: copy.fuller.id for copy in copies if copy.fuller.id not in lesser}


def _said(fact: Fact, texts: dict[int, int]) -> Said:
    """Return what facts have in common that say the same: the text that they are of, and their words."""
    article = fact.parts[0].citation.article
    words = () if _is_listed(fact) else tuple(fold(part.original) for part in fact.parts)
    return fact.kind, fact.section, fact.value, texts.get(article, article), words


def _copies_of(article: int, copies: Sequence[Copy]) -> list[Part]:
    others = [copy.article for copy in copies if copy.fuller.id == article]
    others += [copy.fuller for copy in copies if copy.article.id == article]
    return [title_of(other) for other in others]


def _by_story(facts: Sequence[Fact], stories: dict[int, int]) -> list[list[Fact]]:
    """Return the facts in groups, articles in a list with those of their story, the others alone."""
    groups: dict[Said, list[Fact]] = {}
    for number, fact in enumerate(facts):
        story = stories.get(fact.parts[0].citation.article) if _is_listed(fact) else None
        groups.setdefault(("alone", number) if story is None else ("story", story), []).append(fact)
    return list(groups.values())


def _told(group: Sequence[Fact], *, alone: bool) -> list[Fact]:
    """Return reports of one event, the first of which names the others and may stand for them alone."""
    first, *others = group
    if not others:
        return [first]
    named = replace(first, reports=tuple(fact.parts[0] for fact in others))
    return [named] if alone else [named, *others]


def _distinct(places: Iterable[Part], told: Fact) -> tuple[Part, ...]:
    by_article = {place.citation.article: place for place in places}
    by_article.pop(told.parts[0].citation.article, None)
    return tuple(by_article.values())
