"""A quotation as a picture: the words, who says them, where they stand, in the face of the reader's region."""

import asyncio

import pytest

from bot.model import Script
from bot.pictures.pieces import ems
from bot.pictures.press import Press, typeset
from bot.pictures.quotation import MOST_SHEETS, SHEET_EMS, host_of, quotation
from bot.pictures.typefaces import Face, Typefaces
from tests.pictures.drawn import lines, pixels, quoted

WORDS = "在這裡面對的每一個問題，都讓我看清自己。"
SIMPLIFIED = "在这里面对的每一个问题，都让我看清自己。"


def test_words_speaker_and_source_are_on_the_picture(typefaces: Typefaces) -> None:
    [sheet] = quotation(quoted(WORDS), "zh-TW", role="首席科學家")
    read = ["".join(line.split()) for line in lines(sheet, typefaces)]

    assert "".join(read[:2]) == f"「{WORDS}」"
    assert read[2:] == ["沈硯秋首席科學家", "晨星日報·2024-05-15·example.com"]


def test_the_description_says_what_the_picture_shows() -> None:
    [sheet] = quotation(quoted(SIMPLIFIED, script=Script.HANS, confidence=0.5), "zh-TW", role="首席科學家")

    assert sheet.description.splitlines() == [
        f"「{WORDS}」",
        "沈硯秋 · 首席科學家",
        "晨星日報 · 2024-05-15 · example.com",
        "說話者推定 · 已轉換字形",
    ]


def test_a_picture_is_as_wide_as_discord_shows_it_at_two_dots_a_point(typefaces: Typefaces) -> None:
    [sheet] = quotation(quoted(WORDS), "zh-TW")
    picture = pixels(typeset(sheet, typefaces))

    assert picture.shape[1] == 1100
    assert 200 < picture.shape[0] < 600
    assert picture[0, 0, 3] == 0  # round corners, through which Discord's own colour is seen
    assert picture[40, 550, 3] == 255


def test_the_same_sheet_makes_the_same_picture(typefaces: Typefaces) -> None:
    [sheet] = quotation(quoted(WORDS), "zh-TW")

    assert typeset(sheet, typefaces) == typeset(sheet, typefaces)


def test_a_region_has_its_own_forms_of_characters(typefaces: Typefaces) -> None:
    locales = {"zh-TW": Face.TAIWAN, "zh-HK": Face.HONG_KONG, "en-US": Face.TAIWAN}
    sheets = {locale: quotation(quoted("直角骨令"), locale)[0] for locale in locales}
    mainland = quotation(quoted("直角骨令", script=Script.HANS), "zh-CN")[0]

    assert {locale: sheet.face for locale, sheet in sheets.items()} == locales
    assert mainland.face is Face.MAINLAND
    assert len({typeset(sheet, typefaces) for sheet in (sheets["zh-TW"], mainland)}) == 2


def test_what_is_shown_as_written_has_the_face_of_its_script() -> None:
    [sheet] = quotation(quoted(SIMPLIFIED, "en-US", script=Script.HANS), "en-US")

    assert sheet.face is Face.MAINLAND


def test_a_long_quotation_goes_on_and_the_last_picture_says_where_it_ends() -> None:
    words = "".join(f"第{number}段話，我們走了很遠的路。" for number in range(400))
    sheets = quotation(quoted(words), "zh-TW")
    shown = [str(sheet.content["words"]) for sheet in sheets]

    assert len(sheets) == MOST_SHEETS
    assert f"「{words}」".startswith("".join(shown))
    assert all(piece.endswith("。") and ems(piece) <= SHEET_EMS for piece in shown)
    assert ["未完" in sheet.description for sheet in sheets] == [False] * (MOST_SHEETS - 1) + [True]


def test_a_hundred_thousand_characters_are_drawn_in_bounds(typefaces: Typefaces) -> None:
    async def drawn() -> list[bytes]:
        press = Press(typefaces)
        sheets = quotation(quoted("國" * 100_000, speaker="名" * 100_000), "zh-TW", role="職" * 100_000)
        return [(await press.print(sheet)).png for sheet in sheets]

    pictures = [pixels(png) for png in asyncio.run(drawn())]
    assert len(pictures) == MOST_SHEETS
    assert all(picture.shape[0] < 1500 for picture in pictures)


def test_words_are_set_as_they_are_whatever_they_would_do_in_markup(typefaces: Typefaces) -> None:
    words = '#panic("x") *b* _i_ $x^2$ `c` <l> @r \\u{41} // c /* d */ = h #import "@preview/a:0.1.0" ~ -- ... \\ - + /'
    [sheet] = quotation(quoted(words, url=None), "en-US")

    assert "".join("".join(lines(sheet, typefaces)).split()).startswith("".join(f"「{words}」".split()))


def test_an_unattributed_quotation_says_so(typefaces: Typefaces) -> None:
    [sheet] = quotation(quoted(WORDS, "en-US", speaker=None, url=None), "en-US")
    read = [" ".join(line.split()) for line in lines(sheet, typefaces)]

    assert read[2:] == ["晨星日報 · 2024-05-15", "unattributed"]


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://www.example.com/a?b=c", "example.com"),
        ("http://user:secret@example.com:8080/", "example.com"),
        ("https://xn--fiq228c.tw/", "xn--fiq228c.tw"),
        ("https://аррӏе.com/", None),
        ("javascript:alert(1)", None),
        ("https://[::1", None),
        (None, None),
    ],
)
def test_a_link_is_shown_by_its_host(url: str | None, host: str | None) -> None:
    assert host_of(url) == host
