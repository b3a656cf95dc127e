"""From bytes or a record to an article: what the text says is kept, how it was marked up is not.

Except for one thing: which paragraphs were set off as quotations. The format is told from the content, never from the
file's name.
"""

from bot.intake.formats.reader import read_article, read_record

__all__ = ["read_article", "read_record"]
