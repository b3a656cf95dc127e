"""The terms that date expressions are made of, and the words that are such terms by themselves."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.analysis.dates.feasts import PER_MONTH
from bot.analysis.lexicon import rows
from bot.analysis.script import fold
from bot.model import Grain, Modifier, Span


class Base(StrEnum):
    """What a term's number counts from.

    ``absolute``: nothing, it is a period's index. ``published`` and ``context``: the publication's period, and the one
    that the text dated last, with 0 for that period itself. ``that``: as ``context``, but rather another day than the
    publication's, which goes by other words. ``after``: as ``context``, but ``published`` where the text
    looks ahead (將於兩個月後). ``ordinal``: the start of the enclosing period, from 1.
    ``seventh``: the same in sevens of days, ``LAST`` for the last seven. ``weekday``: Monday is 1. ``weekend``: no
    number, Saturday and Sunday. ``first``: that many periods from the start of the enclosing one. ``part``: no number,
    the modifier says which part of the enclosing period. ``same``: no number, the stretch of the enclosing period that
    the text dated last in another. ``solar``, ``lunar``: a day of the enclosing year, or of the lunar
    year that begins in it, as month times 100 and day. ``named``: the same for the day by which an event goes (7.21):
    that of the year which the text tells of or the one just past, else not known. ``then``: as ``context``, but never
    the publication's own period; without such a context it is vague and no date (當年).
    """

    ABSOLUTE = "absolute"
    PUBLISHED = "published"
    CONTEXT = "context"
    THAT = "that"
    AFTER = "after"
    ORDINAL = "ordinal"
    SEVENTH = "seventh"
    WEEKDAY = "weekday"
    WEEKEND = "weekend"
    FIRST = "first"
    PART = "part"
    SAME = "same"
    SOLAR = "solar"
    LUNAR = "lunar"
    NAMED = "named"
    THEN = "then"


LAST = -1
PARENTS = {
    Grain.DECADE: Grain.CENTURY,
    Grain.SEASON: Grain.YEAR,
    Grain.QUARTER: Grain.YEAR,
    Grain.MONTH: Grain.YEAR,
    Grain.DAY: Grain.MONTH,
}
"""The grain of which a period is the numbered part."""


@dataclass(frozen=True, slots=True)
class Term:
    """One step of a date expression, from coarse to fine: 去年 and 11月 in 去年11月.

    ``dependent`` terms denote a time only behind a coarser one (夏天 in 2023年夏天).
    """

    base: Base
    grain: Grain
    number: int = 0
    modifier: Modifier | None = None
    dependent: bool = False

    @property
    def enclosing(self) -> Grain | None:
        """The grain of the period that the term narrows, stated or not; None where there is none."""
        match self.base:
            case Base.WEEKDAY | Base.WEEKEND:
                return Grain.WEEK
            case Base.PART:
                return self.grain
            case Base.SAME | Base.SOLAR | Base.LUNAR | Base.NAMED:
                return Grain.YEAR
            case Base.ORDINAL | Base.SEVENTH | Base.FIRST:
                return PARENTS.get(self.grain)
            case _:
                return None


def shorthand(terms: Sequence[Term]) -> tuple[int, ...]:
    """Return the month and day, or the weekday, that ``terms`` consist of, and nothing if of anything else."""
    match [(term.base, term.grain) for term in terms]:
        case [(Base.NAMED, _)]:
            return divmod(terms[0].number, PER_MONTH)
        case [(Base.ORDINAL, Grain.MONTH), (Base.ORDINAL, Grain.DAY)]:
            return terms[0].number, terms[1].number
        case [(Base.WEEKDAY, _)]:
            return (terms[0].number,)
        case _:
            return ()


@dataclass(frozen=True, slots=True)
class Token:
    """The terms that one stretch of text writes, in the order coarse to fine."""

    span: Span
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the lexicon: its folded form, its term and what may not stand around it."""

    form: str
    term: Term
    not_after: str
    not_before: tuple[str, ...]

    def fits(self, text: str, start: int) -> bool:
        """Tell whether the word at ``start`` is not a piece of other words."""
        before = text[max(0, start - 3) : start].rstrip(" ")[-1:]
        after = start + len(self.form)
        return not (before and before in self.not_after) and not text.startswith(self.not_before, after)


def read_words(name: str = "date_words.tsv") -> dict[str, Word]:
    """Read the words of the lexicon by their folded forms.

    Raises:
        LexiconInvalid: a line has another number of fields.
        ValueError: a field holds a word that it does not know.
    """
    words = {}
    for form, base, grain, number, modifier, not_after, not_before in rows(name, fields=7):
        term = Term(
            Base(base),
            Grain(grain),
            int(number),
            None if modifier == "-" else Modifier(modifier),
            dependent=Grain(grain) is Grain.SEASON or Base(base) is Base.SAME,
        )
        before = () if not_before == "-" else tuple(fold(not_before).split("|"))
        words[fold(form)] = Word(fold(form), term, "" if not_after == "-" else fold(not_after), before)
    return words
