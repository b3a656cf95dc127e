"""What members ask of follows, and what is pressed below news, to their cards: all of it for the member alone."""

from collections.abc import Sequence
from typing import Any

import discord

from bot.answers.answer import Answer
from bot.answers.service import Answers
from bot.chat.buttons import Form, Place, menu_of
from bot.chat.cards import CHOICES_A_PAGE, lay_out, notice, pages
from bot.chat.digests.channels import survey
from bot.chat.digests.poster import DiscordPoster
from bot.chat.following import words
from bot.chat.following.card import draw
from bot.chat.following.controls import Whom, stopping, stopping_one
from bot.chat.lists import opened
from bot.chat.mentions import Mentions
from bot.chat.reader import Reader
from bot.chat.replies import Drawing, Interaction, Refusal, deliver, told
from bot.jobs.following.service import LIMIT, Destination, Following
from bot.model import PUBLIC_LIBRARY, Followed, Subject, SubjectKind
from bot.strings import catalogue

DIRECT, HERE = "direct", "here"
WHERE = (DIRECT, HERE)
MINE, AS_WRITTEN = "mine", "as-written"
LOCALES = {"traditional": "zh-TW", "simplified": "zh-CN", "hong-kong": "zh-HK"}
SCRIPTS = (MINE, *LOCALES, AS_WRITTEN)
BOOK = "following"
"""What the buttons below the list turn the pages of."""


class FollowDesk:
    """Lets members follow, in direct messages or, if they may, in a channel."""

    def __init__(self, following: Following, answers: Answers, mentions: Mentions) -> None:
        self.following = following
        self._answers = answers
        self._mentions = mentions

    async def follow_person(self, interaction: Interaction, typed: str, where: str, script: str) -> None:
        """Follow whoever a typed name means, or offer those whom it may mean."""
        await deliver(interaction, self._person(interaction, typed, where, script), private=_among_others(interaction))

    async def follow_topic(self, interaction: Interaction, typed: str, where: str, script: str) -> None:
        """Follow words."""
        subject = Subject(SubjectKind.TOPIC, " ".join(typed.split()))
        drawing = self._begun(interaction, subject, where, script)
        await deliver(interaction, drawing, private=_among_others(interaction))

    async def choose(self, interaction: Interaction, person: int, where: str, script: str) -> None:
        """Follow the one of several people who was chosen."""
        async with told(interaction):
            await deliver(interaction, self._person(interaction, f"#{person}", where, script), private=True)

    async def follow_asked(self, interaction: Interaction, place: Place) -> None:
        """Follow whom or what an answer is about, in direct messages to whoever pressed."""
        async with told(interaction):
            await deliver(interaction, self._asked(interaction, int(place.book)), private=True)

    async def list_all(self, interaction: Interaction, page: int) -> None:
        """List what the member follows and, to those who may stop them, what the server's channels do."""
        async with told(interaction):
            await deliver(interaction, self._listed(interaction, page), private=True)

    async def stop(self, interaction: Interaction, follows: Sequence[int]) -> None:
        """End follows."""
        async with told(interaction):
            await deliver(interaction, self._stopped(interaction, follows), private=True)

    async def stop_all(self, interaction: Interaction) -> None:
        """End everything that the member follows in direct messages."""
        async with told(interaction):
            await deliver(interaction, self._stopped(interaction, None), private=True)

    async def stop_told(self, interaction: Interaction, run: str) -> None:
        """End what was told of in a message, or offer which of several."""
        async with told(interaction):
            await deliver(interaction, self._stopped_told(interaction, run), private=True)

    async def turn(self, interaction: Interaction, run: str, form: Form, page: int) -> None:
        """Show a page of news to the presser alone."""
        async with told(interaction):
            await deliver(interaction, self._turned(interaction, run, form, page), private=True)

    async def names(self, interaction: Interaction, typed: str) -> Sequence[str]:
        """Return the names that a typed one may become."""
        reader = await Reader.of(interaction, alone=True)
        return await self._answers.complete("name", typed, reader.libraries)

    async def _person(self, interaction: Interaction, typed: str, where: str, script: str) -> Drawing:
        reader = await Reader.of(interaction, alone=True)
        meant = await self.following.person(typed, reader.libraries)
        return await self._begun(interaction, meant, where, script)

    async def _asked(self, interaction: Interaction, asked: int) -> Drawing:
        reader = await Reader.of(interaction, alone=True)
        found = await self._answers.recall(asked)
        if found is None:
            return Drawing(notice(catalogue.text(reader.locale, "error.forgotten")))
        libraries = [key for key in reader.libraries if key in found.libraries]
        return await self._begun(interaction, await self.following.asked(found.question, libraries), DIRECT, MINE)

    async def _begun(self, interaction: Interaction, meant: Subject | Answer, where: str, script: str) -> Drawing:
        """Follow, or show whom a name may mean."""
        reader = await Reader.of(interaction, alone=True)
        if isinstance(meant, Answer):
            return self._offered(meant, reader, where, script)
        if meant.kind is SubjectKind.TOPIC and not any(map(str.isalnum, meant.words)):
            raise Refusal("follow-words", typed=meant.words)
        to = await (self._here if where == HERE else self._direct)(interaction, reader, script)
        library = reader.home or PUBLIC_LIBRARY
        begun = await self.following.begin(meant, to, library=library, created_by=interaction.user.id)
        if begun.follow is None:
            raise Refusal("follow-limit", limit=str(LIMIT))
        name = self.following.name(meant, reader.locale)
        page = words.begun(begun.became, name, to, reader.locale, following=self._mention(BOOK, reader))
        return Drawing(lay_out(page, [stopping_one(begun.follow, reader.locale)]))

    def _offered(self, answer: Answer, reader: Reader, where: str, script: str) -> Drawing:
        presented = self.following.shown(answer, reader.locale)
        page = pages(presented)[0]
        if not presented.choices:
            return Drawing(lay_out(page))
        choose = catalogue.text(reader.locale, "menu.choose")
        menu: discord.ui.Item[Any] = Whom(where, script, menu_of(presented.choices[:CHOICES_A_PAGE], choose))
        return Drawing(lay_out(page, [discord.ui.ActionRow(menu)]))

    async def _here(self, interaction: Interaction, reader: Reader, script: str) -> Destination:
        """Return the channel, for those who may manage its messages, and if the bot may write there.

        Raises:
            Refusal: they may not, or the bot may not.
        """
        if not interaction.is_guild_integration():
            raise Refusal("follow-elsewhere")
        if not (reader.moderates or reader.adds):
            raise Refusal("follow-here")
        assert interaction.guild_id is not None
        assert interaction.channel_id is not None
        here = await survey(interaction.client, interaction.guild_id, interaction.channel_id)
        here.check(None, reader.locale)
        name = getattr(interaction.channel, "name", None) or ""
        return _destination(interaction.channel_id, name, reader, script)

    async def _direct(self, interaction: Interaction, reader: Reader, script: str) -> Destination:
        """Return the member's conversation with the bot, which says so there if it is the first time.

        Raises:
            Refusal: they take no messages.
        """
        conversation = await interaction.client.create_dm(interaction.user)
        to = _destination(conversation.id, "", reader, script, is_direct=True)
        standing = {each.subscription.id: each.subscription for each in await self._own(interaction)}
        troubled = [each.id for each in standing.values() if each.problem is not None]
        if (standing and not troubled) or interaction.channel_id == conversation.id:
            return to
        view = lay_out(words.first(reader.locale, following=self._mention(BOOK, reader)))
        view.stop()
        try:
            await conversation.send(view=view)
        except discord.Forbidden as refused:
            raise Refusal("direct-closed") from refused
        for subscription in troubled:
            await self.following.recover(subscription)
        return to

    async def _listed(self, interaction: Interaction, page: int) -> Drawing:
        reader = await Reader.of(interaction, alone=True)
        own, others = await self._own(interaction), await self._of_channels(interaction, reader)
        names = self._names((*own, *others), reader)
        drawn = words.listed(own, others, names, reader, follow=self._mention("follow person", reader))
        _, listed = drawn[Place(BOOK, page=page).within(len(drawn)).page - 1]
        rows = stopping(listed, names, reader.locale, count=len(own))
        return opened(BOOK, [each for each, _ in drawn], page, reader.locale, above=rows)

    async def _stopped(self, interaction: Interaction, ids: Sequence[int] | None) -> Drawing:
        """End follows, or all of a member's own where no ids are given."""
        reader = await Reader.of(interaction, alone=True)
        if ids is None:
            standing = await self._own(interaction)
        else:
            standing = [each for follow in ids if (each := await self.following.one(follow)) is not None]
        if not all(_may_stop(interaction, reader, each) for each in standing):
            raise Refusal("follow-stop")
        await self.following.stop(standing)
        names = self._names(standing, reader)
        page = words.stopped(standing, names, reader.locale, following=self._mention(BOOK, reader))
        return Drawing(lay_out(page))

    async def _stopped_told(self, interaction: Interaction, run: str) -> Drawing:
        reader = await Reader.of(interaction, alone=True)
        poster = DiscordPoster(interaction.client, self._mentions)
        standing = await self.following.told_in(run, interaction.user.id, reader.libraries, poster)
        if len(standing) <= 1 or not all(_may_stop(interaction, reader, each) for each in standing):
            return await self._stopped(interaction, [each.follow.id for each in standing])
        names = self._names(standing, reader)
        page = words.which(reader.locale)
        return Drawing(lay_out(page, [*stopping(standing, names, reader.locale)]))

    async def _turned(self, interaction: Interaction, run: str, form: Form, page: int) -> Drawing:
        reader = await Reader.of(interaction, alone=True)
        presented = await self.following.show(
            run,
            interaction.user.id,
            reader.libraries,
            DiscordPoster(interaction.client, self._mentions),
            locale=reader.locale,
            as_written=form is Form.WRITTEN,
        )
        if presented is None:
            return Drawing(notice(catalogue.text(reader.locale, "news.forgotten")))
        return Drawing(draw(presented, run, form, page, alone=True))

    async def _own(self, interaction: Interaction) -> list[Followed]:
        return await self.following.of_member(interaction.user.id)

    async def _of_channels(self, interaction: Interaction, reader: Reader) -> list[Followed]:
        """Return what the server's channels follow, as far as the reader may stop it."""
        if reader.home is None:
            return []
        every = await self.following.of_server(reader.home)
        return [each for each in every if _may_stop(interaction, reader, each)]

    def _names(self, follows: Sequence[Followed], reader: Reader) -> dict[int, str]:
        return {each.follow.id: self.following.name(each.follow.subject, reader.locale) for each in follows}

    def _mention(self, command: str, reader: Reader) -> str:
        return self._mentions.of(command, reader.locale)


def _among_others(interaction: Interaction) -> bool:
    """Tell whether others look on: in the conversation with the bot what is begun may stay to be read."""
    return not interaction.context.dm_channel


def _destination(channel: int, name: str, reader: Reader, script: str, *, is_direct: bool = False) -> Destination:
    """Return a place, with the characters that were chosen for it."""
    locale = LOCALES.get(script, reader.locale)
    return Destination(channel, name, is_direct, locale, as_written=script == AS_WRITTEN)


def _may_stop(interaction: Interaction, reader: Reader, followed: Followed) -> bool:
    """Tell whether a member may end a follow: their own, or that of a channel whose messages they may manage."""
    subscription = followed.subscription
    if subscription.is_direct:
        return subscription.created_by == interaction.user.id
    if subscription.library != reader.home:
        return False
    return reader.moderates or (reader.adds and subscription.channel == interaction.channel_id)
