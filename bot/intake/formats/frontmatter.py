"""The block of ``key: value`` lines between two ``---`` at the top of a Markdown file.

It is read as YAML where it is YAML, yet nothing is constructed from it but strings and lists of strings. Publishing
tools often write YAML that is none (a title with a colon or a quotation mark in it); such a block is read line by line
where each line is plainly ``key: value`` or ``- item``.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import yaml

from bot.errors import InputRefused
from bot.intake.formats.markdown import FENCE

Fields = Mapping[str, object]
"""What a file states of itself: each key with its string, or list of strings."""

RULE = "---"
END = ("---", "...")
FENCES = ("```", "~~~")
YAML = ("yaml", "yml")
PAIR = re.compile(r"(?P<key>[A-Za-z_][\w-]*)[ \t]*:(?!//)(?P<value>.*)")
ITEM = re.compile(r"[ \t]*-[ \t]+(?P<value>.*)")
QUOTED = re.compile(r"(?P<mark>['\"])(?P<inner>.*)(?P=mark)")
BLOCK_SCALAR = re.compile(r"[|>][-+\d]*")
MAPPING: list[type[yaml.Event]] = [yaml.MappingStartEvent]
LIST: list[type[yaml.Event]] = [yaml.MappingStartEvent, yaml.SequenceStartEvent]
"""Where a scalar stands: the collections around it, outermost first."""
LONGEST = 200
"""Most lines of a front matter."""
LARGEST_CHARS = 50_000
"""Most characters of a front matter: what is read as YAML stays small, whatever the file."""


@dataclass(frozen=True, slots=True)
class Parts:
    """A file cut in two: its fields, and the ``text`` after them."""

    fields: Fields
    text: str


def split(source: str, text: str) -> Parts:
    """Cut the front matter from ``text``; without one, no fields and the whole text.

    Blank lines may stand around it and a code fence above it, whose other end then has no partner in the text.

    Raises:
        InputRefused: ``front-matter`` with the one-based line that cannot be read.
    """
    lines = text.split("\n")
    start = _next_line(lines, 0)
    fence = FENCE.fullmatch(lines[start].strip()) if start < len(lines) else None
    inside = _next_line(lines, start + 1) if fence else start
    if inside < len(lines) and lines[inside].strip() == RULE:
        start, ends = inside, END
    elif fence and fence["language"] in YAML:
        ends = FENCES
    else:
        return Parts({}, text)
    if not _begins_pairs(lines, start + 1):
        return Parts({}, text)
    end = next((n for n in range(start + 1, min(len(lines), start + LONGEST)) if lines[n].rstrip() in ends), None)
    block = lines[start + 1 : end]
    if end is None or sum(map(len, block)) > LARGEST_CHARS:
        raise InputRefused(source, "front-matter", f"no line {ends[0]} ends it", start + 1)
    return Parts(_fields(source, block, start + 2), "\n".join(lines[end + 1 :]))


def _next_line(lines: Sequence[str], start: int) -> int:
    """Return the index of the next line that is not blank, the number of lines where none follows."""
    return next((n for n in range(start, len(lines)) if lines[n].strip()), len(lines))


def _begins_pairs(lines: Sequence[str], start: int) -> bool:
    """Tell whether the next line is a ``key: value``: otherwise the ``---`` before it is a rule of the text."""
    first = _next_line(lines, start)
    return first < len(lines) and PAIR.match(lines[first]) is not None


def _fields(source: str, block: list[str], first_line: int) -> Fields:
    try:
        events = list(yaml.parse("\n".join(block), Loader=yaml.BaseLoader))
    except yaml.YAMLError:
        events = []
    alias = next((event for event in events if isinstance(event, yaml.AliasEvent)), None)
    if alias is not None:
        line = alias.start_mark.line if alias.start_mark else 0
        raise InputRefused(source, "front-matter", f"an alias: *{alias.anchor}", first_line + line)
    fields = _mapping(events)
    if fields is None or not isinstance(fields.get("title", ""), str):
        return _as_pairs(source, block, first_line)
    return fields


def _mapping(events: Sequence[yaml.Event]) -> Fields | None:
    """Return the strings and lists of strings of a YAML mapping; None where the events are of another thing.

    Nothing is composed from the events: no objects, no recursion, no expansion of aliases.
    """
    fields: dict[str, object] = {}
    inside: list[type[yaml.Event]] = []
    key: str | None = None
    for event in events:
        if isinstance(event, yaml.NodeEvent) and (event.anchor or not _may_stand(event, inside, key)):
            return None
        if isinstance(event, yaml.CollectionStartEvent):
            inside.append(type(event))
            if key is not None:
                fields.setdefault(key, [])
        elif isinstance(event, yaml.CollectionEndEvent):
            inside.pop()
            key = None if inside == MAPPING else key
        elif isinstance(event, yaml.ScalarEvent) and inside == MAPPING:
            if key is not None:
                fields[key] = event.value
            key = event.value if key is None else None
        elif isinstance(event, yaml.ScalarEvent) and inside == LIST and isinstance(values := fields[key or ""], list):
            values.append(event.value)
    return fields or None


def _may_stand(event: yaml.NodeEvent, inside: list[type[yaml.Event]], key: str | None) -> bool:
    """Tell whether a node fits a mapping of strings: the mapping itself, a key that is a string, any value."""
    if not inside:
        return isinstance(event, yaml.MappingStartEvent)
    return inside != MAPPING or key is not None or isinstance(event, yaml.ScalarEvent)


def _as_pairs(source: str, block: list[str], first_line: int) -> Fields:
    """Read the block line by line, values verbatim but for quotation marks around the whole of them."""
    fields: dict[str, object] = {}
    key = ""
    for number, line in _stating(block, first_line):
        if (item := ITEM.fullmatch(line)) and fields.get(key) == "":
            fields[key] = [_unquoted(item["value"])]
        elif item and isinstance(values := fields.get(key), list):
            values.append(_unquoted(item["value"]))
        elif (pair := PAIR.fullmatch(line)) and not BLOCK_SCALAR.fullmatch(pair["value"].strip()):
            key = pair["key"]
            fields[key] = _listed(pair["value"].strip()) if key != "title" else _unquoted(pair["value"])
        else:
            raise InputRefused(source, "front-matter", f"not a plain key: value: {line.strip()[:60]}", number)
    return fields


def _stating(block: list[str], first_line: int) -> Iterator[tuple[int, str]]:
    """Yield the lines that are neither blank nor comments, with their numbers."""
    for number, line in enumerate(block, start=first_line):
        if line.strip() and not line.lstrip().startswith("#"):
            yield number, line.rstrip()


def _listed(value: str) -> str | list[str]:
    """Return ``[甲, 乙]`` as a list, anything else without its quotation marks."""
    if value.startswith("[") and value.endswith("]"):
        return [_unquoted(item) for item in value[1:-1].split(",") if item.strip()]
    return _unquoted(value)


def _unquoted(value: str) -> str:
    value = value.strip()
    quoted = QUOTED.fullmatch(value)
    if quoted is None:
        return value
    mark = quoted["mark"]
    return quoted["inner"].replace("\\" + mark, mark) if mark == '"' else quoted["inner"].replace("''", "'")
