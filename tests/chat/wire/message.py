"""A message on this Discord: what it shows, whom it pings, and a member's hand on its buttons."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from enum import IntFlag
from typing import TYPE_CHECKING, Unpack

from tests.chat.wire.clock import timestamp
from tests.chat.wire.components import BUTTON, SELECTS, check_components, displayed, given_back, shown_files, walk
from tests.chat.wire.errors import empty_message, invalid_form
from tests.chat.wire.objects import upload_object, user_object
from tests.chat.wire.places import APPLICATION_ID, READER, Channel, Guild, Role, Upload, User
from tests.chat.wire.scene import Kind, Scene, Stage
from tests.chat.wire.shape import Json

if TYPE_CHECKING:
    from tests.chat.wire.interaction import Interaction


SNAPSHOT = frozenset(
    {
        "attachments",
        "components",
        "content",
        "edited_timestamp",
        "embeds",
        "flags",
        "mention_roles",
        "mentions",
        "timestamp",
        "type",
    }
)
"""What Discord gives of a message that another one passes on."""


class Flag(IntFlag):
    """The flags of messages that matter here."""

    NONE = 0
    SUPPRESS_EMBEDS = 1 << 2
    EPHEMERAL = 1 << 6
    LOADING = 1 << 7
    SUPPRESS_NOTIFICATIONS = 1 << 12
    COMPONENTS_V2 = 1 << 15


@dataclass(frozen=True)
class Button:
    """A button as a member sees it; ``url`` for links, else ``custom_id``."""

    label: str
    custom_id: str | None
    url: str | None
    disabled: bool


@dataclass(frozen=True)
class Pings:
    """Whom a message calls, after the bot's ``allowed_mentions``; ids, in the order met."""

    users: tuple[int, ...] = ()
    roles: tuple[int, ...] = ()
    everyone: bool = False

    def __bool__(self) -> bool:
        return bool(self.users or self.roles or self.everyone)


@dataclass(eq=False)
class Message:
    """A message; a later edit changes it in place.

    Attributes:
        sent: The body of each request that made or edited it, as the bot sent it, oldest first.
        components: As Discord gives them back, with ids and defaults.
        stage: Where its components reach the bot.
        only_for: The only one who sees it, where it is ephemeral.
        uploads: What a member has attached to it.
        stickers: The names of its stickers.
        forwarded: The message that it passes on, of which a snapshot comes with it.
    """

    id: int
    channel: Channel
    author: User
    stage: Stage
    guild: Guild | None = None
    flags: Flag = Flag.NONE
    content: str = ""
    embeds: list[Json] = field(default_factory=list)
    components: list[Json] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    pings: Pings = field(default_factory=Pings)
    nonce: str | None = None
    metadata: Json | None = None
    only_for: User | None = None
    edited_at: int | None = None
    deleted: bool = False
    sent: list[Json] = field(default_factory=list)
    uploads: Sequence[Upload] = ()
    stickers: Sequence[str] = ()
    forwarded: "Message | None" = None

    @property
    def ephemeral(self) -> bool:
        """Whether only the one who asked sees it."""
        return Flag.EPHEMERAL in self.flags

    @property
    def loading(self) -> bool:
        """Whether it is but announced: "the bot is thinking"."""
        return Flag.LOADING in self.flags

    @property
    def text(self) -> str:
        """All the text that it shows, labels of buttons apart."""
        return "\n".join(part for part in (self.content, displayed(self.components)) if part)

    @property
    def buttons(self) -> list[Button]:
        """Its buttons in the order shown."""
        return [
            Button(found.get("label", ""), found.get("custom_id"), found.get("url"), found.get("disabled", False))
            for _, found in walk(self.components)
            if found["type"] == BUTTON
        ]

    @property
    def selects(self) -> list[Json]:
        """Its select menus in the order shown, as components."""
        return [found for _, found in walk(self.components) if found["type"] in SELECTS]

    async def press(self, button: str, **scene: Unpack[Scene]) -> "Interaction":
        """Press the button with this custom id or label.

        Raises:
            AssertionError: A member could not: there is none, it is off or a link, or the message is not theirs.
        """
        wanted = [found for found in self.buttons if button in (found.custom_id, found.label)]
        assert wanted, f"no button {button!r} among {[found.label for found in self.buttons]}"
        assert not wanted[0].disabled, f"{button!r} is off"
        assert wanted[0].url is None, f"{button!r} is a link"
        return await self._act({"component_type": BUTTON, "custom_id": wanted[0].custom_id}, scene)

    async def select(self, menu: str | None = None, *choices: str, **scene: Unpack[Scene]) -> "Interaction":
        """Choose options, by value or label, in the menu with this custom id or placeholder; None: the only one.

        Raises:
            AssertionError: A member could not.
        """
        wanted = [found for found in self.selects if menu in (None, found["custom_id"], found.get("placeholder"))]
        assert len(wanted) == 1, f"{len(wanted)} menus {menu!r}"
        values = [_value(wanted[0], choice) for choice in choices]
        assert wanted[0]["min_values"] <= len(values) <= wanted[0]["max_values"], f"{len(values)} choices"
        assert not wanted[0].get("disabled"), f"{menu!r} is off"
        data = {"component_type": wanted[0]["type"], "custom_id": wanted[0]["custom_id"], "values": values}
        return await self._act(data, scene)

    async def _act(self, data: Json, scene: Scene) -> "Interaction":
        assert not self.deleted, "the message is gone"
        here = Scene(user=self.only_for or READER, guild=self.guild, channel=self.channel)
        asked = here | scene
        assert self.only_for in (None, asked["user"]), "the message is not theirs to see"
        return await self.stage.act(Kind.COMPONENT, data, asked, self)

    def write(self, body: Json, files: dict[str, bytes], *, settable: Flag) -> None:
        """Take over a request's body, of a new message or an edit: what it leaves out stays.

        Raises:
            ApiError: Discord would refuse it; nothing has changed.
        """
        asked = Flag(body.get("flags") or 0)
        if asked & ~settable & ~self.flags:
            raise invalid_form("flags", "MESSAGE_FLAGS_INVALID", f"{asked & ~settable!r} cannot be set here")
        layout = Flag.COMPONENTS_V2 in asked | self.flags
        content = (body["content"] or "") if "content" in body else self.content
        embeds = (body["embeds"] or []) if "embeds" in body else self.embeds
        components = (body["components"] or []) if "components" in body else self.components
        if layout and (content or embeds or body.get("poll") or body.get("sticker_ids")):
            raise invalid_form("content", "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2", "content beside V2")
        kept = self._kept(body, files)
        if "components" in body:
            check_components(components, layout=layout)
            for name, path in shown_files(components):
                if name not in kept:
                    raise invalid_form(path, "UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND", f"no file {name}")
        if not (content or embeds or components or kept or body.get("sticker_ids") or body.get("poll")):
            raise empty_message()
        shown = f"{content}\n{displayed(components)}"
        self.pings = pings(shown, body.get("allowed_mentions"), self.guild.roles if self.guild else ())
        self.content, self.embeds = content, embeds
        self.components = given_back(components, kept) if "components" in body else components
        self.flags = (self.flags | asked) & ~Flag.LOADING
        self.files = kept
        self.sent.append(body)

    def _kept(self, body: Json, files: dict[str, bytes]) -> dict[str, bytes]:
        """Return the files of the message after an edit: where it names attachments, those alone.

        Raises:
            ApiError: A new one is not named, or a named one was not sent.
        """
        if "attachments" not in body:
            return self.files | files
        named = {attachment["filename"] for attachment in body["attachments"] or []}
        if named != files.keys():
            raise invalid_form("attachments", "ATTACHMENT_NOT_FOUND", f"{sorted(named)} named, {sorted(files)} sent")
        return files

    def snapshot(self, users: dict[int, User]) -> Json:
        """Return what of it comes with a message that passes it on: not whose it is."""
        return {key: value for key, value in self.as_json(users).items() if key in SNAPSHOT}

    def as_json(self, users: dict[int, User], *, unasked: bool = False) -> Json:
        """Return the message as REST and the gateway give it.

        Args:
            users: Those whom it may name.
            unasked: Whether nobody has shown it to the bot: then what others wrote in a server is left out, for the bot
                has not the privileged intent.
        """
        if unasked and self.guild and not self.author.is_bot:
            bare = replace(self, content="", embeds=[], components=[], files={}, uploads=(), forwarded=None)
            return bare.as_json(users)
        answer: Json = {
            "id": str(self.id),
            "type": 20 if self.metadata else 0,
            "channel_id": str(self.channel.id),
            "author": user_object(self.author),
            "content": self.content,
            "mentions": [user_object(users[user]) for user in self.pings.users if user in users],
            "mention_roles": [str(role) for role in self.pings.roles],
            "mention_everyone": self.pings.everyone,
            "attachments": [
                *(_attachment(index, name, data) for index, (name, data) in enumerate(self.files.items())),
                *map(upload_object, self.uploads),
            ],
            "embeds": self.embeds,
            "components": self.components,
            "timestamp": timestamp(self.id),
            "edited_timestamp": self.edited_at and timestamp(self.edited_at),
            "flags": int(self.flags),
            "pinned": False,
            "tts": False,
        }
        if self.nonce is not None:
            answer["nonce"] = self.nonce
        if self.stickers:
            items = enumerate(self.stickers, 1)
            answer["sticker_items"] = [{"id": str(number), "name": name, "format_type": 1} for number, name in items]
        if self.forwarded:
            answer["message_snapshots"] = [{"message": self.forwarded.snapshot(users)}]
            answer["message_reference"] = {
                "type": 1,
                "message_id": str(self.forwarded.id),
                "channel_id": str(self.forwarded.channel.id),
            }
        if self.metadata:
            answer |= {"interaction_metadata": self.metadata, "webhook_id": str(APPLICATION_ID)}
        return answer | {"application_id": str(APPLICATION_ID)}


def pings(text: str, allowed: Json | None, roles: Iterable[Role]) -> Pings:
    """Return whom a text calls if only those may be called whom ``allowed_mentions`` allows; None allows all.

    Discord does not call from code blocks, after a backslash, or everyone where the bot may not; here it does, so that
    a text that the bot must neutralise cannot hide.

    Raises:
        ApiError: All of a kind are allowed and some are named.
    """
    allow = {"parse": ["users", "roles", "everyone"]} if allowed is None else allowed
    parse = allow.get("parse") or []
    for kind in ("users", "roles"):
        if kind in parse and allow.get(kind):
            raise invalid_form("allowed_mentions", "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE", f"all and some {kind}")

    def called(pattern: str, kind: str) -> tuple[int, ...]:
        named = {int(one) for one in allow.get(kind) or []}
        met = dict.fromkeys(int(found) for found in re.findall(pattern, text))
        return tuple(one for one in met if kind in parse or one in named)

    everyone = "everyone" in parse and bool(re.search(r"@(everyone|here)", text))
    mentionable = {role.id for role in roles if role.mentionable}
    called_roles = tuple(role for role in called(r"<@&(\d+)>", "roles") if role in mentionable)
    return Pings(called(r"<@!?(\d+)>", "users"), called_roles, everyone)


def _value(menu: Json, choice: str) -> str:
    for option in menu.get("options", []):
        if choice in (option["value"], option["label"]):
            return str(option["value"])
    assert "options" not in menu, f"no option {choice!r} among {[option['label'] for option in menu['options']]}"
    return choice


def _attachment(index: int, name: str, data: bytes) -> Json:
    url = f"https://cdn.discordapp.com/attachments/0/{index}/{name}"
    return {"id": str(index), "filename": name, "size": len(data), "url": url, "proxy_url": url}
