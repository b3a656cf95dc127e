"""The answers under a server's corrections: what a moderator said holds in each of them, in that server alone."""

from datetime import date

import pytest

from bot.analysis.pipeline import Analyzer
from bot.answers.answer import Answer, FactKind, Section, Status
from bot.answers.digest import Digest
from bot.answers.digest import answer as digest
from bot.answers.questions import Quote, Search, Summary, When, Who
from bot.answers.service import Answers
from bot.errors import CorrectionRefused
from bot.intake.archive import Archive
from bot.intake.bulk import Here
from bot.intake.formats import read_article
from bot.jobs.clock import SystemClock
from bot.jobs.corrections import Corrections, Moderator
from bot.model import PUBLIC_LIBRARY
from bot.store import Store
from tests.answers.conftest import EVENING

EVERYTHING = Digest(0, None, date(2024, 5, 20))
SERVER = ["guild:1", PUBLIC_LIBRARY]
ELSEWHERE = ["guild:2", PUBLIC_LIBRARY]
BY = Moderator("guild:1", 77)
HELM = "陳小美是我們最好的舵手，東港不會忘記她。"


@pytest.fixture
def corrections(store: Store) -> Corrections:
    return Corrections(store, SystemClock())


def said(answer: Answer) -> dict[str, str | None]:
    """Return whose words each quotation of an answer is."""
    return {
        part.original: None if fact.speaker is None else fact.speaker.name
        for fact in answer.facts
        if fact.kind is FactKind.QUOTE
        for part in fact.parts
    }


async def test_two_names_are_answered_as_one(answers: Answers, corrections: Corrections) -> None:
    await corrections.merge(BY, "王大明", "陳小美")
    who = await answers.ask(Who("王大明"), SERVER)

    assert (who.status, who.title) == (Status.FOUND, "陳小美")
    assert {"王大明", "陳小美"} <= {fact.label for fact in who.facts if fact.kind is FactKind.ALIAS}
    assert set(said(who).values()) == {"陳小美", "林若蘭"}
    assert [fact for fact in who.facts if fact.section is Section.SAID_ABOUT and "舵手" in fact.parts[0].original] == []
    assert said(await answers.ask(Quote(person="王大明"), SERVER)) == said(
        await answers.ask(Quote(person="陳小美"), SERVER)
    )
    assert (await answers.ask(When("王大明"), SERVER)).facts == (await answers.ask(When("陳小美"), SERVER)).facts
    assert (await answers.ask(Summary("王大明"), SERVER)).facts == (await answers.ask(Summary("陳小美"), SERVER)).facts
    assert (await answers.ask(Who("王大明"), ELSEWHERE)).title == "王大明"
    assert await answers.complete("name", "王", SERVER) == ("陳小美",)


async def test_one_entry_is_answered_as_two(answers: Answers, corrections: Corrections) -> None:
    made = await corrections.split(BY, "陳小美", form=None, article="晨星航运CEO陈小美离任", other=None)
    both = await answers.ask(Who("陈小美"), SERVER)
    assert (made.name, made.other_name) == ("陳小美", "陈小美")
    assert both.status is Status.AMBIGUOUS
    assert [(choice.label, "晨星航运CEO" in choice.roles) for choice in both.choices] == [
        ("陳小美", False),
        ("陈小美", True),
    ]
    other = Quote(person=f"#{made.other}")
    assert said(await answers.ask(other, SERVER)) == {"我会想念东港的每一个人。": "陈小美"}
    assert (await answers.ask(Who("陈小美"), ELSEWHERE)).title == "陳小美"


async def test_a_quote_is_answered_as_another_persons_or_nobodys(answers: Answers, corrections: Corrections) -> None:
    await corrections.attribute(BY, "最好的舵手", "陳小美")
    assert said(await answers.ask(Quote(words="舵手"), SERVER)) == {
        "陳小美是我們最好的舵手，東港不會忘記她。": "陳小美"
    }
    assert HELM in said(await answers.ask(Quote(person="陳小美"), SERVER))
    assert said(await answers.ask(Quote(person="王大明"), ELSEWHERE)) == {
        "陳小美是我們最好的舵手，東港不會忘記她。": "王大明"
    }
    await corrections.attribute(BY, "最好的舵手", None)
    assert set(said(await answers.ask(Quote(words="舵手"), SERVER)).values()) == {None}


async def test_an_organization_is_no_longer_the_speaker(answers: Answers, corrections: Corrections) -> None:
    before = await answers.ask(Quote(person="航運工會"), SERVER)
    await corrections.attribute(BY, "要求公司談判", "王大明")
    after = await answers.ask(Quote(person="航運工會"), SERVER)

    assert list(said(before)) == ["我們要求公司談判。"]
    assert not said(after)
    assert "我們要求公司談判。" in said(await answers.ask(Who("王大明"), SERVER))


async def test_a_date_is_answered_otherwise_or_left_out(answers: Answers, corrections: Corrections) -> None:
    before = await answers.ask(When("陳小美"), ELSEWHERE)
    await corrections.date(BY, "2019年加入", "2018年")
    after = await answers.ask(When("陳小美"), SERVER)

    def years(answer: Answer) -> set[str | None]:
        return {fact.value for fact in answer.facts if fact.kind is FactKind.EVENT}

    assert "2018" not in years(before)
    assert "2018" in years(after)
    assert (await answers.ask(When("陳小美"), ELSEWHERE)) == before
    assert "2018" in {fact.value for fact in (await answers.ask(Who("陳小美"), SERVER)).facts}


async def test_a_hidden_article_is_in_no_answer(answers: Answers, store: Store, corrections: Corrections) -> None:
    await corrections.hide(BY, "晨星航運執行長換人")
    [hidden] = await store.articles(folded_title="晨星航运执行长换人", libraries=ELSEWHERE)
    questions = (Who("陳小美"), Quote(about="陈小美"), When("陳小美"), Summary("陳小美"), Search("晨星"), Who("王大明"))
    for question in questions:
        answer = await answers.ask(question, SERVER)
        parts = [part for fact in answer.facts for part in (*fact.parts, *fact.also, *fact.reports)]
        assert hidden.id not in {part.citation.article for part in parts}
    assert (await answers.ask(Who("王大明"), SERVER)).status is Status.NOT_FOUND
    assert (await answers.ask(Who("王大明"), ELSEWHERE)).status is Status.FOUND
    told = await digest(store, EVERYTHING, SERVER)
    assert hidden.id not in {part.citation.article for fact in told.facts for part in fact.parts}
    assert hidden.id in {
        part.citation.article for fact in (await digest(store, EVERYTHING, ELSEWHERE)).facts for part in fact.parts
    }


async def test_digests_tell_whose_words_they_really_are(store: Store, corrections: Corrections) -> None:
    await corrections.attribute(BY, "最好的舵手", None)
    await corrections.merge(BY, "林若蘭", "陳小美")
    told = said(await digest(store, EVERYTHING, SERVER))

    assert HELM not in told  # nobody is named who said it
    assert told["陳小美的繼任者已經選定。"] == "陳小美"
    assert HELM in said(await digest(store, EVERYTHING, ELSEWHERE))


async def test_an_article_that_changed_keeps_its_corrections(
    answers: Answers, store: Store, corrections: Corrections, analyzer: Analyzer
) -> None:
    await corrections.attribute(BY, "我会想念", "王大明")
    changed = EVENING.replace("5日宣布辞职。", "5日宣布辞职，将于月底离任。")
    await Archive(store, Here(analyzer)).add(read_article("evening", changed.encode()), PUBLIC_LIBRARY)

    assert said(await answers.ask(Quote(words="想念"), SERVER)) == {"我会想念东港的每一个人。": "王大明"}
    assert said(await answers.ask(Quote(words="想念"), ELSEWHERE)) == {"我会想念东港的每一个人。": "陳小美"}


@pytest.mark.parametrize(
    ("reason", "quote"), [("ambiguous", "陳小美"), ("quote", "從來沒有人說過"), ("quote", "#999999"), ("quote", " ")]
)
async def test_free_text_is_taken_only_for_one_thing(corrections: Corrections, reason: str, quote: str) -> None:
    with pytest.raises(CorrectionRefused) as refused:
        await corrections.attribute(BY, quote, None)
    assert refused.value.reason == reason
