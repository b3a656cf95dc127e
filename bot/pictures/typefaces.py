"""The typefaces that pictures are set in: those of the extra ``pictures`` and of the system, never fetched.

A character that China, Taiwan and Hong Kong write differently has one code point, so the region picks the face.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Self

from bot.errors import PicturesUnavailable
from bot.model import Script

if TYPE_CHECKING:
    from typst import Fonts

SHIPPED = "noto_cjk_sans_otc"


class Face(StrEnum):
    """The region whose forms of characters words are set in, by its ISO 3166 code."""

    TAIWAN = "TW"
    HONG_KONG = "HK"
    MAINLAND = "CN"

    @classmethod
    def of(cls, script: Script, locale: str) -> "Face":
        """Return the face for words of a script that are shown to the readers of a locale."""
        if script is Script.HANS:
            return cls.MAINLAND
        return cls.HONG_KONG if locale == "zh-HK" else cls.TAIWAN


FAMILIES = {
    Face.TAIWAN: (
        "Noto Sans CJK TC",
        "Noto Sans TC",
        "Source Han Sans TC",
        "PingFang TC",
        "Heiti TC",
        "Microsoft JhengHei",
    ),
    Face.HONG_KONG: ("Noto Sans CJK HK", "Noto Sans HK", "Source Han Sans HC", "PingFang HK", "Microsoft JhengHei"),
    Face.MAINLAND: (
        "Noto Sans CJK SC",
        "Noto Sans SC",
        "Source Han Sans SC",
        "PingFang SC",
        "Heiti SC",
        "Microsoft YaHei",
    ),
}
"""What the typefaces of each region are called, on Linux, macOS and Windows, in the order of preference."""


@dataclass(frozen=True, slots=True)
class Typefaces:
    """The typefaces at hand: ``fonts`` is the library's list of them, ``families`` the names of those for each face."""

    fonts: "Fonts"
    families: Mapping[Face, Sequence[str]]

    @classmethod
    def find(cls, folder: Path | None) -> Self:
        """Look for typefaces, which takes a moment; in ``folder`` alone, where one is given.

        Raises:
            PicturesUnavailable: there is no library to set type with, or no typeface with Chinese characters.
        """
        if find_spec("typst") is None:
            raise PicturesUnavailable("library")
        from typst import Fonts  # noqa: PLC0415 -- it may not be installed

        folders = [folder] if folder is not None else [*_shipped()]
        fonts = Fonts(include_system_fonts=folder is None, include_embedded_fonts=False, font_paths=folders)
        known = {family.lower(): family for family in fonts.families()}
        found = {
            face: [known[name.lower()] for name in names if name.lower() in known] for face, names in FAMILIES.items()
        }
        if not any(found.values()):
            raise PicturesUnavailable("typefaces", "" if folder is None else str(folder))
        # Another region's forms are legible where a region has no typeface of its own.
        others = [family for families in found.values() for family in families]
        return cls(fonts, {face: tuple(dict.fromkeys((*families, *others))) for face, families in found.items()})


def _shipped() -> Sequence[Path]:
    return () if find_spec(SHIPPED) is None else (Path(str(files(SHIPPED))),)
