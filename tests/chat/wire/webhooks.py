"""Routes of interactions: the first answer, the message it made, and what follows."""

from tests.chat.wire.channels import EDITED, Channels
from tests.chat.wire.components import check_components
from tests.chat.wire.errors import unknown_interaction, unknown_message, unknown_webhook
from tests.chat.wire.interaction import Interaction, Reply, Response
from tests.chat.wire.message import Flag, Message
from tests.chat.wire.rest import Answer, Call, Routes
from tests.chat.wire.shape import Json
from tests.chat.wire.world import World


class Webhooks:
    """Everything that is answered with an interaction's token."""

    def __init__(self, world: World, channels: Channels) -> None:
        self._world = world
        self._channels = channels

    def routes(self) -> Routes:
        """Return what is served."""
        hook = "/webhooks/{webhook_id}/{webhook_token}"
        return {
            "POST /interactions/{interaction_id}/{interaction_token}/callback": self._callback,
            f"POST {hook}": self._follow_up,
            f"GET {hook}/messages/@original": self._get,
            f"PATCH {hook}/messages/@original": self._edit,
            f"DELETE {hook}/messages/@original": self._delete,
            f"GET {hook}/messages/{{message_id}}": self._get,
            f"PATCH {hook}/messages/{{message_id}}": self._edit,
            f"DELETE {hook}/messages/{{message_id}}": self._delete,
        }

    async def _callback(self, call: Call) -> Answer:
        interaction = self._world.interactions.get(call.path["interaction_token"])
        if interaction is None or str(interaction.id) != call.path["interaction_id"]:
            raise unknown_interaction()
        reply, data = Reply(call.body["type"]), call.body.get("data") or {}
        interaction.check_answer(reply)
        event = self._carry_out(interaction, reply, data, call.files)
        after_s = self._world.clock.now() - interaction.sent_at
        interaction.first = Response(reply, data, data.get("flags") or 0, after_s)
        self._world.changes.tell()
        if event and interaction.original:
            await self._channels.tell(event, interaction.original)
        return Answer(self._told(interaction, reply) if call.query.get("with_response") in ("1", "true") else None)

    def _carry_out(self, interaction: Interaction, reply: Reply, data: Json, files: dict[str, bytes]) -> str | None:
        """Do what a first answer asks for, and return the event that tells others of it."""
        match reply:
            case Reply.MESSAGE:
                interaction.original = self._world.follow(interaction, data, files)
                return "MESSAGE_CREATE"
            case Reply.DEFERRED_MESSAGE:
                flags = Flag.LOADING | Flag(data.get("flags") or 0) & Flag.EPHEMERAL
                interaction.original = self._world.follow(interaction, {}, {}, flags=flags)
            case Reply.DEFERRED_UPDATE:
                interaction.original = interaction.source
            case Reply.UPDATE:
                assert interaction.source
                interaction.source.write(data, files, settable=EDITED)
                interaction.source.edited_at = self._world.snowflakes.next()
                interaction.original = interaction.source
                return "MESSAGE_UPDATE"
            case Reply.MODAL:
                check_components(data["components"], layout=True)
        return None

    async def _rewrite(self, message: Message, body: Json, files: dict[str, bytes]) -> None:
        message.write(body, files, settable=EDITED)
        message.edited_at = self._world.snowflakes.next()
        self._world.changes.tell()
        await self._channels.tell("MESSAGE_UPDATE", message)

    def _told(self, interaction: Interaction, reply: Reply) -> Json:
        told: Json = {"id": str(interaction.id), "type": int(interaction.kind)}
        message = interaction.original
        if message is None:
            return {"interaction": told}
        told |= {
            "response_message_id": str(message.id),
            "response_message_loading": message.loading,
            "response_message_ephemeral": message.ephemeral,
        }
        if reply not in (Reply.MESSAGE, Reply.UPDATE):
            return {"interaction": told}
        return {"interaction": told, "resource": {"type": int(reply), "message": message.as_json(self._world.users)}}

    async def _follow_up(self, call: Call) -> Answer:
        interaction = self._answered(call)
        if interaction.original and interaction.original.loading and not interaction.original.deleted:
            # Discord takes the first message after "thinking" for the one announced, public or ephemeral as that was.
            call.body["flags"] = Flag(call.body.get("flags") or 0) & ~Flag.EPHEMERAL
            await self._resolve(interaction, interaction.original, call)
            return Answer(interaction.original.as_json(self._world.users))
        interaction.check_follow_up()
        message = self._world.follow(interaction, call.body, call.files)
        interaction.followups.append(message)
        self._world.changes.tell()
        await self._channels.tell("MESSAGE_CREATE", message)
        return Answer(message.as_json(self._world.users))

    async def _resolve(self, interaction: Interaction, message: Message, call: Call) -> None:
        message.write(call.body, call.files, settable=EDITED)
        interaction.edits += 1
        self._world.changes.tell()
        await self._channels.tell("MESSAGE_CREATE", message)

    def _answered(self, call: Call) -> Interaction:
        interaction = self._world.interactions.get(call.path["webhook_token"])
        if interaction is None:
            raise unknown_webhook()
        interaction.check_token()
        return interaction

    def _message(self, interaction: Interaction, call: Call) -> Message:
        mine = [interaction.original, *interaction.followups]
        if "message_id" in call.path:
            mine = [message for message in mine if message and str(message.id) == call.path["message_id"]]
        if not mine or mine[0] is None or mine[0].deleted:
            raise unknown_message()
        return mine[0]

    async def _get(self, call: Call) -> Answer:
        return Answer(self._message(self._answered(call), call).as_json(self._world.users))

    async def _edit(self, call: Call) -> Answer:
        interaction = self._answered(call)
        message = self._message(interaction, call)
        if message.loading:
            await self._resolve(interaction, message, call)
        else:
            await self._rewrite(message, call.body, call.files)
            interaction.edits += message is interaction.original
        self._world.changes.tell()
        return Answer(message.as_json(self._world.users))

    async def _delete(self, call: Call) -> Answer:
        await self._channels.delete(self._message(self._answered(call), call))
        return Answer()
