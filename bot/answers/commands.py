"""From a typed line to a question: one grammar for every face that has lines.

``/quote Altman about:Ilya``: a command, then what its first option is to hold, then options by name. The slash and
the colon may be full width; a value may stand in quotation marks, and then hold anything.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, dataclass, fields
from unicodedata import normalize

from bot.answers.questions import QUESTIONS, Question, Quote, options
from bot.errors import QuestionInvalid
from bot.strings import catalogue

COMMAND = re.compile(r"\s*[/／](?P<command>\S*)")
OPTION_NAMES = sorted({option for question in QUESTIONS.values() for option in options(question)})
OPTION = re.compile(rf"(?<!\S)(?P<option>{'|'.join(OPTION_NAMES)})[:：]", re.IGNORECASE)
EXAMPLE = "/who Sam Altman"
MARKS = {'"': '"', "“": "”", "「": "」", "『": "』", "＂": "＂"}


@dataclass(frozen=True, slots=True)
class Value:
    """What was typed for an option (``option`` None: without a name), from the offset ``start`` on."""

    option: str | None
    text: str
    start: int


def parse(line: str) -> Question:
    """Return the question that ``line`` asks.

    Raises:
        QuestionInvalid: with the code of what is wrong.
    """
    command, values = split(line)
    if command is None:
        raise QuestionInvalid("no-command" if line.strip() else "empty")
    if command not in QUESTIONS:
        raise QuestionInvalid("unknown-command", command)
    question = QUESTIONS[command]
    known = options(question)
    given: dict[str, str] = {}
    for value in values:
        option = value.option or known[0]
        if option not in known:
            raise QuestionInvalid("unknown-option", command, option)
        if option in given:
            raise QuestionInvalid("repeated-option", command, option)
        if not (text := _unmarked(value.text.strip())):
            raise QuestionInvalid("missing-value", command, option)
        given[option] = text
    return ask(question, given)


def ask(question: type[Question], given: Mapping[str, str]) -> Question:
    """Return the question with what was given for its options.

    Raises:
        QuestionInvalid: an option that it cannot do without is not given, or only space.
    """
    words = {option: stripped for option, word in given.items() if (stripped := word.strip())}
    missing = [option for option in required(question) if option not in words]
    if missing or (question is Quote and not words):
        raise QuestionInvalid("missing-value", question.command, missing[0] if missing else options(question)[0])
    return question(**words)


def split(line: str) -> tuple[str | None, tuple[Value, ...]]:
    """Return the command (None: the line has none) and what was typed for its options, in order."""
    command = COMMAND.match(line)
    if command is None:
        return None, ()
    return normalize("NFKC", command["command"]).lower(), tuple(_values(line, command.end()))


def required(question: type[Question]) -> tuple[str, ...]:
    """Return the options that a command cannot do without; ``quote`` needs any one of its own."""
    return tuple(field.name for field in fields(question) if field.default is MISSING)


def usage(command: str) -> str:
    """Return how a command is typed: ``/who <name>``, ``/quote [person] [about:…] [words:…]``."""
    question = QUESTIONS[command]
    first, *others = options(question)
    needed = required(question)
    words = [f"<{first}>" if first in needed else f"[{first}]"]
    words += [f"{option}:…" if option in needed else f"[{option}:…]" for option in others]
    return " ".join((f"/{command}", *words))


def problem(invalid: QuestionInvalid, locale: str) -> str:
    """Say in one line what is wrong with a typed question, and how to put it right."""
    return catalogue.text(
        locale,
        f"error.{invalid.reason}",
        command=invalid.command,
        option=invalid.option,
        usage=usage(invalid.command) if invalid.command in QUESTIONS else "",
        commands=" ".join(f"/{command}" for command in QUESTIONS),
        example=EXAMPLE,
    )


def _values(line: str, start: int) -> Iterator[Value]:
    quoted = _quoted(line, start)
    named = [found for found in OPTION.finditer(line, start) if not quoted[found.start()]]
    end = named[0].start() if named else len(line)
    if line[start:end].strip():
        yield Value(None, line[start:end], start)
    for index, found in enumerate(named):
        end = named[index + 1].start() if index + 1 < len(named) else len(line)
        yield Value(found["option"].lower(), line[found.end() : end], found.end())


def _quoted(line: str, start: int) -> bytearray:
    """Tell for each character whether it stands within quotation marks that begin a value and are closed."""
    inside = bytearray(len(line))
    unclosed: set[str] = set()
    offset = start
    while offset < len(line):
        closing = MARKS.get(line[offset])
        begins_value = line[offset - 1].isspace() or line[offset - 1] in ":："
        end = -1
        if closing is not None and begins_value and closing not in unclosed:
            end = line.find(closing, offset + 1)
            if end < 0:
                unclosed.add(closing)
        if end > offset:
            inside[offset : end + 1] = b"\1" * (end + 1 - offset)
            offset = end
        offset += 1
    return inside


def _unmarked(text: str) -> str:
    """Return what stands between the quotation marks, where they embrace the whole of ``text``."""
    closing = MARKS.get(text[:1])
    if closing is None or len(text) < len("「」") or text.find(closing, 1) != len(text) - 1:
        return text
    return text[1:-1].strip()
