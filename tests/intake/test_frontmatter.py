"""Front matter is read as YAML where it is YAML, and line by line where each line is plain."""

import pytest

from bot.errors import InputRefused
from bot.intake.formats.frontmatter import split


@pytest.mark.parametrize(
    ("block", "fields"),
    [
        ("title: 新橋通車\ndate: 2024-05-17", {"title": "新橋通車", "date": "2024-05-17"}),
        ("\ntitle: '新橋通車'\n", {"title": "新橋通車"}),
        ('title: "他說：\\"好\\""', {"title": '他說："好"'}),
        ("title: 甲\ntags:\n  - 橋\n  - 路\nurl: x", {"title": "甲", "tags": ["橋", "路"], "url": "x"}),
        ("title: 甲\nauthor: [王, 李]", {"title": "甲", "author": ["王", "李"]}),
        ("title: >\n  新橋\n  通車\n", {"title": "新橋 通車\n"}),
        ("title: 甲\nseo: {title: 乙, tags: [丙]}\ndate: 丁", {"title": "甲", "seo": [], "date": "丁"}),
    ],
)
def test_yaml_is_read(block: str, fields: dict[str, object]) -> None:
    parts = split("a", f"---\n{block}\n---\n正文")

    assert (dict(parts.fields), parts.text) == (fields, "正文")


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("title: 市府: 新橋通車", "市府: 新橋通車"),
        ("title: 'It's open'", "It's open"),
        ('title: "他說："好"了"', '他說："好"了'),
        ('title: "新橋"通車', '"新橋"通車'),
        ("title: [快訊] 新橋通車", "[快訊] 新橋通車"),
        ("title: [快訊]", "[快訊]"),
        ("title: &TEAM 演唱會", "&TEAM 演唱會"),
        ("title: *重磅*新橋通車", "*重磅*新橋通車"),
        ("title: @市府 通車", "@市府 通車"),
        ("title: %5 成長", "%5 成長"),
        ("title:新橋", "新橋"),
    ],
)
def test_a_title_that_breaks_yaml_is_read_as_it_stands(line: str, title: str) -> None:
    fields = split("a", f"---\n{line}\nauthor: [王, '李']\ntags:\n  - 橋\n---\n").fields

    assert fields == {"title": title, "author": ["王", "李"], "tags": ["橋"]}


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("---\ntitle: 甲: 乙\n  and: so: on\n---\n文", 3),
        ("\n---\ntitle: 甲\n\nx: *loop\n---\n文", 5),
        ("---\ntitle: 甲\n文一\n文二\n", 1),
        ("---\ntitle: 甲\n" + "x: y\n" * 300 + "---\n文", 1),
        ("```yaml\ntitle: 甲\n文", 1),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_line(text: str, line: int) -> None:
    with pytest.raises(InputRefused) as refused:
        split("a", text)

    assert (refused.value.reason, refused.value.line) == ("front-matter", line)


@pytest.mark.parametrize(
    "text",
    [
        "\n\n---\n\ntitle: 甲\n\n---\n文",
        "```\n---\ntitle: 甲\n---\n文",
        "```yaml\ntitle: 甲\n```\n文",
        "---\ntitle: 甲\n...\n文",
    ],
)
def test_blank_lines_and_fences_around_it_do_not_matter(text: str) -> None:
    parts = split("a", text)

    assert (parts.fields, parts.text) == ({"title": "甲"}, "文")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "正文\n---\ntitle: 甲\n---\n",
        "---\n市長說：好\n---\n完",
        "---\nhttp://example.org\n---\n",
        "```\nx = 1\n```\n",
    ],
)
def test_a_rule_or_code_at_the_top_is_no_front_matter(text: str) -> None:
    assert split("a", text).text == text
