"""A list of paths means inputs; what cannot be read is refused alone."""

import gzip
import json
import os
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from bot.errors import InputRefused
from bot.intake.sources import MOST_SENT_BYTES, Input, find_in, find_sources, is_wanted


def outcome(found: Input) -> str:
    """Return the title of what an input became, or why it was refused."""
    try:
        return found.read().title
    except InputRefused as refused:
        return refused.reason


def outcomes(*paths: Path, limit_bytes: int = 1000) -> list[tuple[str, str]]:
    return [(Path(found.source).name, outcome(found)) for found in find_sources(paths, limit_bytes=limit_bytes)]


def jsonl(*records: object) -> bytes:
    return b"".join(json.dumps(record, ensure_ascii=False).encode() + b"\n" for record in records)


def test_a_folder_means_its_articles_by_name_at_any_depth(tmp_path: Path) -> None:
    for name in ["b.txt", "a.MD", "sub/deep/c.txt", "sub/f.HTM", ".hidden.txt", ".git/d.txt", "e.png"]:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"標題{path.stem}\n文")

    assert outcomes(tmp_path) == [("a.MD", "標題a"), ("b.txt", "標題b"), ("f.HTM", "標題f"), ("c.txt", "標題c")]


def test_the_parts_that_a_browser_saves_beside_a_page_are_none_themselves(tmp_path: Path) -> None:
    for name in ["新聞.html", "新聞_files/advert.html", "b.htm", "b.files/frame.htm", "c_files/d.txt"]:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"標題{path.stem}\n文")

    assert outcomes(tmp_path) == [("b.htm", "標題b"), ("新聞.html", "標題新聞"), ("d.txt", "標題d")]


def test_a_folder_that_links_to_itself_is_walked_once(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("甲\n文")
    (tmp_path / "again").symlink_to(tmp_path, target_is_directory=True)

    assert outcomes(tmp_path) == [("a.txt", "甲")]


def test_a_named_file_is_read_whatever_its_name_and_a_bad_one_refused_alone(tmp_path: Path) -> None:
    (tmp_path / "news").write_text("甲\n文")
    (tmp_path / "large.txt").write_bytes(b"a" * 1001)
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    os.mkfifo(tmp_path / "pipe")

    names = ["none.txt", "large.txt", "loop", "pipe", "news"]
    assert outcomes(*(tmp_path / name for name in names)) == [
        ("none.txt", "not-found"),
        ("large.txt", "too-large"),
        ("loop", "unreadable"),
        ("pipe", "unreadable"),
        ("news", "甲"),
    ]


@pytest.mark.parametrize("compressed", [False, True])
def test_each_line_of_a_record_file_is_an_input(tmp_path: Path, compressed: bool) -> None:  # noqa: FBT001 - a parameter
    lines = jsonl({"id": "x", "title": "甲", "text": "文\u2028文"}, {"title": "乙", "text": "文"}, [1])
    lines += b'{"id": \n\n' + b'{"text": "' + b"a" * 3000 + b'"}\n' + jsonl({"id": 7, "title": "丙", "text": "文"})
    path = tmp_path / ("r.jsonl.gz" if compressed else "r.jsonl")
    path.write_bytes(gzip.compress(lines) if compressed else lines)

    name = path.name
    assert outcomes(path) == [
        (f"{name}#x", "甲"),
        (f"{name}#2", "乙"),
        (name, "record"),
        (name, "record"),
        (name, "too-large"),
        (f"{name}#7", "丙"),
    ]


def test_any_id_of_a_record_identifies_it(tmp_path: Path) -> None:
    path = tmp_path / "r.jsonl"
    path.write_bytes(jsonl(*({"id": given, "text": "文"} for given in (0, "", None, 9))))

    assert [found.source.partition("#")[2] for found in find_sources([path])] == ["0", "2", "3", "9"]


def test_what_is_no_character_is_written_as_its_code_where_it_names_an_article(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"\xd0\xc2\n.txt")).write_text("甲\n文")
    (tmp_path / "r.jsonl").write_text('{"id": "\\ud800\\u0000", "text": "文"}')

    names = [Path(found.source).name for found in find_sources([tmp_path])]

    assert names == ["r.jsonl#\\ud800\\x00", "\\udcd0\\udcc2\\n.txt"]


def test_a_refused_record_names_its_line(tmp_path: Path) -> None:
    path = tmp_path / "r.jsonl"
    path.write_bytes(jsonl({"text": "甲"}) + b"{")

    with pytest.raises(InputRefused) as refused:
        list(find_sources([path]))[1].read()

    assert refused.value.line == 2


def test_a_damaged_or_swelling_record_file_ends_in_a_refusal(tmp_path: Path) -> None:
    whole = gzip.compress(jsonl(*({"id": n, "text": f"甲{n}"} for n in range(500))))
    (tmp_path / "cut.jsonl.gz").write_bytes(whole[: len(whole) // 2])
    (tmp_path / "swell.jsonl.gz").write_bytes(gzip.compress(b"\n" * 3_000_000))
    (tmp_path / "none.jsonl.gz").write_bytes(b"no gzip")

    found = outcomes(tmp_path)

    assert [reason for name, reason in found if "#" not in name] == ["unreadable", "unreadable", "too-large"]


def test_the_members_of_an_archive_are_inputs_and_none_leads_out_of_it(tmp_path: Path) -> None:
    path = tmp_path / "z.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("sub/a.md", "甲\n文")
        archive.writestr("../up.txt", "文")
        archive.writestr("/abs.txt", "文")
        archive.writestr("bomb.txt", b"a" * 10_000_000)
        archive.writestr("r.jsonl", jsonl({"id": "x", "title": "乙", "text": "文"}))
        archive.writestr("inner.zip", b"PK")
        archive.writestr("__MACOSX/._a.md", b"\0")
        archive.writestr("picture.png", b"\0")
        link = zipfile.ZipInfo("link.txt")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")

    found = [
        (source.source.removeprefix(str(path)), outcome(source)) for source in find_sources([path], limit_bytes=1000)
    ]

    assert found == [
        ("#sub/a.md", "甲"),
        ("#../up.txt", "unreadable"),
        ("#/abs.txt", "unreadable"),
        ("#bomb.txt", "too-large"),
        ("#r.jsonl#x", "乙"),
        ("#inner.zip", "unreadable"),
        ("#link.txt", "unreadable"),
    ]


@pytest.mark.parametrize("encoding", ["gbk", "big5", "utf-8", "cp437"])
def test_a_member_is_named_as_it_was_named_whatever_the_system_that_packed_it(tmp_path: Path, encoding: str) -> None:
    name = (
        "re\u0301sume\u0301.md"
        if encoding == "cp437"
        else "新聞/國際 市長說.md"
        if encoding != "gbk"
        else "新闻/国际 市长说.md"
    )
    name = "résumé.md" if encoding == "cp437" else name
    path = tmp_path / "z.zip"
    placeholder = "x" * len(name.encode(encoding))
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(placeholder, "甲\n文")
    path.write_bytes(path.read_bytes().replace(placeholder.encode(), name.encode(encoding)))

    assert outcomes(path) == [(name.split("/")[-1] if "/" in name else f"z.zip#{name}", "甲")]


def test_names_that_lead_out_of_an_archive_are_told_in_other_encodings_too(tmp_path: Path) -> None:
    path = tmp_path / "z.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("x" * len("../新闻.md".encode("gbk")), "甲\n文")
    path.write_bytes(path.read_bytes().replace(b"x" * 10, "../新闻.md".encode("gbk")))

    assert [outcome(found) for found in find_sources([path])] == ["unreadable"]
    assert list(tmp_path.parent.glob("*.md")) == []


def test_a_damaged_archive_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "z.zip"
    path.write_bytes(b"PK\x03\x04 no archive")

    assert outcomes(path) == [("z.zip", "unreadable")]


def test_an_archive_whose_names_are_not_in_the_encoding_that_it_states_is_refused() -> None:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("新橋.txt", "文")

    [found] = find_in("a.zip", packed.getvalue().replace("新橋".encode(), b"\xff" * 6))

    assert outcome(found) == "unreadable"


def test_nothing_is_read_before_it_is_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("舊\n文")
    found = list(find_sources([path]))
    path.write_text("新\n文")

    assert [source.read().title for source in found] == ["新"]


def sent(name: str, data: bytes) -> list[tuple[str, str]]:
    """Return what becomes of a file whose bytes were sent."""
    return [(found.source, outcome(found)) for found in find_in(f"discord:{name}", data, limit_bytes=1000)]


def test_a_file_that_was_sent_means_what_it_means_on_disk() -> None:
    lines = jsonl({"id": "x", "title": "甲", "text": "文"}, [1])
    zipped = BytesIO()
    with zipfile.ZipFile(zipped, "w") as archive:
        archive.writestr("a.txt", "丙\n文")
        archive.writestr("../up.txt", "文")

    assert sent("a.txt", "乙\n文".encode()) == [("discord:a.txt", "乙")]
    assert sent("r.jsonl", lines) == [("discord:r.jsonl#x", "甲"), ("discord:r.jsonl", "record")]
    assert sent("r.jsonl.gz", gzip.compress(lines)) == [
        ("discord:r.jsonl.gz#x", "甲"),
        ("discord:r.jsonl.gz", "record"),
    ]
    assert sent("z.zip", zipped.getvalue()) == [
        ("discord:z.zip#a.txt", "丙"),
        ("discord:z.zip#../up.txt", "unreadable"),
    ]


def test_a_damaged_or_swelling_file_that_was_sent_is_refused() -> None:
    assert sent("z.zip", b"PK\x03\x04 no archive") == [("discord:z.zip", "unreadable")]
    blank = (b" " * 900 + b"\n") * (MOST_SENT_BYTES // 900)
    assert sent("r.jsonl.gz", gzip.compress(blank)) == [("discord:r.jsonl.gz", "too-large")]
    assert sent("a.txt", b"a" * 1001) == [("discord:a.txt", "too-large")]


@pytest.mark.parametrize(
    ("name", "wanted"),
    [("a.txt", True), ("A.MD", True), ("r.jsonl.gz", True), ("z.zip", True), ("a.gz", False), ("a.exe", False)],
)
def test_names_tell_what_holds_articles(name: str, wanted: bool) -> None:  # noqa: FBT001 -- a parameter
    assert is_wanted(name) == wanted
