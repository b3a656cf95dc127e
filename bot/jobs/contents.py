"""What is posted for a run: by its rhythm a digest, or the news of what is followed."""

from collections.abc import Container, Sequence
from zoneinfo import ZoneInfo

from bot.answers import digest, following
from bot.answers.answer import Answer
from bot.answers.conversion import Converter
from bot.answers.following import News, Told, Watched
from bot.answers.presented import Presented
from bot.answers.shared import Holders, Shared
from bot.jobs.poster import Poster
from bot.model import PUBLIC_LIBRARY, Order, Rhythm, visible_to
from bot.store import Store
from bot.store.reading import NO_END
from bot.store.records import Run


class DigestAnswers:
    """Answers of digests, each looked up once for all servers that see the same."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._holders = Holders(store)
        self._answers: Shared[tuple[digest.Digest, tuple[str, ...]], Answer] = Shared(lambda: store.revision)

    async def answer(self, asked: digest.Digest, visible: Sequence[str]) -> Answer:
        """Return what a digest holds."""
        seen = await self._holders.of(visible)

        async def answering() -> Answer:
            return await self._store.snapshot(lambda: digest.answer(self._store, asked, seen))

        return await self._answers.get((asked, seen), answering)


async def contents(  # noqa: PLR0913 -- whose it is and how it is shown, by name
    store: Store,
    converter: Converter,
    run: Run,
    readable: Container[str],
    *,
    locale: str | None = None,
    as_written: bool | None = None,
    late: bool = False,
    answers: DigestAnswers | None = None,
) -> Presented:
    """Return what a run holds; its status says whether that is anything new.

    Args:
        store: the archive.
        converter: what puts it into the reader's characters.
        run: which.
        readable: the keys of the libraries that the reader may see: it holds no more.
        locale: the reader's, the subscription's if not given.
        as_written: whether the articles stay in their own characters; as the subscription says if not given.
        late: whether it says that it is posted late.
        answers: what looks the answers of digests up, if it is done for many.
    """
    subscription = run.subscription
    locale = locale or subscription.locale
    if as_written is None:
        as_written = subscription.as_written
    if subscription.rhythm is Rhythm.AS_IT_COMES:
        told = await news(store, run, readable)
        return following.present_news(told, locale, converter, as_written=as_written)
    visible = [key for key in told_of(subscription.library, subscription) if key in readable]
    due = run.due_at.astimezone(ZoneInfo(subscription.zone))
    asked = digest.Digest(run.after, run.upto, due.date(), subscription.subjects)
    answer = await (digest.answer(store, asked, visible) if answers is None else answers.answer(asked, visible))
    return digest.present_digest(
        answer, subscription, converter, due=due, locale=locale, late=late, as_written=as_written
    )


async def news(store: Store, run: Run, readable: Container[str]) -> Told:
    """Return the news of a run, each from the libraries that were seen where its follow was begun."""
    watched = (
        Watched(follow, tuple(key for key in visible_to(follow.library) if key in readable))
        for follow in await store.follows.in_run(run)
    )
    upto = NO_END if run.upto is None else run.upto
    return await following.answer(store, News(tuple(each for each in watched if each.libraries), run.after, upto))


async def readable(store: Store, poster: Poster, run: Run) -> frozenset[str]:
    """Return the libraries that whoever a run is posted to may see now.

    A member who follows in direct messages has to be in the server whose library they saw.

    Raises:
        NotDelivered: that cannot be asked.
    """
    subscription = run.subscription
    if not subscription.is_direct:
        return frozenset(visible_to(subscription.library))
    seen = {follow.library for follow in await store.follows.in_run(run)} - {PUBLIC_LIBRARY}
    return frozenset(
        {PUBLIC_LIBRARY, *[key for key in sorted(seen) if await poster.may_see(subscription.created_by, key)]}
    )


def told_of(library: str, order: Order) -> list[str]:
    """Return the keys of the libraries whose articles a digest that is ordered by one tells."""
    return [library] if order.own_only else visible_to(library)
