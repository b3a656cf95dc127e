"""The gateway: sessions that identify, beat, are lost and resume; plain JSON text frames."""

import itertools
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import IntEnum, IntFlag

from aiohttp import WSCloseCode, WSMsgType, web

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
    DECODE_ERROR = 4002
    AUTHENTICATION_FAILED = 4004
    ALREADY_AUTHENTICATED = 4005
    INVALID_SEQUENCE = 4007
    INVALID_SHARD = 4010
    INVALID_INTENTS = 4013
    DISALLOWED_INTENTS = 4014


class Intent(IntFlag):
    """The events that a session asks for, as far as this server has them."""

    NONE = 0
    GUILDS = 1 << 0
    GUILD_MEMBERS = 1 << 1
    GUILD_INTEGRATIONS = 1 << 4
    GUILD_PRESENCES = 1 << 8
    GUILD_MESSAGES = 1 << 9
    DIRECT_MESSAGES = 1 << 12
    MESSAGE_CONTENT = 1 << 15


PRIVILEGED = Intent.GUILD_MEMBERS | Intent.GUILD_PRESENCES | Intent.MESSAGE_CONTENT
ALL_INTENTS = (1 << 26) - 1
ENDING = (WSCloseCode.OK, WSCloseCode.GOING_AWAY)
"""The codes by which a client ends its session; after any other, it may resume."""


@dataclass(eq=False)
class Line:
    """A connection, and the session that it carries once that has begun."""

    request: web.Request
    socket: web.WebSocketResponse
    session: "Session | None" = None

    async def send(self, op: Op, data: object = None) -> None:
        """Send a frame that is no event."""
        await self.socket.send_json({"op": op, "d": data})

    def cut(self) -> None:
        """End it without a word, as a network does."""
        if self.request.transport:
            self.request.transport.abort()


@dataclass(eq=False)
class Session:
    """A shard's session, which outlives its lines.

    Attributes:
        sent: The frames dispatched, oldest first: the first has sequence 1.
        line: By which it is connected now.
    """

    id: str
    shard: int
    shard_count: int
    intents: Intent
    line: Line | None
    sent: list[Json] = field(default_factory=list)

    async def dispatch(self, event: str, data: Json) -> None:
        """Send an event; while the session is not connected, keep it for the resume."""
        frame = {"op": Op.DISPATCH, "t": event, "s": len(self.sent) + 1, "d": data}
        self.sent.append(frame)
        if self.line and not self.line.socket.closed:
            await self.line.socket.send_json(frame)

    def hears(self, guild_id: int | None) -> bool:
        """Whether a server's events are this shard's; those of direct conversations are shard 0's."""
        return (guild_id >> 22) % self.shard_count == self.shard if guild_id else self.shard == 0


class Gateway:
    """Accepts shards, and gives them events.

    Attributes:
        sessions: Those begun and not ended, connected or not; a shard that begins twice has two, as on Discord.
        identified: The IDENTIFY frames received, oldest first; ``resumed`` and ``heartbeats`` count the others.
        heartbeat_interval_ms: What HELLO asks for.
        is_open: Whether shards can connect.
        acknowledges: Whether heartbeats are answered.
    """

    def __init__(self, world: World, *, token: str) -> None:
        self._world = world
        self._token = token
        self._resume_paths = (f"/resume/{number}" for number in itertools.count(1))
        self.sessions: list[Session] = []
        self.identified: list[Json] = []
        self.resumed = 0
        self.heartbeats = 0
        self.heartbeat_interval_ms = HEARTBEAT_INTERVAL_MS
        self.is_open = True
        self.acknowledges = True

    def routes(self) -> list[web.RouteDef]:
        """Return where shards connect: at first, and again."""
        return [web.get("/gateway/", self._connected), web.get("/resume/{number}", self._connected)]

    async def dispatch(self, event: str, data: Json, *, guild_id: int | None, intent: Intent = Intent.NONE) -> int:
        """Send an event to the shard that it belongs to, if that asked for such events; return to how many it went."""
        hearing = [one for one in self.sessions if one.hears(guild_id) and intent in one.intents]
        for session in hearing:
            await session.dispatch(event, data)
        return len(hearing)

    def connected(self, shard: int | None = None) -> list[Session]:
        """Return the sessions that are connected: all, or a shard's."""
        live = (session for session in self.sessions if session.line and not session.line.socket.closed)
        return [session for session in live if shard in (None, session.shard)]

    def _lines(self, shard: int | None) -> list[Line]:
        return [session.line for session in self.connected(shard) if session.line]

    def drop(self, shard: int | None = None) -> None:
        """Cut lines without a word."""
        for session in self.connected(shard):
            line, session.line = session.line, None
            assert line
            line.cut()

    async def close(self, code: int, shard: int | None = None) -> None:
        """Close lines with a code."""
        for line in self._lines(shard):
            await line.socket.close(code=code)

    async def ask_to_reconnect(self, shard: int | None = None) -> None:
        """Send shards elsewhere, from where they resume."""
        for line in self._lines(shard):
            await line.send(Op.RECONNECT)

    async def invalidate(self, *, resumable: bool, shard: int | None = None) -> None:
        """Tell that a session is invalid; unless it is resumable, forget it."""
        for session in self.connected(shard):
            assert session.line
            await session.line.send(Op.INVALID_SESSION, resumable)
            if not resumable:
                self.sessions.remove(session)

    async def _connected(self, request: web.Request) -> web.WebSocketResponse:
        if not self.is_open:
            raise web.HTTPServiceUnavailable
        socket = web.WebSocketResponse(timeout=1.0)
        await socket.prepare(request)
        line = Line(request, socket)
        if (request.query.get("v"), request.query.get("encoding")) != ("10", "json"):
            self._violated(Close.UNKNOWN_ERROR, f"connected with {request.query_string}")
        await line.send(Op.HELLO, {"heartbeat_interval": self.heartbeat_interval_ms})
        async for message in socket:
            if message.type is WSMsgType.TEXT:
                await self._received(line, message.json())
            else:
                await self._refuse(line, Close.DECODE_ERROR)
            self._world.changes.tell()
        self._ended(line)
        return socket

    def _ended(self, line: Line) -> None:
        session = line.session
        if session and session.line is line:
            session.line = None
            if line.socket.close_code in ENDING and session in self.sessions:
                self.sessions.remove(session)
        self._world.changes.tell()

    async def _received(self, line: Line, frame: Json) -> None:
        match frame["op"]:
            case Op.HEARTBEAT:
                self.heartbeats += 1
                if self.acknowledges:
                    await line.send(Op.HEARTBEAT_ACK)
            case Op.IDENTIFY if line.session is None:
                line.session = await self._identify(line, frame["d"])
            case Op.RESUME if line.session is None:
                line.session = await self._resume(line, frame["d"])
            case Op.IDENTIFY | Op.RESUME:
                await self._refuse(line, Close.ALREADY_AUTHENTICATED)
            case Op.PRESENCE if line.session:
                pass
            case _:
                await self._refuse(line, Close.UNKNOWN_OPCODE)

    async def _identify(self, line: Line, data: Json) -> Session | None:
        shard, count = data.get("shard", (0, 1))
        intents = Intent(data["intents"])
        if objection := self._objection(data["token"], shard, count, intents):
            await self._refuse(line, objection)
            return None
        self.identified.append(data)
        session = Session(secrets.token_hex(16), shard, count, intents, line)
        guilds = [guild for guild in self._world.guilds.values() if guild.has_bot and session.hears(guild.id)]
        resume_url = f"ws://{line.request.host}{next(self._resume_paths)}"
        await session.dispatch("READY", self._ready(session, guilds, resume_url))
        if Intent.GUILDS in intents:
            for guild in guilds:
                await session.dispatch("GUILD_CREATE", self.guild_create(guild))
        self.sessions.append(session)
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

    async def _resume(self, line: Line, data: Json) -> Session | None:
        if data["token"] != self._token:
            await self._refuse(line, Close.AUTHENTICATION_FAILED)
            return None
        if not line.request.path.startswith("/resume/"):
            self._violated(Op.RESUME, "resumed elsewhere than at resume_gateway_url")
        session = next((session for session in self.sessions if session.id == data["session_id"]), None)
        if session is None:
            await line.send(Op.INVALID_SESSION, data=False)
            return None
        if data["seq"] > len(session.sent):
            await self._refuse(line, Close.INVALID_SEQUENCE)
            return None
        for frame in _growing(session.sent, data["seq"]):
            await line.socket.send_json(frame)
        session.line = line
        await session.dispatch("RESUMED", {})
        self.resumed += 1
        return session

    async def _refuse(self, line: Line, code: Close) -> None:
        self._violated(code, code.name.lower().replace("_", " "))
        await line.socket.close(code=code)

    def _violated(self, code: int, what: str) -> None:
        self._world.violations.append(Violation("gateway", code, what))


def _growing(frames: list[Json], start: int) -> Iterator[Json]:
    """Yield frames from ``start`` on, with those that come while they are sent."""
    for index in itertools.count(start):
        if index >= len(frames):
            return
        yield frames[index]
