"""A digest as a card: its id stands in the ids of its buttons, by which our own message is known again."""

import re
from functools import partial
from typing import Any, Self

import discord
from discord import ui

from bot.answers.present import Presented
from bot.chat.buttons import Form, other_forms, turning
from bot.chat.cards import lay_out, pages


class Leaf(
    ui.DynamicItem[ui.Button[ui.LayoutView]],
    template=r"jb:digest:(?P<run>[0-9a-f]{24}):(?P<form>[rw]):(?P<page>\d{1,4})",
):
    """Shows a page of a digest."""

    def __init__(self, run: str, form: Form, page: int, *, label: str = "", disabled: bool = False) -> None:
        custom_id = f"{named(run)}:{form}:{page}"
        super().__init__(ui.Button(label=label, disabled=disabled, custom_id=custom_id))
        self.run = run
        self.form = form
        self.page = page

    @classmethod
    async def from_custom_id(
        cls,
        interaction: discord.Interaction[Any],
        item: ui.Item[Any],
        match: re.Match[str],
        /,
    ) -> Self:
        """Return the button that was pressed."""
        del interaction, item  # the id says it all
        return cls(match["run"], Form(match["form"]), int(match["page"]))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Show the page to whoever pressed."""
        await interaction.client.digests.turn(interaction, self.run, self.form, self.page)


def named(run: str) -> str:
    """Return what the ids of a digest's buttons begin with."""
    return f"jb:digest:{run}"


def draw(
    presented: Presented, run: str, form: Form = Form.READERS, page: int = 1, *, alone: bool = False
) -> ui.LayoutView:
    """Return a page of a digest; one that everyone sees has a button at least."""
    drawn = pages(presented)
    page = min(max(page, 1), len(drawn))
    forms = other_forms(presented, form, alone=alone)
    rows = turning(partial(Leaf, run), form, page, len(drawn), forms=forms, locale=presented.locale)
    view = lay_out(drawn[page - 1], tuple(rows))
    view.stop()  # its buttons find their way by their ids: the library need not keep it
    return view
