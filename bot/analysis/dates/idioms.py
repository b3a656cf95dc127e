"""Words in the shape of a date that name none: 走到今天这一步, 每年5月, 《政经星期六》."""

import re

from bot.model import Span

NEARBY = 12
"""How many characters on either side decide it."""
RECURRENT = re.compile("(?:每|逢|每逢|每隔|每年|每月|每周|每天|每个月|每季度?|每个|历年|往年|农历|阴历|旧历)的? {0,2}$")
DAY_WORD = re.compile("[今昨明][天日]")
AGE_BEFORE = re.compile("(?:[走来活传留时直]到|发展到|沿用到|延续到|到了|时至|(?<!没)有|的) ?$")
"""今天 behind them is the present age (走到今天, 层出不穷的今天)."""
AGE_AFTER = re.compile("这一步|这样|这个地步|这种|的")
"""今天 before them is the present age (今天的成就) ..."""
OCCASION = re.compile(
    "的[^,。;!?\n]{0,12}(?:发布|活动|会议|记者会|例会|吹风会|[大年股峰晚宴]会|会[面谈见]|演讲|讲话|直播|声明|公告|文章|消息"
    "|新闻|节目|采访|访问|比赛|赛事|听证|判决|裁决|聆讯|庭审|审讯|游行|集会|示威|主题|行动|事件|投票|选举|仪式|典礼|开幕|闭幕"
    "|报道|报告|推文|博客|帖|通话|论坛|交易|[收开]盘|行情|股市|天气|数据|讨论|视频|行程|[早晚]上|[上下]午|凌晨|夜|《|「|“)"
)
"""... unless it belongs to what takes place on a day (今天的例行记者会)."""
TITLE = re.compile("《[^》]*$")
YEAR = re.compile(r"\d{4}")


def is_no_date(folded: str, span: Span) -> bool:
    """Tell whether the words at ``span`` denote no calendar time."""
    before = folded[max(0, span.start - NEARBY) : span.start]
    words = span.of(folded)
    if RECURRENT.search(before):
        return True
    if TITLE.search(before) and not YEAR.search(words):
        return True
    if DAY_WORD.fullmatch(words) is None or OCCASION.match(folded, span.end):
        return False
    return bool(AGE_BEFORE.search(before) or AGE_AFTER.match(folded, span.end))
