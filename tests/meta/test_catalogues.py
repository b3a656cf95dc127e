"""Everything that the bot says exists in every language, and nothing is there that it never says."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from bot.answers.questions import QUESTIONS, options
from bot.console.face import EXTRAS
from bot.strings import catalogue

BOT = Path(__file__).parents[2] / "bot"
STRINGS = BOT / "strings"
CATALOGUES = sorted(set(catalogue.SERVED_BY.values()))
REFERENCE = catalogue.texts(catalogue.FALLBACK)
HAND_WRITTEN = {"about", "add", "correct", "digest", "feed", "follow", "following", "forget", "help", "settings"}
"""Commands that are no questions: the tests of the face ask what they offer."""
HAN = re.compile("[一-鿿]")


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def keys_in_code() -> Iterator[str]:
    """Yield a pattern for each key that the code asks a catalogue for, itself or through a face's own function."""
    for path in BOT.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "catalogue.text":
                yield from patterns(node.args[1])
            elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith((".say", "localised")):
                yield from patterns(node.args[0])


def patterns(key: ast.expr) -> Iterator[str]:
    """Yield the pattern of a key; what the code fills in matches one segment."""
    match key:
        case ast.Constant(value=str(literal)):
            yield re.escape(literal)
        case ast.JoinedStr(values=values):
            yield "".join(re.escape(str(v.value)) if isinstance(v, ast.Constant) else "[^.]+" for v in values)
        case ast.Name(id="key"):  # the body of such a function
            return
        case _:
            pytest.fail(f"a key that no test can follow: {ast.unparse(key)}")


ASKED_FOR = sorted(set(keys_in_code()))


@pytest.mark.parametrize("name", CATALOGUES)
def test_a_catalogue_has_the_keys_and_placeholders_of_every_other(name: str) -> None:
    texts = catalogue.texts(name)

    assert {key: placeholders(text) for key, text in texts.items()} == {
        key: placeholders(text) for key, text in REFERENCE.items()
    }


@pytest.mark.parametrize("name", CATALOGUES)
def test_keys_are_in_alphabetical_order_one_a_line(name: str) -> None:
    lines = (STRINGS / f"{name}.toml").read_text(encoding="utf-8").splitlines()
    keys = [line.partition(" = ")[0] for line in lines if line and not line.startswith("#")]

    assert keys == sorted(set(REFERENCE))


@pytest.mark.parametrize("name", CATALOGUES)
def test_no_text_is_empty(name: str) -> None:
    assert [key for key, text in catalogue.texts(name).items() if not text.strip()] == []


@pytest.mark.parametrize("pattern", ASKED_FOR)
def test_every_key_that_the_code_asks_for_exists(pattern: str) -> None:
    assert any(re.fullmatch(pattern, key) for key in REFERENCE)


@pytest.mark.parametrize("key", sorted(REFERENCE))
def test_every_key_is_asked_for(key: str) -> None:
    assert any(re.fullmatch(pattern, key) for pattern in ASKED_FOR)


def test_every_command_and_option_is_described_and_no_other() -> None:
    described = {key for key in REFERENCE if key.startswith(("command.", "option.", "console.extra."))}
    answered = {f"{command}.{option}" for command, question in QUESTIONS.items() for option in options(question)}

    assert {key for key in described if key.split(".")[1] not in HAND_WRITTEN} == {
        *(f"command.{command}.{text}" for command in QUESTIONS for text in ("description", "name")),
        *(f"option.{option}.{text}" for option in (*answered, "private") for text in ("description", "name")),
        *(f"console.extra.{extra}" for extra in EXTRAS),
    }


@pytest.mark.parametrize("key", sorted(key for key in REFERENCE if re.fullmatch(r"(command|option)\..*\.name", key)))
@pytest.mark.parametrize("name", CATALOGUES)
def test_names_are_such_as_discord_takes(name: str, key: str) -> None:
    """Discord's rule for the names of commands and options, which holds for every language."""
    text = catalogue.texts(name)[key]

    assert re.fullmatch(r"[-_'\w]{1,32}", text)
    assert text == text.lower()


@pytest.mark.parametrize(("key", "expected"), [(f"command.{command}.name", command) for command in QUESTIONS])
def test_english_names_are_those_that_are_typed_everywhere(key: str, expected: str) -> None:
    assert REFERENCE[key] == expected


@pytest.mark.parametrize("key", sorted(key for key in REFERENCE if key.endswith(".description")))
@pytest.mark.parametrize("name", CATALOGUES)
def test_descriptions_fit_where_discord_shows_them(name: str, key: str) -> None:
    """Discord's limit for a command's or an option's description."""
    assert len(catalogue.texts(name)[key]) <= 100


@pytest.mark.parametrize(("name", "encoding"), [("zh-Hant", "big5"), ("zh-Hans", "gb2312")])
def test_each_chinese_catalogue_keeps_to_its_script(name: str, encoding: str) -> None:
    characters = {character for text in catalogue.texts(name).values() for character in HAN.findall(text)}

    assert {character for character in characters if not character.encode(encoding, "ignore")} == set()


def test_english_has_no_chinese() -> None:
    assert [key for key, text in REFERENCE.items() if HAN.search(text)] == []


@pytest.mark.parametrize(
    ("locale", "expected"),
    [("zh-TW", "重點"), ("zh-HK", "重點"), ("zh-CN", "要点"), ("en-GB", "Key sentences"), ("ja", "Key sentences")],
)  # fmt: skip - one line
def test_a_locale_is_served_by_its_script_and_others_by_english(locale: str, expected: str) -> None:
    assert catalogue.text(locale, "section.summary") == expected


def test_a_missing_value_is_an_error() -> None:
    with pytest.raises(KeyError):
        catalogue.text("en-US", "note.more")
