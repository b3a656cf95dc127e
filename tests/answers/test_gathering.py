"""What says the same is told once, with every source that the reader may see."""

from collections.abc import AsyncIterator, Sequence
from datetime import date
from pathlib import Path

import pytest

from bot.analysis import likeness
from bot.analysis.lookup import grams
from bot.analysis.pipeline import Analyzer
from bot.analysis.script import fold
from bot.answers import digest
from bot.answers.answer import Answer, Fact, FactKind, Section
from bot.answers.conversion import Converter
from bot.answers.digest import Digest
from bot.answers.present import present
from bot.answers.questions import Quote, Search, Summary
from bot.answers.service import Answers
from bot.intake.archive import Archive
from bot.intake.bulk import Here
from bot.intake.formats import read_article
from bot.model import PUBLIC_LIBRARY
from bot.store import Store

PUBLIC = [PUBLIC_LIBRARY]
SERVER = [PUBLIC_LIBRARY, "guild:1"]
LEAD = "白鷺大橋引橋星期三清晨坍塌，兩名工人遇難，三人送往仁濟醫院，承建商恆岳建設宣布全線停工。"
MAYOR = "市長林若雲表示：「我們會查明白鷺大橋坍塌的每一個原因，並且公開全部報告。」"
MORE = "恆岳建設的董事長沈放前往醫院探望傷者，並承諾支付全部的醫療費用。"
OWN = "本報在現場看到，引橋的三根橋墩從中折斷，鋼筋外露，附近的住家全部疏散到體育館過夜。"
FULL = f"白鷺大橋引橋坍塌兩死\n2024-05-15 09:00 晨星日報\n\n{LEAD}\n\n{MAYOR}\n\n{MORE}\n\n{OWN}\n"
CUT = f"白鷺大橋引橋坍塌兩死\n2024-05-15 12:00 東港快報\n\n{LEAD}\n\n{MAYOR}\n\n{MORE}\n"
INQUIRY = (
    "白鹭大桥坍塌：恒岳建设被查\n2024-05-17 10:00 海湾晚报\n\n"
    "调查组星期四进驻承建商恒岳建设，查阅白鹭大桥引桥的施工记录。两名遇难工人的家属到场。\n"
)


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    opened = await Store.open(f"sqlite:///{tmp_path / 'archive.db'}", fold=fold, name_grams=grams, likeness=likeness)
    archive = Archive(opened, Here(Analyzer.load()))
    for source, text, library in (
        ("full", FULL, PUBLIC_LIBRARY),
        ("cut", CUT, PUBLIC_LIBRARY),
        ("inquiry", INQUIRY, PUBLIC_LIBRARY),
        ("secret", CUT.replace("東港快報", "內部通訊"), "guild:1"),
    ):
        await archive.add(read_article(source, text.encode()), library)
    yield opened
    await opened.close()


def outlets(answer: Answer, section: Section) -> list[str | None]:
    return [fact.parts[0].citation.outlet for fact in answer.facts if fact.section is section]


async def ask(store: Store, question: Quote | Search | Summary, libraries: Sequence[str] = PUBLIC) -> Answer:
    return await Answers(store).ask(question, libraries)


def sources(fact: Fact) -> list[str]:
    return sorted(place.citation.outlet or "" for place in (*fact.parts, *fact.also))


async def test_a_quote_that_copies_repeat_is_told_once_with_all_sources(store: Store) -> None:
    answer = await ask(store, Quote(person="林若雲"))
    [quote] = answer.facts
    [line] = present(answer, "zh-TW", Converter.load()).sections[0].lines

    assert sources(quote) == ["晨星日報", "東港快報"]
    assert [place.citation.outlet for place in (*line.parts, *line.also)] == [
        place.citation.outlet for place in (*quote.parts, *quote.also)
    ]


async def test_what_a_server_added_is_a_source_for_its_readers_only(store: Store) -> None:
    [quote] = (await ask(store, Quote(person="林若雲"), SERVER)).facts
    [elsewhere] = (await ask(store, Quote(person="林若雲"), [PUBLIC_LIBRARY, "guild:2"])).facts

    assert sources(quote) == ["內部通訊", "晨星日報", "東港快報"]
    assert sources(elsewhere) == ["晨星日報", "東港快報"]


async def test_a_search_tells_every_report_of_an_event_side_by_side(store: Store) -> None:
    answer = await ask(store, Search("白鷺大橋"))

    assert outlets(answer, Section.ARTICLES) == ["海湾晚报", "晨星日報"]
    assert [[part.citation.outlet for part in fact.reports] for fact in answer.facts] == [["晨星日報"], []]


async def test_what_only_the_shorter_copy_would_hide_is_told_from_the_fuller_one(store: Store) -> None:
    [article] = (await ask(store, Search("體育館過夜"))).facts

    assert article.parts[0].citation.outlet == "晨星日報"
    assert [source.citation.outlet for source in article.also] == ["東港快報"]


async def test_the_summary_of_an_article_names_its_story_and_the_other_reports(store: Store) -> None:
    answer = await ask(store, Summary("白鷺大橋坍塌：恆岳建設被查"))

    assert answer.story is not None
    assert answer.story[1] == 3
    assert outlets(answer, Section.REPORTS) == ["晨星日報"]
    assert [source.citation.outlet for source in answer.facts[-1].also] == ["東港快報"]
    assert "白鹭大桥引桥" in answer.why
    assert any("大橋" in note for note in present(answer, "zh-TW", Converter.load()).notes)


async def test_when_the_article_that_is_told_goes_a_copy_is_told(store: Store) -> None:
    [told] = (await ask(store, Quote(person="林若雲"))).facts
    await store.forget(PUBLIC_LIBRARY, told.parts[0].citation.article)
    [quote] = (await ask(store, Quote(person="林若雲"))).facts

    assert sources(quote) == [told.also[0].citation.outlet]


async def test_a_digest_has_an_entry_a_story(store: Store) -> None:
    answer = await digest.answer(store, Digest(after=0, upto=None, day=date(2024, 5, 18)), PUBLIC)
    [story] = [fact for fact in answer.facts if fact.kind is FactKind.ARTICLE]

    assert {report.citation.outlet for report in story.reports} == {"晨星日報", "東港快報"}
    assert story.parts[0].citation.outlet == "海湾晚报"
    assert story.sources == 2
    assert len([fact for fact in answer.facts if fact.kind is FactKind.QUOTE]) == 1
