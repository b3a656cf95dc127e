"""Quotations and timelines as pictures, for whoever asks."""

from io import BytesIO

import discord
from discord import ui

from bot.answers.conversion import Converter
from bot.answers.presented import Line
from bot.answers.service import Answers
from bot.chat.actions import Action
from bot.chat.buttons import Form, Place
from bot.chat.cards import notice
from bot.chat.closeups.menu import picking
from bot.chat.closeups.subjects import TIMELINE, Subject, chosen, drawable
from bot.chat.lookup import Desk, Opened
from bot.chat.reader import Reader
from bot.chat.replies import Drawing, Interaction, deliver, told
from bot.pictures.press import Picture, Press, Sheet
from bot.pictures.quotation import quotation
from bot.pictures.timeline import timeline
from bot.strings import catalogue


class PictureDesk:
    """Hands out pictures of what stands on cards; ``press`` is None where there is nothing to draw with."""

    def __init__(self, lookup: Desk, answers: Answers, converter: Converter, press: Press | None) -> None:
        self._lookup = lookup
        self._answers = answers
        self._converter = converter
        self._press = press

    async def draw(self, interaction: Interaction, place: Place, subject: str | None) -> None:
        """Draw something of the page at a place, for the presser alone: the only thing there, or let them choose."""
        async with told(interaction):
            reader = await Reader.of(interaction, alone=True)
            await deliver(interaction, self._drawn(place, reader, subject), private=True, anew=subject is None)

    async def _drawn(self, place: Place, reader: Reader, key: str | None) -> Drawing:
        opened = await self._lookup.open(place, reader)
        if opened is None:
            return Drawing(notice(catalogue.text(reader.locale, "error.forgotten")), private=True)
        subjects = drawable(opened.page, reader.locale)
        subject = chosen(subjects, key)
        if self._press is None or (subject is None and (key is not None or not subjects)):
            return Drawing(notice(catalogue.text(reader.locale, "picture.none")), private=True)
        sheets = () if subject is None else await self._sheets(subject, opened, place.form, reader)
        pictures = [await self._press.print(sheet) for sheet in sheets]
        rows = picking(Action.PICTURE, place, subjects, subject, reader.locale)
        view = ui.LayoutView(timeout=None)
        files = [_file(picture, number) for number, picture in enumerate(pictures, 1)]
        for file in files:
            # Of several in one gallery, Discord shows a mosaic of what is in the middle of each.
            view.add_item(ui.MediaGallery(discord.MediaGalleryItem(file, description=file.description)))
        for row in rows:
            view.add_item(row)
        return Drawing(view, private=True, files=tuple(files))

    async def _sheets(self, subject: Subject, opened: Opened, form: Form, reader: Reader) -> tuple[Sheet, ...]:
        if subject.key == TIMELINE:
            return timeline(opened.presented.title, subject.lines, reader.locale)
        [line] = subject.lines
        return quotation(line, reader.locale, await self._role(line, opened, form, reader))

    async def _role(self, line: Line, opened: Opened, form: Form, reader: Reader) -> str | None:
        """Return who the speaker of a quotation is, as its article says."""
        if line.person is None or line.speaker is None:
            return None
        role = await self._answers.role(line.person, line.parts[0].citation.article, opened.libraries)
        if role is None:
            return None
        if form is Form.WRITTEN:
            return role.original
        return self._converter.shown(role.original, role.names, reader.locale, written=role.script).text


def _file(picture: Picture, number: int) -> discord.File:
    return discord.File(BytesIO(picture.png), f"jianbao-{number}.png", description=picture.description)
