"""One grammar reads the lines of every face."""

from contextlib import suppress
from dataclasses import fields

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answers.commands import parse, split, usage
from bot.answers.questions import QUESTIONS, Question, Quote, Search, Summary, When, Who
from bot.errors import QuestionInvalid


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("/who Lena Voss", Who("Lena Voss")),
        ("  ／ＷＨＯ　余承东  ", Who("余承东")),
        ("/WHO name:余承東", Who("余承東")),
        ("/quote Altman about:Ilya", Quote(person="Altman", about="Ilya")),
        ("/quote Sam Altman about:Ilya Sutskever words:指路明燈", Quote("Sam Altman", "Ilya Sutskever", "指路明燈")),
        ("/quote words：指路明灯", Quote(words="指路明灯")),
        ("/quote About: 「里德」", Quote(about="里德")),
        ('/quote words:"about: a thing" person:Voss', Quote(person="Voss", words="about: a thing")),
        ("/search 「指路 明燈」", Search("指路 明燈")),
        ("/search “a” and “b”", Search("“a” and “b”")),
        ("/search 「未完", Search("「未完")),
        ("/when OpenAI：发布会", When("OpenAI：发布会")),
        ("/summary 里德离职：他说了什么", Summary("里德离职：他说了什么")),
    ],
)
def test_a_line_is_a_question(line: str, expected: Question) -> None:
    assert parse(line) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("", QuestionInvalid("empty")),
        ("  \n", QuestionInvalid("empty")),
        ("Lena Voss", QuestionInvalid("no-command")),
        ("/", QuestionInvalid("unknown-command", "")),
        ("/whom Voss", QuestionInvalid("unknown-command", "whom")),
        ("/who", QuestionInvalid("missing-value", "who", "name")),
        ("/quote", QuestionInvalid("missing-value", "quote", "person")),
        ("/quote about:", QuestionInvalid("missing-value", "quote", "about")),
        ('/who ""', QuestionInvalid("missing-value", "who", "name")),
        ("/who Voss about:Reed", QuestionInvalid("unknown-option", "who", "about")),
        ("/quote Voss person:Reed", QuestionInvalid("repeated-option", "quote", "person")),
    ],
)
def test_what_is_no_question_is_refused_with_its_reason(line: str, expected: QuestionInvalid) -> None:
    with pytest.raises(QuestionInvalid) as refused:
        parse(line)

    assert refused.value == expected


@settings(deadline=None)
@given(st.text())
def test_any_line_is_a_question_or_refused(line: str) -> None:
    with suppress(QuestionInvalid):
        assert parse(line).command == split(line)[0]


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS)
def test_every_option_can_be_given_by_name(question: type[Question]) -> None:
    names = [field.name for field in fields(question)]
    line = " ".join([f"/{question.command}", *(f"{name}:的{name}" for name in names)])

    assert parse(line) == question(**{name: f"的{name}" for name in names})


@pytest.mark.parametrize("command", QUESTIONS)
def test_usage_names_the_command_and_every_option(command: str) -> None:
    assert usage(command).startswith(f"/{command} ")
    assert all(field.name in usage(command) for field in fields(QUESTIONS[command]))
