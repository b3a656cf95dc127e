"""What stands where on a card: dates, speakers, words, the marks of their sources, and the sources at the end."""

from dataclasses import replace

from bot.analysis.lookup import Reason
from bot.answers.answer import Answer, Fact, FactKind, Section, Status
from bot.answers.conversion import Converter
from bot.answers.present import present
from bot.chat.cards import Page, pages
from bot.model import Span
from tests.answers import invented

CONVERTER = Converter.load()
NBSP = "\N{NO-BREAK SPACE}"
HANT = f"-# \\[1\\]{NBSP}海峽日報 · 2024-05-15 · 里斯本實驗室再傳人事異動"
HANS = (
    f"-# \\[2\\]{NBSP}晨星財經 · 2024-05-17 · "
    "[余承東接任，首席科學家離開里斯本實驗室](https://example.com/news/2024/05/17/reed) · 已轉換字形"
)


def page(answer: Answer) -> Page:
    [only] = pages(present(answer, "zh-TW", CONVERTER))
    return only


def found(*facts: Fact, title: str = "x") -> Page:
    return page(Answer("when", Status.FOUND, title, facts))


def test_sources_are_listed_once_at_the_end_in_the_order_of_their_numbers() -> None:
    shown = found(invented.LIKELY, invented.SPLIT, invented.LIKELY)

    assert shown.footer == f"{HANT}\n{HANS}"


def test_a_quotation_says_below_where_it_stands_and_how_sure_its_speaker_is() -> None:
    shown = found(invented.LIKELY)

    assert shown.sections == (
        (f"### 說過的話\n**Lena Voss**\n> 「我會想念他。」\n-# 海峽日報 · 2024-05-15{NBSP}\\[1\\] · 說話者推定",),
    )  # fmt: skip - as it stands on the card


def test_every_quotation_has_its_speaker_above_it() -> None:
    [texts] = found(invented.LIKELY, invented.LIKELY, invented.UNATTRIBUTED).sections

    assert ["**Lena Voss**" in text for text in texts] == [True, True, False]
    assert "說話者不詳" in texts[2]


def test_other_words_for_an_utterance_stand_below_it_each_with_all_their_sources() -> None:
    [[first, other]] = found(invented.RENDERED).sections

    assert first.endswith(f"\n-# 海峽日報 · 2024-05-15{NBSP}\\[1\\]{NBSP}\\[2\\] · 說話者推定")
    assert other == (
        "-# 另一版本\n> 「我們不會停下來，…因為裡面還有很多問題沒有答案。」\n"
        f"-# 晨星財經 · 2024-05-17{NBSP}\\[2\\]{NBSP}\\[1\\] · 已轉換字形"
    )


def test_a_speaker_who_is_the_title_is_not_repeated() -> None:
    [[text]] = found(invented.LIKELY, title="Lena Voss").sections

    assert "Lena Voss" not in text


def test_events_of_one_date_stand_under_one_date() -> None:
    same = replace(invented.LEFT, value=invented.JOINED.value, modifier=invented.JOINED.modifier)
    later = replace(
        invented.JOINED, parts=(invented.HANT.part("她後來又說：「我會想念他。」"),), value="2016", modifier=None
    )
    [[text]] = found(invented.JOINED, same, later).sections

    begun = [line[:5] for line in text.splitlines()]
    assert begun == ["### 時", "**201", "- 余承東", "- 5月1", "**201", "- 她後來"]


def test_each_side_of_a_conflict_has_its_date_and_its_source() -> None:
    [[first, second]] = found(invented.CONFLICT).sections

    assert first.startswith("### 說法不一\n**2024 年 5 月 15 日**\n> 5月15日")
    assert first.endswith(f"\n-# 海峽日報 · 2024-05-15{NBSP}\\[1\\]")
    assert second.startswith("**2024 年 5 月 17 日**\n> 今天")
    assert second.endswith(f"\n-# 晨星財經 · 2024-05-17{NBSP}\\[2\\] · 已轉換字形")


def test_each_side_of_a_conflict_of_numbers_stands_under_its_number() -> None:
    [[first, second]] = found(invented.COUNTED).sections

    assert first.startswith("### 說法不一\n**2016**\n> 2016 年至")
    assert second.startswith("**2015**\n> 余承東")


def test_names_stand_in_one_line_each_with_its_source() -> None:
    [names, *_] = page(invented.WHO).sections

    assert names == (f"### 稱呼\n余承東{NBSP}\\[1\\]",)


def test_what_was_not_found_is_said_once() -> None:
    assert page(invented.NOT_FOUND).header == "找不到與「Reid」相符的內容。\n-# 最接近的：傑弗里·里德、Lena Voss"


def test_a_sentence_that_gives_several_times_is_told_once_with_all_of_them() -> None:
    later = replace(invented.JOINED, value="2016/2019", modifier=None)
    [texts] = found(invented.JOINED, invented.LEFT, later).sections

    assert texts[0].count("2016 年至 2019 年間負責") == 1
    assert "**2015 年底、2016–2019 年**\n- 余承東" in texts[0]


def test_an_event_that_lay_ahead_says_so() -> None:
    [texts] = found(replace(invented.LEFT, foretold=True)).sections

    assert texts[0].endswith(f"離職。{NBSP}\\[1\\] · 報道時尚未發生")


def test_forms_of_a_name_stand_behind_what_makes_them_so_and_none_that_looks_like_another() -> None:
    def form(words: str, resemblance: Reason | None) -> Fact:
        return Fact(FactKind.ALIAS, Section.NAMES, (invented.HANS.part(words),), label=words, resemblance=resemblance)

    forms = (
        form("余承东", Reason.EXACT),
        form("里德", Reason.PART),
        form("杰弗里·里德", Reason.PART),
        form("Jeffrey Reed", None),
        Fact(FactKind.ALIAS, Section.NAMES, (invented.HANT.part("里斯本"),), label="余承東", resemblance=Reason.EXACT),
    )
    [names] = found(*forms).sections

    assert "".join(names).replace(NBSP, "").replace("\\[1\\]", "").splitlines() == [
        "### 稱呼",
        "余承東",
        "部分姓名：里德、傑弗里·里德",
        "報道中另稱：Jeffrey Reed",
    ]


def test_a_role_is_followed_by_the_time_in_which_articles_give_it() -> None:
    role = Fact(FactKind.ROLE, Section.ROLES, (invented.HANS.part("首席科学家"),), value="2023-11/2024-05")
    shown = found(role)

    assert shown.sections == (
        (f"### 職務（報道提及的時間）\n- 首席科學家 · 2023 年 11 月至 2024 年 5 月{NBSP}\\[1\\]",),
    )
    assert shown.footer == f"-# \\[1\\]{NBSP}[晨星財經 · 2024-05-17](https://example.com/news/2024/05/17/reed)"


def test_words_that_were_sought_are_in_bold() -> None:
    part = replace(invented.HANT.part("她後來又說：「我會想念他。」"), marked=(Span(9, 11),))
    [[text]] = found(Fact(FactKind.ARTICLE, Section.ARTICLES, (part,))).sections

    assert "「我會**想念**他。」" in text
