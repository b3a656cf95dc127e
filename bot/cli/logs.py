"""What the operator reads on stderr: one line a record, as text or JSON, and never the token."""

import json
import logging
from datetime import UTC, datetime

from bot.chat.reception import answering
from bot.config import Settings
from bot.errors import HIDDEN
from bot.jobs.runner import job

TEXT = "{asctime} {levelname} {name}: {mark}{message}"


def set_up(settings: Settings) -> None:
    """Log as the settings say, from now on and for the whole program."""
    handler = logging.StreamHandler()
    form = JsonFormatter() if settings.log_format == "json" else logging.Formatter(TEXT, style="{")
    handler.setFormatter(Discreet(form, settings.discord_token))
    handler.addFilter(mark)
    logging.basicConfig(level=settings.log_level, handlers=[handler], force=True)
    # Below that, discord.py logs the addresses of answers, which hold the tokens of interactions, and aiosqlite every
    # statement with its values, which are what members asked.
    for library in ("discord", "aiosqlite"):
        logging.getLogger(library).setLevel(max(logging.INFO, logging.getLogger().level))
    # It warns that the intent for servers is not asked for: this bot keeps none.
    logging.getLogger("discord.state").setLevel(logging.ERROR)


def mark(record: logging.LogRecord) -> bool:
    """Add to a record which interaction was being answered when it was logged, or which job was being done."""
    current = answering.get()
    doing = {"interaction": None if current is None else current.id, "job": job.get()}
    done = doing["interaction"] or doing["job"]
    vars(record).update(doing, mark=f"[{done}] " if done else "")
    return True


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
        """Return the object: ``time`` in UTC, ``level``, ``logger``, ``message``.

        If there is one: the id of the ``interaction`` that was answered or the ``job`` that was done, ``exception``.
        """
        entry = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        entry |= {name: found for name in ("interaction", "job") if (found := getattr(record, name, None))}
        if record.exc_info:
            entry["exception"] = self.formatException(record.exc_info)
        return json.dumps(entry, ensure_ascii=False)
