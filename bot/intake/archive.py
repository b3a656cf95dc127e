"""Articles into the archive: read, analysed and stored, each in one transaction, whatever becomes of the others."""

import asyncio
import hashlib
import json
import logging
from collections import deque
from collections.abc import AsyncGenerator, AsyncIterable, Callable, Coroutine, Iterable, Mapping, Sequence
from contextlib import aclosing
from dataclasses import asdict, dataclass
from functools import partial
from typing import Any, Protocol, TypeVar

from bot.analysis.identity import link
from bot.analysis.pipeline import ANALYSIS_VERSION
from bot.errors import InputRefused, JianbaoError, NotFetched
from bot.intake.bulk import Analyses
from bot.model import Article, Findings, KnownPerson, LocalPerson, Person
from bot.store import Store
from bot.store.records import Added, Linker, Outcome, Outdated

log = logging.getLogger(__name__)
T = TypeVar("T")
_Work = tuple[str, Callable[[], Coroutine[Any, Any, T]]]
"""A key, and what begins the work."""
BATCH = 50
"""Articles that are read from the store at a time."""


class Incoming(Protocol):
    """One thing that should become an article, wherever it is; ``source`` names it."""

    @property
    def source(self) -> str:
        """Return what it is called when it is refused."""
        ...

    async def article(self, *, published_on: str | None = None, outlet: str | None = None) -> Article:
        """Fetch and read it; the arguments are those of ``read_article``.

        Raises:
            InputRefused: it cannot become an article.
            NotFetched: it is on the web, and cannot be had.
        """
        ...


@dataclass(frozen=True, slots=True)
class Loaded:
    """What became of one input: stored (``refused`` is None) or refused (``outcome`` and ``article`` are None).

    ``article`` is the id of the one that holds it, ``warnings`` say what of its metadata could not be read.
    """

    source: str
    outcome: Outcome | None
    refused: InputRefused | NotFetched | None = None
    warnings: tuple[str, ...] = ()
    article: int | None = None


@dataclass(frozen=True, slots=True)
class _Read:
    """An article with the findings that are to be stored, or as which article it is stored already."""

    article: Article
    digest: str
    findings: Findings | int


class Archive:
    """Loads articles into a store; ``analyses`` reads them."""

    def __init__(self, store: Store, analyses: Analyses) -> None:
        self._store = store
        self._analyses = analyses

    async def load(
        self, inputs: Iterable[Incoming], library: str, *, published_on: str | None = None, outlet: str | None = None
    ) -> AsyncGenerator[Loaded]:
        """Store each input in the order given and say what became of it.

        Loading again changes nothing; a changed file updates its article; a refused one leaves the rest alone. Each
        article is stored in one transaction, so that a load that was cut off is resumed by repeating it. No more
        articles are held than are being analysed.

        Args:
            inputs: files, records and pages, begun in their order.
            library: the key of the library that the articles belong to.
            published_on: an ISO day that serves where an article states none.
            outlet: serves where an article states none.
        """

        async def readings() -> AsyncGenerator[_Work[_Read]]:
            for found in inputs:
                yield found.source, partial(self._read, found, library, published_on, outlet)

        async with aclosing(_ahead(readings(), self._analyses.at_once)) as ahead:
            async for source, reading in ahead:
                try:
                    read = await reading
                    kept = await self._keep(read, library)
                    yield Loaded(source, kept.outcome, warnings=read.article.warnings, article=kept.article)
                except (InputRefused, NotFetched) as refused:
                    yield Loaded(source, None, refused)

    async def add(self, article: Article, library: str) -> Outcome:
        """Analyse and store one article.

        Raises:
            InputRefused: the store cannot keep it.
        """
        return (await self._keep(await self._analysed(article, library), library)).outcome

    async def renew(self) -> AsyncGenerator[Loaded]:
        """Analyse again, in all libraries, what another version analysed; readers see each article as it was or is.

        One that was changed meanwhile is unchanged by this.
        """

        async def readings() -> AsyncGenerator[_Work[tuple[Outdated, Findings]]]:
            after = 0
            while batch := await self._store.outdated(ANALYSIS_VERSION, after, BATCH):
                for outdated in batch:
                    yield outdated.article.source, partial(self._analysed_again, outdated)
                after = batch[-1].id

        async with aclosing(_ahead(readings(), self._analyses.at_once)) as ahead:
            async for source, reading in ahead:
                try:
                    outdated, findings = await reading
                except InputRefused as refused:
                    yield Loaded(source, None, refused)
                    continue
                renewed = await self._store.renew(
                    outdated, findings, analysis_version=ANALYSIS_VERSION, link=_linker(outdated.article)
                )
                yield Loaded(source, Outcome.UPDATED if renewed else Outcome.UNCHANGED)

    async def _read(self, found: Incoming, library: str, published_on: str | None, outlet: str | None) -> _Read:
        return await self._analysed(await found.article(published_on=published_on, outlet=outlet), library)

    async def _analysed(self, article: Article, library: str) -> _Read:
        digest = content_hash(article)
        stored = await self._store.unchanged(library, article.source, digest, ANALYSIS_VERSION)
        if stored is not None:
            return _Read(article, digest, stored)
        return _Read(article, digest, await self._findings(article))

    async def _analysed_again(self, outdated: Outdated) -> tuple[Outdated, Findings]:
        return outdated, await self._findings(outdated.article)

    async def _findings(self, article: Article) -> Findings:
        """Return the findings of an article; one that the analysis has a defect over costs itself, not the others."""
        try:
            return await self._analyses.analyze(article)
        except JianbaoError:
            raise
        except Exception as error:
            log.exception("the analysis failed over %s", article.source)
            raise InputRefused(article.source, "defect", repr(error)) from error

    async def _keep(self, read: _Read, library: str) -> Added:
        if isinstance(read.findings, int):
            return Added(read.findings, Outcome.UNCHANGED)
        return await self._store.add(
            library,
            read.article,
            read.findings,
            content_hash=read.digest,
            analysis_version=ANALYSIS_VERSION,
            link=_linker(read.article),
        )


async def _ahead(work: AsyncIterable[_Work[T]], at_once: int) -> AsyncGenerator[tuple[str, asyncio.Task[T]]]:
    """Yield each piece of work, begun, in the order given; ``at_once`` run beside one another, of one key never two."""
    begun: deque[tuple[str, asyncio.Task[T]]] = deque()
    try:
        async for key, start in work:
            taken = any(key == other for other, _ in begun)
            while begun and (taken or len(begun) >= at_once):
                yield begun.popleft()
            begun.append((key, asyncio.create_task(start())))
        while begun:
            yield begun.popleft()
    finally:
        for _, task in begun:
            task.cancel()
        await asyncio.gather(*(task for _, task in begun), return_exceptions=True)


def _linker(article: Article) -> Linker:
    def link_people(people: Sequence[Person], known: Sequence[KnownPerson]) -> Mapping[str, int | None]:
        return link([_in_texts(person, article.body) for person in people], known)

    return link_people


def _in_texts(person: Person, body: str) -> LocalPerson:
    return LocalPerson(person.id, person.name, person.surfaces, tuple(role.of(body) for role in person.roles))


def content_hash(article: Article) -> str:
    """Return the SHA-256 of what an article says, wherever it came from."""
    said = {name: value for name, value in asdict(article).items() if name not in ("source", "warnings")}
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()
