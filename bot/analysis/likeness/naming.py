"""The name of a story: one of its titles, verbatim."""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from bot.analysis.likeness.copies import TOKEN
from bot.analysis.script import fold


def story_name(titles: Sequence[str]) -> str:
    """Return the title that has most in common with the others, in either script; of equals, the first.

    What titles have in common as a phrase reads as a fragment more often than as a name. There has to be a title.
    """
    pairs = [set(pairwise(TOKEN.findall(fold(title)))) for title in titles]
    shared = Counter(pair for title in pairs for pair in title)
    common = [sum(shared[pair] - 1 for pair in title) / (len(title) + 1) for title in pairs]
    return titles[common.index(max(common))]
