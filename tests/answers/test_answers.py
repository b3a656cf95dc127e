"""The five questions, asked of an archive of two public articles and a server's own."""

from collections.abc import Sequence
from datetime import date

import pytest

from bot.analysis.lookup import Reason
from bot.answers.answer import Answer, Fact, FactKind, Section, Status
from bot.answers.questions import Quote, Search, Summary, When, Who
from bot.answers.service import Answers
from bot.model import PUBLIC_LIBRARY

PUBLIC = [PUBLIC_LIBRARY]
SERVER = [PUBLIC_LIBRARY, "guild:1"]


def of_kind(answer: Answer, kind: FactKind) -> list[Fact]:
    return [fact for fact in answer.facts if fact.kind is kind]


def originals(facts: Sequence[Fact]) -> list[str]:
    return [part.original for fact in facts for part in fact.parts]


async def test_who_gathers_one_person_from_both_scripts(answers: Answers) -> None:
    answer = await answers.ask(Who("陈小美"), PUBLIC)

    assert answer.status is Status.FOUND
    assert {"陳小美", "陈小美"} == set(originals(of_kind(answer, FactKind.ALIAS)))
    assert {"執行長", "首席执行官"} <= {role[-5:] for role in originals(of_kind(answer, FactKind.ROLE))}
    assert "陳小美於2019年加入晨星航運，2021年起擔任執行長。" in originals(of_kind(answer, FactKind.FACT))
    sections = {fact.section: fact for fact in of_kind(answer, FactKind.QUOTE)}
    assert originals([sections[Section.SAID]]) == ["我会想念东港的每一个人。"]
    assert originals([sections[Section.SAID_ABOUT]]) == ["陳小美是我們最好的舵手，東港不會忘記她。"]
    assert {"王大明"} == {fact.label for fact in of_kind(answer, FactKind.RELATED)}


async def test_every_fact_but_related_ones_has_the_exact_place_of_its_words(answers: Answers) -> None:
    for question in (Who("陳小美"), Quote(about="東港"), When("陳小美"), Summary("陳小美"), Search("辭職")):
        answer = await answers.ask(question, PUBLIC)
        assert answer.facts
        for fact in answer.facts:
            assert fact.parts or fact.kind is FactKind.RELATED
            assert all(part.citation.end - part.citation.start == len(part.original) for part in fact.parts)


@pytest.mark.parametrize(
    ("typed", "reason"),
    [("陳小美", Reason.EXACT), ("小美", Reason.PART), ("chen xiaomei", Reason.PINYIN), ("陳曉美", Reason.PINYIN)],
)
async def test_a_name_that_was_typed_otherwise_is_found_and_says_how(
    answers: Answers, typed: str, reason: Reason
) -> None:
    answer = await answers.ask(Who(typed), PUBLIC)

    assert answer.status is Status.FOUND
    assert (answer.matched and answer.matched[1]) == (None if reason is Reason.EXACT else reason)


async def test_nobody_is_made_up(answers: Answers) -> None:
    answer = await answers.ask(Who("歐陽鋒"), PUBLIC)

    assert (answer.status, answer.facts) == (Status.NOT_FOUND, ())


async def test_an_organization_speaks_for_itself(answers: Answers) -> None:
    answer = await answers.ask(Quote(person="航運工會"), PUBLIC)

    assert originals(answer.facts) == ["我們要求公司談判。"]


@pytest.mark.parametrize("question", [Quote(words="舵手"), Quote(person="最好的舵手"), Quote(words="最好的舵手")])
async def test_who_said_some_words_is_told(answers: Answers, question: Quote) -> None:
    answer = await answers.ask(question, PUBLIC)

    [fact] = answer.facts
    assert fact.speaker is not None
    assert fact.speaker.name == "王大明"


async def test_quotes_are_narrowed_by_what_they_are_about(answers: Answers) -> None:
    about_her = await answers.ask(Quote(person="王大明", about="陈小美"), PUBLIC)
    about_cars = await answers.ask(Quote(person="王大明", about="汽車"), PUBLIC)

    assert len(about_her.facts) == 1
    assert about_cars.status is Status.NOT_FOUND


async def test_when_puts_events_in_order_and_shows_where_reports_differ(answers: Answers) -> None:
    answer = await answers.ask(When("陳小美辭職"), PUBLIC)

    [conflict] = of_kind(answer, FactKind.CONFLICT)
    assert [part.dated and part.dated.value for part in conflict.parts] == ["2024-03-04", "2024-03-05"]
    events = [(fact.value, fact.modifier and fact.modifier.value) for fact in of_kind(answer, FactKind.EVENT)]
    assert events == [("2024-03-04", None), ("2024-03-05", None), ("2024-03", "end")]


async def test_the_words_that_were_sought_are_marked(answers: Answers) -> None:
    for question in (Quote(words="最好的 东港"), Search("最好的舵手")):
        [fact] = (await answers.ask(question, PUBLIC)).facts
        marked = [span.of(part.original) for part in fact.parts for span in part.marked]

        assert marked == (["最好的", "東港"] if isinstance(question, Quote) else ["最好的舵手"])


async def test_what_is_to_come_stands_before_what_was_and_says_where_it_was_foretold(answers: Answers) -> None:
    then = Answers(answers._store, today=lambda: date(2024, 3, 8))  # noqa: SLF001 -- the same articles on another day
    answer = await then.ask(When("陳小美"), PUBLIC)
    events = of_kind(answer, FactKind.EVENT)

    assert [(fact.section, fact.value, fact.foretold) for fact in events] == [
        (Section.AHEAD, "2024-03", True),
        (Section.TIMELINE, "2019", False),
        (Section.TIMELINE, "2021", False),
        (Section.TIMELINE, "2024-03-04", False),
        (Section.TIMELINE, "2024-03-05", False),
    ]
    [later] = [fact for fact in of_kind(await answers.ask(When("陳小美"), PUBLIC), FactKind.EVENT) if fact.foretold]
    assert (later.section, later.value) == (Section.TIMELINE, "2024-03")


async def test_reports_of_other_events_are_no_conflict(answers: Answers) -> None:
    answer = await answers.ask(When("王大明"), PUBLIC)

    assert of_kind(answer, FactKind.CONFLICT) == []


@pytest.mark.parametrize("topic", ["晨星航运CEO陈小美离任", "晨星航運CEO陳小美離任", "#2"])
async def test_an_article_is_summed_up_by_its_title_in_either_script_or_its_number(
    answers: Answers, topic: str
) -> None:
    answer = await answers.ask(Summary(topic), PUBLIC)

    assert answer.title == "晨星航运CEO陈小美离任"
    summary = [fact for fact in answer.facts if fact.section is Section.SUMMARY]
    assert all(part.citation.title == answer.title for fact in summary for part in fact.parts)


@pytest.mark.parametrize(
    "question",
    [Who("林若蘭"), Quote(person="林若蘭"), Quote(words="繼任者"), When("林若蘭"), Summary("#3"), Search("內部文件")],
)
async def test_what_a_server_added_is_told_to_that_server_alone(
    answers: Answers, question: Who | Quote | When | Summary | Search
) -> None:
    elsewhere = await answers.ask(question, PUBLIC)

    assert elsewhere.status is Status.NOT_FOUND
    assert (elsewhere.facts, elsewhere.choices, elsewhere.suggestions) == ((), (), ())


async def test_a_server_sees_its_own_articles_beside_the_public_ones(answers: Answers) -> None:
    answer = await answers.ask(Who("陳小美"), SERVER)

    assert "陳小美的繼任者已經選定。" in originals(of_kind(answer, FactKind.QUOTE))
    assert (await answers.ask(Who("林若蘭"), SERVER)).status is Status.FOUND


@pytest.mark.parametrize(
    ("typed", "names"), [("陈", ("陳小美",)), ("王大", ("王大明",)), ("林", ()), ("", ("陳小美", "王大明"))]
)
async def test_names_are_completed_from_what_the_reader_sees(
    answers: Answers, typed: str, names: tuple[str, ...]
) -> None:
    assert await answers.complete("name", typed, PUBLIC) == names


async def test_topics_are_completed_with_titles_too(answers: Answers) -> None:
    assert "晨星航運執行長換人" in await answers.complete("topic", "執行長", PUBLIC)
    assert await answers.complete("words", "執", PUBLIC) == ()
