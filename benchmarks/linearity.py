"""Whether hostile text costs more than its length, wherever text of others comes in.

usage: python -m benchmarks.linearity [--quick] [--format json]

Each unit is repeated to 10,000 and to 40,000 characters (``--quick``: 2,500 and 10,000); the ratio of the times should
be near 4, and is a failure from 10 on. Times are this process's CPU, the better of two runs; below a hundredth of a
second they are too short to compare and count as that.
"""

import argparse
import json
import sys
import time
from collections.abc import Callable
from contextlib import suppress

from rich.text import Text

from bot.analysis.pipeline import Analyzer
from bot.answers.commands import split
from bot.answers.region_words import marked
from bot.chat.markdown import emphasised, printed
from bot.console.wrapping import wrap
from bot.errors import InputRefused
from bot.intake.formats import read_article
from bot.model import Article, Span
from bot.store.words import Words, place

ANALYSIS = (
    *("「", "“", '"', "”", "“说：”", "說：「", "「甲」乙說「", "他說，「我們好，」", "他表示，"),
    *("他和她，", "他說「我們好」和她，", "王大文：我們好。\n李小明：好。\n", "王大文說，好。\n王：我們好。\n"),
    *("A：「我們好」\n甲：我們好\n", "王大文說：「好」。\n王大文：好\n"),
    *("說", "：", "A：\n", "\n我", "我", "林若蘭：好的我們\n", "王", "王·", "阿·", "總裁", "總裁王大文、"),
    *("、", "-", "(", "A", "A ", "A.", "Ann Bo, ", "Ab-", "http://a", "。", "\n", " ", "\t"),
    *("1", "一", "1月", "年月日", "至", "2024年5月15日至", "周三（", "今（", "5月5日（", "昨天", "《周一"),
    *("1.1.", "may "),
    *("『「", "“”", "‘", "’a", "《", "「王大明說：「", "《》", "（記者王大明）", "王大明（", "(("),
    *("我說", "他說她說", "據悉，", "王大明、陳小美、", "問：好\n答：好\n", "總統王", "王先生", "阿爾特曼·", "歐陽"),
    *("週一至", "週一、", "星期", "上週", "三天前", "1月1日至", "民國", "2024", "十二", "前天前"),
    *("！", "…", "\u3000", "\0", "\u0301", "a\u0301", "\u200b", "王\u200b", "\u202e", "\ue000", "\ud800"),
)
MARKUP = (
    "a",
    "1",
    "\n",
    "「",
    "&",
    "\\",
    "](",
    "[a](",
    "[a](/(",
    "![a](",
    "** a",
    "***a",
    "<div>\n",
    "```\n",
    "---\n",
    "k: v\n",
    "- ",
    "  - a\n",
    "\\[",
    "<b>甲",
    "\u200b",
)
PROSE = "<p>市長表示，工程最困難的不是橋面，而是看不見的地下管線。</p>"
PAGE = (
    *(
        "<p>甲，乙丙丁戊己庚辛壬癸。</p>",
        "<p>甲</p>",
        "<br>甲",
        "<tr><td>甲<td>乙",
        "<td>甲",
        "<a href=/>甲</a>",
        "<b>",
        "<!--",
        "<",
    ),
    *(
        "<article>甲，乙丙丁戊己庚辛壬癸。</article>",
        "<h1>題</h1>",
        "<h1>題 | ",
        "<title>題 - ",
        "<meta name=a content=b>",
    ),
    *(
        "<time class=published>甲</time>",
        "<div>2024-05-15 10:20</div>",
        "發佈：",
        "2024-05-15 ",
        "分享",
        "來源：",
        "記者甲／",
        "延伸閱讀：",
    ),
    *(
        "<script>ct=1715760000;",
        '<script type="application/ld+json">{"a":[',
        "<blockquote>",
        "<pre>甲\n",
        "&amp;",
        "<div>甲",
        "<li><ul>",
        "&#xD800;",
        "\n\t ",
    ),
)
LINES = (" ", "「", " 「", '"', ' "', "x ", " about:", " “「", "/")
GROWTH = 4
FAILURE = 10.0
SHORTEST_S = 0.01


def subjects() -> dict[str, tuple[Callable[[str], object], tuple[str, ...]]]:
    """Return what reads text of others, and the units that are hostile to it."""
    analyzer = Analyzer.load()
    sought = Words.of("a a a a a b 一 二")
    return {
        "analysis": (lambda text: analyzer.analyze(Article("benchmark", "題", f"題\n\n{text}")), ANALYSIS),
        "formats": (lambda text: read_article("benchmark", f"---\ntitle: 題\n---\n{text}\n完".encode()), MARKUP),
        "pages": (page, PAGE),
        "questions": (lambda text: split(f"/quote {text}"), LINES),
        "search": (lambda text: place(sought, text, [Span(0, len(text))]), ("a ", "a", "一", "一 ", "「")),
        "cards": (lambda text: wrap(Text(text), 80), ("里", "「", "a", " ", "\n")),
        "marks": (lambda text: emphasised(*printed(text, marked(text))), ("“的”", "」", "*", "\r\n")),
    }


def page(text: str) -> None:
    """Read a page that holds ``text``, or have it refused for its depth."""
    with suppress(InputRefused):
        read_article("benchmark", f"<html><body>{PROSE}{text}{PROSE}".encode())


def seconds(read: Callable[[str], object], unit: str, characters: int) -> float:
    """Return the CPU seconds that ``unit`` takes, repeated to ``characters``."""
    text = unit * (characters // len(unit))
    taken = []
    for _ in range(2):
        started = time.process_time()
        read(text)
        taken.append(time.process_time() - started)
    return max(min(taken), SHORTEST_S)


def main() -> int:
    """Measure every unit, print the steepest first, and fail if one grows faster than its text."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--format", choices=["text", "json"], default="text")
    arguments = parser.parse_args()
    short = 2_500 if arguments.quick else 10_000
    ratios = {
        f"{name} {unit!r}": seconds(read, unit, short * GROWTH) / seconds(read, unit, short)
        for name, (read, units) in subjects().items()
        for unit in units
    }
    if arguments.format == "json":
        print(json.dumps(ratios, ensure_ascii=False))
    else:
        for subject, ratio in sorted(ratios.items(), key=lambda item: -item[1])[:10]:
            print(f"{ratio:6.1f}  {subject}")
    return int(max(ratios.values()) >= FAILURE)


if __name__ == "__main__":
    sys.exit(main())
