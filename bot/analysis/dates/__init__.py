"""Dates: finding the expressions that denote a day or a longer calendar time, and what time they mean."""

from bot.analysis.dates.finding import Dates, find_dates, infer_publication, read_dates, read_typed

__all__ = ["Dates", "find_dates", "infer_publication", "read_dates", "read_typed"]
