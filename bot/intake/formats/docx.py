"""Word documents (Office Open XML), read as the HTML that mammoth makes of them."""

import re
import zipfile
import zlib
from io import BytesIO

from bot.errors import InputRefused
from bot.intake.formats.page import read_fragment
from bot.intake.formats.paragraphs import Paragraph

DOCUMENT = "word/document.xml"
LIMIT_BYTES = 4 * 2**20
"""Most that the XML in a document may unpack to, which is some hundred pages. Pictures are not unpacked."""
MOST_PARTS = 5_000
STYLES = "\n".join(f"p[style-name='{style}'] => blockquote:fresh" for style in ("Quote", "Intense Quote"))
NOTE = re.compile(
    r'<sup><a href="#(?:foot|end)note-[^"]*"[^>]*>\[\d+\]</a></sup>| ?<a href="#(?:foot|end)note-ref-[^"]*">↑</a>'
)
"""The numbers of notes: Word draws them, they are not in the text."""
CELL = re.compile(r"(?P<start><t[dh][^<>]*>)<p>(?P<text>(?:(?!</?(?:p|t[dh])\b).)*)</p>(?=</t[dh]>)")
"""A cell of one paragraph, which makes its row one of data."""
BROKEN = (OSError, EOFError, RuntimeError, NotImplementedError, ValueError, zlib.error, zipfile.BadZipFile)


def is_docx(data: bytes) -> bool:
    """Tell whether ``data`` is a Word document, rather than another archive."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return DOCUMENT in archive.namelist()
    except BROKEN:
        return False


def read_docx(source: str, data: bytes) -> list[Paragraph]:
    """Return the paragraphs of a Word document, as its last revision has them.

    What is in it is checked before it is read: how large it is unpacked, and that its XML declares no entities.

    Raises:
        InputRefused: ``too-large``; ``unreadable`` where it is damaged or no such document.
    """
    _check(source, data)
    from mammoth import convert_to_html, images  # noqa: PLC0415 -- few files need it

    unseen = images.img_element(lambda _: {"src": ""})
    try:
        html = convert_to_html(
            BytesIO(data), style_map=STYLES, convert_image=unseen, include_embedded_style_map=False
        ).value
    except Exception as error:  # a damaged part ends in whatever the line that meets it raises
        raise InputRefused(source, "unreadable", f"Word document: {error!r}"[:200]) from error
    html = CELL.sub(r"\g<start>\g<text>", NOTE.sub("", html))
    return read_fragment(source, f"<div>{html}</div>", spaces_count=True)


def _check(source: str, data: bytes) -> None:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts = [part for part in archive.infolist() if part.filename.lower().endswith((".xml", ".rels"))]
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LIMIT_BYTES:
                raise InputRefused(source, "too-large", f"unpacks to more than {LIMIT_BYTES} bytes of XML")
            if any(b"<!DOCTYPE" in archive.read(part) for part in parts):
                raise InputRefused(source, "unreadable", "its XML has a document type, which Word never writes")
    except BROKEN as error:
        raise InputRefused(source, "unreadable", str(error)) from error
