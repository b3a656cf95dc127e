"""A Discord on loopback, for tests: REST and gateway, and members who use the bot."""

import secrets
from types import TracebackType
from typing import Self, Unpack

from aiohttp import web

from tests.chat.wire.application import Application
from tests.chat.wire.channels import Channels
from tests.chat.wire.clock import Clock
from tests.chat.wire.commands import Commands, Type, Value, invocation
from tests.chat.wire.description import Description
from tests.chat.wire.errors import Violation
from tests.chat.wire.gateway import Gateway
from tests.chat.wire.interaction import Interaction, Reply
from tests.chat.wire.message import Message
from tests.chat.wire.places import APPLICATION_ID, Channel
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
        self._runner: web.AppRunner | None = None
        self._origin = ""

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.add_routes(self._gateway.routes())
        handlers = self._application.routes() | self._channels.routes() | self._webhooks.routes()
        app.add_routes(self._rest.routes(handlers))
        self._runner = web.AppRunner(app, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        host, port = self._runner.addresses[0][:2]
        self._origin = f"{host}:{port}"
        self._application.gateway_url = self.gateway_url
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._runner
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

    async def ready(self, shards: int = 1) -> None:
        """Wait until so many shards are connected and have been given their servers."""
        await self._world.changes.until(
            lambda: len(self._gateway.connected()) >= shards, f"{shards} shards", timeout_s=15
        )

    async def resumed(self, times: int = 1) -> None:
        """Wait until sessions have been resumed so often since the start."""
        await self._world.changes.until(lambda: self._gateway.resumed >= times, f"resume {times}", timeout_s=15)

    async def command(
        self, name: str, options: dict[str, Value] | None = None, /, **scene: Unpack[Scene]
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
        self, name: str, option: str, typed: str, others: dict[str, Value] | None = None, /, **scene: Unpack[Scene]
    ) -> list[Json]:
        """Type into an option, and return the choices offered: ``name`` and ``value`` of each.

        Args:
            name: The command, as for ``command``.
            option: The option that is typed into.
            typed: What stands there so far.
            others: What stands in other options already.
            scene: Who, where, in which language.
        """
        given = (others or {}) | {option: typed}
        data = self._invocation(name, given, Setting.of(scene), focused=option)
        response = await (await self.act(Kind.AUTOCOMPLETE, data, scene)).response()
        assert response.type is Reply.CHOICES
        return list(response.data.get("choices") or [])

    def _invocation(self, name: str, given: dict[str, Value], setting: Setting, focused: str | None = None) -> Json:
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
        """Return what everyone sees in a channel, oldest first; posts of a forum are in its threads."""
        return self._world.history(channel)
