"""What the operator reads on stderr: one line a record, as text or JSON, and never the token."""

import json
import logging
from datetime import UTC, datetime

from bot.config import Settings

HIDDEN = "[token]"
TEXT = "{asctime} {levelname} {name}: {message}"


def set_up(settings: Settings) -> None:
    """Log as the settings say, from now on and for the whole program."""
    handler = logging.StreamHandler()
    form = JsonFormatter() if settings.log_format == "json" else logging.Formatter(TEXT, style="{")
    handler.setFormatter(Discreet(form, settings.discord_token))
    logging.basicConfig(level=settings.log_level, handlers=[handler], force=True)
    # Below that, discord.py logs the addresses of answers, which hold the tokens of interactions, and aiosqlite every
    # statement with its values, which are what members asked.
    for library in ("discord", "aiosqlite"):
        logging.getLogger(library).setLevel(max(logging.INFO, logging.getLogger().level))
    # It warns that the intent for servers is not asked for: this bot keeps none.
    logging.getLogger("discord.state").setLevel(logging.ERROR)


class Discreet(logging.Formatter):
    """Formats as another formatter does, and hides a secret wherever it stands, in a traceback too."""

    def __init__(self, form: logging.Formatter, secret: str | None) -> None:
        super().__init__()
        self._form = form
        self._secret = secret

    def format(self, record: logging.LogRecord) -> str:
        """Return the line without the secret."""
        line = self._form.format(record)
        return line if self._secret is None else line.replace(self._secret, HIDDEN)


class JsonFormatter(logging.Formatter):
    """Formats a record as one JSON object on one line."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the object: ``time`` in UTC, ``level``, ``logger``, ``message``, and ``exception`` if there is one."""
        entry = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            entry["exception"] = self.formatException(record.exc_info)
        return json.dumps(entry, ensure_ascii=False)
