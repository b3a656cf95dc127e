"""What is on this Discord at a moment: places, messages, interactions; and what has gone wrong."""

from dataclasses import replace
from typing import Any

from tests.chat.wire.clock import Changes, Clock, Snowflakes
from tests.chat.wire.errors import (
    Violation,
    missing_access,
    missing_permissions,
    unknown_channel,
    unknown_guild,
    unknown_message,
)
from tests.chat.wire.interaction import Interaction
from tests.chat.wire.message import Flag, Message
from tests.chat.wire.places import (
    BOT,
    BOT_USER,
    EDITOR,
    FOREIGN_GUILD,
    GUILD,
    OTHER_GUILD,
    OTHER_READER,
    READER,
    Channel,
    ChannelType,
    Guild,
    Permission,
    Role,
    User,
)
from tests.chat.wire.scene import Stage, direct_channel
from tests.chat.wire.shape import Json

NONCES_KEPT_S = 180
"""Discord says "a few minutes"."""
SENT = Flag.SUPPRESS_EMBEDS | Flag.SUPPRESS_NOTIFICATIONS | Flag.COMPONENTS_V2


class World:
    """The state that the REST interface, the gateway and the test share."""

    def __init__(self) -> None:
        self.clock = Clock()
        self.changes = Changes()
        self.snowflakes = Snowflakes(self.clock)
        self.violations: list[Violation] = []
        self.users = {user.id: user for user in (BOT_USER, READER, OTHER_READER, EDITOR)}
        self.guilds = {guild.id: guild for guild in (GUILD, OTHER_GUILD, FOREIGN_GUILD)}
        self.unlisted: set[int] = set()
        self.direct: dict[int, Channel] = {}
        self.closed_to_direct: set[int] = set()
        self.strangers: set[tuple[int, int]] = set()
        self.denied: dict[int, Permission] = {}
        self.messages: dict[int, Message] = {}
        self.interactions: dict[str, Interaction] = {}
        self._nonces: dict[str, tuple[float, Message]] = {}

    def guild(self, guild_id: str) -> Guild:
        """Return a server of the bot.

        Raises:
            ApiError: There is none, or the bot is no member.
        """
        guild = self.guilds.get(int(guild_id))
        if guild is None or not guild.has_bot:
            raise unknown_guild()
        return guild

    def place(self, channel_id: int) -> tuple[Channel, Guild | None]:
        """Return a channel and its server, for direct conversations None.

        Raises:
            ApiError: There is none.
        """
        if channel := self.direct.get(channel_id):
            return channel, None
        for guild in self.guilds.values():
            for channel in guild.channels:
                if channel.id == channel_id:
                    return channel, guild
        raise unknown_channel()

    def permitted(self, channel_id: str, needed: Permission = Permission.NONE) -> tuple[Channel, Guild | None]:
        """Return a channel and its server, if the bot may do there what it wants to.

        Raises:
            ApiError: It may not.
        """
        channel, guild = self.place(int(channel_id))
        if guild is None:
            return channel, guild
        denied = self.denied_in(channel)
        if not guild.has_bot or Permission.VIEW_CHANNEL in denied:
            raise missing_access()
        if needed & ~(BOT & ~denied):
            raise missing_permissions()
        return channel, guild

    def open_direct(self, user: User) -> Channel:
        """Return the conversation of the bot with a user, opened if it was not."""
        channel = direct_channel(user)
        return self.direct.setdefault(channel.id, channel)

    def denied_in(self, channel: Channel) -> Permission:
        """Return what a channel, or the channel of a thread, denies the bot."""
        own, above = (self.denied.get(place or 0, Permission.NONE) for place in (channel.id, channel.parent_id))
        return own | above

    def move_bot(self, guild: Guild, *, into: bool) -> Guild:
        """Let the bot join or leave a server."""
        self.guilds[guild.id] = replace(self.guilds[guild.id], has_bot=into)
        return self.guilds[guild.id]

    def add_channel(self, guild: Guild, channel: Channel) -> None:
        """Open a channel or a thread."""
        current = self.guilds[guild.id]
        self.guilds[guild.id] = replace(current, channels=(*current.channels, channel))

    def remove_channel(self, channel: Channel) -> Guild:
        """Delete a channel, and return the server that had it."""
        guild = next(guild for guild in self.guilds.values() if any(one.id == channel.id for one in guild.channels))
        kept = tuple(one for one in guild.channels if one.id != channel.id)
        self.guilds[guild.id] = replace(guild, channels=kept)
        return guild

    def change_channel(self, channel: Channel, **changes: Any) -> Channel:  # noqa: ANN401 -- any field
        """Change fields of a channel or a thread; return it as it is now."""
        guild = self.remove_channel(channel)
        now = next(one for one in guild.channels if one.id == channel.id)
        changed = replace(now, **changes)
        self.add_channel(guild, changed)
        return changed

    def threads(self, guild: Guild, *, archived: bool, of: Channel | None = None) -> list[Channel]:
        """Return the threads of a server, or of one channel, that are archived or are not."""
        return [
            channel
            for channel in self.guilds[guild.id].channels
            if channel.type is ChannelType.PUBLIC_THREAD
            and channel.archived is archived
            and (of is None or channel.parent_id == of.id)
        ]

    def change_roles(self, guild: Guild, roles: tuple[Role, ...]) -> None:
        """Let a server have other roles."""
        self.guilds[guild.id] = replace(self.guilds[guild.id], roles=roles)

    def message(self, channel_id: int, message_id: int) -> Message:
        """Return a message of a channel that everyone there sees.

        Raises:
            ApiError: There is none.
        """
        message = self.messages.get(message_id)
        if message is None or message.deleted or message.ephemeral or message.channel.id != channel_id:
            raise unknown_message()
        return message

    def history(self, channel: Channel) -> list[Message]:
        """Return what everyone sees in a channel, or in the posts of a forum, oldest first."""
        shown = (message for message in self.messages.values() if not message.ephemeral and not message.deleted)
        if channel.type is ChannelType.FORUM:
            return [message for message in shown if message.channel.parent_id == channel.id]
        return [message for message in shown if message.channel.id == channel.id]

    def post(
        self,
        stage: Stage,
        place: tuple[Channel, Guild | None],
        body: Json,
        files: dict[str, bytes],
        number: int | None = None,
    ) -> Message:
        """Post a message of the bot, with an id if one is given; of an enforced nonce that was used lately, that one.

        Raises:
            ApiError: It is refused.
        """
        nonce = None if body.get("nonce") is None else str(body["nonce"])
        if nonce is not None and body.get("enforce_nonce") and (earlier := self._posted_lately(nonce)):
            return earlier
        channel, guild = place
        message = Message(number or self.snowflakes.next(), channel, BOT_USER, stage, guild, nonce=nonce)
        message.write(body, files, settable=SENT)
        if nonce is not None:
            self._nonces[nonce] = (self.clock.now(), message)
        self.messages[message.id] = message
        self.changes.tell()
        return message

    def _posted_lately(self, nonce: str) -> Message | None:
        posted_at, message = self._nonces.get(nonce, (0.0, None))
        return message if self.clock.now() - posted_at < NONCES_KEPT_S else None

    def follow(
        self, interaction: Interaction, body: Json, files: dict[str, bytes], *, flags: Flag = Flag.NONE
    ) -> Message:
        """Post a message over an interaction's token.

        Args:
            interaction: Where it belongs.
            body: As sent; not looked at where the message is only announced.
            files: By name.
            flags: What it has without being asked.

        Raises:
            ApiError: It is refused.
        """
        setting = interaction.setting
        message = Message(self.snowflakes.next(), setting.channel, BOT_USER, interaction.stage, setting.guild, flags)
        message.metadata = interaction.metadata()
        if Flag.LOADING not in flags:
            message.write(body, files, settable=SENT | Flag.EPHEMERAL)
        if message.ephemeral:
            message.only_for = setting.user
        self.messages[message.id] = message
        return message
