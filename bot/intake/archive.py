"""Articles into the archive: read, analysed and stored, each in one transaction, whatever becomes of the others."""

import asyncio
import hashlib
import json
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass

from bot.analysis.identity import link
from bot.analysis.pipeline import ANALYSIS_VERSION, Analyzer
from bot.errors import InputRefused
from bot.intake.sources import Input
from bot.model import Article, KnownPerson, LocalPerson, Person
from bot.store import Store
from bot.store.records import Outcome


@dataclass(frozen=True, slots=True)
class Loaded:
    """What became of one input: stored (``refused`` is None) or refused (``outcome`` is None).

    ``warnings`` say what of its metadata could not be read.
    """

    source: str
    outcome: Outcome | None
    refused: InputRefused | None = None
    warnings: tuple[str, ...] = ()


class Archive:
    """Loads articles into a store."""

    def __init__(self, store: Store, analyzer: Analyzer) -> None:
        self._store = store
        self._analyzer = analyzer

    async def load(
        self, inputs: Iterable[Input], library: str, *, published_on: str | None = None, outlet: str | None = None
    ) -> AsyncIterator[Loaded]:
        """Store each input in the order given and say what became of it.

        Loading again changes nothing; a changed file updates its article; a refused one leaves the rest alone.

        Args:
            inputs: files and records, read one at a time.
            library: the key of the library that the articles belong to.
            published_on: an ISO day that serves where an article states none.
            outlet: serves where an article states none.
        """
        for found in inputs:
            try:
                article = await asyncio.to_thread(found.read, published_on=published_on, outlet=outlet)
                yield Loaded(found.source, await self.add(article, library), warnings=article.warnings)
            except InputRefused as refused:
                yield Loaded(found.source, None, refused)

    async def add(self, article: Article, library: str) -> Outcome:
        """Analyse and store one article, off the event loop as analysis takes its time.

        Raises:
            InputRefused: the store cannot keep it.
        """
        digest = content_hash(article)
        if await self._store.is_unchanged(library, article.source, digest, ANALYSIS_VERSION):
            return Outcome.UNCHANGED
        findings = await asyncio.to_thread(self._analyzer.analyze, article)

        def link_people(people: Sequence[Person], known: Sequence[KnownPerson]) -> Mapping[str, int | None]:
            return link([_in_texts(person, article.body) for person in people], known)

        added = await self._store.add(
            library,
            article,
            findings,
            content_hash=digest,
            analysis_version=ANALYSIS_VERSION,
            link=link_people,
        )
        return added.outcome


def _in_texts(person: Person, body: str) -> LocalPerson:
    return LocalPerson(person.id, person.name, person.surfaces, tuple(role.of(body) for role in person.roles))


def content_hash(article: Article) -> str:
    """Return the SHA-256 of what an article says, wherever it came from."""
    said = {name: value for name, value in asdict(article).items() if name not in ("source", "warnings")}
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()
