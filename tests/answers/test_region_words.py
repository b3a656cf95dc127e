"""Words of the reader's region stand where they were asked for, and never in a quotation or a name."""

import gzip
import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.analysis.pipeline import Analyzer
from bot.answers.answer import Answer, Citation, Fact, FactKind, Part, Section, Status
from bot.answers.conversion import SCRIPTS, Converter
from bot.answers.present import present
from bot.answers.presented import Line
from bot.answers.region_words import RegionWords, Wording, marked
from bot.intake.formats import read_article, read_record
from bot.model import Article, Findings, Script, Span

CONVERTER = Converter.load()
WORDS = RegionWords.load()
LOCALES = ["zh-TW", "zh-HK", "zh-CN"]
SHIPPED = Path(__file__).parents[2] / "data" / "articles"
BENCH = os.environ.get("JIANBAO_BENCH_DIR")
SAMPLED_EVERY = 150
HANS = "软件公司的程序员王视频说，网络上的“人工智能软件”默认打开。"


def reworded(text: str, locale: str, *kept: str) -> str | None:
    spans = [Span(text.index(words), text.index(words) + len(words)) for words in kept]
    return WORDS.reworded(CONVERTER.shown(text, [], locale).text, spans, locale)


@pytest.mark.parametrize(
    ("text", "locale", "expected"),
    [
        ("计算机软件默认打开", "zh-TW", "計算機軟體默認打開"),
        ("网络芯片", "zh-TW", "網路晶片"),
        ("服务器的硬盘", "zh-HK", "伺服器的硬碟"),
        ("網路軟體的專案", "zh-CN", "网络软件的项目"),
        ("今天天气很好", "zh-TW", None),
        ("计算机软件", "en-US", None),
        ("坐标和软件", "zh-TW", "坐標和軟體"),
        ("软件\0软件", "zh-TW", "軟體\0軟體"),
        ("软件\ud800", "zh-TW", "軟體\ud800"),
        ("", "zh-TW", None),
    ],
)
def test_words_of_the_region_take_the_place_of_others(text: str, locale: str, expected: str | None) -> None:
    assert reworded(text, locale) == expected


@pytest.mark.parametrize(
    ("text", "locale"),
    [
        ("首席执行官支持总统", "zh-TW"),
        ("法律程序的对象", "zh-TW"),
        ("体育项目的质量", "zh-TW"),
        ("政府文件通过", "zh-TW"),
        ("首席執行官支援前線", "zh-CN"),
        ("數位議員宣告破產", "zh-CN"),
        ("個人資料和智慧", "zh-CN"),
    ],
)
def test_words_that_mean_something_else_elsewhere_stay(text: str, locale: str) -> None:
    assert reworded(text, locale) is None


def test_what_is_kept_stays_and_the_rest_does_not() -> None:
    assert reworded("软件里的软件说软件", "zh-TW", "里的软件") == "軟體裡的軟件說軟體"


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("他说：“软件。”视频", ["“软件。”"]),
        ("「軟體『裡』面」與“軟體”", ["「軟體『裡』面」", "“軟體”"]),
        ("软件，”他说，“视频", ["软件，”", "“视频"]),
        ("软件", []),
    ],
)
def test_marked_passages_are_found_where_they_begin_or_end_elsewhere_too(sentence: str, expected: list[str]) -> None:
    assert [span.of(sentence) for span in marked(sentence)] in (expected, expected[::-1])


@settings(deadline=None)
@given(
    st.text("软件视频网络计算机说“”「」\0\ud800 a，。\n"),
    st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20))),
    st.sampled_from([*LOCALES, "en-US"]),
)
def test_no_text_and_no_spans_break_it(text: str, ends: list[tuple[int, int]], locale: str) -> None:
    kept = [Span(min(pair), min(max(pair), len(text))) for pair in ends if min(pair) <= len(text)]
    shown = CONVERTER.shown(text, [], locale).text

    result = WORDS.reworded(shown, kept, locale)

    assert result is None or holds(result, shown, kept)


def holds(result: str, shown: str, kept: list[Span]) -> bool:
    """Tell whether what is kept stands in the result, in order, as it is shown."""
    inside = {offset for span in kept for offset in range(span.start, span.end)}
    runs = "".join("\n" if offset in inside else "\t" for offset in range(len(shown)))
    pattern = ".*".join(re.escape(shown[slice(*run.span())]) for run in re.finditer(r"\n+", runs))
    return re.fullmatch(f".*{pattern}.*", result, re.DOTALL) is not None


@dataclass(frozen=True)
class Read:
    """An article and what was found in it."""

    article: Article
    findings: Findings

    def parts(self) -> Iterator[Part]:
        """Yield the sentences of the body as an answer has them."""
        mentions = [span for person in self.findings.people for span in person.mentions]
        for sentence in self.findings.sentences:
            names = tuple(
                Span(each.start - sentence.start, each.end - sentence.start)
                for each in mentions
                if sentence.covers(each)
            )
            citation = Citation(1, self.article.title, None, None, None, sentence.start, sentence.end)
            yield Part(sentence.of(self.article.body), citation, self.findings.script, names)

    def quoted(self) -> list[Span]:
        """Return where its quotations stand."""
        return [part for quote in self.findings.quotes for part in quote.parts]


def articles() -> Iterator[Article]:
    """Yield the shipped articles, and a sample of the corpus where JIANBAO_BENCH_DIR has it."""
    for path in sorted(SHIPPED.glob("*.txt")):
        yield read_article(path.name, path.read_bytes())
    if BENCH is not None:
        with gzip.open(Path(BENCH) / "corpus" / "articles.jsonl.gz", "rt", encoding="utf-8") as lines:
            for line in islice(lines, 0, None, SAMPLED_EVERY):
                record = json.loads(line)
                yield read_record(record["id"], record)


@pytest.fixture(scope="session")
def sample(analyzer: Analyzer) -> list[Read]:
    return [Read(article, analyzer.analyze(article)) for article in articles()]


@pytest.mark.parametrize("locale", LOCALES)
def test_quotations_and_names_are_the_same_with_and_without(sample: list[Read], locale: str) -> None:
    changed = 0
    for read in sample:
        wording = Wording(WORDS, {1: read.quoted()})
        for part in read.parts():
            shown = CONVERTER.shown(part.original, part.names, locale, written=part.script).text
            result = wording.of(part, shown, part.names, locale)
            if result is None:
                continue
            changed += 1
            start, end = part.citation.start, part.citation.end
            quoted = [
                Span(max(span.start, start) - start, min(span.end, end) - start)
                for span in read.quoted()
                if span.start < end and span.end > start
            ]
            passages = [Span(*found.span()) for found in re.finditer("“[^”]*”|「[^」]*」|『[^』]*』", part.original)]

            assert part.script is not SCRIPTS[locale]
            assert holds(result, shown, [*part.names, *quoted, *passages])

    assert changed or BENCH is None, "the shipped articles may have no such words"


def only(part: Part, kind: FactKind, *, wording: Wording | None, as_written: bool = False) -> Line:
    answer = Answer("who", Status.FOUND, "王视频", (Fact(kind, Section.FACTS, (part,)),))
    [section] = present(answer, "zh-TW", CONVERTER, wording=wording, as_written=as_written).sections
    [line] = section.lines
    return line


def cited(text: str, title: str = "标题") -> Part:
    name = text.index("王视频")
    return Part(text, Citation(1, title, None, None, None, 0, len(text)), Script.HANS, (Span(name, name + 3),))


@pytest.mark.parametrize(
    ("quoted", "expected"),
    [
        ([], "軟體公司的程序員王視頻說，網路上的“人工智能軟件”默認打開。"),
        ([Span(0, 5)], "軟件公司的程序員王視頻說，網路上的“人工智能軟件”默認打開。"),
    ],
)
def test_a_fact_is_told_in_the_words_of_the_region(quoted: list[Span], expected: str) -> None:
    line = only(cited(HANS), FactKind.FACT, wording=Wording(WORDS, {1: quoted}))

    assert line.text == expected
    assert line.altered
    assert line.parts[0].original == HANS
    assert line.parts[0].text == "軟件公司的程序員王視頻說，網絡上的“人工智能軟件”默認打開。"


@pytest.mark.parametrize("kind", [FactKind.QUOTE, FactKind.ALIAS, FactKind.CONFLICT])
def test_quotations_names_and_differing_reports_keep_their_words(kind: FactKind) -> None:
    wording = Wording(WORDS, {})

    assert only(cited(HANS), kind, wording=wording).text == only(cited(HANS), kind, wording=None).text


def test_titles_and_what_is_shown_as_written_keep_their_words() -> None:
    wording = Wording(WORDS, {})

    assert only(cited(HANS, title=HANS), FactKind.ARTICLE, wording=wording).parts[0].reworded is None
    assert only(cited(HANS), FactKind.FACT, wording=wording, as_written=True).text == HANS
