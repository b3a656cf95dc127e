"""Word documents: what is written in them, and nothing that could harm."""

import zipfile
from io import BytesIO

import pytest

from bot.errors import InputRefused
from bot.intake.formats import read_article

NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1"'
    ' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"'
    ' Target="word/document.xml"/></Relationships>'
)
STYLES = (
    f'<w:styles {NAMESPACE}><w:style w:type="paragraph" w:styleId="Quote"><w:name w:val="Quote"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/></w:style></w:styles>'
)


def word(body: str, *, head: str = "", **parts: str) -> bytes:
    """Return a Word document with the given content of its body, and other parts by name (``word_notes_xml``)."""
    data = BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("_rels/.rels", RELATIONS)
        archive.writestr("word/styles.xml", STYLES)
        document = f"{head}<w:document {NAMESPACE}><w:body>{body}</w:body></w:document>"
        archive.writestr("word/document.xml", document)
        for name, content in parts.items():
            archive.writestr(name.replace("_", "/", 1).replace("_", "."), content)
    return data.getvalue()


def paragraph(text: str, style: str = "") -> str:
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f'<w:p>{properties}<w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def test_a_word_document_is_read() -> None:
    row = "".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in ("甲隊", "3"))
    body = (
        paragraph("新橋通車", "Heading1")
        + paragraph("2024-05-15 新橋網")
        + paragraph("　　市長說：“很好。”  她笑了。")
        + paragraph("橋已通車。", "Quote")
        + f"<w:tbl><w:tr>{row}</w:tr></w:tbl>"
        + "<w:p><w:r><w:t>第一行</w:t><w:br/><w:t>第二行</w:t></w:r></w:p>"
    )

    article = read_article("a.docx", word(body), address="https://example.org/a.docx")

    assert article.body.split("\n\n") == [
        "新橋通車",
        "市長說：“很好。”  她笑了。",
        "橋已通車。",
        "甲隊\t3",
        "第一行",
        "第二行",
    ]
    assert (article.outlet, article.url) == ("新橋網", "https://example.org/a.docx")
    assert article.published_on is not None
    assert article.published_on.value == "2024-05-15"
    assert [span.of(article.body) for span in article.quoted] == ["橋已通車。"]


def test_the_last_revision_counts() -> None:
    body = (
        paragraph("新橋通車")
        + "<w:p><w:r><w:t>市長說</w:t></w:r><w:ins><w:r><w:t>，很好</w:t></w:r></w:ins>"
        + "<w:del><w:r><w:delText>，很壞</w:delText></w:r></w:del><w:r><w:t>。</w:t></w:r></w:p>"
    )

    assert read_article("a.docx", word(body)).body == "新橋通車\n\n市長說，很好。"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (word(paragraph("甲") * 200_000), "too-large"),
        (word(paragraph("&lol;"), head='<!DOCTYPE d [<!ENTITY lol "ha">]>'), "unreadable"),
        (word(paragraph("&file;"), head='<!DOCTYPE d [<!ENTITY file SYSTEM "file:///etc/passwd">]>'), "unreadable"),
        (word("<w:p>"), "unreadable"),
        (word(""), "empty"),
        (word(paragraph("甲"))[:300], "binary"),
        (word("<w:tbl><w:tr><w:tc>" * 2000 + "</w:tc></w:tr></w:tbl>" * 2000), "unreadable"),
    ],
)
def test_a_document_that_is_none_or_could_harm_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(InputRefused) as refused:
        read_article("a.docx", data)

    assert refused.value.reason == reason


def test_another_office_document_is_no_article() -> None:
    data = BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")

    with pytest.raises(InputRefused, match="binary"):
        read_article("a.docx", data.getvalue())
