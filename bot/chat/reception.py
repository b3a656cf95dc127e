"""Where every interaction begins, and is seen off: under its id in the log, with what became of it."""

import asyncio
import logging
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Self

import discord
from discord import AppCommandType, ComponentType, InteractionResponseType, InteractionType

log = logging.getLogger(__name__)

Payload = Mapping[str, Any]
"""An interaction as Discord sends it."""
SUBCOMMANDS = (discord.AppCommandOptionType.subcommand, discord.AppCommandOptionType.subcommand_group)
DEFERRED = {InteractionResponseType.deferred_channel_message, InteractionResponseType.deferred_message_update}
EVENT = "discord.py: on_interaction"
"""The library's name of the task of the event, which is no part of the answer."""


class Kind(StrEnum):
    """What a member did: completing is typing into an option, choosing is from a menu of a card."""

    COMMAND = "command"
    MENU = "menu"
    COMPLETION = "completion"
    BUTTON = "button"
    CHOICE = "choice"
    FORM = "form"


class Outcome(StrEnum):
    """What became of an answer: ``refused`` asks the member for something else, ``late`` is after Discord gave up."""

    ANSWERED = "answered"
    REFUSED = "refused"
    UNAVAILABLE = "unavailable"
    FAILED = "failed"
    LATE = "late"
    UNANSWERED = "unanswered"


@dataclass(frozen=True, slots=True)
class Answered:
    """What became of an interaction; ``command`` is the full name, empty for what is pressed and handed in."""

    kind: Kind
    command: str
    outcome: Outcome
    deferred: bool
    took_s: float


Observe = Callable[[Answered], None]


@dataclass(slots=True, eq=False)
class Answering:
    """An interaction that is being answered. ``trouble`` is set by whoever tells the member of any."""

    id: str
    kind: Kind
    command: str
    began_s: float = field(default_factory=time.monotonic)
    trouble: Outcome | None = None
    interaction: discord.Interaction[Any] | None = None

    @classmethod
    def of(cls, payload: Payload) -> Self:
        """Return what is to be answered; nothing that was typed is read."""
        data = payload.get("data", {})
        match payload["type"]:
            case InteractionType.component.value:
                is_button = data["component_type"] == ComponentType.button.value
                return cls(payload["id"], Kind.BUTTON if is_button else Kind.CHOICE, "")
            case InteractionType.modal_submit.value:
                return cls(payload["id"], Kind.FORM, "")
            case InteractionType.autocomplete.value:
                return cls(payload["id"], Kind.COMPLETION, _name(data))
            case _:
                is_typed = data.get("type", 1) == AppCommandType.chat_input.value
                return cls(payload["id"], Kind.COMMAND if is_typed else Kind.MENU, _name(data))

    def answered(self) -> Answered:
        """Return what has become of it."""
        response = None if self.interaction is None else self.interaction.response
        is_done = response is not None and response.is_done()
        deferred = response is not None and response.type in DEFERRED
        outcome = self.trouble or (Outcome.ANSWERED if is_done else Outcome.UNANSWERED)
        return Answered(self.kind, self.command, outcome, deferred, time.monotonic() - self.began_s)


answering: ContextVar[Answering | None] = ContextVar("answering", default=None)
"""The interaction that the running code answers; None where it answers none."""


def note_trouble(outcome: Outcome) -> None:
    """Note what became of the interaction that is being answered, other than that it is answered."""
    current = answering.get()
    if current is not None:
        current.trouble = outcome


def unobserved(answered: Answered) -> None:
    """Tell nobody."""
    del answered


class Reception:
    """Begins every answer, and knows which are not at their end."""

    def __init__(self, observe: Observe = unobserved) -> None:
        self._observe = observe
        self._seeing_off: set[asyncio.Task[None]] = set()

    @property
    def in_flight(self) -> int:
        """How many interactions are being answered."""
        return len(self._seeing_off)

    def receive(self, payload: Payload, parse: Callable[[Any], None]) -> None:
        """Have an interaction answered by the tasks that ``parse`` begins, each under its id."""
        current = Answering.of(payload)
        token = answering.set(current)
        try:
            with _noting_tasks() as begun:
                parse(payload)
            tasks = {task for task in begun if task.get_name() != EVENT}
            seeing_off = asyncio.create_task(self._see_off(current, tasks))
        finally:
            answering.reset(token)
        self._seeing_off.add(seeing_off)
        seeing_off.add_done_callback(self._seeing_off.discard)

    async def empty(self) -> None:
        """Wait until every answer is at its end."""
        while self._seeing_off:
            await asyncio.wait(self._seeing_off)

    async def _see_off(self, current: Answering, tasks: set[asyncio.Task[Any]]) -> None:
        if tasks:
            await asyncio.wait(tasks)
        answered = current.answered()
        level = logging.DEBUG if answered.kind is Kind.COMPLETION else logging.INFO
        what = f"{answered.kind} {answered.command}".rstrip()
        waited = ", after Discord was told to wait" if answered.deferred else ""
        log.log(level, "%s: %s in %.0f ms%s", what, answered.outcome, answered.took_s * 1000, waited)
        self._observe(answered)


@contextmanager
def _noting_tasks() -> Iterator[list[asyncio.Task[Any]]]:
    """Yield a list of the tasks that are begun within, where nothing is waited for."""
    loop = asyncio.get_running_loop()
    begun: list[asyncio.Task[Any]] = []
    before = loop.get_task_factory()

    def noting(of: asyncio.AbstractEventLoop, begins: Any, **named: Any) -> Any:  # noqa: ANN401 -- as asyncio calls it
        task: Any = asyncio.Task(begins, loop=of, **named) if before is None else before(of, begins, **named)
        begun.append(task)
        return task

    loop.set_task_factory(noting)
    try:
        yield begun
    finally:
        loop.set_task_factory(before)


def _name(data: Payload) -> str:
    """Return a command's full name, of which options may hold the end."""
    names = [data.get("name", "")]
    options = data.get("options") or ()
    while options and options[0]["type"] in {kind.value for kind in SUBCOMMANDS}:
        names.append(options[0]["name"])
        options = options[0].get("options") or ()
    return " ".join(names)
