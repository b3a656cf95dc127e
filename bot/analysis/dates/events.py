"""What the words around a date expression say: whether they look back or ahead, and whether something happens then."""

import re

from bot.analysis.dates.resolution import Outlook
from bot.model import Span

NEARBY = 40
"""How many characters on either side count as around an expression."""
BREAKS = re.compile("[,。;!?、\n:()“”「」]")
SAYING = re.compile("表示|称|说|指出|指(?![数标定])|宣布|透露|强调|认为|报道|消息|电|讯|(?P<act>公布|发布)")
"""What is said after it is not what the expression dates; the saying itself is past, but an ``act`` may be planned."""
AHEAD = re.compile(
    "(?<!部|师|大|名|主|麻|战|猛)将(?!军|领|士|近|帅|其|他|她|它|错)|预计|预期|预料|预测|即将|料会|拟|计划|打算|可望|有望|或会|届时"
    "|(?<!原)(?<!本来)定于|暂定|应讯|再讯|(?:推迟|延迟|延期|押后|延后|顺延|改期|改)[至到]|(?:推迟|押后|延后|顺延|改期)$|会在|会于|准备|起(?:实施|生效|施行|执行)|截止|有待|下次|最快"
)
FROM_THEN_ON = re.compile("(?:起(?![诉来因码初到火草])|开始|生效|前(?![往线后任所夕])|或之前|之前)")
BACK = re.compile("了|曾|已|被(?!告)|遭|发生|出现|当晚|刚刚|当时|后来|过去|此前|早前|日前")
COMPARED = re.compile("(?:比|较|对比|相比|相较|同比|不如|高于|低于|超过|多于|少于)(?:于|起)? {0,2}$")
COMPARISON_AFTER = re.compile(" {0,2}(?:的)?(?:同期|相比|高|低|增长|增加|减少|下降|上升|翻|多出)")


def outlook_of(folded: str, span: Span) -> Outlook:
    """Tell where the clause of the expression looks; what someone says in it does not count."""
    before, after = _clause_before(folded, span), _clause_after(folded, span)
    said = SAYING.search(after)
    told = after[: said.start()] if said else after
    if AHEAD.search(before) or AHEAD.search(told):
        return Outlook.FUTURE
    if FROM_THEN_ON.match(folded, span.end):
        return Outlook.OPEN
    is_past = BACK.search(before + span.of(folded) + told) or (said and not said["act"])
    return Outlook.PAST if is_past else Outlook.OPEN


def is_event(folded: str, span: Span) -> bool:
    """Tell whether something happened or will happen then, rather than being measured against that time."""
    before = folded[max(0, span.start - NEARBY) : span.start]
    return not (span.of(folded).endswith("同期") or COMPARED.search(before) or COMPARISON_AFTER.match(folded, span.end))


def _clause_before(folded: str, span: Span) -> str:
    return BREAKS.split(folded[max(0, span.start - NEARBY) : span.start])[-1]


def _clause_after(folded: str, span: Span) -> str:
    """Return the rest of the clause, or the next one where a comma sets the expression off before it."""
    return BREAKS.split(folded[span.end : span.end + NEARBY].removeprefix(","), maxsplit=1)[0]
