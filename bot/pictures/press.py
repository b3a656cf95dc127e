"""Setting a sheet in type: Typst makes the PNG, off the event loop, a few at a time."""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Literal

from bot.pictures.typefaces import Face, Typefaces

AT_ONCE = 2
"""Sheets that are set at the same time; each takes tens of milliseconds of one or more cores."""
DOTS_A_POINT = 2
"""A picture is as wide in Discord as the sheet in points; twice as many dots are crisp on every screen."""
POINTS_AN_INCH = 72


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is to stand on a picture: ``template`` names the file that lays out ``content``.

    ``description`` says the same in words, for whoever does not see the picture.
    """

    template: str
    face: Face
    accent: int
    content: Mapping[str, object]
    description: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG, and what it shows in words."""

    png: bytes
    description: str


@dataclass(frozen=True, slots=True)
class Press:
    """Makes pictures with the typefaces at hand; one for the whole program, which has ``places`` to set sheets at."""

    typefaces: Typefaces
    places: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(AT_ONCE))

    async def print(self, sheet: Sheet) -> Picture:
        """Return a sheet as a picture."""
        async with self.places:
            png = await asyncio.to_thread(typeset, sheet, self.typefaces)
        return Picture(png, sheet.description)


def typeset(sheet: Sheet, typefaces: Typefaces, *, form: Literal["png", "pdf"] = "png") -> bytes:
    """Set a sheet in type; a PDF, from which words can be read again, is laid out as the PNG is."""
    from typst import compile as compiled  # noqa: PLC0415 -- it is there, where there are typefaces

    shared = {
        "families": typefaces.families[sheet.face],
        "region": sheet.face.value,
        "accent": f"{sheet.accent:06x}",
    }
    return compiled(
        _template(sheet.template),
        font_paths=typefaces.fonts,
        format=form,
        ppi=DOTS_A_POINT * POINTS_AN_INCH,
        sys_inputs={"sheet": json.dumps({**sheet.content, **shared})},
    )


@cache
def _template(name: str) -> bytes:
    """Return the source of a template, which has the paper before it: nothing is read while type is set."""
    room = files("bot.pictures")
    return b"\n".join(room.joinpath(f"{part}.typ").read_bytes() for part in ("paper", name))
