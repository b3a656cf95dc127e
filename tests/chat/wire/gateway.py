"""The gateway: sessions that identify, beat, are lost and resume; plain JSON text frames."""

import itertools
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import IntEnum, IntFlag

from aiohttp import WSMsgType, web

from tests.chat.wire.errors import Violation
from tests.chat.wire.objects import channel_object, guild_object, member_object, user_object
from tests.chat.wire.places import APPLICATION_ID, BOT_USER, ChannelType, Guild
from tests.chat.wire.shape import Json
from tests.chat.wire.world import World

HEARTBEAT_INTERVAL_MS = 41_250


class Op(IntEnum):
    """What a frame is."""

    DISPATCH = 0
    HEARTBEAT = 1
    IDENTIFY = 2
    PRESENCE = 3
    RESUME = 6
    RECONNECT = 7
    INVALID_SESSION = 9
    HELLO = 10
    HEARTBEAT_ACK = 11


class Close(IntEnum):
    """Why Discord closes a connection."""

    UNKNOWN_ERROR = 4000
    UNKNOWN_OPCODE = 4001
    NOT_AUTHENTICATED = 4003
    AUTHENTICATION_FAILED = 4004
    ALREADY_AUTHENTICATED = 4005
    INVALID_SEQUENCE = 4007
    SESSION_TIMED_OUT = 4009
    INVALID_SHARD = 4010
    INVALID_INTENTS = 4013
    DISALLOWED_INTENTS = 4014


class Intent(IntFlag):
    """The events that a session asks for, as far as this server has them."""

    NONE = 0
    GUILDS = 1 << 0
    GUILD_MEMBERS = 1 << 1
    GUILD_PRESENCES = 1 << 8
    GUILD_MESSAGES = 1 << 9
    DIRECT_MESSAGES = 1 << 12
    MESSAGE_CONTENT = 1 << 15


PRIVILEGED = Intent.GUILD_MEMBERS | Intent.GUILD_PRESENCES | Intent.MESSAGE_CONTENT
ALL_INTENTS = (1 << 26) - 1


@dataclass(eq=False)
class Session:
    """A shard's session, which outlives its connections.

    Attributes:
        sent: The frames dispatched, oldest first: the first has sequence 1.
        socket: Where it is connected now, over ``request``.
    """

    id: str
    shard: int
    shard_count: int
    intents: Intent
    request: web.Request
    socket: web.WebSocketResponse | None
    sent: list[Json] = field(default_factory=list)

    async def dispatch(self, event: str, data: Json) -> None:
        """Send an event; while the session is not connected, keep it for the resume."""
        frame = {"op": Op.DISPATCH, "t": event, "s": len(self.sent) + 1, "d": data}
        self.sent.append(frame)
        if self.socket and not self.socket.closed:
            await self.socket.send_json(frame)

    def hears(self, guild_id: int | None) -> bool:
        """Whether a server's events are this shard's; those of direct conversations are shard 0's."""
        return (guild_id >> 22) % self.shard_count == self.shard if guild_id else self.shard == 0


class Gateway:
    """Accepts shards, and gives them events.

    Attributes:
        sessions: Shard -> its session, connected or not.
        identified: The IDENTIFY frames received, oldest first; ``resumed`` and ``heartbeats`` count the others.
        heartbeat_interval_ms: What HELLO asks for.
    """

    def __init__(self, world: World, *, token: str) -> None:
        self._world = world
        self._token = token
        self._resume_paths = (f"/resume/{number}" for number in itertools.count(1))
        self.sessions: dict[int, Session] = {}
        self.identified: list[Json] = []
        self.resumed = 0
        self.heartbeats = 0
        self.heartbeat_interval_ms = HEARTBEAT_INTERVAL_MS

    def routes(self) -> list[web.RouteDef]:
        """Return where shards connect: at first, and again."""
        return [web.get("/gateway/", self._connected), web.get("/resume/{number}", self._connected)]

    async def dispatch(self, event: str, data: Json, *, guild_id: int | None, intent: Intent = Intent.NONE) -> int:
        """Send an event to the shard that it belongs to, if that asked for such events; return to how many it went."""
        hearing = [
            session for session in self.sessions.values() if session.hears(guild_id) and intent in session.intents
        ]
        for session in hearing:
            await session.dispatch(event, data)
        return len(hearing)

    def connected(self, shard: int | None = None) -> list[Session]:
        """Return the sessions that are connected: all, or a shard's."""
        live = (session for session in self.sessions.values() if session.socket and not session.socket.closed)
        return [session for session in live if shard in (None, session.shard)]

    def drop(self, shard: int | None = None) -> None:
        """Cut connections without a word, as a network does."""
        for session in self.connected(shard):
            session.socket = None
            if session.request.transport:
                session.request.transport.abort()

    async def close(self, code: int, shard: int | None = None) -> None:
        """Close connections with a code."""
        for session in self.connected(shard):
            socket, session.socket = session.socket, None
            assert socket is not None
            await socket.close(code=code)

    async def invalidate(self, *, resumable: bool, shard: int | None = None) -> None:
        """Tell that a session is invalid; unless it is resumable, forget it."""
        sessions = self.connected(shard)
        await self.tell(Op.INVALID_SESSION, resumable, shard)
        if not resumable:
            for session in sessions:
                del self.sessions[session.shard]

    async def tell(self, op: Op, data: object, shard: int | None = None) -> None:
        """Send a frame that is no event to a shard, or to all."""
        for session in self.connected(shard):
            assert session.socket is not None
            await session.socket.send_json({"op": op, "d": data})

    async def _connected(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse(autoclose=True, timeout=1.0)
        await socket.prepare(request)
        if (request.query.get("v"), request.query.get("encoding")) != ("10", "json"):
            self._violated(Close.UNKNOWN_ERROR, f"connected with {request.query_string}")
        await socket.send_json({"op": Op.HELLO, "d": {"heartbeat_interval": self.heartbeat_interval_ms}})
        session: Session | None = None
        async for message in socket:
            if message.type is not WSMsgType.TEXT:
                self._violated(Close.UNKNOWN_OPCODE, f"a {message.type.name} frame")
                continue
            frame = message.json()
            match frame["op"]:
                case Op.HEARTBEAT:
                    self.heartbeats += 1
                    await socket.send_json({"op": Op.HEARTBEAT_ACK})
                case Op.IDENTIFY if session is None:
                    session = await self._identify(socket, request, frame["d"])
                case Op.RESUME if session is None:
                    session = await self._resume(socket, request, frame["d"])
                case Op.IDENTIFY | Op.RESUME:
                    await self._refuse(socket, Close.ALREADY_AUTHENTICATED)
                case Op.PRESENCE if session:
                    pass
                case op:
                    self._violated(Close.UNKNOWN_OPCODE, f"opcode {op}")
                    await socket.close(code=Close.UNKNOWN_OPCODE)
            self._world.changes.tell()
        if session and session.socket is socket:
            session.socket = None
        self._world.changes.tell()
        return socket

    async def _identify(self, socket: web.WebSocketResponse, request: web.Request, data: Json) -> Session | None:
        shard, count = data.get("shard", (0, 1))
        intents = Intent(data["intents"])
        if objection := self._objection(data["token"], shard, count, intents):
            await self._refuse(socket, objection)
            return None
        self.identified.append(data)
        session = Session(secrets.token_hex(16), shard, count, intents, request, socket)
        self.sessions[shard] = session
        guilds = [guild for guild in self._world.guilds.values() if guild.has_bot and session.hears(guild.id)]
        await session.dispatch("READY", self._ready(session, guilds, f"ws://{request.host}{next(self._resume_paths)}"))
        if Intent.GUILDS in intents:
            for guild in guilds:
                await session.dispatch("GUILD_CREATE", self.guild_create(guild))
        return session

    def _objection(self, token: str, shard: int, count: int, intents: Intent) -> Close | None:
        if token != self._token:
            return Close.AUTHENTICATION_FAILED
        if not 0 <= shard < count:
            return Close.INVALID_SHARD
        if intents & ~ALL_INTENTS:
            return Close.INVALID_INTENTS
        return Close.DISALLOWED_INTENTS if intents & PRIVILEGED else None

    def _ready(self, session: Session, guilds: list[Guild], resume_url: str) -> Json:
        return {
            "v": 10,
            "user": user_object(BOT_USER),
            "guilds": [{"id": str(guild.id), "unavailable": True} for guild in guilds],
            "session_id": session.id,
            "resume_gateway_url": resume_url,
            "shard": [session.shard, session.shard_count],
            "application": {"id": str(APPLICATION_ID), "flags": 0},
        }

    def guild_create(self, guild: Guild) -> Json:
        """Return a server as the gateway gives it."""
        channels = [channel for channel in guild.channels if channel.type is not ChannelType.PUBLIC_THREAD]
        threads = [channel for channel in guild.channels if channel.type is ChannelType.PUBLIC_THREAD]
        return guild_object(guild) | {
            "joined_at": "2026-01-01T00:00:00+00:00",
            "large": False,
            "unavailable": False,
            "member_count": 2,
            "members": [member_object(BOT_USER)],
            "channels": [channel_object(one, guild, self._world.denied_in(one)) for one in channels],
            "threads": [channel_object(one, guild) for one in threads],
            "voice_states": [],
            "presences": [],
            "stage_instances": [],
            "guild_scheduled_events": [],
            "soundboard_sounds": [],
        }

    async def _resume(self, socket: web.WebSocketResponse, request: web.Request, data: Json) -> Session | None:
        if data["token"] != self._token:
            await self._refuse(socket, Close.AUTHENTICATION_FAILED)
            return None
        if not request.path.startswith("/resume/"):
            self._violated(Op.RESUME, "resumed elsewhere than at resume_gateway_url")
        known = (session for session in self.sessions.values() if session.id == data["session_id"])
        session = next(known, None)
        if session is None:
            await socket.send_json({"op": Op.INVALID_SESSION, "d": False})
            return None
        if data["seq"] > len(session.sent):
            await self._refuse(socket, Close.INVALID_SEQUENCE)
            return None
        for frame in _growing(session.sent, data["seq"]):
            await socket.send_json(frame)
        session.request, session.socket = request, socket
        await session.dispatch("RESUMED", {})
        self.resumed += 1
        return session

    async def _refuse(self, socket: web.WebSocketResponse, code: Close) -> None:
        self._violated(code, code.name.lower().replace("_", " "))
        await socket.close(code=code)

    def _violated(self, code: int, what: str) -> None:
        self._world.violations.append(Violation("gateway", code, what))


def _growing(frames: list[Json], start: int) -> Iterator[Json]:
    """Yield frames from ``start`` on, with those that come while they are sent."""
    for index in itertools.count(start):
        if index >= len(frames):
            return
        yield frames[index]
