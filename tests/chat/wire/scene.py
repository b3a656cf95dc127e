"""Who does something, where, and how the bot got there."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, Protocol, TypedDict

from tests.chat.wire.objects import channel_object, member_object, user_object
from tests.chat.wire.places import BOT, GUILD, READER, Channel, ChannelType, Guild, Locale, Permission, User
from tests.chat.wire.shape import Json

if TYPE_CHECKING:
    from tests.chat.wire.interaction import Interaction
    from tests.chat.wire.message import Message


class Kind(IntEnum):
    """What a member did."""

    COMMAND = 2
    COMPONENT = 3
    AUTOCOMPLETE = 4
    MODAL = 5


class Install(IntEnum):
    """How the bot came to be usable: added to the server, or by the user for themselves."""

    GUILD = 0
    USER = 1


class Context(IntEnum):
    """The kinds of place in which commands are used."""

    GUILD = 0
    BOT_DM = 1
    PRIVATE_CHANNEL = 2


class Scene(TypedDict, total=False):
    """What a test may say of an interaction's circumstances; all of it may be left out.

    Attributes:
        user: Who acts: READER.
        locale: The language of their Discord: zh-TW.
        guild: The server: GUILD; None for a direct conversation.
        channel: The server's first channel, or the conversation with the bot. A conversation with someone else
            (``Channel(…, type=GROUP_DM)``) makes it a private channel.
        permissions: What the user may do: as the user says.
        installs: How the bot came there: to the server where it is a member, else with the user.
    """

    user: User
    locale: str
    guild: Guild | None
    channel: Channel
    permissions: Permission
    installs: Collection[Install]


class Stage(Protocol):
    """Where members act and the bot hears of it."""

    async def act(
        self, kind: Kind, data: Json, scene: Scene, origin: "Message | Interaction | None" = None
    ) -> "Interaction":
        """Send the bot what a member did: to a component of a message, or in the form that answered an interaction."""


@dataclass(frozen=True)
class Setting:
    """A scene with nothing left out."""

    user: User
    locale: str
    guild: Guild | None
    channel: Channel
    permissions: Permission
    installs: frozenset[Install]

    @classmethod
    def of(cls, scene: Scene) -> "Setting":
        """Fill in what a test has not said."""
        user = scene.get("user", READER)
        guild = scene.get("guild", GUILD)
        added = {Install.GUILD} if guild is None or guild.has_bot else {Install.USER}
        return cls(
            user,
            scene.get("locale", Locale.TAIWAN),
            guild,
            scene.get("channel", guild.channels[0] if guild else direct_channel(user)),
            scene.get("permissions", user.permissions),
            frozenset(scene.get("installs", added)),
        )

    def scene(self) -> Scene:
        """Return it as a test would say it."""
        return Scene(
            user=self.user,
            locale=self.locale,
            guild=self.guild,
            channel=self.channel,
            permissions=self.permissions,
            installs=self.installs,
        )

    @property
    def context(self) -> Context:
        """The kind of place."""
        if self.guild:
            return Context.GUILD
        return Context.BOT_DM if self.channel.type is ChannelType.DM else Context.PRIVATE_CHANNEL

    def as_json(self) -> Json:
        """Return the part of an interaction that says who, where and how."""
        owners = {str(int(install)): self._owner(install) for install in sorted(self.installs)}
        channel = channel_object(self.channel, self.guild) | {"permissions": str(int(self.permissions))}
        basics: Json = {
            "locale": self.locale,
            "channel_id": str(self.channel.id),
            "channel": channel,
            "context": int(self.context),
            "authorizing_integration_owners": owners,
            "app_permissions": str(int(BOT)),
            "entitlements": [],
            "attachment_size_limit": 10_485_760,
        }
        if self.guild is None:
            return basics | {"user": user_object(self.user)}
        partial = {"id": str(self.guild.id), "locale": self.guild.locale, "features": []}
        member = member_object(self.user) | {"permissions": str(int(self.permissions))}
        return basics | {
            "guild_id": str(self.guild.id),
            "guild": partial,
            "guild_locale": self.guild.locale,
            "member": member,
        }

    def _owner(self, install: Install) -> str:
        if install is Install.USER:
            return str(self.user.id)
        return str(self.guild.id) if self.guild else "0"


def direct_channel(user: User) -> Channel:
    """Return the conversation of the bot with a user."""
    return Channel(user.id + 500_000_000_000_000_000, "", ChannelType.DM, recipient=user)
