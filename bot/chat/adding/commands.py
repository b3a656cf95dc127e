"""The commands ``/add`` and ``/forget``, and the menu of a message."""

from typing import Any

import discord
from discord import app_commands
from discord.app_commands import Choice

from bot.chat.adding.desk import AddDesk
from bot.chat.messages import files_of, links_of
from bot.chat.moderating import LONGEST_VALUE
from bot.chat.replies import Interaction
from bot.chat.translation import localised
from bot.intake.web import LONGEST_CHARS

File = discord.Attachment | None


def add_command(desk: AddDesk) -> app_commands.Command[Any, ..., None]:
    """Return the command by which a server's moderators add articles."""

    async def add(  # noqa: PLR0913 -- Discord has no option that takes several files
        interaction: Interaction,
        *,
        link: app_commands.Range[str, 1, LONGEST_CHARS] | None = None,
        file: File = None,
        file2: File = None,
        file3: File = None,
        file4: File = None,
        file5: File = None,
    ) -> None:
        sent = [each for each in (file, file2, file3, file4, file5) if each is not None]
        await desk.add(interaction, [] if link is None else [link], sent)

    more = {name: localised("option.add.more.description") for name in ("file2", "file3", "file4", "file5")}
    app_commands.describe(
        link=localised("option.add.link.description"), file=localised("option.add.file.description"), **more
    )(add)
    app_commands.rename(
        link=localised("option.add.link.name"),
        file=localised("option.add.file.name"),
        file2=localised("option.add.file2.name"),
        file3=localised("option.add.file3.name"),
        file4=localised("option.add.file4.name"),
        file5=localised("option.add.file5.name"),
    )(add)
    app_commands.default_permissions(manage_messages=True)(add)
    return app_commands.Command(
        name=localised("command.add.name"), description=localised("command.add.description"), callback=add
    )


def add_menu(desk: AddDesk) -> app_commands.ContextMenu:
    """Return the entry in the menu of a message by which moderators add what it links to or has attached."""

    async def add(interaction: Interaction, message: discord.Message) -> None:
        await desk.add(interaction, links_of(message), files_of(message))

    app_commands.default_permissions(manage_messages=True)(add)
    return app_commands.ContextMenu(name=localised("menu.add.name"), callback=add)


def forget_command(desk: AddDesk) -> app_commands.Command[Any, ..., None]:
    """Return the command by which a server's moderators take an article out again."""

    async def forget(interaction: Interaction, article: app_commands.Range[str, 1, LONGEST_VALUE]) -> None:
        await desk.forget(interaction, article)

    async def complete(interaction: Interaction, typed: str) -> list[Choice[str]]:
        return await desk.choices(interaction, typed)

    app_commands.describe(article=localised("option.forget.article.description"))(forget)
    app_commands.rename(article=localised("option.forget.article.name"))(forget)
    app_commands.autocomplete(article=complete)(forget)
    app_commands.default_permissions(manage_messages=True)(forget)
    return app_commands.Command(
        name=localised("command.forget.name"), description=localised("command.forget.description"), callback=forget
    )
