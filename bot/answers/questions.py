"""The questions that can be asked: the one list that every face takes its commands from.

A command's options are the fields of its question, in order; the first is what is typed without an option's name. The
catalogue names and describes each as ``command.<name>`` and ``option.<name>.<option>``.
"""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import ClassVar, Self


@dataclass(frozen=True, slots=True)
class Who:
    """Who is this, what are they called, what is known, what did they say and what was said about them?"""

    command: ClassVar[str] = "who"
    name: str


@dataclass(frozen=True, slots=True)
class Quote:
    """What did someone say, about something; or who said these words? At least one field is given."""

    command: ClassVar[str] = "quote"
    person: str | None = None
    about: str | None = None
    words: str | None = None


@dataclass(frozen=True, slots=True)
class When:
    """What happened when, about a person or topic?"""

    command: ClassVar[str] = "when"
    topic: str


@dataclass(frozen=True, slots=True)
class Summary:
    """What does an article, or what is known about a person or topic, amount to?"""

    command: ClassVar[str] = "summary"
    topic: str


@dataclass(frozen=True, slots=True)
class Search:
    """Which articles hold these words?"""

    command: ClassVar[str] = "search"
    words: str


@dataclass(frozen=True, slots=True)
class Sources:
    """Where do the words of a page stand? No command asks it, but a button below the page, whose title is given.

    ``places`` are ``number:article:start-end`` each, parted by spaces: the number of the source on the page, and the
    span of the words in the article's body.
    """

    command: ClassVar[str] = "sources"
    places: str
    title: str


@dataclass(frozen=True, slots=True)
class Changes:
    """What is new about a person, a story or words (None: at all), since a day or ``Between`` two looks?"""

    command: ClassVar[str] = "changes"
    topic: str | None = None
    since: str | None = None


Question = Who | Quote | When | Summary | Search | Changes | Sources

QUESTIONS: dict[str, type[Question]] = {
    question.command: question for question in (Who, Quote, When, Summary, Search, Changes)
}
"""Those that have a command."""
COMPOSED = frozenset({"since", "words"})
"""Options whose values are the asker's own: there is no list of what they may become."""
CHOSEN = re.compile(r"#(?P<person>[0-9]{1,18})")


@dataclass(frozen=True, slots=True)
class Between:
    """The articles that came after one and up to another, by their ids; ``looked_at`` is when the first was the last.

    That instant is in seconds since 1970. As text it stands in ``Changes.since``, in the place of a day.
    """

    after: int
    upto: int
    looked_at: int

    TEXT: ClassVar = re.compile(r"#(\d{1,18})-(\d{1,18})@(\d{1,11})", re.ASCII)

    @classmethod
    def of(cls, text: str) -> Self | None:
        """Return what a text stands for; None for any other text."""
        found = cls.TEXT.fullmatch(text)
        return found and cls(*map(int, found.groups()))

    def __str__(self) -> str:
        return f"#{self.after}-{self.upto}@{self.looked_at}"


def options(question: type[Question]) -> tuple[str, ...]:
    """Return the names of a command's options in order."""
    return tuple(field.name for field in fields(question))


def as_mapping(question: Question) -> dict[str, str]:
    """Return a question as plain words: its command, and the options that it was given."""
    return {"command": question.command, **{option: word for option, word in asdict(question).items() if word}}


def from_mapping(words: Mapping[str, str]) -> Question:
    """Return the question of ``as_mapping``."""
    question = (QUESTIONS | {Sources.command: Sources})[words["command"]]
    return question(**{option: word for option, word in words.items() if option != "command"})


def choose(question: Question, option: str, person: int) -> Question:
    """Return the question with one of those whom an option may mean in its place, by the store's id."""
    return from_mapping(as_mapping(question) | {option: f"#{person}"})


def chosen_person(name: str) -> int | None:
    """Return the id of whom ``choose`` put in the place of a name; None for a name."""
    chosen = CHOSEN.fullmatch(name)
    return chosen and int(chosen["person"])
