"""Quantities: a number of something (12 人, 3.5 億美元, 15%), and whether two of them can both be right.

Read from folded text. What only looks like a quantity is left out: dates, times, ordinals, versions, scores, ranges,
and what is told as a bound (逾十人, 至少 3 宗), which another number need not contradict.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from bot.model import Span

MAGNITUDES = {"十": 1, "百": 2, "千": 3, "万": 4, "亿": 8, "兆": 12}
"""Powers of ten."""
DIGITS = (
    r"(?P<digits>[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]{1,12}(?:\.[0-9]{1,6})?)"
    r"(?:[ ]?(?P<magnitude>[十百千万亿兆]{1,3}))?"
)
ANY_NUMBER = re.compile(DIGITS)
NUMBER = re.compile(r"(?<![a-z0-9.,:/\-–~至到第])" + DIGITS + r"[ ]?(?P<thing>%|个百分点|[a-z]{2,12}|[㐀-鿿]{2})")
BOUND_BEFORE = re.compile(
    r"(?:逾|超|过|达|近|几乎|至少|最少|最多|不足|不到|以上|以下|低于|高于|少于|多于|突破|大于|小于)[ ]?$"
)
BOUND_AFTER = re.compile(r"^(?:多|余|几|以上|以下|以内|上下|左右|至|到|-|–|~|、[0-9])")
APPROXIMATELY = re.compile(r"(?:约|约有|大约|大概|估计|或|料)[ ]?$")
NO_THING = re.compile(r"^(?:年|月|日|号|时|点|分|秒|岁|届|期|版|世纪|周年|路|楼|室|章|条|款|部|级|代|比|线|型)")
"""What follows a number that is a date, a place or a name, or so common a measure that it tells nothing."""
ROUGH = Decimal("0.2")
"""How far an approximate number may be from the true one."""

Numbers = frozenset[Decimal]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number of something: ``thing`` is what follows ``number``, as far as it tells one count from another.

    ``precision`` is how far the true number may be from ``value``, as it is written: 3.5 億 is right to 10,000,000.
    """

    span: Span
    value: Decimal
    precision: Decimal
    thing: str
    number: Span

    def contradicts(self, other: "Quantity") -> bool:
        """Tell whether the two cannot both be right for one count."""
        if self.thing != other.thing:
            return False
        return abs(self.value - other.value) >= max(self.precision, other.precision)


def find_quantities(folded: str) -> Iterator[Quantity]:
    """Yield the quantities of a folded text in order.

    >>> [(str(each.value), each.thing) for each in find_quantities("车祸酿12人受伤,损失逾3万元,赔偿5.5亿美元")]
    [('12', '人受'), ('550000000.0', '美元')]
    """
    for found in NUMBER.finditer(folded):
        thing = found["thing"]
        before, after = folded[: found.start()], folded[found.start("thing") :]
        if NO_THING.match(thing) or BOUND_BEFORE.search(before[-4:]) or BOUND_AFTER.match(after):
            continue
        if BOUND_AFTER.match(folded[found.end("digits") :]):
            continue
        value = _value(found["digits"], found["magnitude"] or "")
        decimals = len(found["digits"].partition(".")[2])
        precision = _value("1", found["magnitude"] or "") / 10**decimals
        number = Span(found.start("digits"), max(found.end("digits"), found.end("magnitude")))
        if APPROXIMATELY.search(before[-4:]):
            precision = max(precision, value * ROUGH)
        yield Quantity(Span(found.start("digits"), found.end("thing")), value, precision, thing, number)


def numbers_in(folded: str) -> Numbers:
    """Return every number that a folded text has in digits, whatever it is of.

    >>> sorted(map(int, numbers_in("2024年至少12人,3万元")))
    [12, 2024, 30000]
    """
    return frozenset(_value(found["digits"], found["magnitude"] or "") for found in ANY_NUMBER.finditer(folded))


def _value(digits: str, magnitude: str) -> Decimal:
    return Decimal(digits.replace(",", "")) * Decimal(10) ** sum(MAGNITUDES[each] for each in magnitude)
