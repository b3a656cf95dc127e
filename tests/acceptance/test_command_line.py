"""What the commands print, and what they end with."""

import json
import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.acceptance.command_line import jianbao

ARTICLES = Path(__file__).parents[2] / "data" / "articles"
Run = Callable[..., subprocess.CompletedProcess[str]]
NEWS = """晨星航運換帥
2024-03-05 08:00 東港日報

晨星航運董事長王大明週一宣布辭職，由副總經理陳小美接任。陳小美表示：「我會盡力。」
"""


@pytest.fixture(scope="module")
def state(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder for an archive that the module's reading tests share: it holds the shipped articles."""
    return tmp_path_factory.mktemp("state")


def answer(state: Path, question: str, locale: str = "zh-TW") -> dict[str, object]:
    done = jianbao(state, "ask", question, "--locale", locale, "--format", "json")
    assert done.stderr == ""
    [line] = done.stdout.splitlines()
    found: dict[str, object] = json.loads(line)
    return found


def texts(found: dict[str, object], kind: str) -> list[str]:
    facts = found["facts"]
    assert isinstance(facts, list)
    return [fact["text"] for fact in facts if fact["kind"] == kind]


def test_without_a_token_the_console_answers_from_the_shipped_articles_until_input_ends(tmp_path: Path) -> None:
    done = jianbao(tmp_path, typed="/who Jakub Pachocki\n", LANG="zh_TW.UTF-8")

    assert done.returncode == 0
    assert done.stderr.splitlines() == ["No DISCORD_TOKEN is set, so Jianbao opens here in the terminal."]
    assert "研究總監" in done.stdout
    assert "每日經濟新聞" in done.stdout


def test_the_shipped_articles_are_one_story_for_the_people_whom_both_name(state: Path) -> None:
    done = jianbao(state, "ask", "/summary #2", "--locale", "en-US")

    assert "2 reports" in done.stdout
    assert "Put there by: Ilya Sutskever" in done.stdout
    assert json.loads(jianbao(state, "stats").stdout)["stories"] == 1


@pytest.mark.parametrize("locale", ["zh-TW", "zh-HK", "zh-CN", "en-US"])
def test_who_tells_roles_facts_forms_and_quotes_with_both_sources(state: Path, locale: str) -> None:
    found = answer(state, "/who Jakub Pachocki", locale)

    assert (found["status"], found["title"]) == ("found", "Jakub Pachocki")
    assert {"Pachocki", "Pachoki", "Jakub  Pachocki"} <= set(texts(found, "alias"))
    originals = [part["original"] for fact in found["facts"] for part in fact["parts"]]  # type: ignore[attr-defined]
    told = "\n".join(originals)
    for words in ("研究總監", "去年8月", "首席科学家", "2017年", "GPT- 4 和OpenAI Five", "卓越領導力"):
        assert words in told
    cited = {part["citation"]["article"] for fact in found["facts"] for part in fact["parts"]}  # type: ignore[attr-defined]
    assert len(cited) == 2


def test_the_answer_is_in_the_reader_s_script_and_the_original_beside_it(state: Path) -> None:
    traditional, simplified = (answer(state, "/quote Altman about:Sutskever", locale) for locale in ("zh-TW", "zh-CN"))

    assert any("指路明燈" in text for text in texts(traditional, "quote"))
    assert any("指路明灯" in text for text in texts(simplified, "quote"))
    assert not any("指路明燈" in text for text in texts(simplified, "quote"))
    assert [fact["parts"] for fact in traditional["facts"]] == [fact["parts"] for fact in simplified["facts"]]  # type: ignore[attr-defined]


@pytest.mark.parametrize("words", ["指路明燈", "指路明灯"])
def test_who_said_these_words_is_found_in_either_script(state: Path, words: str) -> None:
    by_words = answer(state, f"/quote words:{words}")
    as_typed = answer(state, f"/quote {words}")

    facts: Any = by_words["facts"]
    [fact] = facts
    [rendering] = fact["renderings"]
    assert fact["speaker"] in {"Sam Altman", "Altman", "阿爾特曼", "奧特曼"}
    assert {fact["parts"][0]["citation"]["article"], rendering["parts"][0]["citation"]["article"]} == {1, 2}
    assert "指路明灯" in fact["parts"][0]["original"]
    assert "指路明燈" in rendering["parts"][0]["original"]
    assert as_typed["facts"] == by_words["facts"]


@pytest.mark.parametrize("topic", ["Sutskever", "Sutskever 離職", "Sutskever離職", "Sutskever离职"])
def test_when_shows_that_the_two_articles_date_one_event_differently(state: Path, topic: str) -> None:
    found = answer(state, f"/when {topic}")

    [conflict] = [fact for fact in found["facts"] if fact["kind"] == "conflict"]  # type: ignore[attr-defined]
    assert [part["citation"]["published_on"] for part in conflict["parts"]] == ["2024-05-15", "2024-05-17"]
    assert "5月15日" in conflict["parts"][0]["original"]
    assert "今天" in conflict["parts"][1]["original"]


@pytest.mark.parametrize("topic", ["Sutskever", "Altman", "OpenAI再傳重磅消息 首席科學家將另起爐竈", "#1", "超级对齐"])
def test_a_person_an_article_or_a_topic_is_summed_up_in_its_own_sentences(state: Path, topic: str) -> None:
    found = answer(state, f"/summary {topic}")

    assert found["status"] == "found"
    assert texts(found, "summary")


@pytest.mark.parametrize("words", ["指路明燈", "GPT-4o", "深度学习", "sutsk"])
def test_search_finds_words_of_either_script_and_begun_latin_words(state: Path, words: str) -> None:
    assert answer(state, f"/search {words}")["status"] == "found"


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("阿爾特曼", "Sam Altman"),
        ("奥特曼", "Sam Altman"),
        ("altman", "Sam Altman"),
        ("Pachoki", "Jakub Pachocki"),
        ("wu enda", "吳恩達"),
        ("wuenda", "吳恩達"),
        ("吳恩達", "吳恩達"),
        ("Sutskevar", "Ilya Sutskever"),
        ("Ilia Sutskever", "Ilya Sutskever"),
        ("馬斯克", "Elon Musk"),
        ("Musk", "Elon Musk"),
        ("karpathy", "Andrej Karpathy"),
        ("帕乔基", "Jakub Pachocki"),
    ],
)
def test_names_are_found_in_any_script_in_part_in_pinyin_misspelt_and_by_sound(
    state: Path, typed: str, title: str
) -> None:
    found = answer(state, f"/who {typed}")

    assert (found["status"], found["title"]) == ("found", title)


@pytest.mark.parametrize(("line", "code"), [("/who \udcff\udcfe", 1), ("/\udcff", 2)])
def test_bytes_that_are_no_text_are_answered_too(state: Path, line: str, code: int) -> None:
    done = jianbao(state, "ask", line)

    assert done.returncode == code
    assert "Traceback" not in done.stderr


def test_a_name_that_nobody_has_ends_with_1_and_the_nearest_names(state: Path) -> None:
    done = jianbao(state, "ask", "/who 张三丰", "--locale", "zh-CN")

    assert done.returncode == 1
    assert done.stderr == ""
    assert "张三丰" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (("ask", "/frobnicate"), "frobnicate"),
        (("ask", "/who"), "/who"),
        (("ask",), "question"),
        (("load",), "PATH"),
        (("load", "nowhere.txt"), "nowhere.txt"),
        (("analyze", "nowhere.txt"), "nowhere.txt"),
        (("analyze", "x", "--published-on", "yesterday"), "yesterday"),
        (("dance",), "dance"),
    ],
)
def test_wrong_usage_is_one_line_that_names_it_and_ends_with_2(
    state: Path, arguments: tuple[str, ...], named: str
) -> None:
    done = jianbao(state, *arguments)

    assert done.returncode == 2
    [line] = done.stderr.splitlines()
    assert named in line


def test_wrong_settings_end_with_3_and_are_all_named(tmp_path: Path) -> None:
    done = jianbao(tmp_path, "stats", SAMPLES="perhaps", DEFAULT_LOCALE="xx")

    assert done.returncode == 3
    assert [line.split(": ")[1] for line in done.stderr.splitlines()] == ["SAMPLES", "DEFAULT_LOCALE"]


def test_a_database_that_is_none_ends_with_3_and_is_left_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "notes.db"
    file.write_text("not a database, whatever its name says" * 100, encoding="utf-8")
    done = jianbao(tmp_path, "stats", DATABASE_URL=f"sqlite+aiosqlite:///{file}")

    assert done.returncode == 3
    [line] = done.stderr.splitlines()
    assert "notes.db" in line
    assert file.read_text(encoding="utf-8").startswith("not a database")


def test_loading_again_changes_nothing_and_a_changed_file_updates_its_article(tmp_path: Path) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "one.txt").write_text(NEWS, encoding="utf-8")
    (folder / "empty.txt").write_bytes(b"")

    first = jianbao(tmp_path, "load", str(folder), "--format", "json")
    again = jianbao(tmp_path, "load", str(folder), "--format", "json")
    (folder / "one.txt").write_text(NEWS.replace("週一", "週二"), encoding="big5")
    changed = jianbao(tmp_path, "load", str(folder), "--format", "json")

    assert [done.returncode for done in (first, again, changed)] == [2, 2, 2]
    assert json.loads(first.stdout) == {"added": 1, "updated": 0, "unchanged": 0, "refused": 1}
    assert json.loads(again.stdout) == {"added": 0, "updated": 0, "unchanged": 1, "refused": 1}
    assert json.loads(changed.stdout) == {"added": 0, "updated": 1, "unchanged": 0, "refused": 1}
    assert "empty.txt" in first.stderr
    stats = json.loads(jianbao(tmp_path, "stats").stdout)
    assert (stats["articles"], stats["quotes"]) == (1, 1)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "big5"])
def test_the_encoding_of_a_file_does_not_matter(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "news.txt").write_bytes(NEWS.encode(encoding))
    done = jianbao(tmp_path, "analyze", "news.txt")
    found = json.loads(done.stdout)

    assert done.returncode == 0
    assert found["published_on"]["value"] == "2024-03-05"
    assert {"王大明", "陳小美"} <= {surface for person in found["people"] for surface in person["surfaces"]}
    assert [(quote["parts"][0]["text"], quote["speaker"]["name"]) for quote in found["quotes"]] == [
        ("我會盡力。", "陳小美")
    ]


def test_what_a_library_holds_is_seen_with_that_library_only(tmp_path: Path) -> None:
    (tmp_path / "news.txt").write_text(NEWS, encoding="utf-8")
    jianbao(tmp_path, "load", "news.txt", "--library", "guild:1")

    seen = jianbao(tmp_path, "ask", "/who 王大明", "--library", "guild:1")
    elsewhere = jianbao(tmp_path, "ask", "/who 王大明", "--library", "guild:2")
    public = jianbao(tmp_path, "ask", "/search 晨星航運")

    assert (seen.returncode, elsewhere.returncode, public.returncode) == (0, 1, 1)
    assert "辭職" in seen.stdout
    assert "辭職" not in elsewhere.stdout + public.stdout


def test_analyze_prints_spans_that_are_the_body_s_words(state: Path) -> None:
    done = jianbao(state, "analyze", *map(str, sorted(ARTICLES.iterdir())))
    found = [json.loads(line) for line in done.stdout.splitlines()]

    assert done.returncode == 0
    assert len(found) == 2
    for article in found:
        spans = [
            *(span for person in article["people"] for span in (*person["mentions"], *person["roles"])),
            *(part for quote in article["quotes"] for part in quote["parts"]),
            *article["dates"],
            *article["summary"],
        ]
        assert spans
        assert all(article["body"][span["start"] : span["end"]] == span["text"] for span in spans)


def test_articles_of_an_older_analysis_are_analysed_again_on_demand(tmp_path: Path) -> None:
    jianbao(tmp_path, "load", str(ARTICLES))
    before = jianbao(tmp_path, "stats").stdout
    with closing(sqlite3.connect(tmp_path / "jianbao.db")) as connection, connection:
        connection.execute("UPDATE articles SET analysis_version = 0")
        connection.execute("DELETE FROM dates")

    assert jianbao(tmp_path, "reanalyze").stdout == "0 added, 2 updated, 0 unchanged, 0 refused\n"
    assert jianbao(tmp_path, "stats").stdout == before
    assert jianbao(tmp_path, "reanalyze", "--format", "json").stdout.startswith('{"added": 0, "updated": 0')


def test_what_is_new_is_told_of_the_last_days_on_record_and_since_any_day(state: Path) -> None:
    recent, since = answer(state, "/changes Sutskever"), answer(state, "/changes Sutskever since:2024年5月")
    in_words = jianbao(state, "ask", "/changes Sutskever", "--locale", "en-US").stdout

    assert recent["status"] == "found"
    assert recent["since"] == "2024-05-11"
    assert since["since"] == "2024-05-01"
    assert texts(recent, "change")[0] == "新文章 2 篇"
    assert "New in articles published on or after 11 May 2024" in in_words
    assert "The last seven days on record: no date was given" in in_words


def test_nothing_new_and_no_day_end_as_such(state: Path) -> None:
    nothing = jianbao(state, "ask", "/changes Sutskever since:yesterday", "--locale", "zh-CN")
    no_day = jianbao(state, "ask", "/changes Sutskever since:香蕉", "--locale", "zh-CN")

    assert nothing.returncode == 1
    assert "起刊发的文章里没有新内容" in nothing.stdout
    assert no_day.returncode == 2
    assert no_day.stderr == "jianbao: since：请写成 2024-05-01、5月1日、昨天或上周这样的日期\n"


def test_the_console_tells_what_is_new(tmp_path: Path) -> None:
    done = jianbao(tmp_path, typed="/changes\n/changes since:香蕉\n/who Jakub Pachocki\n", LANG="zh_TW.UTF-8")

    assert "最新動態" in done.stdout
    assert "since：請寫成" in done.stdout
    assert "研究總監" in done.stdout
