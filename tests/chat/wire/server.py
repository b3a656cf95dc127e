"""A Discord on loopback, for tests: REST and gateway, and members who use the bot."""

import secrets
from collections.abc import Mapping, Sequence
from functools import reduce
from operator import or_
from types import TracebackType
from typing import Self, Unpack

from aiohttp import WSCloseCode, web

from tests.chat.wire.application import Application
from tests.chat.wire.cdn import Cdn
from tests.chat.wire.channels import Channels
from tests.chat.wire.clock import Clock
from tests.chat.wire.commands import Commands, Type, Value, invocation
from tests.chat.wire.description import Description
from tests.chat.wire.errors import ApiError, Violation
from tests.chat.wire.gateway import Gateway, Intent
from tests.chat.wire.interaction import Interaction, Reply
from tests.chat.wire.limits import Fault, limited
from tests.chat.wire.message import Message
from tests.chat.wire.objects import integration_object
from tests.chat.wire.places import (
    APPLICATION_ID,
    EDITOR,
    READER,
    Channel,
    Guild,
    Permission,
    Role,
    Tag,
    Upload,
    User,
)
from tests.chat.wire.rest import ROOT, Request, Rest
from tests.chat.wire.scene import Kind, Scene, Setting
from tests.chat.wire.shape import Json
from tests.chat.wire.webhooks import Webhooks
from tests.chat.wire.world import World


class WireDiscord:
    """A small, strict Discord; ``async with`` it.

    What a careful client would not do, and what this server itself does against Discord's description, is recorded in
    ``violations``. Bot and test share nothing but the loopback connection, so the bot may run in another process.

    Args:
        description: Discord's OpenAPI description, if it is at hand.
    """

    token = "MTAw.wire.token"

    def __init__(self, description: Description | None = None) -> None:
        self._world = World()
        self._gateway = Gateway(self._world, token=self.token)
        self._rest = Rest(self._world, description, token=self.token)
        self._commands = Commands(self._world.snowflakes)
        self._application = Application(self._world, self._commands)
        self._channels = Channels(self._world, self._gateway, self)
        self._webhooks = Webhooks(self._world, self._channels)
        self._cdn = Cdn(self._world.snowflakes)
        self._runner: web.AppRunner | None = None
        self._origin = ""

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.add_routes(self._gateway.routes())
        app.add_routes(self._cdn.routes())
        handlers = self._application.routes() | self._channels.routes() | self._webhooks.routes()
        app.add_routes(self._rest.routes(handlers))
        self._runner = web.AppRunner(app, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        host, port = self._runner.addresses[0][:2]
        self._origin = f"{host}:{port}"
        self._application.gateway_url = self.gateway_url
        self._cdn.origin = self._origin
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._runner
        await self._gateway.close(WSCloseCode.GOING_AWAY)
        await self._runner.cleanup()

    @property
    def api_url(self) -> str:
        """Where REST is: discord.py's ``Route.BASE``."""
        return f"http://{self._origin}{ROOT}"

    @property
    def gateway_url(self) -> str:
        """Where the gateway is: discord.py's ``DiscordWebSocket.DEFAULT_GATEWAY``."""
        return f"ws://{self._origin}/gateway/"

    @property
    def clock(self) -> Clock:
        """The time, which a test may move on."""
        return self._world.clock

    @property
    def violations(self) -> list[Violation]:
        """What has gone wrong; a test that wants it to takes it out."""
        return self._world.violations

    @property
    def requests(self) -> list[Request]:
        """The requests answered, oldest first."""
        return self._rest.requests

    @property
    def gateway(self) -> Gateway:
        """The gateway, for what it counted."""
        return self._gateway

    @property
    def commands(self) -> list[Json]:
        """The global commands as registered."""
        return self._commands.of(None)

    async def ready(self, shards: int = 1, *, timeout_s: float = 15) -> None:
        """Wait until so many shards are connected and have been given their servers."""
        await self._world.changes.until(
            lambda: len(self._gateway.connected()) >= shards, f"{shards} shards", timeout_s=timeout_s
        )

    async def commanded(self, name: str) -> None:
        """Wait until a command is registered for everywhere."""
        await self._world.changes.until(
            lambda: any(command["name"] == name for command in self.commands), f"/{name}", timeout_s=15
        )

    async def identified(self, times: int) -> None:
        """Wait until sessions have been begun so often since the start."""
        await self._world.changes.until(
            lambda: len(self._gateway.identified) >= times, f"identify {times}", timeout_s=15
        )

    async def resumed(self, times: int = 1) -> None:
        """Wait until sessions have been resumed so often since the start."""
        await self._world.changes.until(lambda: self._gateway.resumed >= times, f"resume {times}", timeout_s=15)

    async def asked_for(self, path: str) -> None:
        """Wait until a path (``POST /channels/1/messages``) was asked for since the start."""
        await self._world.changes.until(
            lambda: any(f"{request.method} {request.path}" == path for request in self.requests), path, timeout_s=60
        )

    async def beaten(self, times: int) -> None:
        """Wait until so many heartbeats have come since the start."""
        await self._world.changes.until(lambda: self._gateway.heartbeats >= times, f"heartbeat {times}", timeout_s=15)

    async def command(
        self, name: str, options: Mapping[str, Value] | None = None, /, **scene: Unpack[Scene]
    ) -> Interaction:
        """Use a slash command as a member does.

        Args:
            name: As registered; subcommands follow after a blank: ``digest add``.
            options: Option -> what is put in.
            scene: Who, where, in which language.

        Raises:
            AssertionError: Discord would not offer it there, or not with these options.
        """
        data = self._invocation(name, options or {}, Setting.of(scene))
        return await self.act(Kind.COMMAND, data, scene)

    async def message_command(self, name: str, target: Message, **scene: Unpack[Scene]) -> Interaction:
        """Use a command from a message's context menu; the message comes along."""
        here = Scene(guild=target.guild, channel=target.channel) | scene
        found = self._commands.find(name, Type.MESSAGE, Setting.of(here))
        messages = {str(target.id): target.as_json(self._world.users)}
        data = {"id": found["id"], "name": name, "type": int(Type.MESSAGE), "target_id": str(target.id)}
        return await self.act(Kind.COMMAND, data | {"resolved": {"messages": messages}}, here)

    async def autocomplete(
        self, name: str, option: str, typed: str, others: Mapping[str, Value] | None = None, /, **scene: Unpack[Scene]
    ) -> list[Json]:
        """Type into an option, and return the choices offered: ``name`` and ``value`` of each.

        Args:
            name: The command, as for ``command``.
            option: The option that is typed into.
            typed: What stands there so far.
            others: What stands in other options already.
            scene: Who, where, in which language.
        """
        given = {**(others or {}), option: typed}
        data = self._invocation(name, given, Setting.of(scene), focused=option)
        response = await (await self.act(Kind.AUTOCOMPLETE, data, scene)).response()
        assert response.type is Reply.CHOICES
        return list(response.data.get("choices") or [])

    def _invocation(self, name: str, given: Mapping[str, Value], setting: Setting, focused: str | None = None) -> Json:
        first, *path = name.split()
        return invocation(self._commands.find(first, Type.CHAT_INPUT, setting), path, given, setting, focused=focused)

    async def act(
        self, kind: Kind, data: Json, scene: Scene, origin: Message | Interaction | None = None
    ) -> Interaction:
        """Send the bot what a member did, as it is: nothing is checked."""
        setting = Setting.of(scene)
        opener = origin if isinstance(origin, Interaction) else None
        source = origin.source if isinstance(origin, Interaction) else origin
        snowflake, token = self._world.snowflakes.next(), secrets.token_urlsafe(48)
        payload = setting.as_json() | {
            "id": str(snowflake),
            "application_id": str(APPLICATION_ID),
            "type": int(kind),
            "token": token,
            "version": 1,
            "data": data,
        }
        if source:
            payload["message"] = source.as_json(self._world.users)
        interaction = Interaction(
            snowflake, token, kind, setting, payload, self._world.changes, self.clock, self, source, opener
        )
        self._world.interactions[token] = interaction
        guild_id = setting.guild.id if setting.guild else None
        heard = await self._gateway.dispatch("INTERACTION_CREATE", payload, guild_id=guild_id)
        assert heard, "no shard has identified that hears of this place"
        return interaction

    def posts(self, channel: Channel) -> list[Message]:
        """Return what everyone sees in a channel, or in the posts of a forum, oldest first."""
        return self._world.history(channel)

    async def posted(self, channel: Channel, number: int = 1, *, timeout_s: float = 5) -> list[Message]:
        """Wait until so many messages stand in a channel, and return them, oldest first."""
        what = f"message {number} in {channel.name}"
        await self._world.changes.until(lambda: len(self.posts(channel)) >= number, what, timeout_s=timeout_s)
        return self.posts(channel)

    async def say(  # noqa: PLR0913 -- what a message may hold
        self,
        channel: Channel,
        text: str = "",
        *,
        user: User = READER,
        files: Sequence[Upload] = (),
        embeds: Sequence[Json] = (),
        stickers: Sequence[str] = (),
        forwarded: Message | None = None,
    ) -> Message:
        """Let a member write a message."""
        _, guild = self._world.place(channel.id)
        message = Message(
            self._world.snowflakes.next(),
            channel,
            user,
            self,
            guild,
            content=text,
            embeds=list(embeds),
            uploads=files,
            stickers=stickers,
            forwarded=forwarded,
        )
        self._world.messages[message.id] = message
        await self._channels.tell("MESSAGE_CREATE", message)
        return message

    async def deny(self, channel: Channel, *permissions: Permission) -> None:
        """Deny the bot these permissions in a channel and its threads, in place of any denied before."""
        self._world.denied[channel.id] = reduce(or_, permissions, Permission.NONE)
        channel, guild = self._world.place(channel.id)
        await self._channels.tell_channel("CHANNEL_UPDATE", channel, guild)

    async def delete_channel(self, channel: Channel) -> None:
        """Delete a channel."""
        guild = self._world.remove_channel(channel)
        await self._channels.tell_channel("CHANNEL_DELETE", channel, guild)

    def archive(self, thread: Channel, *, locked: bool = False) -> None:
        """Put a thread into the archive."""
        self._world.change_channel(thread, archived=True, locked=locked)

    def change_tags(self, forum: Channel, *tags: Tag, needed: bool = False) -> None:
        """Let a forum have other tags, of which its posts need one, or need none."""
        self._world.change_channel(forum, tags=tags, needs_tag=needed)

    def change_roles(self, guild: Guild, *roles: Role) -> None:
        """Let a server have other roles."""
        self._world.change_roles(guild, roles)

    async def delete_message(self, message: Message) -> None:
        """Delete a message, as a moderator does."""
        await self._channels.delete(message)

    def upload(self, name: str, data: bytes) -> Upload:
        """Return a file that a member can put into an option."""
        return self._cdn.upload(name, data)

    def forget_upload(self, upload: Upload) -> None:
        """Let a file be gone before the bot fetches it."""
        self._cdn.forget(upload)

    def refuse_direct_messages(self, user: User) -> None:
        """Let a user take no more direct messages."""
        self._world.closed_to_direct.add(user.id)

    def allow_direct_messages(self, user: User) -> None:
        """Let a user take direct messages again."""
        self._world.closed_to_direct.discard(user.id)

    def leave(self, guild: Guild, user: User) -> None:
        """Let a user leave a server."""
        self._world.strangers.add((guild.id, user.id))

    async def remove_bot(self, guild: Guild) -> None:
        """Throw the bot out of a server."""
        self._world.move_bot(guild, into=False)
        await self._gateway.dispatch("GUILD_DELETE", {"id": str(guild.id)}, guild_id=guild.id)

    async def add_bot(self, guild: Guild, *, user: User = EDITOR) -> None:
        """Add the bot to a server, as a user who manages it."""
        joined = self._world.move_bot(guild, into=True)
        created = self._gateway.guild_create(joined)
        await self._gateway.dispatch("GUILD_CREATE", created, guild_id=guild.id, intent=Intent.GUILDS)
        integration = integration_object(user) | {"guild_id": str(guild.id)}
        intent = Intent.GUILD_INTEGRATIONS
        await self._gateway.dispatch("INTEGRATION_CREATE", integration, guild_id=guild.id, intent=intent)

    def crowd(self, count: int) -> None:
        """Let the bot be in so many more servers, which no gateway tells of."""
        for number in range(count):
            guild = Guild(1000 + number << 22, f"server {number}", "en-US", ())
            self._world.guilds[guild.id] = guild

    def unlist(self, guild: Guild) -> None:
        """Leave a server out of the list of the bot's, though the bot is in it: an answer that is not whole."""
        self._world.unlisted.add(guild.id)

    def drop_gateway(self, shard: int | None = None) -> None:
        """Cut the connection of a shard, or of all, without a word; what happens meanwhile comes with the resume."""
        self._gateway.drop(shard)

    async def close_gateway(self, code: int, shard: int | None = None) -> None:
        """Close the connection of a shard, or of all, with one of Discord's codes."""
        await self._gateway.close(code, shard)

    async def reconnect_gateway(self, shard: int | None = None) -> None:
        """Ask a shard, or all, to connect again and resume, as Discord does from time to time."""
        await self._gateway.ask_to_reconnect(shard)

    async def invalidate_session(self, *, resumable: bool, shard: int | None = None) -> None:
        """Declare the session of a shard, or of all, invalid; one that is not resumable is forgotten."""
        await self._gateway.invalidate(resumable=resumable, shard=shard)

    def limit(self, route: str, requests: int, seconds: float) -> None:
        """Let a route (``POST /channels/{channel_id}/messages``) take so many requests a channel, server or token."""
        self._rest.limits.of[route] = (requests, seconds)

    def rate_limit(self, path: str, retry_after_s: float, times: int = 1, *, everywhere: bool = False) -> None:
        """Answer 429 on a path, with or without method, with ids or as a route; what the headers do not announce."""
        self._rest.faults.append(Fault(path, times, limited(retry_after_s, everywhere=everywhere)))

    def fail(self, path: str, status: int, times: int = 1) -> None:
        """Answer with a status of 500 or more on a path; nothing is carried out."""
        self._rest.faults.append(Fault(path, times, ApiError(status, 0, f"{status}: Server Error")))

    def lose_answers(self, path: str, times: int = 1) -> None:
        """Carry out requests on a path, and cut the connection instead of answering."""
        self._rest.faults.append(Fault(path, times, loses_answer=True))

    def garble_answers(self, path: str, text: str, times: int = 1) -> None:
        """Carry out requests on a path, and answer with a text that is said to be JSON."""
        self._rest.faults.append(Fault(path, times, text=text))

    def slow(self, path: str, after_s: float, times: int = 1) -> None:
        """Carry out requests on a path only after a while."""
        self._rest.faults.append(Fault(path, times, after_s=after_s))
