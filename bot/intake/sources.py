"""Which inputs a list of paths means: files, folders, records a line, members of archives.

Nothing is unpacked to disk and nothing is read before it is asked for, except the lines of a record file.
"""

import gzip
import json
import lzma
import os
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
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
ARTICLES = (".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml", ".shtml", ".mhtml", ".mht", ".docx")
PAGE_PARTS = ("_files", ".files")
RECORDS = (".jsonl", ".ndjson")
COMPRESSED_RECORDS = (".jsonl.gz", ".ndjson.gz")
ARCHIVE = ".zip"
UTF_8_NAME = 0x800
"""The flag of a member whose name is UTF-8 (PKWARE's APPNOTE, 4.4.4)."""
Stream = IO[bytes] | gzip.GzipFile
BROKEN = (OSError, EOFError, RuntimeError, NotImplementedError, zlib.error, lzma.LZMAError, zipfile.BadZipFile)
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


def _refused(source: str, reason: str, detail: str = "", line: int | None = None) -> Input:
    return Input(source, partial(_refuse, InputRefused(source, reason, detail, line)))


def _refuse(refused: InputRefused) -> NoReturn:
    raise refused


def _folder(folder: Path, limit_bytes: int) -> Iterator[Input]:
    failures: list[OSError] = []
    for parent, folders, names in os.walk(folder, onerror=failures.append):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and not _is_of_page(name, names))
        for name in sorted(names):
            if not name.startswith(".") and _is_wanted(name):
                yield from _file(Path(parent, name), limit_bytes)
    for failure in failures:
        yield _refused(str(failure.filename), "unreadable", failure.strerror or "")


def _is_of_page(folder: str, names: Sequence[str]) -> bool:
    """Tell the folder in which a browser keeps the parts of a page that it saved beside it."""
    page = next((folder.removesuffix(ending) for ending in PAGE_PARTS if folder.endswith(ending)), None)
    return page is not None and any(name in names for name in (f"{page}.html", f"{page}.htm"))


def _is_wanted(name: str) -> bool:
    return name.lower().endswith((*ARTICLES, *RECORDS, *COMPRESSED_RECORDS, ARCHIVE))


def _file(path: Path, limit_bytes: int) -> Iterator[Input]:
    source = str(path)
    try:
        status = path.stat()
    except FileNotFoundError:
        yield _refused(source, "not-found")
        return
    except (OSError, ValueError) as error:
        yield _refused(source, "unreadable", str(error))
        return
    name = path.name.lower()
    if not stat.S_ISREG(status.st_mode):
        yield _refused(source, "unreadable", "not a regular file")
    elif name.endswith((*RECORDS, *COMPRESSED_RECORDS)):
        yield from _record_file(path, status.st_size, limit_bytes)
    elif name.endswith(ARCHIVE):
        yield from _archive(path, limit_bytes)
    else:
        yield Input(source, partial(_contents, source, partial(_open, path), limit_bytes))


def _open(path: Path) -> Stream:
    return path.open("rb")


def _contents(source: str, opener: Callable[[], Stream], limit_bytes: int) -> bytes:
    try:
        with opener() as stream:
            data = stream.read(limit_bytes + 1)
    except BROKEN as error:
        raise InputRefused(source, "unreadable", str(error)) from error
    if len(data) > limit_bytes:
        raise InputRefused(source, "too-large", f"more than {limit_bytes} bytes")
    return data


def _record_file(path: Path, size_bytes: int, limit_bytes: int) -> Iterator[Input]:
    opener = gzip.open if path.name.lower().endswith(COMPRESSED_RECORDS) else _open
    most_bytes = max(limit_bytes, MOST_EXPANSION * size_bytes)
    yield from _records(str(path), partial(opener, path), most_bytes, limit_bytes)


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
    return Input(f"{source}#{record.get('id') or number}", lambda: record)


def _archive(path: Path, limit_bytes: int) -> Iterator[Input]:
    source = str(path)
    try:
        archive = zipfile.ZipFile(path)  # its members are read later, the last of them closes it
        members = archive.infolist()
    except BROKEN as error:
        yield _refused(source, "unreadable", str(error))
        return
    for member in members:
        name = PurePosixPath(_name(member))
        if member.is_dir() or any(part.startswith((".", "__MACOSX")) and part != ".." for part in name.parts):
            continue
        yield from _member(f"{source}#{name}", name, partial(archive.open, member), member, limit_bytes)


def _name(member: zipfile.ZipInfo) -> str:
    """Return the name of a member as it was written: the library takes what is not marked as UTF-8 for DOS Latin."""
    if member.flag_bits & UTF_8_NAME:
        return member.filename
    try:
        return decode(member.filename, member.filename.encode("cp437"))
    except (UnicodeEncodeError, InputRefused):
        return member.filename


def _member(
    source: str, name: PurePosixPath, opener: Callable[[], Stream], member: zipfile.ZipInfo, limit_bytes: int
) -> Iterator[Input]:
    lower = name.name.lower()
    if name.is_absolute() or ".." in name.parts or stat.S_ISLNK(member.external_attr >> 16):
        yield _refused(source, "unreadable", "a name or link that leads out of the archive")
    elif lower.endswith(RECORDS):
        most_bytes = max(limit_bytes, MOST_EXPANSION * member.compress_size)
        yield from _records(source, opener, most_bytes, limit_bytes)
    elif lower.endswith(ARTICLES):
        yield Input(source, partial(_contents, source, opener, limit_bytes))
    elif lower.endswith((*COMPRESSED_RECORDS, ARCHIVE)):
        yield _refused(source, "unreadable", "an archive within an archive")
