"""Where there are no typefaces, or nothing to set them with, that is said; nothing is fetched."""

from pathlib import Path

import noto_cjk_sans_otc
import pytest

from bot.errors import PicturesUnavailable
from bot.pictures.typefaces import Face, Typefaces

SHIPPED = Path(str(noto_cjk_sans_otc.FONT_PATH))


def test_every_region_has_a_typeface() -> None:
    found = Typefaces.find(None)

    assert {face: families[0] for face, families in found.families.items()} == {
        Face.TAIWAN: "Noto Sans CJK TC",
        Face.HONG_KONG: "Noto Sans CJK HK",
        Face.MAINLAND: "Noto Sans CJK SC",
    }


def test_a_folder_without_typefaces_has_none(tmp_path: Path) -> None:
    with pytest.raises(PicturesUnavailable) as unavailable:
        Typefaces.find(tmp_path)

    assert (unavailable.value.reason, unavailable.value.folder) == ("typefaces", str(tmp_path))


def test_a_folder_is_looked_into_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "a.ttc").symlink_to(SHIPPED)
    (tmp_path / "broken.otf").write_bytes(b"OTTO" + bytes(100))

    assert all(family.startswith("Noto Sans") for family in Typefaces.find(tmp_path).fonts.families())
