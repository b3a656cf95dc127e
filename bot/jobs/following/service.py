"""What members do about what they follow: begin, list, look again at what was told, stop."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import time

from bot.answers.answer import Answer, Status
from bot.answers.conversion import Converter
from bot.answers.following import shown_name
from bot.answers.naming import resolve, unresolved
from bot.answers.present import present
from bot.answers.presented import Presented
from bot.answers.questions import Changes, Question, Quote, Search, Summary, When, Who
from bot.answers.topics import read_topic
from bot.jobs.clock import Clock
from bot.jobs.contents import contents, news, readable
from bot.jobs.poster import Poster
from bot.model import Beginning, Followed, Order, Rhythm, Subject, SubjectKind
from bot.store import Store
from bot.store.records import Run

LIMIT = 50
"""What a member may follow in direct messages, and a server in all its channels."""
COMMAND = "follow"


@dataclass(frozen=True, slots=True)
class Destination:
    """Where news are told, and in which characters: ``channel`` is that of a member's direct messages if ``is_direct``.

    ``channel_name`` is what it was called when this was chosen; ``as_written`` leaves articles in their own characters.
    """

    channel: int
    channel_name: str
    is_direct: bool
    locale: str
    as_written: bool = False


@dataclass(frozen=True, slots=True)
class Following:
    """What is followed, by members and in the channels of servers."""

    store: Store
    converter: Converter
    clock: Clock

    async def person(self, typed: str, libraries: Sequence[str]) -> Subject | Answer:
        """Return whom a typed name means, else the answer that offers a choice, or the nearest names."""
        resolution = await resolve(self.store, typed, libraries)
        if len(resolution.people) != 1:
            return unresolved(COMMAND, typed, resolution)
        [named] = resolution.people
        return Subject(SubjectKind.PERSON, named.person.name, named.person.id)

    async def asked(self, question: Question, libraries: Sequence[str]) -> Subject | Answer:
        """Return whom or what a question is about."""
        match question:
            case Who(name) | Quote(person=str(name)):
                meant = await self.person(name, libraries)
                is_other = isinstance(meant, Answer) and meant.status is Status.NOT_FOUND
                return Subject(SubjectKind.TOPIC, name) if is_other else meant  # an organization speaks too
            case When(topic) | Summary(topic) | Quote(about=str(topic)):
                read = await read_topic(self.store, topic, libraries)
                if read.person is not None and read.words is None:
                    return await self.person(f"#{read.person}", libraries)
                return Subject(SubjectKind.TOPIC, topic)
            case Quote(words=str(words)) | Search(words):
                return Subject(SubjectKind.TOPIC, words)
            case Changes(topic=str(topic)):
                return await self.asked(When(topic), libraries)
            case _:
                return Answer(COMMAND, Status.NOT_FOUND, "")

    async def begin(self, subject: Subject, to: Destination, *, library: str, created_by: int) -> Beginning:
        """Follow someone or something from now on.

        Args:
            subject: whom or what.
            to: where it is told.
            library: the key of the library that is seen where this is asked.
            created_by: who asks.
        """
        order = Order(
            channel=to.channel,
            channel_name=to.channel_name,
            locale=to.locale,
            local_time=time(),
            zone="UTC",
            rhythm=Rhythm.AS_IT_COMES,
            is_direct=to.is_direct,
            as_written=to.as_written,
        )
        return await self.store.follows.begin(
            subject, order, seen_in=library, created_by=created_by, now=self.clock.now(), limit=LIMIT
        )

    async def one(self, follow: int) -> Followed | None:
        """Return a follow that stands."""
        return await self.store.follows.one(follow)

    async def of_member(self, member: int) -> list[Followed]:
        """Return what a member follows in direct messages, the oldest subscription first."""
        return await self.store.follows.of_member(member)

    async def of_server(self, library: str) -> list[Followed]:
        """Return what is followed in a server's channels, the oldest subscription first."""
        return await self.store.follows.of_library(library)

    async def stop(self, follows: Collection[Followed]) -> None:
        """Follow these no more: nothing is told of them that was not told yet."""
        for each in follows:
            await self.store.follows.stop(each.follow.id)

    async def recover(self, subscription: int) -> None:
        """Take note that a subscription can be posted again: what waited for that is due at once."""
        await self.store.follows.recover(subscription, self.clock.now())

    async def show(  # noqa: PLR0913 -- who looks at what, and how
        self,
        run: str,
        member: int,
        libraries: Sequence[str],
        poster: Poster,
        *,
        locale: str,
        as_written: bool,
    ) -> Presented | None:
        """Return what was told as a reader may see it now; None where it is not known.

        Args:
            run: its id.
            member: the reader.
            libraries: the keys of those that the reader sees where they look; who looks at what was told to them in
                direct messages sees those of the servers that they are in.
            poster: who knows that.
            locale: the reader's.
            as_written: whether the articles stay in their own characters.
        """
        found = await self.store.digests.run(run)
        if found is None:
            return None
        seen = await self._seen(found, member, libraries, poster)
        return await contents(self.store, self.converter, found, seen, locale=locale, as_written=as_written)

    async def told_in(self, run: str, member: int, libraries: Sequence[str], poster: Poster) -> list[Followed]:
        """Return those of the follows told of in a run that still stand; where nothing of it is left, of all in it."""
        found = await self.store.digests.run(run)
        if found is None:
            return []
        told = await news(self.store, found, await self._seen(found, member, libraries, poster))
        follows = told.follows or await self.store.follows.in_run(found)
        standing = [await self.store.follows.one(follow.id) for follow in follows]
        return [each for each in standing if each is not None]

    async def _seen(self, run: Run, member: int, libraries: Sequence[str], poster: Poster) -> Collection[str]:
        subscription = run.subscription
        if subscription.is_direct and subscription.created_by == member:
            return await readable(self.store, poster, run)
        return libraries

    def name(self, subject: Subject, locale: str) -> str:
        """Return the name or words of a subject in a reader's characters."""
        return shown_name(subject, locale, self.converter)

    def shown(self, answer: Answer, locale: str) -> Presented:
        """Return a choice to make, or the nearest names, in a reader's words."""
        return present(answer, locale, self.converter)
