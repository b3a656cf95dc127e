"""Quotations: who is presented as having said or written what."""

from bot.analysis.quotes.finder import QuoteFinder

__all__ = ["QuoteFinder"]
