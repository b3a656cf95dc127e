"""Words in the shape of a date that name none: 走到今天这一步, 每年5月, 《政经星期六》."""

import re

from bot.model import Span

NEARBY = 12
"""How many characters on either side decide it."""
RECURRENT = re.compile("(?:每|逢|每逢|每隔|每年|每月|每周|每天|每个月|每季度?|每个|历年|往年|农历|阴历|旧历)的? {0,2}$")
TERM_BEFORE = re.compile("(?:[判囚]|监禁|入狱|徒刑|刑期|缓刑)$")
TERM_AFTER = re.compile(r"(?:[、和及或至](?:\d{1,2}|[一二三四五六七八九十]{1,2})个?月){0,3}(?:有期徒刑|徒刑|监禁|刑期)")
"""What stands around the length of a sentence: 8月、7月有期徒刑, 判監3月."""
MONTHS = re.compile(r"(?:[\d一二三四五六七八九十]{1,2}[、至]?){1,2}月")
DAY_WORD = re.compile("[今昨明听][天日]")
AGE_BEFORE = re.compile("(?:(?<![推延迟改拖等期截止])到|时至|直至|今时|[像似]|(?<![所可])以|(?<!没)有|的) ?$")
"""今天 behind them is the present age (走到今天, 今時今日, 層出不窮的今天)."""
AGE_AFTER = re.compile(
    "这一步|这样|这个地步|这种|的|之|所|或未来|回看|看来|来看(?=,)|,?(?:为什么|为何|何以|大概)"
    "|(?:香港|台湾|中国|大陆|美国|世界|全球|社会)(?:的|社会|[,!?」”]|$)"
)
"""今天 before them is the present age (今天的成就, 今日香港) ..."""
AGE_AROUND = re.compile("(?<!就)在 ?今[天日](?:[,不仍]|才是)")
CONTRAST = re.compile("今[天日](?![至到和与及起或、])[^。;了\n]{1,4}[,、]?(?:不是)?[明听][天日]")
"""今日 and 明日 in one breath are two ages (今日烏克蘭，不是明日台灣); joined by 和 or 至 they are two days."""
OCCASION = re.compile(
    "的[^,。;!?\n]{0,12}(?:发布|活动|会议|记者会|例会|吹风会|[大年股峰晚宴]会|会[面谈见]|演讲|讲话|直播|声明|公告|文章|消息"
    "|新闻|节目|采访|访问|比赛|赛事|听证|判决|裁决|聆讯|庭审|审讯|游行|集会|示威|主题|行动|事件|投票|选举|仪式|典礼|开幕|闭幕"
    "|宣布|推出|收购|公布|承诺|决定|说法|言论|回应|案情|答案|个案|确诊|判刑|宣判|指示|证供|生日|另[一外]"
    "|报道|报告|推文|博客|帖|通话|论坛|交易|[收开]盘|行情|股市|天气|数据|讨论|视频|行程|[早晚]上|[上下]午|凌晨|夜|《|「|“)"
)
"""... unless it belongs to what takes place on a day (今天的例行记者会)."""
TITLE = re.compile("《[^》]*$")
GONE_BY = re.compile("年(?:之|以)?后$")
"""三十年後的今天 is today."""
YEAR = re.compile(r"\d{4}")


def is_no_date(folded: str, span: Span) -> bool:
    """Tell whether the words at ``span`` denote no calendar time."""
    before = folded[max(0, span.start - NEARBY) : span.start]
    words = span.of(folded)
    if RECURRENT.search(before):
        return True
    if MONTHS.fullmatch(words) and (TERM_BEFORE.search(before) or TERM_AFTER.match(folded, span.end)):
        return True
    if TITLE.search(before) and not YEAR.search(words):
        return True
    if GONE_BY.search(words) and folded.startswith(("的今天", "的今日"), span.end):
        return True
    if DAY_WORD.fullmatch(words) is None or OCCASION.match(folded, span.end):
        return False
    around = folded[max(0, span.start - NEARBY) : span.end + NEARBY]
    return bool(
        AGE_BEFORE.search(before)
        or AGE_AFTER.match(folded, span.end)
        or AGE_AROUND.search(around)
        or _is_contrasted(folded, span)
    )


def _is_contrasted(folded: str, span: Span) -> bool:
    start = max(0, span.start - NEARBY)
    return any(
        start + match.start() <= span.start and span.end <= start + match.end()
        for match in CONTRAST.finditer(folded[start : span.end + NEARBY])
    )
