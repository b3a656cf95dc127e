"""Typefaces to draw with, found once."""

import pytest

from bot.pictures.typefaces import Typefaces


@pytest.fixture(scope="session")
def typefaces() -> Typefaces:
    return Typefaces.find(None)
