"""The way to the web: asking public servers, and nothing else, for what somebody named."""

from bot.intake.web.addresses import LONGEST_CHARS, canonical, is_address
from bot.intake.web.fetching import Fetched, Fetcher, Validators

__all__ = ["LONGEST_CHARS", "Fetched", "Fetcher", "Validators", "canonical", "is_address"]
