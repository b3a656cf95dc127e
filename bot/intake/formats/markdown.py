"""From Markdown with fragments of HTML to paragraphs of text.

CommonMark decides what is markup, with these differences, all found in real news: a line of text above ``---`` stays
text and the ``---`` a rule; indentation makes no code; emphasis may begin and end beside full-width punctuation
(``**“引语。”**他说``); HTML is read tag by tag, wherever it stands. Each line is a paragraph:
Chinese news is not wrapped.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from unicodedata import category

from markdown_it import MarkdownIt
from markdown_it.rules_inline.state_inline import Delimiter, StateInline
from markdown_it.token import Token

from bot.intake.formats.elements import BREAKING, INLINE
from bot.intake.formats.paragraphs import Paragraph, Section

MARKUP = re.compile(
    r"^[ \t]*(?:#{1,6}[ \t]+\S|-{3,}[ \t]*$|\*{3,}[ \t]*$|```|>[ \t]|\{\{|\|[^\n]*\|[ \t]*$)"
    r"|!\[[^\]\n]{0,200}\]\("
    r"|\]\((?:https?:|/|mailto:)"
    r"|\*\*[^\s*]"
    r"|</?(?:a|b|blockquote|br|div|em|figcaption|figure|h[1-6]|iframe|img|li|ol|p|script|span|strong|style|table|u|ul)\b",
    re.MULTILINE | re.IGNORECASE,
)
"""What plain text does not hold."""
HIDDEN = (
    (re.compile(r"<!--"), re.compile(r"-->")),
    (re.compile(r"^[ \t]*<script\b", re.IGNORECASE | re.MULTILINE), re.compile(r"</script\s*>", re.IGNORECASE)),
    (re.compile(r"^[ \t]*<style\b", re.IGNORECASE | re.MULTILINE), re.compile(r"</style\s*>", re.IGNORECASE)),
)
"""Where HTML that is not text begins and ends; it may hold blank lines, which end every other fragment."""
TAG = re.compile(r"</?(?P<name>[a-z][a-z0-9]*)", re.IGNORECASE)
UNSEEN = frozenset({"script", "style", "template"})
ATTRIBUTES = re.compile(r"\A\{ ?(?:[.#]|[\w-]+=)[^{}\n]{0,200}\}")
"""Pandoc's attributes, right after an image or a link: ``{ width=60% }``."""
BROKEN_LINK = re.compile(
    r"!\[(?P<alt>[^\[\]\n]{0,500})\]\([^()\n]{0,2000}\)?"
    r"|\[(?P<text>[^\[\]\n]{0,500})\]\((?:https?:|/|javascript:)(?:[^()\n]|\([^()\n]{0,100}\)){0,2000}\)?"
)
SHORTCODE = re.compile(r"\{\{[^{}\n]{0,2000}\}\}")
"""What a site generator puts something for: ``{{< figure src="…" >}}``."""
SPACED_STRONG = re.compile(r"\*{2,3}(?P<text>[^*\n]{1,1000})\*{2,3}")
LONE_STRONG = re.compile(r"(?<![\w*])\*{2,3}(?!\*)")
"""Emphasis whose other end is missing; after a letter the stars are the text's own (陳**)."""
SENTENCE = re.compile(r"[。！？!?][”」』’）)]*$")
FENCE = re.compile(r"(?:`{3,}|~{3,})[ \t]*(?P<language>[\w+#-]*)")
PROSE = re.compile(r"[\u4e00-\u9fff][。！？；，]")
ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
QUOTATION = {"blockquote_open": 1, "blockquote_close": -1}
MARKS = {"softbreak": "\n", "hardbreak": "\n", "link_open": "\x02", "link_close": "\x03"}
"""Around the text of a link stand control characters, which no cleaned text holds."""
LINKED = re.compile("\x02([^\x02\x03\n]*)\x03")
WITHOUT_LINK_MARKS = str.maketrans("", "", "\x02\x03")
OPENING = frozenset({"Ps", "Pi"})


def is_markup(text: str) -> bool:
    """Tell whether ``text`` holds markup that plain text does not."""
    return MARKUP.search(text) is not None


def sections(text: str) -> list[Section]:
    """Return the paragraphs of a Markdown text, cut at its rules; none is empty."""
    found: list[Section] = [[]]
    tokens = _parser().parse(_without_fences(_without_hidden(text)))
    for item in _blocks(tokens):
        if item is None:
            found.append([])
        else:
            found[-1].append(item)
    return [section for section in found if section]


def _blocks(tokens: Sequence[Token]) -> Iterator[Paragraph | None]:
    """Yield the paragraphs, and None for a rule."""
    ordinal = ""
    quotations = 0
    row: list[str] | None = None
    for token in tokens:
        quotations += QUOTATION.get(token.type, 0)
        if token.type == "hr" or (token.type == "heading_close" and token.markup == "-"):
            yield None
        elif token.type in {"list_item_open", "list_item_close"}:
            ordinal = f"{token.info}{token.markup} " if token.info else ""
        elif token.type == "tr_open":
            row = []
        elif token.type == "tr_close" and row is not None:
            yield from _row(row)
            row = None
        elif token.type == "inline" and row is not None:
            row.append(" ".join(paragraph.text for paragraph in _lines(token)))
        elif token.type == "inline":
            for paragraph in _lines(token):
                yield Paragraph(ordinal + paragraph.text, paragraph.linked_chars, quotations > 0)
                ordinal = ""
        elif token.type in {"fence", "code_block"}:
            yield from (Paragraph(line.strip()) for line in token.content.split("\n") if line.strip())


def _row(cells: list[str]) -> Iterator[Paragraph]:
    """Yield a table's row as one line, its cells between tabs; none for an empty row or the line under the head."""
    if any(cell.strip("-: ") for cell in cells):
        yield Paragraph("\t".join(cells))


def _lines(inline: Token) -> Iterator[Paragraph]:
    """Yield the lines of one block of running text."""
    for line in _mended(_rendered(inline.children or ())).split("\n"):
        text = line.translate(WITHOUT_LINK_MARKS).strip()
        if text.startswith("|"):
            yield from _row([cell.strip() for cell in text.strip("|").split("|")])
        elif text:
            yield Paragraph(text, sum(map(len, LINKED.findall(line) or ADDRESS.findall(text))))


def _rendered(children: Sequence[Token]) -> str:
    """Return the text of one block with its line ends, each link's text between two marks."""
    pieces: list[str] = []
    hidden = False
    previous = ""
    for token in children:
        if token.type == "html_inline":
            hidden = _hides(token.content, hidden=hidden)
        if not hidden:
            text = _text_of(token)
            pieces.append(ATTRIBUTES.sub("", text) if previous in {"image", "link_close"} else text)
        previous = token.type
    return "".join(pieces)


def _text_of(token: Token) -> str:
    if token.type in {"text", "code_inline"}:
        return token.content
    if token.type == "image":
        return _caption(token.content)
    if token.type == "html_inline":
        return _text_of_tag(token.content)
    return MARKS.get(token.type, "")


def _text_of_tag(tag: str) -> str:
    """Return a line end for an element that begins or ends a line, the tag itself for what is no element of HTML."""
    match = TAG.match(tag)
    name = match["name"].lower() if match else ""
    if name in BREAKING:
        return "\n"
    return "" if not name or name in INLINE or name in UNSEEN else tag


def _hides(tag: str, *, hidden: bool) -> bool:
    """Tell whether what follows ``tag`` is not text."""
    match = TAG.match(tag)
    if match is None or match["name"].lower() not in UNSEEN:
        return hidden
    return not tag.startswith("</")


def _mended(text: str) -> str:
    """Remove the markup that CommonMark leaves: shortcodes, ``** spaced **``, links with a space in them."""
    if "{{" in text:
        text = SHORTCODE.sub("", text)
    if "](" in text:
        text = BROKEN_LINK.sub(lambda match: match["text"] or _caption(match["alt"] or ""), text)
    if "**" in text:
        text = LONE_STRONG.sub("", SPACED_STRONG.sub(lambda match: match["text"], text))
    return text


def _caption(description: str) -> str:
    """Return an image's description as a line of its own where it is a sentence, else nothing."""
    return f"\n{description}\n" if SENTENCE.search(description) else ""


def _without_hidden(text: str) -> str:
    for opening, closing in HIDDEN:
        pieces = []
        position = 0
        while (start := opening.search(text, position)) and (end := closing.search(text, start.end())):
            pieces.append(text[position : start.start()])
            position = end.end()
        text = "\n".join([*pieces, text[position:]]) if pieces else text
    return text


def _without_fences(text: str) -> str:
    """Drop the lines that fence no code: those without a partner, and those around prose."""
    lines = text.split("\n")
    dropped: set[int] = set()
    opening: int | None = None
    for number, line in enumerate(lines):
        fence = FENCE.fullmatch(line.strip())
        if fence is None:
            continue
        if opening is None or fence["language"]:
            dropped |= set() if opening is None else {opening}
            opening = number
            continue
        if any(PROSE.search(inside) for inside in lines[opening + 1 : number]):
            dropped |= {opening, number}
        opening = None
    if opening is not None:
        dropped.add(opening)
    return "\n".join(line for number, line in enumerate(lines) if number not in dropped) if dropped else text


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark").enable("table").disable(["code", "html_block"])
    parser.inline.ruler.at("emphasis", _emphasis)
    return parser


def _emphasis(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the signature of markdown-it's rules
    """Collect the marks that may begin or end emphasis; markdown-it pairs them.

    CommonMark asks for a space between a mark and a letter on one side of it and punctuation on the other, which
    Chinese does not write. ``2*3*4`` is no emphasis.
    """
    marker = state.src[state.pos]
    if silent or marker not in "*_":
        return False
    scanned = state.scanDelims(state.pos, marker == "*")
    end = state.pos + scanned.length
    before = state.src[state.pos - 1 : state.pos] or " "
    after = state.src[end : end + 1] or " "
    opens, closes = scanned.can_open, scanned.can_close
    if marker == "*" and before.isdigit() and after.isdigit():
        opens = closes = False
    elif marker == "*":
        opens = opens or (_is_wide(before) and category(after) in OPENING)
        closes = closes or (_is_wide(after) and category(before) not in OPENING and not before.isspace())
    for _ in range(scanned.length):
        token = state.push("text", "", 0)
        token.content = marker
        state.delimiters.append(Delimiter(ord(marker), scanned.length, len(state.tokens) - 1, -1, opens, closes))
    state.pos = end
    return True


def _is_wide(character: str) -> bool:
    """Tell whether the character is an ideograph or a full-width mark."""
    return character > "\u2e7f"
