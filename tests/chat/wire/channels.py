"""Routes of channels: messages posted, read, edited and deleted; threads and forum posts."""

from tests.chat.wire.errors import (
    cannot_send_to_user,
    invalid_form,
    not_its_author,
    tag_is_needed,
    thread_is_archived,
)
from tests.chat.wire.gateway import Gateway, Intent
from tests.chat.wire.message import Flag, Message
from tests.chat.wire.objects import channel_object
from tests.chat.wire.places import BOT_USER, Channel, ChannelType, Guild, Permission
from tests.chat.wire.rest import Answer, Call, Routes
from tests.chat.wire.scene import Stage
from tests.chat.wire.shape import Json
from tests.chat.wire.world import World

EDITED = Flag.SUPPRESS_EMBEDS | Flag.COMPONENTS_V2


class Channels:
    """The channels and what stands in them."""

    def __init__(self, world: World, gateway: Gateway, stage: Stage) -> None:
        self._world = world
        self._gateway = gateway
        self._stage = stage

    def routes(self) -> Routes:
        """Return what is served."""
        messages = "/channels/{channel_id}/messages"
        return {
            "GET /channels/{channel_id}": self._channel,
            "PATCH /channels/{channel_id}": self._change_thread,
            "GET /channels/{channel_id}/threads/archived/public": self._archived,
            "GET /guilds/{guild_id}/threads/active": self._active,
            "POST /channels/{channel_id}/typing": self._typing,
            f"GET {messages}": self._history,
            f"POST {messages}": self._post,
            f"GET {messages}/{{message_id}}": self._message,
            f"PATCH {messages}/{{message_id}}": self._edit,
            f"DELETE {messages}/{{message_id}}": self._delete,
            f"POST {messages}/{{message_id}}/threads": self._thread_from_message,
            "POST /channels/{channel_id}/threads": self._thread,
        }

    async def _channel(self, call: Call) -> Answer:
        channel, guild = self._world.permitted(call.path["channel_id"])
        return Answer(channel_object(channel, guild, self._world.denied_in(channel)))

    async def _change_thread(self, call: Call) -> Answer:
        thread, guild = self._world.permitted(call.path["channel_id"])
        needed = Permission.MANAGE_THREADS if thread.locked else Permission.SEND_MESSAGES_IN_THREADS
        self._world.permitted(call.path["channel_id"], needed)
        if thread.type is not ChannelType.PUBLIC_THREAD or set(call.body) != {"archived"}:
            raise invalid_form("", "UNSUPPORTED", "only threads are changed here, in and out of the archive")
        changed = self._world.change_channel(thread, archived=call.body["archived"])
        return Answer(channel_object(changed, guild))

    async def _archived(self, call: Call) -> Answer:
        channel, guild = self._world.permitted(call.path["channel_id"], Permission.READ_MESSAGE_HISTORY)
        assert guild
        threads = self._world.threads(guild, archived=True, of=channel)[: int(call.query.get("limit", 50))]
        return Answer(_threads(threads, guild))

    async def _active(self, call: Call) -> Answer:
        guild = self._world.guild(call.path["guild_id"])
        seen = (one for one in self._world.threads(guild, archived=False) if not self._is_hidden(one))
        return Answer(_threads(list(seen), guild))

    def _is_hidden(self, channel: Channel) -> bool:
        return Permission.VIEW_CHANNEL in self._world.denied_in(channel)

    async def _typing(self, call: Call) -> Answer:
        self._world.permitted(call.path["channel_id"], Permission.SEND_MESSAGES)
        return Answer()

    async def _history(self, call: Call) -> Answer:
        channel, guild = self._world.permitted(call.path["channel_id"])
        if guild and Permission.READ_MESSAGE_HISTORY in self._world.denied_in(channel):
            return Answer([])
        chosen = _chosen(self._world.history(channel), call.query)
        return Answer([message.as_json(self._world.users, unasked=True) for message in chosen])

    async def _post(self, call: Call) -> Answer:
        channel, guild = self._world.permitted(call.path["channel_id"], _to_post(self._world, call))
        if channel.type is ChannelType.FORUM:
            raise invalid_form("", "CHANNEL_TYPE_INVALID", "a forum takes posts, not messages")
        if channel.archived:
            raise thread_is_archived()
        if channel.recipient and channel.recipient.id in self._world.closed_to_direct:
            raise cannot_send_to_user()
        message = self._world.post(self._stage, (channel, guild), call.body, call.files)
        await self.tell("MESSAGE_CREATE", message)
        return Answer(message.as_json(self._world.users))

    async def _message(self, call: Call) -> Answer:
        message = self._found(call, Permission.READ_MESSAGE_HISTORY)
        return Answer(message.as_json(self._world.users, unasked=True))

    def _found(self, call: Call, needed: Permission = Permission.NONE) -> Message:
        channel, _ = self._world.permitted(call.path["channel_id"], needed)
        return self._world.message(channel.id, int(call.path["message_id"]))

    async def _edit(self, call: Call) -> Answer:
        message = self._found(call)
        if message.author != BOT_USER:
            raise not_its_author()
        message.write(call.body, call.files, settable=EDITED)
        message.edited_at = self._world.snowflakes.next()
        self._world.changes.tell()
        await self.tell("MESSAGE_UPDATE", message)
        return Answer(message.as_json(self._world.users))

    async def _delete(self, call: Call) -> Answer:
        message = self._found(call)
        if message.author != BOT_USER:
            self._world.permitted(call.path["channel_id"], Permission.MANAGE_MESSAGES)
        await self.delete(message)
        return Answer()

    async def delete(self, message: Message) -> None:
        """Delete a message."""
        message.deleted = True
        self._world.changes.tell()
        await self.tell("MESSAGE_DELETE", message)

    async def tell(self, event: str, message: Message) -> None:
        """Tell the shards that listen what has become of a message, if it is one that everyone sees."""
        guild = message.guild
        if message.ephemeral or (guild and not guild.has_bot):
            return
        data: Json = {"id": str(message.id), "channel_id": str(message.channel.id)}
        if event != "MESSAGE_DELETE":
            data = message.as_json(self._world.users, unasked=True)
        intent = Intent.GUILD_MESSAGES if guild else Intent.DIRECT_MESSAGES
        place = {"guild_id": str(guild.id)} if guild else {}
        await self._gateway.dispatch(event, data | place, guild_id=guild.id if guild else None, intent=intent)

    async def tell_channel(self, event: str, channel: Channel, guild: Guild | None) -> None:
        """Tell the shards that listen what has become of a channel or a thread."""
        event = event.replace("CHANNEL", "THREAD") if channel.type is ChannelType.PUBLIC_THREAD else event
        data = channel_object(channel, guild, self._world.denied_in(channel))
        await self._gateway.dispatch(event, data, guild_id=guild.id if guild else None, intent=Intent.GUILDS)

    async def _thread(self, call: Call) -> Answer:
        channel, guild = self._world.permitted(call.path["channel_id"], Permission.SEND_MESSAGES)
        assert guild
        if channel.type is ChannelType.FORUM:
            return await self._forum_post(call, channel, guild)
        self._world.permitted(call.path["channel_id"], Permission.CREATE_PUBLIC_THREADS)
        thread = Channel(self._world.snowflakes.next(), call.body["name"], ChannelType.PUBLIC_THREAD, channel.id)
        return Answer(await self._opened(thread, guild), status=201)

    async def _thread_from_message(self, call: Call) -> Answer:
        message = self._found(call, Permission.CREATE_PUBLIC_THREADS)
        assert message.guild
        thread = Channel(message.id, call.body["name"], ChannelType.PUBLIC_THREAD, message.channel.id)
        return Answer(await self._opened(thread, message.guild), status=201)

    async def _forum_post(self, call: Call, forum: Channel, guild: Guild) -> Answer:
        if "message" not in call.body:
            raise invalid_form("message", "BASE_TYPE_REQUIRED", "a forum post starts with a message")
        asked = {int(tag) for tag in call.body.get("applied_tags") or []}
        tags = tuple(tag for tag in forum.tags if tag.id in asked)
        if len(tags) < len(asked):
            raise invalid_form("applied_tags", "INVALID_FORUM_TAG", f"{asked} are not all tags of the forum")
        if forum.needs_tag and not tags:
            raise tag_is_needed()
        if any(tag.moderated for tag in tags):
            self._world.permitted(call.path["channel_id"], Permission.MANAGE_THREADS)
        number = self._world.snowflakes.next()
        thread = Channel(number, call.body["name"], ChannelType.PUBLIC_THREAD, forum.id, tags=tags)
        message = self._world.post(self._stage, (thread, guild), call.body["message"], call.files, number)
        opened = await self._opened(thread, guild)
        await self.tell("MESSAGE_CREATE", message)
        return Answer(opened | {"message": message.as_json(self._world.users)}, status=201)

    async def _opened(self, thread: Channel, guild: Guild) -> Json:
        self._world.add_channel(guild, thread)
        await self.tell_channel("CHANNEL_CREATE", thread, guild)
        return channel_object(thread, guild)


def _threads(threads: list[Channel], guild: Guild) -> Json:
    """Return threads as lists of them are given."""
    return {"threads": [channel_object(one, guild) for one in threads], "members": [], "has_more": False}


def _to_post(world: World, call: Call) -> Permission:
    channel, _ = world.place(int(call.path["channel_id"]))
    in_thread = channel.type is ChannelType.PUBLIC_THREAD
    needed = Permission.SEND_MESSAGES_IN_THREADS if in_thread else Permission.SEND_MESSAGES
    return needed | (Permission.ATTACH_FILES if call.files else Permission.NONE)


def _chosen(messages: list[Message], query: dict[str, str]) -> list[Message]:
    """Return the page of a history that is asked for, newest first; ``messages`` are oldest first."""
    limit = int(query.get("limit", 50))
    if "before" in query:
        messages = [message for message in messages if message.id < int(query["before"])]
    if "after" in query:
        later = [message for message in messages if message.id > int(query["after"])]
        return later[:limit][::-1]
    return messages[-limit:][::-1]
