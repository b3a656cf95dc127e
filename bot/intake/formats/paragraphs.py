"""What every format is read into: paragraphs of text."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One line of text without its markup.

    ``linked_chars`` of its characters were the text of links; ``quoted`` tells that it is set off as a quotation.
    """

    text: str
    linked_chars: int = 0
    quoted: bool = False


Section = list[Paragraph]
"""The paragraphs between two rules."""
