"""Roles over time: wordings of one role are one, told by the most frequent, with the span in which articles give it."""

import re
from collections.abc import Iterable, Sequence

from bot.analysis.script import fold
from bot.store.records import StoredRole

LIST = re.compile(r"[、,/&;和及与]|兼(?:任)?")
"""What parts roles that are given together, in folded text."""
BESIDES = re.compile(r"[\s的之·・]+")
"""What makes no other role: OpenAI 的執行長, OpenAI執行長."""
FORMER = re.compile(r"前任|前(?!线|锋|台|端)|(?<![中])原(?=[^则子])|曾任|时任|已故|离任|卸任|ex-|former")
OTHER_RANK = re.compile(r"(?:副|代|代理|署理|候任|候选|助理|准|特别)$")
"""What before a role makes it another one, in folded text: 副總裁, 代總裁."""
OFTEN = 5
"""How often a person's leading role is given from which on one that is given once is likely a misreading."""


def held(wordings: Sequence[StoredRole], limit: int) -> list[StoredRole]:
    """Return the roles of a person that articles give most, each by its most frequent wording, the last given first.

    ``wordings`` are most frequent first; one whose every role is told already only lengthens the time of these.
    """
    told: dict[str, StoredRole] = {}
    for wording in sorted(wordings, key=lambda each: (-each.count, -len(each.passage.text))):
        folded = fold(wording.passage.text)
        same = [_same(role, told) for role in filter(None, map(_core, LIST.split(folded)))]
        if not FORMER.sub("", _core(folded)):
            continue
        if same and None not in same:
            told |= {known: told[known].and_also(wording) for known in same if known is not None}
        else:
            told[folded] = wording
    often = sorted(told.values(), key=lambda each: -each.count)
    sure = [each for each in often if each.count > 1 or often[0].count < OFTEN][:limit]
    return sorted(sure, key=lambda each: (each.last_on or "", each.count), reverse=True)


def _same(core: str, told: Iterable[str]) -> str | None:
    """Return the wording among ``told`` of which some role is this one."""
    return next((known for known in told if any(_is_one(core, _core(role)) for role in LIST.split(known))), None)


def _core(role: str) -> str:
    return BESIDES.sub("", role)


def _is_one(core: str, other: str) -> bool:
    """Tell whether two roles are one: one ends with the other, and neither is another rank or a former one."""
    if bool(FORMER.search(core)) != bool(FORMER.search(other)):
        return False
    short, long = sorted((FORMER.sub("", core), FORMER.sub("", other)), key=len)
    if not short or not long.endswith(short):
        return False
    return OTHER_RANK.search(long.removesuffix(short)) is None
