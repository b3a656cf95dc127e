"""The composition root: settings become a store, an analyzer and answers, put together in this one place."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from importlib import resources

from bot.analysis import likeness
from bot.analysis.lookup import grams
from bot.analysis.pipeline import Analyzer
from bot.analysis.script import fold
from bot.answers.conversion import Converter
from bot.cli.failures import words
from bot.config import Settings
from bot.errors import PicturesUnavailable
from bot.intake.archive import Archive
from bot.intake.bulk import Analyses, Cluster, Here, Processes
from bot.intake.sources import find_sources
from bot.intake.web import Fetcher
from bot.model import PUBLIC_LIBRARY
from bot.pictures.press import Press
from bot.pictures.typefaces import Typefaces
from bot.store import Store

log = logging.getLogger(__name__)


@asynccontextmanager
async def open_store(url: str) -> AsyncIterator[Store]:
    """Open the store at an address; close it when done.

    Raises:
        StoreUnavailable: the database cannot be opened.
        StoreOutdated: its schema is a later program's.
    """
    store = await Store.open(url, fold=fold, name_grams=grams, likeness=likeness)
    try:
        yield store
    finally:
        await store.close()


@asynccontextmanager
async def open_archive(settings: Settings) -> AsyncIterator[Store]:
    """Open the store as a reader needs it: a new one first gets the shipped articles, unless SAMPLES is off."""
    async with open_store(settings.database_url) as store:
        if settings.samples and not await store.has_library(PUBLIC_LIBRARY):
            await _load_samples(store)
        yield store


def open_fetcher(settings: Settings) -> Fetcher:
    """Return what asks the web, to be entered; one for the whole program, so that no host is asked twice at once."""
    return Fetcher(permitted=settings.fetch_private_networks)


@dataclass(frozen=True, slots=True)
class Services:
    """What the desks and the jobs of a bot work with."""

    store: Store
    analyses: Analyses
    archive: Archive
    fetcher: Fetcher
    converter: Converter
    press: Press | None


@asynccontextmanager
async def open_services(settings: Settings, store: Store, analyses: Analyses) -> AsyncIterator[Services]:
    """Prepare everything that a bot needs besides Discord."""
    converter = await asyncio.to_thread(Converter.load)
    press = await open_press(settings)
    async with open_fetcher(settings) as fetcher:
        yield Services(store, analyses, Archive(store, analyses), fetcher, converter, press)


async def open_press(settings: Settings) -> Press | None:
    """Return what draws pictures; None where it is not installed, which is said once."""
    try:
        return Press(await asyncio.to_thread(Typefaces.find, settings.font_dir))
    except PicturesUnavailable as unavailable:
        log.info("pictures: %s", words(unavailable))
        return None


@asynccontextmanager
async def open_analyses(workers: int, cluster: str | None = None) -> AsyncIterator[Analyses]:
    """Prepare to analyse: on a cluster if one is named, else in this process, or in more where ``workers`` are.

    Raises:
        ClusterUnavailable: the cluster cannot be used.
    """
    if cluster is not None:
        async with await asyncio.to_thread(Cluster, cluster) as machines:
            yield machines
    elif workers > 1:
        async with Processes(workers) as processes:
            yield processes
    else:
        yield Here(await asyncio.to_thread(Analyzer.load))


async def _load_samples(store: Store) -> None:
    archive = Archive(store, Here(await asyncio.to_thread(Analyzer.load)))
    with resources.as_file(resources.files("bot.data").joinpath("articles")) as folder:
        async for loaded in archive.load(find_sources([folder]), PUBLIC_LIBRARY):
            if loaded.refused is not None:
                raise loaded.refused
