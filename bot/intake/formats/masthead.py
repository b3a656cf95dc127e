"""The lines under a headline that say who wrote, for whom and when.

``每經記者:蔡鼎 每經編輯:蘭素英``, ``作者 | 王小明``, ``文章来源：某某网``, ``2022-02-28 04:10 中時新聞網``.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from bot.analysis.lexicon import rows
from bot.analysis.script import fold, script_of
from bot.intake.formats.publication import DAY, publication
from bot.model import DateSource, PublicationDate, Script

LONGEST_CHARS = 100
NEAR = 4
"""How many paragraphs from the start or the end are near it."""
SEPARATOR = r"[ \t\u00a0]*[:|/丨︱][ \t\u00a0]*"
WRITERS = "撰稿人|特约记者|实习记者|本报记者|见习记者|记者|作者|撰文|撰稿|采写|采访|报道|编译|文"
OTHERS = "责任编辑|编辑|责编|校对|审校|审核|主编|监制|摄影|图片|视频|制图|翻译|图"
SOURCES = "文章来源|稿件来源|新闻来源|本文来源|原文来源|信息来源|来源|转载自|转自"
CREDIT = re.compile(
    rf"(?:^|(?<=[\s;]))(?P<outlet>[\u4e00-\u9fffa-z]{{0,8}}?)"
    rf"(?:(?P<writer>{WRITERS})|(?P<other>{OTHERS})|(?P<source>{SOURCES}))(?:{SEPARATOR}|[ \t\u00a0]+)"
)
"""What comes before names, in a folded line."""
EDITORS = re.compile(r"(?:编辑|责编|编审|校对|审校|审核|核稿|监制|主编)(?:[\u4e00-\u9fff]{0,2})[ \t]*[:/|]")
"""A credit of editors anywhere in a folded line."""
REPORT = re.compile(
    r"(?P<outlet>[\u4e00-\u9fff]{0,6}?)/?记者[ ]?(?P<names>[\u4e00-\u9fff、]{2,20})[ ]?/[ ]?[\u4e00-\u9fff]{0,6}[ ]?"
    r"(?:报导|报道|电|专访)"
)
"""``記者王小明／台北報導``"""
ROLE = re.compile(rf"(?:{WRITERS})(?:{SEPARATOR}|[ \t]+)?(?=\S)")
UNSEPARATED = re.compile(r"(?:记者|作者|编辑)\s+$")
"""Roles that a space alone may separate from names: 文 and 图 are words too."""
REMARK = re.compile(r"[（(][^（）()]*[）)]")
NAME_SEPARATOR = re.compile(
    r"[、,;，；&]|[ \t\u00a0\u3000]{2,}|(?<=[\u4e00-\u9fff]{2})[ \t\u00a0\u3000](?=[\u4e00-\u9fff]{2})"
)
NAME = re.compile(r"[\w·・.\-'’ ()（）]{1,20}")
SHORT_NAME = re.compile(r"[\u3400-\u9fff]{2,4}")
OUTLET = re.compile(r"[\w·・.\-&’' ()（）:]{2,30}")
SPELT_DAY = re.compile(r"日(?!.*[:时])")
"""A day in words without a time of day may head a chronicle: beside it only a name like 新華社 is an outlet."""
INSTITUTION = re.compile(r".+(?:报|社|网|新闻|电视台|电台|周刊|杂志|日报|时报|通讯)")
CLOCK = r"(?:[ t]*(?:上午|下午|凌晨|晚上)?\d{1,2}[:时]\d{2}(?:[:分]\d{2})?(?:\.\d+)?[分秒]?)?"
ZONE = r"(?:[ ]?(?:z|utc|gmt)?(?:[+-]\d{2}:?\d{2})?)"
WEEKDAY = r"(?:[ ]?\(?(?:星期|周|礼拜)[一二三四五六日天]\)?)?"
WHEN = rf"(?P<when>{DAY}{WEEKDAY}{CLOCK}{ZONE})"
LABEL = r"(?:(?:发布|发表|出版|刊登|刊出)?(?:日期|时间|于)?:?[ ]*|date: ?)"
DATED = re.compile(rf"{LABEL}{WHEN}(?P<after>(?:[ \t|/丨](?!\d).*)?)")
DATED_LAST = re.compile(rf"(?P<before>\D.{{0,40}}?)[ \t|/丨]+{WHEN}")
A_DAY = re.sub(r"\?P<\w+>", "?:", DAY)
CHANGE = r"(?:最后|最近|最新)?(?:更新|更改|修改|updated?|modified)(?:日期|时间|于| on)?:?"
UPDATED = re.compile(rf"{CHANGE}[ ]*{A_DAY}.*|{A_DAY}[ ]*{CLOCK}[ ]*{CHANGE}")
"""A line that states only when a text was changed, which is not when it was published."""
UPDATED_TOO = re.compile(rf"[ \t|/丨(]*{CHANGE}[ ]*{A_DAY}.*")
BRACKETS = {"【": "】", "（": "）", "(": ")", "〔": "〕", "[": "]", "［": "］"}
PROSE = re.compile(r"[。！？!?，]")


@dataclass(frozen=True, slots=True)
class Masthead:
    """What such lines state; ``byline`` names writers only, not editors."""

    outlet: str | None = None
    byline: tuple[str, ...] = ()
    published_on: PublicationDate | None = None

    def or_else(self, other: "Masthead") -> "Masthead":
        """Return this with what it leaves open taken from ``other``."""
        return Masthead(
            self.outlet or other.outlet, self.byline or other.byline, self.published_on or other.published_on
        )


def read(line: str) -> Masthead | None:
    """Return what ``line`` states where it is nothing but such a statement, else None."""
    line = line.strip()
    if len(line) > LONGEST_CHARS or PROSE.search(line):
        return None
    if line[:1] in BRACKETS and line.endswith(BRACKETS[line[0]]):
        line = line[1:-1].strip()
    if UPDATED.fullmatch(fold(line)):
        return Masthead()
    update = UPDATED_TOO.search(fold(line))
    line = line[: update.start()] if update else line
    return _dated(line) or credits_of(line)


def _dated(line: str) -> Masthead | None:
    folded = fold(line)
    match = DATED.fullmatch(folded) or DATED_LAST.fullmatch(folded)
    if match is None:
        return None
    published_on = publication(line[match.start("when") : match.end("when")], DateSource.STATED)
    if published_on is None:
        return None
    group = "after" if match.re is DATED else "before"
    rest = line[match.start(group) : match.end(group)].strip(" \t|/丨｜／")
    if not rest:
        return Masthead(published_on=published_on)
    stated = credits_of(rest)
    named = INSTITUTION if SPELT_DAY.search(match["when"]) else OUTLET
    if stated is None and named.fullmatch(fold(rest)) is None:
        return None
    return Masthead(published_on=published_on).or_else(stated or Masthead(outlet=rest))


def credits_of(line: str) -> Masthead | None:
    """Return writers and outlet where ``line`` is nothing but credits, else None."""
    folded = fold(line)
    if report := REPORT.fullmatch(folded):
        names = names_of(line[report.start("names") : report.end("names")])
        return Masthead(_outlet(line, report) if report["outlet"] else None, names)
    marks = list(CREDIT.finditer(folded))
    if not marks or marks[0].start() > 0:
        return None
    stated = Masthead()
    for mark, end in zip(marks, [*(mark.start() for mark in marks[1:]), len(line)], strict=True):
        names = names_of(line[mark.end() : end])
        outlet = _outlet(line, mark) if mark["outlet"] else None
        name_like = NAME if _is_separated(mark) else SHORT_NAME if UNSEPARATED.search(mark[0]) else None
        if not names or name_like is None or not all(map(name_like.fullmatch, names)):
            return None
        if mark["outlet"] and outlet is None:
            return None
        if mark["source"]:
            stated = stated.or_else(Masthead(outlet="".join(names)))
        else:
            stated = stated.or_else(Masthead(outlet, names if mark["writer"] else ()))
    return stated


def is_of_editors(line: str) -> bool:
    """Tell whether ``line`` is a credit of those who edited, checked or published: ``（責任編輯：王小明）``."""
    folded = fold(line)
    return len(line) <= LONGEST_CHARS and not PROSE.search(line) and EDITORS.search(folded) is not None


def credits_among(paragraphs: Sequence[str]) -> Masthead:
    """Return what credits near the start or the end of an article state: these lines are its text and stay there.

    A bare 来源：… is passed over there: it credits a picture as often as the article.
    """
    stated = Masthead()
    for line in (*paragraphs[:NEAR], *paragraphs[NEAR:][-NEAR:]):
        if len(line) <= LONGEST_CHARS and not PROSE.search(line) and not fold(line).startswith("来源"):
            stated = stated.or_else(credits_of(line) or Masthead())
    return stated


def names_of(words: str) -> tuple[str, ...]:
    """Return the names that a byline lists, without the role that may stand before them.

    >>> names_of("記者吳婉英、林勵")
    ('吳婉英', '林勵')
    """
    names = tuple(_bare(name) for name in NAME_SEPARATOR.split(_bare(REMARK.sub("", words))) if name.strip())
    return tuple(name for name in names if not fold(name).endswith("记者")) or names


def _bare(name: str) -> str:
    name = name.strip()
    role = ROLE.match(fold(name))
    return name[role.end() :] if role else name


def _is_separated(mark: re.Match[str]) -> bool:
    return mark[0].strip()[-1] in ":|/丨︱"


def _outlet(line: str, mark: re.Match[str]) -> str | None:
    """Name the outlet by what stands before a role: its short form, or its full name; None where it is neither."""
    names = _outlets().get(mark["outlet"])
    if names:
        return names[0] if script_of(line) is Script.HANT else names[1]
    return line[mark.start("outlet") : mark.end("outlet")] if INSTITUTION.fullmatch(mark["outlet"]) else None


@cache
def _outlets() -> dict[str, tuple[str, str]]:
    return {fold(short): (hant, hans) for short, hant, hans in rows("outlets.tsv", fields=3)}
