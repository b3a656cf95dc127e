"""Articles into the archive: read, analysed and stored, each in one transaction, whatever becomes of the others."""

import asyncio
import hashlib
import json
from collections import deque
from collections.abc import AsyncGenerator, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass

from bot.analysis.identity import link
from bot.analysis.pipeline import ANALYSIS_VERSION
from bot.errors import InputRefused
from bot.intake.bulk import Analyses
from bot.intake.sources import Input
from bot.model import Article, Findings, KnownPerson, LocalPerson, Person
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


@dataclass(frozen=True, slots=True)
class _Read:
    """An article with the findings that are to be stored, None where it is stored as it is."""

    article: Article
    digest: str
    findings: Findings | None


class Archive:
    """Loads articles into a store; ``analyses`` reads them."""

    def __init__(self, store: Store, analyses: Analyses) -> None:
        self._store = store
        self._analyses = analyses

    async def load(
        self, inputs: Iterable[Input], library: str, *, published_on: str | None = None, outlet: str | None = None
    ) -> AsyncGenerator[Loaded]:
        """Store each input in the order given and say what became of it.

        Loading again changes nothing; a changed file updates its article; a refused one leaves the rest alone. Each
        article is stored in one transaction, so that a load that was cut off is resumed by repeating it. No more
        articles are held than are being analysed.

        Args:
            inputs: files and records, read one at a time.
            library: the key of the library that the articles belong to.
            published_on: an ISO day that serves where an article states none.
            outlet: serves where an article states none.
        """
        ahead: deque[tuple[str, asyncio.Task[_Read]]] = deque()
        try:
            for found in inputs:
                same = any(source == found.source for source, _ in ahead)
                while ahead and (same or len(ahead) >= self._analyses.at_once):
                    yield await self._loaded(*ahead.popleft(), library)
                reading = self._read(found, library, published_on, outlet)
                ahead.append((found.source, asyncio.create_task(reading)))
            while ahead:
                yield await self._loaded(*ahead.popleft(), library)
        finally:
            for _, task in ahead:
                task.cancel()
            await asyncio.gather(*(task for _, task in ahead), return_exceptions=True)

    async def add(self, article: Article, library: str) -> Outcome:
        """Analyse and store one article.

        Raises:
            InputRefused: the store cannot keep it.
        """
        return await self._keep(await self._analysed(article, library), library)

    async def _read(self, found: Input, library: str, published_on: str | None, outlet: str | None) -> _Read:
        article = await asyncio.to_thread(found.read, published_on=published_on, outlet=outlet)
        return await self._analysed(article, library)

    async def _analysed(self, article: Article, library: str) -> _Read:
        digest = content_hash(article)
        if await self._store.is_unchanged(library, article.source, digest, ANALYSIS_VERSION):
            return _Read(article, digest, None)
        return _Read(article, digest, await self._analyses.analyze(article))

    async def _loaded(self, source: str, reading: asyncio.Task[_Read], library: str) -> Loaded:
        try:
            read = await reading
            return Loaded(source, await self._keep(read, library), warnings=read.article.warnings)
        except InputRefused as refused:
            return Loaded(source, None, refused)

    async def _keep(self, read: _Read, library: str) -> Outcome:
        if read.findings is None:
            return Outcome.UNCHANGED

        def link_people(people: Sequence[Person], known: Sequence[KnownPerson]) -> Mapping[str, int | None]:
            return link([_in_texts(person, read.article.body) for person in people], known)

        added = await self._store.add(
            library,
            read.article,
            read.findings,
            content_hash=read.digest,
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
