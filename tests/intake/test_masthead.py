"""Lines that say who wrote, for whom and when are told from text."""

import pytest

from bot.intake.formats.masthead import names_of, read


@pytest.mark.parametrize(
    ("line", "outlet", "byline", "day"),
    [
        ("每經記者:王小明 每經編輯:李大文", "每日經濟新聞", ("王小明",), None),
        ("每经记者 王小明 张三 每经编辑 李大文", "每日经济新闻", ("王小明", "张三"), None),
        ("新橋日報記者：王小明、張三", "新橋日報", ("王小明", "張三"), None),
        ("作者 | 王小明", None, ("王小明",), None),
        ("作者丨Ann Lee 编辑丨李大文", None, ("Ann Lee",), None),
        ("【撰文：王小明】", None, ("王小明",), None),
        ("文／王小明（特約作者、攝影師）", None, ("王小明",), None),
        ("記者王小明／台北報導", None, ("王小明",), None),
        ("编辑：李大文", None, (), None),
        ("文章来源：新桥网", "新桥网", (), None),
        ("2022-02-28 04:10 新橋網", "新橋網", (), "2022-02-28"),
        ("2025-11-29 newbridge", "newbridge", (), "2025-11-29"),
        ("2024-05-15 10:20:33 来源：新桥网 作者：王小明", "新桥网", ("王小明",), "2024-05-15"),
        ("新橋網 2022/2/8 4:10", "新橋網", (), "2022-02-08"),
        ("發佈日期: 2025-11-30 21:18", None, (), "2025-11-30"),
        ("2024年5月15日 新橋通訊社", "新橋通訊社", (), "2024-05-15"),
        ("2024年5月15日 08:10 新橋", "新橋", (), "2024-05-15"),
        ("date: 2024-05-15", None, (), "2024-05-15"),
        ("2024年5月15日（週三）", None, (), "2024-05-15"),
    ],
)
def test_statements_are_read(line: str, outlet: str | None, byline: tuple[str, ...], day: str | None) -> None:
    stated = read(line)

    assert stated is not None
    assert (stated.outlet, stated.byline) == (outlet, byline)
    assert (stated.published_on.value if stated.published_on else None) == day


@pytest.mark.parametrize(
    "line",
    [
        "",
        "記者手記",
        "編輯推薦",
        "文 明社會",
        "記者在現場看到 大批市民",
        "記者王小明在台北報導時說，橋通車了",
        "2024年5月15日，新橋通車",
        "2024-02-30 新橋網",
        "5月15日 新橋網",
        "2024年5月15日 會議紀要",
        "来源：内容来自新桥观察，谢谢。",
        "作者：",
        "图片来源：新桥社",
        "相關報道：新橋通車、舊橋拆除",
        "王小明：我很高興。",
        "原文来源于：",
    ],
)
def test_text_is_no_statement(line: str) -> None:
    assert read(line) is None


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("記者王小明、李大文", ("王小明", "李大文")),
        ("实习记者 王小明", ("王小明",)),
        ("眾新聞記者", ("眾新聞記者",)),
        ("李 丹", ("李 丹",)),
        ("Ann Lee, Bob Wu", ("Ann Lee", "Bob Wu")),
        ("", ()),
    ],
)
def test_a_role_before_a_name_is_left_out(words: str, names: tuple[str, ...]) -> None:
    assert names_of(words) == names
