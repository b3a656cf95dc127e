"""In whose language: a member's own for what is said to them, every language of the catalogue for the commands."""

from typing import Any

import discord
from discord import app_commands

from bot.strings import catalogue

DEFAULT = "en-US"
"""The names in a command's payload are English; so is what is said to readers of any other language."""
LOCALES = {
    discord.Locale.taiwan_chinese: "zh-TW",
    discord.Locale.chinese: "zh-CN",
    discord.Locale.american_english: DEFAULT,
}
LANGUAGES = {"zh-TW": "繁體中文（臺灣）", "zh-HK": "繁體中文（香港）", "zh-CN": "简体中文", "en-US": "English"}
"""The locales that can be chosen, each by its own name."""


def locale_of(interaction: discord.Interaction[Any]) -> str:
    """Return the locale of a member's Discord, as far as the bot speaks it."""
    return LOCALES.get(interaction.locale, DEFAULT)


def localised(key: str) -> app_commands.locale_str:
    """Return a text of the catalogue for a command's payload, to be sent in every language."""
    return app_commands.locale_str(catalogue.text(DEFAULT, key), key=key)


class CatalogueTranslator(app_commands.Translator):
    """Translates what ``localised`` made."""

    async def translate(
        self,
        string: app_commands.locale_str,
        locale: discord.Locale,
        context: app_commands.TranslationContextTypes,
    ) -> str | None:
        """Return the text of the catalogue, None where there is none."""
        del context  # the key tells where the text belongs
        key = string.extras.get("key")
        return catalogue.text(LOCALES[locale], key) if key is not None and locale in LOCALES else None
