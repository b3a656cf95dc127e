"""Terms put together: 去年 + 11月, 周四 with its gloss in brackets, a day with its time, the two ends of a range."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.analysis.dates.idioms import is_no_date
from bot.analysis.dates.numerals import DIGITS, TENS
from bot.analysis.dates.rules import AND, END, START, TO
from bot.analysis.dates.terms import Base, Term, Token
from bot.model import Grain, Modifier, Span

GAP = re.compile(" {0,2}(?:[的嘅] {0,2})?")
WEEKDAY_GAP = re.compile("[ ,]{0,2}")
OPENING = re.compile(r" {0,2}\( {0,2}(?:即|也就是|亦即)?")
CLOSING = re.compile(r" {0,2}\)")
BARE_GLOSS = re.compile(r" {0,2}\( {0,2}(\d{1,2}) {0,2}\)")
BEHIND_MIDDLE = (
    "国央共华纪联办美英法德俄苏日韩朝越印澳菲欧亚非港台东西南北原大小学文医药方央外"
    "期秋午年间心部场环山型层级等式性超甲乙石信银资科兴芯金标奖弹毒暑枪风断止二三一四五六有最"
)
"""What makes 中 behind a year or a month the beginning of another word (2018年中國, 7月中美會談)."""
TAILS = re.compile(
    f"(?P<start>[年月]?{START}|上旬|早期)"
    f"|(?P<mid>中[旬期叶]|年?中(?![{BEHIND_MIDDLE}]))"
    f"|(?P<end>[年月]?{END}|下旬|[后晚]期)"
    "|(?P<none>(?:早些|晚些|稍早|稍晚|较早)(?:时候?|前|后)?)"
)
PART_OF_DAY = (
    "凌晨|清晨|早晨|早上|早间|上午|上昼|中午|正午|午间|午后|下午|下昼|傍晚|黄昏|晚上|晚间|夜间|夜里|深夜|午夜|入夜"
    "|晚(?!会|宴|餐|年|报|辈|期|于|了|些|点)|夜(?!市|总会|校|景|店|宴)|早(?!前|已|报|些|日|期|在|盘|餐|就)|晨(?!报|跑|间|早)"
)
CLOCK = (
    r"(?:\d{1,2}|[一二两三四五六七八九十]{1,3}) {0,2}(?:[点时](?!间|代|任|候)钟?|:\d\d)"
    r"(?: {0,2}\d{1,2} {0,2}分|半|正|整)?(?:多|许|左右)?"
)
TIME_OF_DAY = re.compile(f" {{0,2}}(?:的 ?)?(?:(?:{PART_OF_DAY}) {{0,2}})?(?:{CLOCK}(?: ?[至到~-] ?{CLOCK})?)?")
NUMERALS = frozenset("0123456789") | DIGITS.keys() | TENS.keys()
TO_PATTERN = re.compile(TO)
AND_PATTERN = re.compile(AND)
BETWEEN = re.compile(" {0,2}之?间")


@dataclass(frozen=True, slots=True)
class Phrase:
    """One date expression before it is resolved.

    ``gloss`` are the terms of a second statement of the same time, mostly in brackets; ``until`` is the end of a
    range, whose span lies within this one's.
    """

    span: Span
    terms: tuple[Term, ...]
    modifier: Modifier | None = None
    gloss: tuple[Term, ...] = ()
    until: "Phrase | None" = None

    @property
    def grain(self) -> Grain:
        """The grain of the finest term."""
        return self.terms[-1].grain


def compose(folded: str, tokens: Sequence[Token]) -> list[Phrase]:
    """Put the tokens of one text together, in the order of the text; what denotes no time by itself is left out."""
    found: list[Phrase] = []
    index = 0
    while index < len(tokens):
        phrase, following = _expression(folded, tokens, index)
        if phrase is not None and not is_no_date(folded, phrase.span):
            found.append(_enclosed(folded, found[-1], phrase) if found else phrase)
            while following < len(tokens) and tokens[following].span.start < phrase.span.end:
                following += 1  # 1月年中: the tail of the one is a token of its own
        index = following
    return found


def _enclosed(folded: str, before: Phrase, phrase: Phrase) -> Phrase:
    """Give the next of a row what encloses the one before: 去年7月 for the 9日 of 去年7月3日、9日."""
    last, head = (before.until or before).terms[-1], phrase.terms[0]
    is_next = head.enclosing is not None and (head.base, head.grain) == (last.base, last.grain)
    if (
        not is_next
        or head.number <= last.number
        or not AND_PATTERN.fullmatch(folded, before.span.end, phrase.span.start)
    ):
        return phrase
    return replace(phrase, terms=(*before.terms[:-1], *phrase.terms))


def _expression(folded: str, tokens: Sequence[Token], index: int) -> tuple[Phrase | None, int]:
    """Read a phrase or a range of two from ``tokens[index]`` on; return it and the index behind it."""
    start, following = _glossed(folded, tokens, index)
    if start is None:
        return None, following
    to = TO_PATTERN.match(folded, start.span.end)
    joined = to or AND_PATTERN.match(folded, start.span.end)
    if joined is None or not _starts_at(tokens, following, joined.end()):
        return start, following
    end, behind = _glossed(folded, tokens, following)
    if end is None or not _spans_range(start, end):
        return start, following
    if to is None and not (_is_next(folded, start, end) or BETWEEN.match(folded, end.span.end)):
        return start, following
    return Phrase(Span(start.span.start, end.span.end), start.terms, start.modifier, start.gloss, end), behind


def _spans_range(start: Phrase, end: Phrase) -> bool:
    return start.grain is end.grain or {start.terms[-1].base, end.terms[-1].base} >= {Base.PART}


def _is_next(folded: str, start: Phrase, end: Phrase) -> bool:
    """Tell whether the two share their unit and follow one another: 8、9日, no 8、10日."""
    last = start.terms[-1]
    is_shared = folded[start.span.end - 1] in NUMERALS and folded[end.span.end - 1] not in NUMERALS
    return is_shared and end.terms == (replace(last, number=last.number + 1),)


def _glossed(folded: str, tokens: Sequence[Token], index: int) -> tuple[Phrase | None, int]:
    """Read one phrase with what may follow it: a part of a period, a time of day, a gloss."""
    terms, end, following = _chain(folded, tokens, index)
    if terms[0].dependent:
        return None, index + 1
    modifier, end = _tail(folded, terms, end)
    end = _time_of_day(folded, terms, end)
    gloss: tuple[Term, ...] = ()
    if (bare := BARE_GLOSS.match(folded, end)) and terms[-1].grain is Grain.DAY:
        gloss, end = (Term(Base.ORDINAL, Grain.DAY, int(bare[1])),), bare.end()
        end += folded[end : end + 1] in tuple("日号天")
    elif (opening := OPENING.match(folded, end)) and _starts_at(tokens, following, opening.end()):
        inner, inner_end, behind = _chain(folded, tokens, following)
        closing = CLOSING.match(folded, _time_of_day(folded, inner, inner_end))
        if closing:
            gloss, end, following = inner, closing.end(), behind
            end += folded[end : end + 1] in tuple("日号天") and folded[closing.start() - 1] not in "日号天"
    elif _is_weekday(terms) and _starts_month(tokens, following, WEEKDAY_GAP.match(folded, end)):
        gloss, end, following = _chain(folded, tokens, following)
    return Phrase(Span(tokens[index].span.start, end), terms, modifier, gloss), following


def _chain(folded: str, tokens: Sequence[Token], index: int) -> tuple[tuple[Term, ...], int, int]:
    """Join terms as long as each narrows the last; return them, where they end and the index behind them."""
    terms, end = tokens[index].terms, tokens[index].span.end
    index += 1
    while index < len(tokens):
        following = tokens[index]
        gap = (WEEKDAY_GAP if _is_weekday(following.terms) else GAP).match(folded, end)
        assert gap is not None  # both gaps may be empty
        if following.span.start != gap.end() or not _narrows(terms[-1], following.terms[0]):
            break
        terms += following.terms if following.terms[0].base not in (Base.CONTEXT, Base.THAT) else ()
        end = following.span.end
        index += 1
    return terms, end, index


def _narrows(last: Term, following: Term) -> bool:
    match following.base:
        case Base.WEEKDAY:  # 5月15日周三: the check of a day
            return last.grain is Grain.DAY and last.base is not Base.WEEKDAY
        case Base.CONTEXT | Base.THAT:  # 28日当晚: the same day again
            return last.grain is Grain.DAY and following.grain is Grain.DAY and following.number == 0
        case _:
            return last.grain is following.enclosing and not last.base is following.base is Base.PART


def _tail(folded: str, terms: tuple[Term, ...], end: int) -> tuple[Modifier | None, int]:
    """Read which part of the period is meant (年底, 中旬) and return where the words end."""
    if terms[-1].grain in (Grain.DAY, Grain.QUARTER, Grain.SEASON):
        return None, end
    gap = GAP.match(folded, end)
    tail = TAILS.match(folded, gap.end() if gap else end)
    if tail is None:
        return None, end
    return (None if tail.lastgroup == "none" else Modifier(str(tail.lastgroup))), tail.end()


def _time_of_day(folded: str, terms: tuple[Term, ...], end: int) -> int:
    """Return where a time of day ends that follows a day at ``end``; behind its bracketed weekday it stands apart."""
    if terms[-1].grain is not Grain.DAY or folded[end - 1] == ")":
        return end
    time = TIME_OF_DAY.match(folded, end)
    return time.end() if time and time.group().strip(" 的") else end


def _is_weekday(terms: tuple[Term, ...]) -> bool:
    return terms[0].base is Base.WEEKDAY


def _starts_at(tokens: Sequence[Token], index: int, offset: int) -> bool:
    return index < len(tokens) and tokens[index].span.start == offset


def _starts_month(tokens: Sequence[Token], index: int, gap: re.Match[str] | None) -> bool:
    return gap is not None and _starts_at(tokens, index, gap.end()) and tokens[index].terms[0].grain is Grain.MONTH
