"""Dates: what counts as one, and what time it means, read on Wednesday 15 May 2024 in either script."""

from dataclasses import dataclass
from datetime import date
from importlib import resources
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from opencc import OpenCC

from bot.analysis.dates import find_dates, read_dates, read_typed
from bot.analysis.document import Document
from bot.model import DateExpression, DateSource, Grain, Modifier, PublicationDate

PUBLISHED = PublicationDate("2024-05-15", Grain.DAY, DateSource.STATED, "2024-05-15")
SUNDAY = PublicationDate("2024-05-19", Grain.DAY, DateSource.STATED, "2024-05-19")


@dataclass(frozen=True)
class Examples:
    """Words that each mean ``value``, whole, wherever they stand."""

    value: str
    grain: Grain
    words: tuple[str, ...]
    modifier: Modifier | None = None


@dataclass(frozen=True)
class NoDates:
    """Sentences that hold no date expression, and why."""

    why: str
    sentences: tuple[str, ...]


EXAMPLES = (
    Examples(
        "2024-05-15",
        Grain.DAY,
        ("今天", "今日", "今早", "今晨", "今晚8時", "今（15日）", "今天（15日）", "本周三", "这个星期三"),
    ),
    Examples(
        "2024-05-14",
        Grain.DAY,
        ("昨天", "昨日", "昨晚", "尋日", "昨（14）日", "昨日(14日)", "昨天下午5时许", "周二", "禮拜二晚上"),
    ),
    Examples(
        "2024-05-13", Grain.DAY, ("前天", "前日", "星期一", "週一", "周一（13日）", "5月13日周一", "5月13日（週一）")
    ),
    Examples("2024-05-12", Grain.DAY, ("大前天", "星期日", "上周日", "礼拜天")),
    Examples("2024-05-16", Grain.DAY, ("明天", "聽日", "明早", "本週四", "明日（16日）")),
    Examples("2024-05-17", Grain.DAY, ("後天", "后天", "後日")),
    Examples("2024-05-08", Grain.DAY, ("上周三", "上星期三", "上個禮拜三", "一周前", "一星期前", "上週三（8日）")),
    Examples("2024-05-20", Grain.DAY, ("下周一", "下星期一", "下個禮拜一", "下周一（20日）")),
    Examples("2024-05-11/2024-05-12", Grain.DAY, ("上周末", "上週末")),
    Examples("2024-W19", Grain.WEEK, ("上周", "上星期", "上個禮拜", "上週")),
    Examples("2024-W20", Grain.WEEK, ("本周", "這星期", "本週")),
    Examples(
        "2024-05-03", Grain.DAY, ("5月3日", "五月三日", "5月3號", "本月3日", "3日", "今年5月3日", "May 3", "5月 3 日")
    ),
    Examples("2024-04-25", Grain.DAY, ("25日", "25日晚間", "上月25日", "上个月25号", "4月25日")),
    Examples(
        "2023-11-17",
        Grain.DAY,
        ("去年11月17日", "2023年11月17日", "11月17日", "2023-11-17", "November 17, 2023", "2023.11.17"),
    ),
    Examples(
        "2024-05-15",
        Grain.DAY,
        ("二〇二四年五月十五日", "民國113年5月15日", "May 15, 2024", "15 May 2024", "2024/5/15"),
    ),
    Examples(
        "2023-11",
        Grain.MONTH,
        ("去年11月", "去年 11 月", "去年十一月份", "2023年11月", "2023 年 11 月", "Nov 2023", "11月"),
    ),
    Examples("2024-03", Grain.MONTH, ("今年3月份", "3月", "三月", "今年的3月", "兩個月前", "两个月之前")),
    Examples("2024-04", Grain.MONTH, ("上月", "上個月", "上个月")),
    Examples("2024-06", Grain.MONTH, ("下月", "下個月", "下个月", "6月")),
    Examples("2024-04", Grain.MONTH, ("上月底", "上个月末", "4月底", "今年4月下旬"), Modifier.END),
    Examples("2024-05", Grain.MONTH, ("5月初", "月初", "本月初", "5月上旬"), Modifier.START),
    Examples("2024-05", Grain.MONTH, ("5月中旬", "本月中旬"), Modifier.MID),
    Examples("2023", Grain.YEAR, ("去年", "2023年", "二〇二三年", "2023年度", "民國112年", "一年前", "上年")),
    Examples("2021", Grain.YEAR, ("三年前", "3年前", "三年之前", "2021年", "民國110年", "110年度")),
    Examples("2025", Grain.YEAR, ("明年", "2025年", "二零二五年", "二O二五年", "來年", "来年")),
    Examples("1997", Grain.YEAR, ("1997年", "九七年", "一九九七年")),
    Examples("2022", Grain.YEAR, ("111年底", "2022年底"), Modifier.END),
    Examples("2022-Q1", Grain.QUARTER, ("111年第一季",)),
    Examples("2015", Grain.YEAR, ("2015 年底", "2015年末", "2015年年底"), Modifier.END),
    Examples("2024", Grain.YEAR, ("年初", "今年初", "今年年初", "2024年初"), Modifier.START),
    Examples("2024", Grain.YEAR, ("年底", "歲末", "今年年底"), Modifier.END),
    Examples("2024", Grain.YEAR, ("上半年", "2024年上半年", "今年上半年"), Modifier.FIRST_HALF),
    Examples("2023", Grain.YEAR, ("去年下半年", "2023年下半年", "上年嘅下半年"), Modifier.SECOND_HALF),
    Examples(
        "2024-Q1", Grain.QUARTER, ("首季", "第一季度", "今年第一季度", "2024年第一季", "一季度", "Q1", "2024年首季")
    ),
    Examples("2023-Q3", Grain.QUARTER, ("去年第三季度", "2023年三季度", "第三季度", "Q3")),
    Examples("2022-summer", Grain.SEASON, ("2022年夏天", "2022年的夏季")),
    Examples("2023-autumn", Grain.SEASON, ("去年秋天", "去秋")),
    Examples("198X", Grain.DECADE, ("1980年代", "80年代", "八十年代", "八零年代", "上世紀80年代", "20世纪80年代")),
    Examples("200X", Grain.DECADE, ("2000年代初",), Modifier.START),
    Examples("20XX", Grain.CENTURY, ("21 世纪初", "二十一世紀初", "本世紀初"), Modifier.START),
    Examples(
        "2016/2019",
        Grain.YEAR,
        ("2016 年至 2019 年", "2016年到2019年", "2016财年至2019财年", "2016-2019年", "2016至2019年"),
    ),
    Examples("2019/2020", Grain.YEAR, ("2019/20年度", "2019/2020学年度")),
    Examples("1999/2000", Grain.YEAR, ("1999/00年度",)),
    Examples(
        "2024-02-24/2024-03-01",
        Grain.DAY,
        ("2月24日至3月1日", "2月24日到3月1日", "2月24日起至3月1日", "今年2月24日—3月1日"),
    ),
    Examples("2023-12-30/2024-01-02", Grain.DAY, ("12月30日至1月2日",)),
    Examples("2024-05-03/2024-05-05", Grain.DAY, ("5月3日至5日", "5月3至5日", "5月3-5日")),
    Examples("2023-06/2023-09", Grain.MONTH, ("2023年6月至9月", "去年6月到9月")),
    Examples("2023-07/2024-01", Grain.MONTH, ("去年下半年至今年一月",)),
    Examples("2024-01/2024-03", Grain.MONTH, ("今年前三个月", "2024年頭三個月")),
    Examples("2023-10-02", Grain.DAY, ("去年10月第一个星期一", "2023年10月的第一個星期一")),
    Examples(
        "2024-07-08/2024-07-09",
        Grain.DAY,
        ("今年7月8、9日", "今年7月8日至9日", "今年7月8和9日"),
    ),
    Examples("2024-05-15/2024-05-16", Grain.DAY, ("今明兩日", "今明两天", "本周三、四", "本週三和四")),
    Examples("2024-04/2024-05", Grain.MONTH, ("今年4、5月",)),
    Examples("2019/2020", Grain.YEAR, ("2019、2020年",)),
    Examples("2024-05-11", Grain.DAY, ("5/11（六）", "5/11(週六)", "5月11日（六）", "5月11日（星期六）")),
    Examples("2023-10-01", Grain.DAY, ("去年国庆节",)),
    Examples("2023-12-25", Grain.DAY, ("去年聖誕", "去年圣诞节", "2023年聖誕節晚上")),
    Examples("2024-01-01", Grain.DAY, ("元旦", "今年元旦")),
    Examples("2023-09-29", Grain.DAY, ("去年中秋節", "2023年中秋夜", "去年農曆八月十五")),
    Examples("2024-02-09", Grain.DAY, ("除夕", "今年除夕晚上")),
    Examples("2024-02-11", Grain.DAY, ("年初二", "大年初二", "今年年初二", "2024年農曆年初二凌晨", "正月初二")),
    Examples("2024-06", Grain.MONTH, ("6月中", "今年6月中旬"), Modifier.MID),
    Examples("2024", Grain.YEAR, ("今年中", "今年年中", "2024年中"), Modifier.MID),
    Examples("2023-Q3", Grain.QUARTER, ("23年第三季度", "23年三季度")),
    Examples("197X/198X", Grain.DECADE, ("70至80年代", "七十到八十年代")),
    Examples("2022/2023", Grain.YEAR, ("2022年年底到2023年上半年",)),
    Examples("2024-05-03/2024-05-04", Grain.DAY, ("5月3日深夜至翌日凌晨",)),
)

NO_DATES = (
    NoDates(
        "a stretch of time",
        (
            "他工作近10年。",
            "不到36小時",
            "八年的故事",
            "为期9日的假期",
            "一連7日停業",
            "隔離14天後出院",
            "兩年半後",
            "3日內回覆",
        ),
    ),
    NoDates("the length of a sentence", ("判囚3月", "判8月、7月有期徒刑", "入獄六月")),
    NoDates("a frequency", ("每年5月舉行", "每周一開會", "逢周三休息", "每月17日發薪")),
    NoDates("vague", ("近日發表", "最近离开", "未來可期", "几年前离开", "多年前")),
    NoDates("a time of day", ("8点20分開會", "早上10時")),
    NoDates(
        "the present age",
        (
            "从今天的结果来看",
            "沒有他就不會有今天",
            "走到今天這一步",
            "取得今天的成就",
            "技術發達的今天",
            "今時今日不容易",
            "直到今天，我還記得",
            "今日香港，多可怖",
            "在今天，人人要讀書",
            "「今日武漢，明日香港」",
            "今日烏克蘭、不是明日台灣",
            "三十年後的今天",
        ),
    ),
    NoDates(
        "part of another word",
        (
            "如今年輕人",
            "搭乘17號線",
            "神舟二十一号",
            "周日本",
            "證明日本領先",
            "目前日方表示",
            "原本月入三萬",
            "該日本公司",
            "多年來年輕人",
            "今次會議",
            "今屆議會",
        ),
    ),
    NoDates("a number", ("版本 1.2.3", "增長5.15%", "電話2024-0515-22", "http://a.com/2024/05/15/x")),
    NoDates("a stretch of years", ("近10年初次下跌", "近50年底片")),
    NoDates("an edition", ("2022年版的課本",)),
    NoDates("part of a title", ("在《政经星期六》节目上",)),
    NoDates("what a feast is about", ("聖誕歌曲", "吃中秋月餅", "春节晚会")),
    NoDates("then, of which the text has not told", ("當年的希特拉也做不到", "与当年云服务厂商一样", "勝過當年的他")),
)


def found(body: str, published_on: PublicationDate | None = PUBLISHED) -> list[tuple[str, str | None]]:
    """Return the words and values of the expressions in ``body``."""
    return [(date.span.of(body), date.value) for date in find_dates(Document.of(body), published_on)]


def only(body: str, published_on: PublicationDate | None = PUBLISHED) -> DateExpression:
    """Return the one expression in ``body``."""
    (expression,) = find_dates(Document.of(body), published_on)
    return expression


@pytest.mark.parametrize(
    ("examples", "words"), [(examples, words) for examples in EXAMPLES for words in examples.words], ids=str
)
def test_words_mean_their_value(examples: Examples, words: str) -> None:
    body = f"他{words}，已經離開。"

    expression = only(body)

    assert expression.span.of(body) == words
    assert (expression.value, expression.grain, expression.modifier) == (
        examples.value,
        examples.grain,
        examples.modifier,
    )


@pytest.mark.parametrize(("why", "sentence"), [(group.why, s) for group in NO_DATES for s in group.sentences])
def test_other_words_are_no_dates(why: str, sentence: str) -> None:
    assert found(sentence) == [], why


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("她2019年創業。當年賣出股份，次年離開。", [("2019年", "2019"), ("當年", "2019"), ("次年", "2020")]),
        (
            "2月4日公布，翌日開會，兩日後表決。",
            [("2月4日", "2024-02-04"), ("翌日", "2024-02-05"), ("兩日後", "2024-02-07")],
        ),
        ("2023年3月成立，同月招人，同年上市。", [("2023年3月", "2023-03"), ("同月", "2023-03"), ("同年", "2023")]),
        ("2019年3月，公司成立；6月，公司上市。", [("2019年3月", "2019-03"), ("6月", "2019-06")]),
        ("去年11月3日開戰。17日，雙方停火。", [("去年11月3日", "2023-11-03"), ("17日", "2023-11-17")]),
        ("公司前年上市。5月3日，公司宣布裁員。", [("前年", "2022"), ("5月3日", "2024-05-03")]),
        ("首季營收上升，高於去年同期。", [("首季", "2024-Q1"), ("去年同期", "2023-Q1")]),
        ("2018年中停工。", [("2018年中", "2018")]),
        ("2018年中美談判。", [("2018年", "2018")]),
        ("条例上周五刊宪。", [("上周五", "2024-05-10")]),
        ("元旦当日限流。", [("元旦当日", "2024-01-01")]),
        ("去年7月8日、9日有雨。", [("去年7月8日", "2023-07-08"), ("9日", "2023-07-09")]),
        ("去年7月8、10日有雨。", [("去年7月8", "2023-07-08"), ("10日", "2023-07-10")]),
        (
            "二季度持平去年同期，公司將於10月上旬試產。",
            [("二季度", "2024-Q2"), ("去年同期", "2023-Q2"), ("10月上旬", "2024-10")],
        ),
        ("營收高於2017年，當年他上任。", [("2017年", "2017"), ("當年", "2017")]),
        ("她在成立當天打了電話。", [("當天", None)]),
        ("三年后，公司倒閉。", [("三年后", None)]),
        ("雙方將於兩個月後再談。", [("兩個月後", "2024-07")]),
        ("成本在2023年6月和9月之间上升。", [("2023年6月和9月", "2023-06/2023-09")]),
        ("2023年6月和9月，成本上升。", [("2023年6月", "2023-06"), ("9月", "2023-09")]),
        ("他去年(12)離開。", [("去年", "2023")]),
        ("28日當晚，警方到場。", [("28日當晚", "2024-04-28")]),
        ("他5月8日前往北京，同日返回。", [("5月8日", "2024-05-08"), ("同日", "2024-05-08")]),
        ("1990年開戰，隔年停火。", [("1990年", "1990"), ("隔年", "1991")]),
        ("方案明年公布，否則三年後再議。", [("明年", "2025"), ("三年後", "2027")]),
        ("她去年8月出書。父親6月中風。", [("去年8月", "2023-08"), ("6月", "2023-06")]),
        ("他涉去年8月31日集結，將於8月5日應訊。", [("去年8月31日", "2023-08-31"), ("8月5日", "2024-08-05")]),
        ("2019年的7.21襲擊後，當晚有人受傷。", [("2019年的7.21", "2019-07-21"), ("當晚", "2019-07-21")]),
        ("1850年中秋，他出生。", [("1850年中秋", None)]),
        ("加上月中停工，他離開。", [("月中", "2024-05")]),
        (
            "去年11月3日開戰，當晚停火。雙方今日會談，當日死者五人。",
            [("去年11月3日", "2023-11-03"), ("當晚", "2023-11-03"), ("今日", "2024-05-15"), ("當日", "2023-11-03")],
        ),
        (
            "【8.25遊行】遊行人士受審。2019年8月25日，萬人上街；8月25日又一人受傷。",
            [("8.25", "2019-08-25"), ("2019年8月25日", "2019-08-25"), ("8月25日", "2019-08-25")],
        ),
        ("本周五（17日）休息，店主說。周五休息。", [("本周五（17日）", "2024-05-17"), ("周五", "2024-05-17")]),
        (
            "他昨日說：「今天開會，人人到齊，明天休息。」",
            [("昨日", "2024-05-14"), ("今天", "2024-05-14"), ("明天", "2024-05-15")],
        ),
        (
            "他昨日離開。他今日說：「今天不開會。」",
            [("昨日", "2024-05-14"), ("今日", "2024-05-15"), ("今天", "2024-05-15")],
        ),
        (
            "他昨日說：「今天開會。」事起去年。她說：「今天休息。」",
            [("昨日", "2024-05-14"), ("今天", "2024-05-14"), ("去年", "2023"), ("今天", "2024-05-14")],
        ),
        ("法院今裁定他勝訴。", [("今", "2024-05-15")]),
        ("案件押後8月20日再訊。", [("8月20日", "2024-08-20")]),
        ("5.1遊行有千人。", [("5.1", "2024-05-01")]),
        ("7.21襲擊有人受傷，831事件也是。", [("7.21", None), ("831", None)]),
    ],
)
def test_what_the_text_dated_last_is_the_context(body: str, expected: list[tuple[str, str | None]]) -> None:
    assert found(body) == expected


@pytest.mark.parametrize(
    ("body", "value"),
    [
        ("雙方周五會談。", "2024-05-17"),
        ("雙方周一會談。", "2024-05-13"),
        ("他周五談了此事。", "2024-05-10"),
        ("結果周五公布。", "2024-05-17"),
        ("雙方將於周五會談。", "2024-05-17"),
        ("他周五表示，將會離開。", "2024-05-10"),
        ("新規周五起實施。", "2024-05-17"),
        ("公司11月17日宣布裁員。", "2023-11-17"),
        ("公司將於11月17日裁員。", "2024-11-17"),
        ("大会6月4日举行。", "2024-06-04"),
        ("預計8月推出。", "2024-08"),
        ("去年8月推出。", "2023-08"),
    ],
)
def test_a_date_without_its_year_or_week_is_the_last_one_unless_the_text_looks_ahead(body: str, value: str) -> None:
    assert only(body).value == value


@pytest.mark.parametrize(
    ("body", "value"),
    [
        ("周四選舉。", "2024-05-16"),
        ("周二選舉。", "2024-05-14"),
        ("選舉在20日。", "2024-05-20"),
        ("選舉在3月。", "2024-03"),
        ("選舉在7月。", "2024-07"),
        ("新規周五起實施。", "2024-05-17"),
        ("他周一起罷工，已經五天。", "2024-05-13"),
        ("談判推遲至18日。", "2024-05-18"),
        ("進程將於14日確定。", "2024-05-14"),
        ("他在一月表示反對。", "2024-01"),
        ("11月16日（週六）選舉。", "2024-11-16"),
    ],
)
def test_where_nothing_tells_its_direction_the_nearer_date_is_meant_and_the_past_before_the_future(
    body: str, value: str
) -> None:
    assert only(body).value == value


@pytest.mark.parametrize(
    ("words", "value"),
    [("上周五", "2024-05-17"), ("下周五", "2024-05-24"), ("本周五", "2024-05-17"), ("上周日", "2024-05-12")],
)
def test_a_sunday_closes_one_week_and_opens_another(words: str, value: str) -> None:
    assert only(f"他{words}離開。", SUNDAY).value == value


@pytest.mark.parametrize(
    "words", ["周三（11月16日）", "11月16日（週三）", "2023年11月16日（星期三）", "周三，11月16日"]
)
def test_a_weekday_that_is_not_that_of_its_date_is_a_warning_and_no_value(words: str) -> None:
    dates = read_dates(Document.of(f"他{words}離開。"), PUBLISHED)

    assert [date.value for date in dates.expressions] == [None]
    assert dates.warnings == (f"weekday:{words}",)


@pytest.mark.parametrize("words", ["周四（11月16日）", "11月16日（週四）", "2023年11月16日（星期四）"])
def test_a_weekday_that_agrees_is_no_warning(words: str) -> None:
    dates = read_dates(Document.of(f"他{words}離開。"), PUBLISHED)

    assert [date.value for date in dates.expressions] == ["2023-11-16"]
    assert dates.warnings == ()


@pytest.mark.parametrize("words", ["2024年2月30日", "2023年2月29日", "2月31日"])
def test_a_day_that_no_calendar_has_is_found_without_a_value(words: str) -> None:
    assert found(f"他{words}離開。") == [(words, None)]


@pytest.mark.parametrize(
    ("words", "anchor"),
    [("去年11月", "2024-05-15"), ("2023年11月", None), ("周三", "2024-05-15"), ("May 15, 2024", None)],
)
def test_only_what_was_counted_from_a_day_has_an_anchor(words: str, anchor: str | None) -> None:
    assert only(f"他{words}離開。").anchor == anchor


def test_the_anchor_of_an_anaphor_is_the_day_that_the_text_dated() -> None:
    first, second = find_dates(Document.of("2月4日公布，翌日開會。"), PUBLISHED)

    assert (first.anchor, second.anchor) == ("2024-05-15", "2024-02-04")


@pytest.mark.parametrize(
    ("words", "value"),
    [("今天", None), ("去年11月", None), ("周三", None), ("2023年11月", "2023-11"), ("80年代", None)],
)
def test_without_a_publication_date_only_absolute_dates_have_a_value(words: str, value: str | None) -> None:
    expression = only(f"他{words}離開。", None)

    assert (expression.value, expression.anchor) == (value, None)


@pytest.mark.parametrize(("words", "value"), [("去年", "2023"), ("上月", "2024-04"), ("今天", None), ("17日", None)])
def test_a_publication_known_by_its_month_gives_no_days(words: str, value: str | None) -> None:
    month = PublicationDate("2024-05", Grain.MONTH, DateSource.GIVEN, "2024-05")

    assert only(f"他{words}離開。", month).value == value


@pytest.mark.parametrize(
    ("body", "event"),
    [
        ("公司去年成立。", True),
        ("營收比去年增長兩成。", False),
        ("銷量高於2022年。", False),
        ("會議將於下周一舉行。", True),
    ],
)
def test_a_comparison_is_no_event(body: str, event: bool) -> None:  # noqa: FBT001  # a parameter of the table
    assert only(body).event is event


def test_an_expression_knows_its_sentence() -> None:
    body = "他來了。他去年走了。"

    assert only(body).sentence.of(body) == "他去年走了。"


def test_a_dateline_is_no_part_of_the_text() -> None:
    assert found("烏俄開戰\n\n2022-02-28 10:33 某新聞網\n\n戰爭去年開始。") == [("去年", "2023")]


ARTICLES = resources.files("bot.data").joinpath("articles")
SHIPPED = {
    "000_683f81e9a3e86f31.txt": {
        "5月15日(週三)": "2024-05-15",
        "5月15日": "2024-05-15",
        "去年11月": "2023-11",
        "去年8月": "2023-08",
        "今年3月份": "2024-03",
        "2015年": "2015",
        "2017年": "2017",
        "2023年度": "2023",
        "去年": "2023",
        "當天": None,
    },
    "002_c491345633cab917.txt": {
        "今天": "2024-05-17",
        "2023 年 7 月": "2023-07",
        "2027 年": "2027",
        "2002 年": "2002",
        "2012 年": "2012",
        "2018 年": "2018",
        "21 世纪初": "20XX",
        "2013 年 3 月": "2013-03",
        "2015 年 7 月": "2015-07",
        "2015 年底": "2015",
        "2016 年": "2016",
        "2023 年": "2023",
        "2016 年至 2019 年": "2016/2019",
        "2023 年 12 月": "2023-12",
    },
}
DAYS = {"000_683f81e9a3e86f31.txt": "2024-05-15", "002_c491345633cab917.txt": "2024-05-17"}


@pytest.mark.parametrize("conversion", ["s2t", "t2s"])
@pytest.mark.parametrize("name", SHIPPED)
def test_the_shipped_articles_give_the_same_dates_in_either_script(name: str, conversion: str) -> None:
    body = ARTICLES.joinpath(name).read_text(encoding="utf-8").partition("---\n\n")[2] or ARTICLES.joinpath(
        name
    ).read_text(encoding="utf-8")
    published_on = PublicationDate(DAYS[name], Grain.DAY, DateSource.STATED, DAYS[name])

    dates = find_dates(Document.of(body), published_on)
    converted = find_dates(Document.of(OpenCC(conversion).convert(body)), published_on)

    assert {date.span.of(body): date.value for date in dates} == SHIPPED[name]
    assert converted == dates


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("5月20日", ("2023-05-20", None)),
        ("5月15日", ("2024-05-15", None)),
        ("12月1日以來", ("2023-12-01", None)),
        ("周五", ("2024-05-10", None)),
        ("週三", ("2024-05-15", None)),
        ("昨天", ("2024-05-14", None)),
        ("上周", ("2024-W19", None)),
        ("去年底", ("2023", Modifier.END)),
        ("2023.4.1", ("2023-04-01", None)),
        ("燈塔", None),
        ("昨天和上周", None),
        ("", None),
    ],
)
def test_a_typed_time_is_the_last_one(typed: str, expected: tuple[str, Modifier | None] | None) -> None:
    assert read_typed(typed, date(2024, 5, 15)) == expected


@given(
    st.text(
        alphabet="今昨明去上下本周三日月年号0123456789一二十初底至到（）()的，。 前后半第季度世纪代天当次同除中秋农历",
        max_size=40,
    )
)
@example("1月年中")
def test_any_text_gives_ordered_expressions_that_lie_in_it(body: str) -> None:
    spans = [date.span for date in find_dates(Document.of(body), PUBLISHED)]

    assert all(span.start < span.end <= len(body) for span in spans)
    assert all(before.end <= after.start for before, after in pairwise(spans))
