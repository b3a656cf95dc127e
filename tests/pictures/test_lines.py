"""How lines break: by the rules of Chinese typesetting, Latin words whole, nothing lost, nothing beyond the paper."""

import re
from collections.abc import Iterable
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answers.printable import printable
from bot.pictures.press import typeset
from bot.pictures.quotation import quotation
from bot.pictures.typefaces import Typefaces
from tests.pictures.drawn import lines, pixels, quoted

NEVER_FIRST = frozenset("。，、；：！？」』）》〉】”’…")
NEVER_LAST = frozenset("「『（《〈【“‘")
WORDS = [
    "OpenAI",
    "superintelligence",
    "Sutskever",
    "GPT-4.5",
    "2024年",
    "「",
    "」",
    "（",
    "）",
    "『",
    "』",
    "，",
    "。",
    "、",
]
ENDS_IN_A_LETTER, BEGINS_WITH_ONE = re.compile(r"[A-Za-z0-9]$"), re.compile(r"[A-Za-z0-9]")


def running(parts: Iterable[str]) -> str:
    """Return prose of the parts, Latin words with spaces between: two in one are longer than a line, and are broken."""
    text = ""
    for part in parts:
        text += " " if ENDS_IN_A_LETTER.search(text) and BEGINS_WITH_ONE.match(part) else ""
        text += part
    return text


chinese = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1, max_size=9)
prose = st.lists(st.one_of(chinese, st.sampled_from(WORDS)), min_size=8, max_size=40).map(running)
LATIN = re.compile(r"[A-Za-z]{3,}")
ANYTHING = st.text(st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from("國\u0301\u202e\u200dW/﷽😀")))


def is_mark(character: str) -> bool:
    return character in NEVER_FIRST or character in NEVER_LAST


@settings(max_examples=60, deadline=None)
@given(prose)
def test_no_line_begins_with_what_closes_or_ends_with_what_opens(typefaces: Typefaces, words: str) -> None:
    [sheet, *_] = quotation(quoted(words), "zh-TW")
    set_lines = lines(sheet, typefaces)
    read = [line.strip() for line in set_lines if line.strip()]
    for above, below in pairwise(read):
        # A line of nothing but marks, or a heap of them, cannot be mended by moving one.
        if not is_mark(above[-1]) and len(above) > 1:
            assert below[0] not in NEVER_FIRST, read
        if not is_mark(below[0]):
            assert above[-1] not in NEVER_LAST, read


@settings(max_examples=60, deadline=None)
@given(prose)
def test_latin_words_stay_whole_and_nothing_is_lost(typefaces: Typefaces, words: str) -> None:
    [sheet, *_] = quotation(quoted(words, url=None), "zh-TW")
    read = lines(sheet, typefaces)
    shown = str(sheet.content["words"])

    assert sorted(LATIN.findall(shown)) == sorted(word for line in read for word in LATIN.findall(line))
    assert "".join("".join(read).split()).startswith("".join(shown.split()))


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("W" * 600, id="a word without end"),
        pytest.param("https://example.com/" + "a/b-c_d?x=1&" * 40, id="an address without end"),
        pytest.param("文" + "\u0301\u0315\u035c" * 90, id="marks heaped on a character"),
        pytest.param("a" + "\u0301" * 300, id="marks heaped on a letter"),
        pytest.param("ཀྵྨླྀ" * 60, id="a script that no typeface has"),
        pytest.param("שלום עולם " * 30, id="a script that runs the other way"),
        pytest.param("👨‍👩‍👧‍👦" * 40, id="joined emoji"),
        pytest.param("﷽" * 40, id="one character as wide as a sentence"),
        pytest.param("\U000f0000\ue000\ufffe\U0010ffff" * 20, id="characters that are none"),
    ],
)
def test_whatever_is_set_stays_on_the_paper(typefaces: Typefaces, words: str) -> None:
    for sheet in quotation(quoted(words), "zh-TW"):
        assert stays_on_paper(typeset(sheet, typefaces))


@settings(max_examples=60, deadline=None)
@given(ANYTHING)
def test_anything_can_be_set_and_stays_on_the_paper(typefaces: Typefaces, words: str) -> None:
    for sheet in quotation(quoted(words), "zh-TW", role=words):
        assert stays_on_paper(typeset(sheet, typefaces))
        assert len(sheet.description) <= 1024
        assert str(sheet.content["words"]) in printable(f"「{words}」")


def stays_on_paper(png: bytes) -> bool:
    """Tell whether something is printed, and nothing on the edge at the right."""
    picture = pixels(png)[:, :, :3].astype(int)
    paper = picture[20, 700]
    inked = abs(picture - paper).sum(axis=2) > 60
    return bool(inked[:, 60:-60].any()) and not inked[20:-20, -40:-8].any()
