"""Who an article names: their written forms, which forms are one person's, and the words that say who they are."""

from bot.analysis.people.finder import PeopleFinder

__all__ = ["PeopleFinder"]
