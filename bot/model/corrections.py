"""What moderators say is otherwise, and what members report to them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class CorrectionKind(StrEnum):
    """What a moderator corrects: two names are one person, one entry is two, whose words, when, a whole article."""

    MERGE = "merge"
    SPLIT = "split"
    QUOTE = "quote"
    DATE = "date"
    HIDE = "hide"


@dataclass(frozen=True, slots=True)
class Correction:
    """A correction of a library, which stands until ``undone_at``; ids of users are Discord's, None: the operator.

    ``name`` is what the person was called that was merged, split or said to speak, or the title of the article;
    ``other_name`` whom they were merged into, parted from them, or who speaks instead. ``form`` is the written form by
    which a split parts, ``articles`` the titles of those that it names; ``text`` are the words of a quote or a date,
    ``value`` the right time. ``promoted`` tells whether the operator made it everybody's, or whose it was.
    """

    id: int
    library: str
    kind: CorrectionKind
    made_by: int | None
    made_at: datetime
    undone_by: int | None
    undone_at: datetime | None
    name: str | None
    other_name: str | None
    person: int | None
    other: int | None
    article: int | None
    form: str | None
    articles: tuple[str, ...]
    text: str | None
    value: str | None
    promoted: bool

    @property
    def stands(self) -> bool:
        """Whether it has not been undone."""
        return self.undone_at is None


@dataclass(frozen=True, slots=True)
class Flag:
    """An error that a member saw in an answer.

    ``question`` is what was asked, ``marked`` what is wrong on ``page``, as far as the member says, ``note`` why.
    """

    id: int
    library: str
    question: Mapping[str, str]
    page: int
    marked: str
    note: str
    made_by: int
    made_at: datetime
