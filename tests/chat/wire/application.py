"""Routes of the application itself: the bot's user, its commands, the servers it is in."""

from tests.chat.wire.commands import Commands
from tests.chat.wire.errors import invalid_form, unknown_application, unknown_member, unknown_user
from tests.chat.wire.objects import (
    application_object,
    channel_object,
    guild_object,
    member_object,
    user_object,
)
from tests.chat.wire.places import APPLICATION_ID, BOT, BOT_USER, ChannelType, Guild, User
from tests.chat.wire.rest import Answer, Call, Routes
from tests.chat.wire.shape import Json
from tests.chat.wire.world import World

MOST_GUILDS = 200


class Application:
    """The application that the bot runs for."""

    def __init__(self, world: World, commands: Commands) -> None:
        self._world = world
        self._commands = commands
        self.gateway_url = ""
        self.shards = 1

    def routes(self) -> Routes:
        """Return what is served."""
        everywhere, there = (
            "/applications/{application_id}/commands",
            "/applications/{application_id}/guilds/{guild_id}/commands",
        )
        return {
            "GET /gateway/bot": self._gateway,
            "GET /users/@me": self._me,
            "GET /users/@me/guilds": self._my_guilds,
            "POST /users/@me/channels": self._open_direct,
            "GET /users/{user_id}": self._user,
            "GET /applications/@me": self._application,
            "GET /oauth2/applications/@me": self._application,
            f"GET {everywhere}": self._listed,
            f"PUT {everywhere}": self._replaced,
            f"GET {there}": self._listed,
            f"PUT {there}": self._replaced,
            "GET /guilds/{guild_id}": self._guild,
            "GET /guilds/{guild_id}/channels": self._channels,
            "GET /guilds/{guild_id}/roles": self._roles,
            "GET /guilds/{guild_id}/members/{user_id}": self._member,
        }

    async def _gateway(self, _: Call) -> Answer:
        starts = {"total": 1000, "remaining": 1000, "reset_after": 86_400_000, "max_concurrency": 1}
        return Answer({"url": self.gateway_url, "shards": self.shards, "session_start_limit": starts})

    async def _me(self, _: Call) -> Answer:
        return Answer(user_object(BOT_USER) | {"mfa_enabled": False, "locale": "en-US"})

    async def _application(self, _: Call) -> Answer:
        return Answer(application_object())

    async def _my_guilds(self, call: Call) -> Answer:
        """Return a page of the bot's servers, by id; Discord gives 200 at most."""
        after, limit = int(call.query.get("after", 0)), int(call.query.get("limit", MOST_GUILDS))
        if not 1 <= limit <= MOST_GUILDS:
            raise invalid_form("limit", "NUMBER_TYPE_MAX", f"{limit} servers on a page")
        guilds, unlisted = self._world.guilds.values(), self._world.unlisted
        mine = sorted((each for each in guilds if each.has_bot and each.id not in unlisted), key=lambda each: each.id)
        return Answer([_summary(guild) for guild in mine if guild.id > after][:limit])

    async def _open_direct(self, call: Call) -> Answer:
        channel = self._world.open_direct(self._user_of(call.body["recipient_id"]))
        return Answer(channel_object(channel, None))

    async def _user(self, call: Call) -> Answer:
        return Answer(user_object(self._user_of(call.path["user_id"])))

    def _user_of(self, user_id: str) -> User:
        if user := self._world.users.get(int(user_id)):
            return user
        raise unknown_user()

    async def _listed(self, call: Call) -> Answer:
        return Answer(self._commands.of(self._guild_of(call)))

    async def _replaced(self, call: Call) -> Answer:
        return Answer(self._commands.replace(call.body, self._guild_of(call)))

    def _guild_of(self, call: Call) -> int | None:
        if call.path["application_id"] != str(APPLICATION_ID):
            raise unknown_application()
        return self._world.guild(call.path["guild_id"]).id if "guild_id" in call.path else None

    async def _guild(self, call: Call) -> Answer:
        return Answer(guild_object(self._world.guild(call.path["guild_id"])))

    async def _channels(self, call: Call) -> Answer:
        guild = self._world.guild(call.path["guild_id"])
        channels = [channel for channel in guild.channels if channel.type is not ChannelType.PUBLIC_THREAD]
        return Answer([channel_object(one, guild, self._world.denied_in(one)) for one in channels])

    async def _roles(self, call: Call) -> Answer:
        return Answer(guild_object(self._world.guild(call.path["guild_id"]))["roles"])

    async def _member(self, call: Call) -> Answer:
        guild = self._world.guild(call.path["guild_id"])
        user = self._world.users.get(int(call.path["user_id"]))
        if user is None or (guild.id, user.id) in self._world.strangers:
            raise unknown_member()
        return Answer(member_object(user))


def _summary(guild: Guild) -> Json:
    return {
        "id": str(guild.id),
        "name": guild.name,
        "icon": None,
        "banner": None,
        "owner": False,
        "permissions": str(int(BOT)),
        "features": [],
    }
