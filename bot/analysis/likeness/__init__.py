"""What makes two articles one text, or reports of one event; pure functions, which the store is given."""

from bot.analysis.likeness.copies import prints, stands_in
from bot.analysis.likeness.events import MERGING, SAME_EVENT, hallmarks, in_common, length, rarity, similarity, terms
from bot.analysis.likeness.named import corroboration, prominence
from bot.analysis.likeness.naming import story_name

__all__ = [
    "MERGING",
    "SAME_EVENT",
    "corroboration",
    "hallmarks",
    "in_common",
    "length",
    "prints",
    "prominence",
    "rarity",
    "similarity",
    "stands_in",
    "story_name",
    "terms",
]
