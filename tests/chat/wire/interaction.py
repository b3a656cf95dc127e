"""An interaction: sent to the bot once, answered once within three seconds, followed up for fifteen minutes."""

from dataclasses import dataclass, field
from enum import IntEnum
from typing import Unpack

from tests.chat.wire.clock import Changes, Clock
from tests.chat.wire.components import SELECTS, TEXT_INPUT, given_back, walk
from tests.chat.wire.errors import (
    already_acknowledged,
    invalid_form,
    invalid_webhook_token,
    too_many_followups,
    unknown_interaction,
    unknown_webhook,
)
from tests.chat.wire.message import Message
from tests.chat.wire.objects import user_object
from tests.chat.wire.scene import Install, Kind, Scene, Setting, Stage
from tests.chat.wire.shape import Json

ANSWER_WITHIN_S = 3
FOLLOW_UP_WITHIN_S = 15 * 60
FOLLOW_UPS_OF_USER_INSTALLS = 5


class Reply(IntEnum):
    """What a bot answers at first."""

    MESSAGE = 4
    DEFERRED_MESSAGE = 5
    DEFERRED_UPDATE = 6
    UPDATE = 7
    CHOICES = 8
    MODAL = 9


@dataclass(frozen=True)
class Response:
    """The first answer.

    Attributes:
        type: What was answered.
        data: As the bot sent it.
        flags: Of the data; 0 if it has none.
        after_s: Seconds between the interaction and this answer.
    """

    type: Reply
    data: Json
    flags: int
    after_s: float


@dataclass(eq=False)
class Interaction:
    """Something that a member did, and what the bot made of it.

    Attributes:
        payload: As the bot got it.
        source: The message whose component was used.
        opener: What a submitted form was the answer to.
        original: The message that answers: an own one, or ``source`` where that was updated.
        followups: The messages sent after it, oldest first.
        edits: How often ``original`` was edited over this interaction's token.
    """

    id: int
    token: str
    kind: Kind
    setting: Setting
    payload: Json
    changes: Changes
    clock: Clock
    stage: Stage
    source: Message | None = None
    opener: "Interaction | None" = None
    original: Message | None = None
    first: Response | None = None
    followups: list[Message] = field(default_factory=list)
    edits: int = 0
    sent_at: float = field(init=False)

    def __post_init__(self) -> None:
        self.sent_at = self.clock.now()

    async def response(self, *, timeout_s: float = ANSWER_WITHIN_S) -> Response:
        """Return the first answer.

        Raises:
            AssertionError: None came in time.
        """
        return await self.changes.until(lambda: self.first, f"an answer to {self}", timeout_s=timeout_s)

    async def message(self, *, timeout_s: float = 10) -> Message:
        """Return the message that answers, once there is something to see in it; later edits change it in place."""

        def visible() -> Message | None:
            if self.first and self.first.type is Reply.DEFERRED_UPDATE and self.original and self.edits == 0:
                return None
            return self.original if self.original and not self.original.loading else None

        return await self.changes.until(visible, f"a message for {self}", timeout_s=timeout_s)

    async def followup(self, index: int = 0, *, timeout_s: float = 10) -> Message:
        """Return a message sent after the first answer."""
        await self.changes.until(
            lambda: len(self.followups) > index, f"follow-up {index} of {self}", timeout_s=timeout_s
        )
        return self.followups[index]

    async def modal(self) -> "Modal":
        """Return the form that the bot opened as its answer."""
        response = await self.response()
        assert response.type is Reply.MODAL, f"{self} was answered by {response.type!r}"
        return Modal(self, response.data)

    def __str__(self) -> str:
        data = self.payload["data"]
        return f"{self.kind.name.lower()} {data.get('name') or data.get('custom_id')}"

    def metadata(self) -> Json:
        """Return what its messages tell of it."""
        data: Json = {
            "id": str(self.id),
            "type": int(self.kind),
            "user": user_object(self.setting.user),
            "authorizing_integration_owners": self.payload["authorizing_integration_owners"],
        }
        if self.kind is Kind.COMPONENT and self.source:
            return data | {"interacted_message_id": str(self.source.id)}
        if self.kind is Kind.MODAL and self.opener:
            return data | {"triggering_interaction_metadata": self.opener.metadata()}
        return data

    def check_answer(self, reply: Reply) -> None:
        """Hold what Discord holds of a first answer.

        Raises:
            ApiError: It comes late, is the second, or is of a kind that does not fit.
        """
        if self.clock.now() > self.sent_at + ANSWER_WITHIN_S:
            raise unknown_interaction()
        if self.first:
            raise already_acknowledged()
        fitting = {Reply.MESSAGE, Reply.DEFERRED_MESSAGE}
        if self.source:
            fitting |= {Reply.UPDATE, Reply.DEFERRED_UPDATE}
        if self.kind is not Kind.MODAL:
            fitting |= {Reply.MODAL}
        if self.kind is Kind.AUTOCOMPLETE:
            fitting = {Reply.CHOICES}
        if reply not in fitting:
            raise invalid_form("type", "BASE_TYPE_CHOICES", f"{reply!r} does not answer a {self.kind.name.lower()}")

    def check_follow_up(self) -> None:
        """Hold that a bot which only a user installed says no more than five things after its answer.

        Raises:
            ApiError: It has.
        """
        if Install.GUILD not in self.setting.installs and len(self.followups) >= FOLLOW_UPS_OF_USER_INSTALLS:
            raise too_many_followups()

    def check_token(self) -> None:
        """Hold what Discord holds of everything after the first answer.

        Raises:
            ApiError: There was none yet, or the fifteen minutes are over.
        """
        if self.clock.now() > self.sent_at + FOLLOW_UP_WITHIN_S:
            raise invalid_webhook_token()
        if self.first is None or self.kind is Kind.AUTOCOMPLETE:
            raise unknown_webhook()


@dataclass(frozen=True)
class Modal:
    """A form that the bot opened."""

    opener: Interaction
    data: Json

    @property
    def title(self) -> str:
        """What stands above it."""
        return str(self.data["title"])

    async def submit(self, answers: dict[str, str], **scene: Unpack[Scene]) -> Interaction:
        """Send the form back; the rest keeps what the bot had filled in.

        Args:
            answers: Custom id -> text, or value of an option.
            scene: What differs from how the form was opened.

        Raises:
            AssertionError: The form has no such field.
        """
        unknown = set(answers) - {found.get("custom_id") for _, found in walk(self.data["components"])}
        assert not unknown, f"no fields {unknown}"
        components = [_filled(component, answers) for component in given_back(self.data["components"], {})]
        data = {"custom_id": self.data["custom_id"], "components": components}
        return await self.opener.stage.act(Kind.MODAL, data, self.opener.setting.scene() | scene, self.opener)


def _filled(component: Json, answers: dict[str, str]) -> Json:
    filled = {key: component[key] for key in ("type", "id", "custom_id") if key in component}
    if "component" in component:
        return filled | {"component": _filled(component["component"], answers)}
    if "components" in component:
        return filled | {"components": [_filled(child, answers) for child in component["components"]]}
    answer = answers.get(component.get("custom_id", ""), component.get("value", ""))
    if component["type"] in SELECTS:
        return filled | {"values": [answer] if answer else []}
    return filled | ({"value": answer} if component["type"] == TEXT_INPUT else {})
