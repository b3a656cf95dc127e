"""How much of one text's wording stands in another: their words in common, in the same order.

A word is an ideograph, a run of Latin letters or a number, of folded text; marks and spaces are none.
"""

import re

from rapidfuzz.distance import LCSseq

WORD = re.compile(r"[a-z]+|[0-9]+(?:[.,][0-9]+)*|[㐀-鿿]")
REACH = 2
"""How many times as long as the shorter text the piece of the longer one is that it is sought in."""

Words = tuple[str, ...]


def words(folded: str) -> Words:
    """Return the words of a folded text in order.

    >>> words("他说:gpt-4o 有 3.5 亿用户")
    ('他', '说', 'gpt', '4', 'o', '有', '3.5', '亿', '用', '户')
    """
    return tuple(WORD.findall(folded))


def shared(one: Words, other: Words) -> float:
    """Return the share of the shorter text that stands in one piece of the longer one, in order; 0 of no words.

    The measure is the longest common subsequence; a piece is ``REACH`` times as long as the shorter text, so that
    what a long text merely has somewhere does not count.

    >>> shared(words("我不走"), words("我从来不说走"))
    1.0
    """
    short, long = sorted((one, other), key=len)
    if not short:
        return 0.0
    reach, step = REACH * len(short), max(1, len(short) // 2)
    starts = range(0, max(1, len(long) - reach + step), step)
    return max(LCSseq.similarity(short, long[start : start + reach]) for start in starts) / len(short)
