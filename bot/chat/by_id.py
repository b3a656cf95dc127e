"""Buttons and menus that are made again from their ids when they are pressed, also by a program that was restarted."""

import re
from typing import Any, Self

import discord
from discord import ui


class ButtonById:
    """A button whose id says all; mixed into a ``DynamicItem``, whose template the id matched."""

    @classmethod
    def of(cls, match: re.Match[str]) -> Self:
        """Return the button of an id."""
        raise NotImplementedError

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Return the button that was pressed."""
        del interaction, item
        return cls.of(match)


class MenuById:
    """A menu whose id says all but what was chosen; mixed into a ``DynamicItem``, whose template the id matched."""

    @classmethod
    def of(cls, match: re.Match[str], select: ui.Select[ui.LayoutView]) -> Self:
        """Return the menu of an id."""
        raise NotImplementedError

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Return the menu that was chosen from."""
        del interaction
        assert isinstance(item, ui.Select)
        return cls.of(match, item)
