"""How a member is answered: in time, where they can see it, and with words for whatever went wrong."""

import asyncio
import logging
import secrets
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import discord
from discord import app_commands, ui
from discord.utils import format_dt

from bot.answers.commands import problem
from bot.chat.cards import QUIET, Page, lay_out, notice
from bot.chat.reader import Reader
from bot.chat.reception import Outcome, note_trouble
from bot.errors import QuestionInvalid, StoreUnavailable
from bot.strings import catalogue

log = logging.getLogger(__name__)

Interaction = discord.Interaction[Any]
PROMPT_S = 1.5
"""How long an answer may take before Discord is told to wait: it gives up after 3 s, and the way there takes time."""
UNKNOWN_INTERACTION = 10062
ACKNOWLEDGED_ALREADY = 40060
"""What the library is told that tries an answer again of which it never heard that it arrived."""


class Refusal(app_commands.AppCommandError):
    """A command that a member may not give, or not so; ``reason`` is a code, ``values`` what its words name."""

    def __init__(self, reason: str, **values: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.values = values


class TooSoon(app_commands.AppCommandError):
    """A member asks for more than one may in a while; at ``until`` they may again."""

    def __init__(self, until: datetime) -> None:
        super().__init__(until)
        self.until = until


@dataclass(frozen=True, slots=True)
class Drawing:
    """A card, whether it is of use to nobody but who asked, and the files that it shows."""

    view: ui.LayoutView
    private: bool = False
    files: tuple[discord.File, ...] = ()


async def deliver(
    interaction: Interaction, drawing: Coroutine[Any, Any, Drawing], *, private: bool, anew: bool = False
) -> None:
    """Answer with a card, at once or, where it takes longer, after telling Discord to wait.

    A button or menu of a message that only one member sees changes that message, unless the answer is to stand beside
    it (``anew``); any other gets a new one.

    Raises:
        TooSoon: the member has asked for too much lately; nothing is drawn.
    """
    command = None if interaction.command is None else interaction.command.qualified_name
    if (until := interaction.client.pace.held_until(interaction.user.id, command)) is not None:
        drawing.close()
        raise TooSoon(until)
    in_place = _in_place(interaction) and not anew
    task = asyncio.create_task(drawing)
    try:
        done, _ = await asyncio.wait({task}, timeout=PROMPT_S)
        if not done:
            await _defer(interaction, private=private, in_place=in_place)
        drawn = await task
    finally:
        task.cancel()
    # The buttons of a card find their way by their ids: the library need not keep the card, nor a clock for it.
    drawn.view.stop()
    if interaction.response.is_done():
        await interaction.edit_original_response(view=drawn.view, attachments=drawn.files)
    elif in_place:
        await interaction.response.edit_message(view=drawn.view, attachments=drawn.files)
    else:
        await interaction.response.send_message(view=drawn.view, files=drawn.files, ephemeral=private or drawn.private)


@asynccontextmanager
async def told(interaction: Interaction) -> AsyncIterator[None]:
    """Tell the member, and nobody else, about any exception of the body."""
    try:
        yield
    except Exception as error:  # noqa: BLE001 -- whatever happens, the member is told
        await tell(interaction, error)


async def tell(interaction: Interaction, error: Exception) -> None:
    """Say in the member's language what went wrong, to them alone; what they cannot mend is logged under an id."""
    if isinstance(error, discord.NotFound) and error.code == UNKNOWN_INTERACTION:
        note_trouble(Outcome.LATE)
        log.warning("an answer came too late: %s", interaction.id)
        return
    if isinstance(error, discord.HTTPException) and error.code == ACKNOWLEDGED_ALREADY:
        log.warning("an answer was given, which Discord said only when it was given again: %s", interaction.id)
        return
    note_trouble(_outcome(error))
    view = _explanation(error, (await Reader.of(interaction)).locale)
    view.stop()
    try:
        if not interaction.response.is_done():
            await interaction.response.send_message(view=view, ephemeral=True)
            return
        if interaction.response.type is discord.InteractionResponseType.deferred_channel_message:
            # What follows would show where the wait was announced, perhaps to everyone.
            await interaction.delete_original_response()
        await interaction.followup.send(view=view, ephemeral=True)
    except discord.HTTPException:
        log.exception("a member could not be told")


def _explanation(error: Exception, locale: str) -> ui.LayoutView:
    if isinstance(error, TooSoon):
        text = catalogue.text(locale, "refusal.too-soon", when=format_dt(error.until, "R"))
        return lay_out(Page(text, (), "", QUIET))
    return notice(_explained(error, locale))


def _explained(error: Exception, locale: str) -> str:
    if isinstance(error, QuestionInvalid):
        return problem(error, locale)
    if isinstance(error, Refusal):
        return catalogue.text(locale, f"refusal.{error.reason}", **error.values)
    incident = secrets.token_hex(4)
    log.error("incident %s", incident, exc_info=error)
    if isinstance(error, StoreUnavailable):
        return catalogue.text(locale, "error.unavailable", incident=incident)
    return catalogue.text(locale, "error.unexpected", incident=incident)


def _outcome(error: Exception) -> Outcome:
    match error:
        case QuestionInvalid() | Refusal() | TooSoon():
            return Outcome.REFUSED
        case StoreUnavailable():
            return Outcome.UNAVAILABLE
        case _:
            return Outcome.FAILED


async def _defer(interaction: Interaction, *, private: bool, in_place: bool) -> None:
    if in_place:
        await interaction.response.defer()
    else:
        await interaction.response.defer(ephemeral=private, thinking=True)


def _in_place(interaction: Interaction) -> bool:
    return interaction.message is not None and interaction.message.flags.ephemeral
