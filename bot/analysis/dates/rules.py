"""The rules that find terms in folded text, one small pattern each, and the scan that applies them in one pass.

A pattern's named groups say what it found; ``READERS`` makes each group a term. Where rules overlap the earlier one
wins. Patterns are bounded, so the scan is linear.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from bot.analysis.dates.feasts import LUNAR_FEASTS, PER_MONTH, SOLAR_FEASTS
from bot.analysis.dates.numerals import COUNT, DAY, MONTH, NOT_IN_NUMBER, YEAR, number_of
from bot.analysis.dates.terms import LAST, Base, Term, Token, Word
from bot.model import Grain, Span

Match = re.Match[str]
Reader = Callable[[Match], Term]

S = " {0,2}"
"""The space that news sets between numbers and Chinese words."""
TO = f"{S}(?:起?[至到]|[-~—–〜]){S}"
"""What stands between the ends of a range."""
AND = f"{S}[、和与及]{S}"
"""What stands between the two of a pair."""
SHARED = f"(?:{TO}|{AND})"
"""What stands between two numbers of which only the second is told what it counts: 7月8、9日, 70至80年代."""
WEEK = "(?:周|星期|礼拜)"
WEEKDAY = "(?P<weekday>[一二三四五六天]|日(?!本))"
NEXT_WEEKDAY = "|".join(f"(?<={day}){AND}{after}" for day, after in pairwise("一二三四五六日"))
NEXT_WEEKDAY = f"(?P<pair>(?:{NEXT_WEEKDAY})(?![本名个位人成大月号点时]))?"
"""The day after it, which follows a weekday in a pair: 周五、六."""
WEEKDAY_BESIDE = rf"{S}\({S}{WEEK}?(?P<weekday>[一二三四五六日天]){S}\)"
"""The weekday in brackets behind a day: 7/5（三）."""
FEAST_TIME = "(?=当[日天晚]|[日夜晚早](?![会宴市餐])|凌晨|清晨|上午|下午)"
"""What follows a feast that is the time of something rather than its occasion or theme (聖誕晚會) ..."""
FEAST_BEFORE = "(?<=[自从由于在至到])"
"""... and what goes before it."""
FIRST_DAYS = "初(?P<new_year>[一二三四五六七八九]|十[一二三四五]?)"
EVENT = "事件|游行|集会|运动|暴动|袭击|冲突|占领|示威|国庆|罢工|惨案|大?包围|开枪|当[晚日天]|翌日"
"""What Hong Kong calls by its month and day: 7.21襲擊, 831事件."""
NUMERIC = (r"(?<![a-z0-9_/.])(?<![^\d]-)", r"(?![\d/_a-z]|\.\d|-(?!\d{1,4}[/.]))")
"""What may not stand around a date in numbers: the rest of an address, a version or a longer number."""
NUMERIC_MONTH, NUMERIC_DAY = r"(?P<month>1[0-2]|0?[1-9])", r"(?P<day>3[01]|[12]\d|0?[1-9])"
LATIN_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
LATIN_MONTH = (
    r"(?<![a-z])(?P<latin_month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
LATIN_DAY = r"(?<![\d.])(?P<day>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\d:.%])"
LATIN_YEAR = r"(?P<year>(?:19|20)\d\d)(?!\d)"
SPELT_YEAR = "[〇零○五六七八九][〇零○一二三四五六七八九]"
"""A year by its last two figures: 九七年, and no 97 years."""
START = "初期?(?!步|级|中|次|选|创|学|始|衷|心)"
END = "(?:底(?!特律|层|部|线|价|气|蕴|片)|末(?!班|端|世)期?)"
"""The two ends of a year or month behind it, and no other words (初次, 底片)."""
PART_OF_YEAR = f"{S}(?:{MONTH}{S}月|[第首]?[一二三四1-4]?季|[上下]半年|年?(?:{START}|{END}))"
"""What follows a number of two or three figures that is a year."""
LASTING = "(?!的?(?:历史|时间|时光|岁月|生涯|期|来|间|内|以来|以上|以内|之久|之内|之间|左右|多|余|长))"
"""What follows a number of years that is a stretch of time and no date."""
NOT_LASTING = (
    "(?<!为期)(?<!历时)(?<!为时)(?<!连续)(?<!长达)(?<!持续)(?<!一连)(?<!相隔)(?<!隔离)(?<![共逾达近满首头再呢])"
)
"""What does not stand before a day of the month: words that make it a number of days."""
OFFSET = "(?:之|以)?(?P<direction>前(?!后|夕|期|往|来|赴)|后)"
COUNTED = (
    "(?!线|楼|馆|门|院|店|厅|仓|机|舱|房|车|球|风|波|选手|员|种子|文件|令|公|床|码|铺|干线|提案|案|航|发射|火箭|卫星|台|电池"
    "|井|桌|座|室|屋|字|人物|墙|柜|坑|界|位|法|议|战|牌|桥|地|矿|油|信箱|窗|站|专线|路|[a-z])"
)
"""What a number with 号 counts where it is not a day."""
NAMED_NUMBERS = {
    "春": 1,
    "夏": 2,
    "秋": 3,
    "冬": 4,
    "元": 1,
    "正": 1,
    "腊": 12,
    "首": 1,
    "末": 4,
    "日": 7,
    "天": 7,
    "最后一": LAST,
}
"""The numbers that seasons, years, months, quarters and weekdays have by name."""
SHIFTS = {"上上": -2, "上": -1, "下": 1, "下下": 2, "去": -1, "昨": -1, "明": 1}
UNITS = {"年": Grain.YEAR, "月": Grain.MONTH, "天": Grain.DAY, "日": Grain.DAY}
DAYS_PER_WEEK = 7
HALF_YEAR_MONTHS = 6
REPUBLIC = 1911
"""The year before the first of the Republic's calendar, by which Taiwan counts."""
HUNDRED = 100
PIVOT = 40
"""Years of two figures above it belong to the 20th century."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern over folded text; ``dependent`` as in ``Term``."""

    name: str
    pattern: str
    dependent: bool = False


def _counted(group: str, number: str, unit: str, between: str = SHARED) -> str:
    """Return the pattern of a number before its unit, or before another number that shares it."""
    return f"(?P<{group}>{number})(?:{S}{unit}|(?={between}{number}{S}{unit}))"


TRIGGERS = "0-9〇零○一二两三四五六七八九十廿卅半民第首末前头今去明昨上下本这周星礼"
"""The characters with which a term may begin, beside those of the lexicon's words, Latin ones ..."""
LATIN_STARTS = "adfjmnoqs"
CALENDAR_WORDS = ("大年", "正月", "农历", "阴历", "旧历")
"""... and the frequent ones that begin a term in these words and the feasts only."""
FEASTS = LUNAR_FEASTS | SOLAR_FEASTS
FEAST_NAMES = "|".join(FEASTS)

RULES = (
    Rule("full-date", rf"{NUMERIC[0]}(?P<year>(?:1[5-9]|20)\d\d)[-/.]{NUMERIC_MONTH}[-/.]{NUMERIC_DAY}{NUMERIC[1]}"),
    Rule("day-first", rf"{NUMERIC[0]}{NUMERIC_DAY}[-/.]{NUMERIC_MONTH}[-/.](?P<year>(?:19|20)\d\d){NUMERIC[1]}"),
    Rule("month-and-day", rf"{NUMERIC[0]}{NUMERIC_MONTH}/{NUMERIC_DAY}{WEEKDAY_BESIDE}"),
    Rule("latin-month-first", f"{LATIN_MONTH} {{1,2}}{LATIN_DAY}(?:,? {{0,2}}{LATIN_YEAR})?"),
    Rule("latin-day-first", f"{LATIN_DAY} {{1,2}}{LATIN_MONTH},? {{1,2}}{LATIN_YEAR}"),
    Rule("latin-month", f"{LATIN_MONTH},? {{1,2}}{LATIN_YEAR}"),
    Rule(
        "decade",
        NOT_IN_NUMBER
        + _counted(
            "decade",
            r"(?:(?:1[5-9]|20)?\d0|[一二][八九〇零][〇零一二三四五六七八九][〇零]|[二三四五六七八九][十〇零])",
            "年代",
        ),
    ),
    Rule("century", rf"{NOT_IN_NUMBER}(?P<century>1\d|2[01]|二十一?|十[一二三四五六七八九]){S}世纪"),
    Rule("republic", rf"民国{S}(?P<republic>元|\d{{1,3}}|[一二三四五六七八九十百〇零]{{1,5}}){S}年度?"),
    Rule("republic-short", rf"{NOT_IN_NUMBER}(?P<republic>1[01]\d){S}(?:学?年度|年(?={PART_OF_YEAR}))"),
    Rule(
        "fiscal-years",
        rf"{NOT_IN_NUMBER}(?P<year>(?:19|20)\d\d)/(?P<through>(?:\d\d)?\d\d){S}(?:财政?|学)?年度?",
    ),
    Rule(
        "year",
        NOT_IN_NUMBER + _counted("year", YEAR, "(?:年(?!代|的?历史|版)度?|财政?年度?)"),
    ),
    Rule("years", rf"(?<=[从自])(?P<year>{YEAR}){TO}(?P<through>{YEAR})(?!\d|{S}年)"),
    Rule("lunar", f"(?:农|阴|旧)历{S}(?P<lunar_month>正|腊|{MONTH})月初?(?P<lunar_day>{DAY})日?"),
    Rule("new-year", f"(?:大年|农历新?年|(?<![\\d今去前明后往新])年|正月){FIRST_DAYS}"),
    Rule("new-year-of-year", f"年{FIRST_DAYS}", dependent=True),
    Rule("feast", "(?P<feast>除夕|平安夜|元旦)(?![前快])"),
    Rule("feast-as-time", f"(?:{FEAST_BEFORE}|(?=(?:{FEAST_NAMES})节?{FEAST_TIME}))(?P<feast>{FEAST_NAMES})节?"),
    Rule("feast-of-year", f"(?P<feast>{FEAST_NAMES})节?", dependent=True),
    Rule(
        "offset",
        rf"{NOT_IN_NUMBER}(?<!隔离)(?<![近月])(?<![近月] )(?<!\d[-~至到])(?!(?:1[1-9]|[23]\d){S}日|{SPELT_YEAR}{S}年)"
        rf"(?P<count>{COUNT}|半(?={S}年)){S}(?P<unit>年|个月|个?{WEEK}|天|日){S}{OFFSET}",
    ),
    Rule(
        "short-year",
        rf"{NOT_IN_NUMBER}(?P<short_year>{SPELT_YEAR}|0\d|(?<!近)\d\d(?={S}年{PART_OF_YEAR}))"
        f"{S}年(?!代){LASTING}",
    ),
    Rule("first-of-year", f"[前头首](?P<first>{COUNT}){S}(?P<of>个月|个?季度?)", dependent=True),
    Rule(
        "quarter",
        "(?P<quarter>第[一二三四1-4]个?|[首末一二三四])(?:财季度?|季度)",
    ),
    Rule("quarter-latin", "(?<![a-z0-9])q(?P<quarter>[1-4])(?![a-z0-9])"),
    Rule("quarter-first", "(?P<quarter>首)季(?!赛|节)"),
    Rule("quarter-short", "第?(?P<quarter>[末一二三四1-4])季(?!赛|节|后|度)", dependent=True),
    Rule("season", "(?P<near_year>[今去明])(?P<season>[春夏秋冬])(?!奥|晚|节|来)"),
    Rule(
        "month",
        NOT_IN_NUMBER + _counted("month", MONTH, "月(?!饼|球|亮|租|薪|供|票|卡|嫂|子|天|光|老|经|刊|台)分?"),
    ),
    Rule("nth-month", f"第(?P<month>{MONTH})个月", dependent=True),
    Rule(
        "week",
        f"(?<![以马网地基版日])(?P<week>上上|下下|[上下本这今])(?:一个|个|一)?{WEEK}(?:{WEEKDAY}{NEXT_WEEKDAY}|(?P<weekend>末)|(?![期边围刊转岁密年]))",
    ),
    Rule("weekday", rf"(?<![一二两三四五六七八九十\d几每多数]){WEEK}{WEEKDAY}{NEXT_WEEKDAY}(?![岁次期围鸣])"),
    Rule("day-of-month", rf"{NOT_IN_NUMBER}(?P<day>[一二三四五六七八九十]){S}(?:日|号{COUNTED})", dependent=True),
    Rule(
        "day",
        f"{NOT_IN_NUMBER}(?<!/){NOT_LASTING}"
        + _counted("day", DAY, "日(?!内|间|游|以[内上下]|之内|元|圆)", between=TO)
        + f"(?:(?<=日){WEEKDAY_BESIDE})?",
    ),
    Rule(
        "day-of-pair",
        rf"{NOT_IN_NUMBER}(?:(?<=[月(])|(?=\d\d)){NOT_LASTING}(?P<day>{DAY})(?={AND}(?:{DAY}{AND}){{0,3}}{DAY}{S}[日号]{COUNTED})",
    ),
    Rule("near-pair", "(?P<near_day>[今昨])[明今](?P<pair>两)[天日]"),
    Rule(
        "day-unmarked",
        "(?<=月)(?P<day>二十[一二三四五六七八九]?|三十一?|十[一二三四五六七八九]?|廿[一二三四五六七八九]?)"
        "(?![一二三四五六七八九十百千万亿个名人岁余多日号天点时])",
        dependent=True,
    ),
    Rule(
        "nth-weekday",
        f"(?P<nth>第[一二三四五]|最后一)个?{WEEK}{WEEKDAY}",
        dependent=True,
    ),
    Rule(
        "day-number",
        rf"{NOT_IN_NUMBER}(?:(?<![\u4e00-\u9fffa-z\-/])|(?<=[月在于是到至从由自定的他她我们你它会将才又也就本截和及与]))"
        + _counted("day", DAY, f"号{COUNTED}", between=TO),
    ),
    Rule(
        "named-day",
        rf"(?<![a-z\d.])(?P<named>(?:1[0-2]|[1-9])[./·・‧•](?:3[01]|[12]\d|[1-9])(?=[^\d,。;!?万亿%]{{0,4}}(?:{EVENT}))"
        rf"|(?<=【)(?:1[0-2]|[1-9])[./·・‧•](?:3[01]|[12]\d|[1-9])(?=[\u4e00-\u9fff])"
        rf"|(?:1[0-2]|[1-9])(?:3[01]|[12]\d|0[1-9])(?={EVENT}))",
    ),
    Rule(
        "month-and-day-of-year",
        r"(?P<month>1[0-2]|[1-9])[./·・](?P<day>3[01]|[12]\d|[1-9])(?![\d.%万亿倍个元岁米])",
        dependent=True,
    ),
    Rule("glossed-day", r"(?P<near_day>[今昨明])(?=\(\d{1,2}[日号]?\))"),
)


def _number(written: str) -> int:
    """Return the number of a part of a date, which may have a name (末季, 腊月, 周日) or be an ordinal (第一个)."""
    return NAMED_NUMBERS.get(written) or number_of(written.strip("第个"))


def _numbered(group: str, base: Base, grain: Grain, start: int = 0) -> Reader:
    """Return the reader of a group that writes a number; ``start`` is what it counts from."""
    return lambda match: Term(base, grain, start + _number(match[group]))


def _shifted(group: str, grain: Grain) -> Reader:
    """Return the reader of a group that says how far from the publication: 去, 上上, 明."""
    return lambda match: Term(Base.PUBLISHED, grain, SHIFTS.get(match[group], 0))


def _decade(match: Match) -> Term:
    number = number_of(match["decade"])
    if number < HUNDRED:  # 90年代: the tenth decade of some century
        return Term(Base.ORDINAL, Grain.DECADE, number // 10 + 1)
    return Term(Base.ABSOLUTE, Grain.DECADE, number // 10)


def _short_year(match: Match) -> Term:
    number = number_of(match["short_year"])
    return Term(Base.ABSOLUTE, Grain.YEAR, number + (1900 if number > PIVOT else 2000))


def _through(match: Match) -> Term:
    """Read the last year of a row of years; 2019/20 leaves out its century."""
    first, last = number_of(match["year"]), number_of(match["through"])
    if last < HUNDRED:
        last += first // HUNDRED * HUNDRED + (HUNDRED if last < first % HUNDRED else 0)
    return Term(Base.FIRST, Grain.YEAR, max(last - first, 0) + 1)


def _offset(match: Match) -> Term:
    sign, base = (-1, Base.PUBLISHED) if match["direction"] == "前" else (1, Base.AFTER)
    if match["count"] == "半":
        return Term(base, Grain.MONTH, sign * HALF_YEAR_MONTHS)
    count, grain = sign * number_of(match["count"]), UNITS.get(match["unit"].removeprefix("个"))
    return Term(base, Grain.DAY, count * DAYS_PER_WEEK) if grain is None else Term(base, grain, count)


def _first(match: Match) -> Term:
    return Term(Base.FIRST, Grain.MONTH if match["of"] == "个月" else Grain.QUARTER, number_of(match["first"]))


def _feast(match: Match) -> Term:
    name = match["feast"]
    return Term(Base.LUNAR if name in LUNAR_FEASTS else Base.SOLAR, Grain.DAY, FEASTS[name])


def _lunar(match: Match) -> Term:
    return Term(Base.LUNAR, Grain.DAY, _number(match["lunar_month"]) * PER_MONTH + number_of(match["lunar_day"]))


def _named(match: Match) -> Term:
    """Read 7.21 and 721, whose last two figures are the day."""
    month, _, day = re.sub(r"\D", ".", match["named"]).partition(".")
    return Term(Base.NAMED, Grain.DAY, int(month) * PER_MONTH + int(day) if day else int(month))


READERS: dict[str, Reader] = {
    "century": _numbered("century", Base.ABSOLUTE, Grain.CENTURY, -1),
    "decade": _decade,
    "year": _numbered("year", Base.ABSOLUTE, Grain.YEAR),
    "short_year": _short_year,
    "republic": _numbered("republic", Base.ABSOLUTE, Grain.YEAR, REPUBLIC),
    "near_year": _shifted("near_year", Grain.YEAR),
    "through": _through,
    "direction": _offset,
    "first": _first,
    "quarter": _numbered("quarter", Base.ORDINAL, Grain.QUARTER),
    "season": _numbered("season", Base.ORDINAL, Grain.SEASON),
    "latin_month": lambda match: Term(Base.ORDINAL, Grain.MONTH, LATIN_MONTHS.index(match["latin_month"][:3]) + 1),
    "month": _numbered("month", Base.ORDINAL, Grain.MONTH),
    "week": _shifted("week", Grain.WEEK),
    "nth": _numbered("nth", Base.SEVENTH, Grain.DAY),
    "feast": _feast,
    "new_year": _numbered("new_year", Base.LUNAR, Grain.DAY, PER_MONTH),
    "lunar_month": _lunar,
    "weekend": lambda _: Term(Base.WEEKEND, Grain.DAY),
    "day": _numbered("day", Base.ORDINAL, Grain.DAY),
    "weekday": _numbered("weekday", Base.WEEKDAY, Grain.DAY),
    "named": _named,
    "near_day": _shifted("near_day", Grain.DAY),
    "pair": lambda _: Term(Base.FIRST, Grain.DAY, 2),
}
"""How each named group becomes a term, in the order coarse to fine."""


class Scanner:
    """Finds the terms of folded texts; built once from the lexicon's words."""

    def __init__(self, words: dict[str, Word]) -> None:
        self._words = words
        self._rules = {rule.name: (rule, re.compile(rule.pattern)) for rule in RULES}
        longest_first = sorted(words, key=len, reverse=True)
        alternatives = [f"(?P<{rule.name.replace('-', '_')}>{_unnamed(rule.pattern)})" for rule in RULES]
        starts = TRIGGERS + "".join(sorted({word[0] for word in words}))
        names = [name for name in (*CALENDAR_WORDS, *FEASTS) if name[0] not in starts]
        firsts, seconds = ("".join(sorted({name[place] for name in names})) for place in (0, 1))
        trigger = rf"[{starts}]|(?<![a-z])[{LATIN_STARTS}]|[{firsts}][{seconds}]"
        self._pattern = re.compile(f"(?={trigger})(?:{'|'.join(alternatives)}|(?P<word>{'|'.join(longest_first)}))")

    def scan(self, folded: str) -> Iterator[Token]:
        """Yield the terms of ``folded`` in order, without overlap."""
        start = 0
        while match := self._pattern.search(folded, start):
            group = match.lastgroup or ""
            terms = self._word(folded, match) if group == "word" else self._terms(folded, match, group)
            start = match.end() if terms else match.start() + 1
            if terms:
                yield Token(Span(*match.span()), terms)

    def _word(self, folded: str, match: Match) -> tuple[Term, ...]:
        word = self._words[match.group()]
        return (word.term,) if word.fits(folded, match.start()) else ()

    def _terms(self, folded: str, match: Match, group: str) -> tuple[Term, ...]:
        rule, pattern = self._rules[group.replace("_", "-")]
        found = pattern.match(folded, match.start())
        assert found is not None  # the combined pattern matched the same text
        written = {name for name, text in found.groupdict().items() if text is not None}
        terms = tuple(read(found) for name, read in READERS.items() if name in written)
        return tuple(replace(term, dependent=True) for term in terms) if rule.dependent else terms


def _unnamed(pattern: str) -> str:
    return re.sub(r"\(\?P<\w+>", "(?:", pattern)
