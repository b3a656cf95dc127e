"""Numbers as Chinese news writes them: 17, 十七, 廿一, 二〇二四.

Patterns match folded text and are bounded, so that a run of digits costs no more than its length.
"""

DIGITS = {
    character: value
    for value, characters in enumerate(("〇零○o", "一", "二两", "三", "四", "五", "六", "七", "八", "九"))
    for character in characters
}
TENS = {"十": 10, "廿": 20, "卅": 30}
HUNDRED = "百"

ARABIC_YEAR = r"(?:1\d|20|21)\d\d"
CHINESE_YEAR = r"[一二][〇零○o一二三四五六七八九]{3}"
YEAR = rf"(?:{ARABIC_YEAR}|{CHINESE_YEAR})"
MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
DAY = r"(?:3[01]|[12]\d|0?[1-9]|三十一?|卅一?|(?:二十|廿十?|十)[一二三四五六七八九]?|[一二三四五六七八九])"
COUNT = r"(?:[1-9]\d{0,2}|[一二两三四五六七八九十廿卅百]{1,5})"
NOT_IN_NUMBER = r"(?<!\d[.,])(?<![\d一二两三四五六七八九十百千万亿廿卅〇零○第几数多余])"
"""What may not precede a number: the rest of a longer one, or what makes it an ordinal or vague."""


def number_of(text: str) -> int:
    """Return the number that ``text`` writes, in Arabic or Chinese digits or in tens and hundreds.

    >>> number_of("二〇二四"), number_of("廿一"), number_of("一百一十"), number_of("17")
    (2024, 21, 110, 17)
    """
    if text.isdecimal():
        return int(text)
    total, digit = 0, 0
    for character in text:
        if character == HUNDRED:
            total, digit = total + max(digit, 1) * 100, 0
        elif character in TENS:
            tens = TENS[character]
            total, digit = total + (max(digit, 1) * tens if tens == TENS["十"] else tens), 0
        else:
            digit = digit * 10 + DIGITS[character]
    return total + digit
