"""Which inputs a list of paths, or a file that was sent, means: files, folders, records a line, members of archives.

Nothing is unpacked to disk and nothing is read before it is asked for, except the lines of a record file.
"""

import asyncio
import gzip
import json
import lzma
import os
import re
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import IO, NoReturn

from bot.errors import InputRefused
from bot.intake.formats import read_article, read_record
from bot.intake.formats.encoding import decode
from bot.model import Article

LIMIT_BYTES = 20 * 2**20
"""Largest file, archive member or record; a larger one is refused."""
MOST_EXPANSION = 200
"""Compressed records that grow beyond this many times their file are a bomb; news grows three to ten times."""
MOST_SENT_BYTES = 64 * 2**20
"""What a file that was sent may grow to: whoever sends it need not be trusted with the machine's time."""
ARTICLES = (".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml", ".shtml", ".mhtml", ".mht", ".docx")
PAGE_PARTS = ("_files", ".files")
RECORDS = (".jsonl", ".ndjson")
COMPRESSED_RECORDS = (".jsonl.gz", ".ndjson.gz")
ARCHIVE = ".zip"
NO_CHARACTER = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
"""Of a name: control characters, line ends, and bytes that were not to be decoded."""
UTF_8_NAME = 0x800
"""The flag of a member whose name is UTF-8 (PKWARE's APPNOTE, 4.4.4)."""
Stream = IO[bytes] | gzip.GzipFile
BROKEN = (OSError, EOFError, RuntimeError, ValueError, zlib.error, lzma.LZMAError, zipfile.BadZipFile)
"""What the standard library raises over damaged, encrypted or unusual compressed files."""


@dataclass(frozen=True, slots=True)
class Input:
    """One thing that should become an article; ``source`` identifies it: ``path``, ``path#record``, ``path#member``."""

    source: str
    fetch: Callable[[], bytes | Mapping[str, object]]

    def read(self, *, published_on: str | None = None, outlet: str | None = None) -> Article:
        """Fetch and read it; the arguments are those of ``read_article``.

        Raises:
            InputRefused: it cannot become an article.
        """
        content = self.fetch()
        if isinstance(content, bytes):
            return read_article(self.source, content, published_on=published_on, outlet=outlet)
        return read_record(self.source, content, published_on=published_on, outlet=outlet)

    async def article(self, *, published_on: str | None = None, outlet: str | None = None) -> Article:
        """Read it in a thread; everything else is as with ``read``."""
        return await asyncio.to_thread(self.read, published_on=published_on, outlet=outlet)


@dataclass(frozen=True, slots=True)
class _File:
    """One file, on disk or as the bytes that somebody sent; its records may grow to ``most_bytes``."""

    source: str
    name: str
    content: Path | bytes
    most_bytes: int

    def handle(self) -> Path | IO[bytes]:
        """Return what the standard library opens."""
        return self.content if isinstance(self.content, Path) else BytesIO(self.content)

    def open(self) -> Stream:
        """Open it for reading."""
        return self.content.open("rb") if isinstance(self.content, Path) else BytesIO(self.content)

    def open_compressed(self) -> Stream:
        """Open what is compressed in it."""
        return gzip.open(self.handle())


def find_sources(paths: Sequence[Path], *, limit_bytes: int = LIMIT_BYTES) -> Iterator[Input]:
    """Yield the inputs that ``paths`` mean, in their order.

    A folder means its articles, record files and archives, at any depth, by name, without hidden ones; links to
    folders are not followed. A file that is named itself is read whatever its name. What cannot be read is an input
    too, and is refused when it is read: this never raises.
    """
    for path in paths:
        if path.is_dir():
            yield from _folder(path, limit_bytes)
        else:
            yield from _file(path, limit_bytes)


def find_in(source: str, data: bytes, *, limit_bytes: int = LIMIT_BYTES) -> Iterator[Input]:
    """Yield the inputs that a file means whose bytes were sent; ``source`` ends with its name."""
    yield from _inputs(_File(source, PurePosixPath(source).name, data, MOST_SENT_BYTES), limit_bytes)


def is_wanted(name: str) -> bool:
    """Tell whether a file of this name holds articles, as far as names tell."""
    return name.lower().endswith((*ARTICLES, *RECORDS, *COMPRESSED_RECORDS, ARCHIVE))


def _refused(source: str, reason: str, detail: str = "", line: int | None = None) -> Input:
    return Input(source, partial(_refuse, InputRefused(source, reason, detail, line)))


def _refuse(refused: InputRefused) -> NoReturn:
    raise refused


def _folder(folder: Path, limit_bytes: int) -> Iterator[Input]:
    failures: list[OSError] = []
    for parent, folders, names in os.walk(folder, onerror=failures.append):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and not _is_of_page(name, names))
        for name in sorted(names):
            if not name.startswith(".") and is_wanted(name):
                yield from _file(Path(parent, name), limit_bytes)
    for failure in failures:
        yield _refused(_named(str(failure.filename)), "unreadable", failure.strerror or "")


def _is_of_page(folder: str, names: Sequence[str]) -> bool:
    """Tell the folder in which a browser keeps the parts of a page that it saved beside it."""
    page = next((folder.removesuffix(ending) for ending in PAGE_PARTS if folder.endswith(ending)), None)
    return page is not None and any(name in names for name in (f"{page}.html", f"{page}.htm"))


def _file(path: Path, limit_bytes: int) -> Iterator[Input]:
    source = _named(str(path))
    try:
        status = path.stat()
    except FileNotFoundError:
        yield _refused(source, "not-found")
        return
    except (OSError, ValueError) as error:
        yield _refused(source, "unreadable", str(error))
        return
    if stat.S_ISREG(status.st_mode):
        yield from _inputs(
            _File(source, path.name, path, max(limit_bytes, MOST_EXPANSION * status.st_size)), limit_bytes
        )
    else:
        yield _refused(source, "unreadable", "not a regular file")


def _inputs(file: _File, limit_bytes: int) -> Iterator[Input]:
    name = file.name.lower()
    if name.endswith((*RECORDS, *COMPRESSED_RECORDS)):
        opener = file.open_compressed if name.endswith(COMPRESSED_RECORDS) else file.open
        yield from _records(file.source, opener, file.most_bytes, limit_bytes)
    elif name.endswith(ARCHIVE):
        yield from _archive(file, limit_bytes)
    else:
        yield Input(file.source, partial(_contents, file.source, file.open, limit_bytes))


def _contents(source: str, opener: Callable[[], Stream], limit_bytes: int) -> bytes:
    try:
        with opener() as stream:
            data = stream.read(limit_bytes + 1)
    except BROKEN as error:
        raise InputRefused(source, "unreadable", str(error)) from error
    if len(data) > limit_bytes:
        raise InputRefused(source, "too-large", f"more than {limit_bytes} bytes")
    return data


def _records(source: str, opener: Callable[[], Stream], most_bytes: int, limit_bytes: int) -> Iterator[Input]:
    """Yield the records of one stream, a line each; it ends at ``most_bytes`` whatever its compression promises."""
    total_bytes = number = 0
    within_line = False
    try:
        with opener() as stream:
            while line := stream.readline(limit_bytes + 1):
                total_bytes += len(line)
                if total_bytes > most_bytes:
                    yield _refused(source, "too-large", f"expands to more than {most_bytes} bytes")
                    return
                is_whole = line.endswith(b"\n") or len(line) <= limit_bytes
                if not within_line:
                    number += 1
                    if not is_whole:
                        yield _refused(source, "too-large", f"a record of more than {limit_bytes} bytes", number)
                    elif line.strip():
                        yield _record(source, line, number)
                within_line = not is_whole
    except BROKEN as error:
        yield _refused(source, "unreadable", str(error))


def _record(source: str, line: bytes, number: int) -> Input:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        return _refused(source, "record", str(error), number)
    if not isinstance(record, dict):
        return _refused(source, "record", "not an object", number)
    stated = record.get("id")
    return Input(_named(f"{source}#{number if stated in (None, '') else stated}"), lambda: record)


def _named(name: str) -> str:
    """Return a name as one line that any database and terminal takes: what is no character is written as its code.

    A file system's names are bytes; old ones are in whatever encoding there was.
    """
    return NO_CHARACTER.sub(lambda found: found[0].encode("unicode_escape").decode(), name)


def _archive(file: _File, limit_bytes: int) -> Iterator[Input]:
    source = file.source
    try:
        archive = zipfile.ZipFile(file.handle())  # its members are read later, the last of them closes it
        members = archive.infolist()
    except BROKEN as error:
        yield _refused(source, "unreadable", str(error))
        return
    for member in members:
        name = PurePosixPath(_named(_name(member)))
        if member.is_dir() or any(part.startswith((".", "__MACOSX")) and part != ".." for part in name.parts):
            continue
        most_bytes = min(file.most_bytes, max(limit_bytes, MOST_EXPANSION * member.compress_size))
        if name.is_absolute() or ".." in name.parts or stat.S_ISLNK(member.external_attr >> 16):
            yield _refused(f"{source}#{name}", "unreadable", "a name or link that leads out of the archive")
        else:
            opener = partial(archive.open, member)
            yield from _member(f"{source}#{name}", name.name.lower(), opener, most_bytes, limit_bytes)


def _name(member: zipfile.ZipInfo) -> str:
    """Return the name of a member as it was written: the library takes what is not marked as UTF-8 for DOS Latin."""
    if member.flag_bits & UTF_8_NAME:
        return member.filename
    try:
        return decode(member.filename, member.filename.encode("cp437"))
    except (UnicodeEncodeError, InputRefused):
        return member.filename


def _member(source: str, name: str, opener: Callable[[], Stream], most_bytes: int, limit_bytes: int) -> Iterator[Input]:
    if name.endswith(RECORDS):
        yield from _records(source, opener, most_bytes, limit_bytes)
    elif name.endswith(ARTICLES):
        yield Input(source, partial(_contents, source, opener, limit_bytes))
    elif name.endswith((*COMPRESSED_RECORDS, ARCHIVE)):
        yield _refused(source, "unreadable", "an archive within an archive")
