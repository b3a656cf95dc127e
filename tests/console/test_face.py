"""The terminal face: pipes get answers alone, terminals a prompt with completion."""

import asyncio
import io
import os
import pty
import re
import select
import sys
import textwrap
from collections.abc import Sequence
from pathlib import Path

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from bot import console
from bot.answers.answer import Answer, Status
from bot.answers.questions import Question, Quote, When, Who
from tests.answers import invented

ANSWERS = {Who: invented.WHO, When: invented.WHEN, Quote: invented.QUOTES}
ESCAPE = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        """Say so."""
        return True


async def ask(question: Question, locale: str) -> Answer:
    """Answer as an archive of the invented articles might."""
    assert locale.startswith(("zh", "en"))
    return ANSWERS.get(type(question), Answer(question.command, Status.NOT_FOUND, "？"))


async def complete(command: str, option: str, typed: str) -> Sequence[str]:
    """Know one name."""
    assert command
    assert option
    return ["Lena Voss"] if "Lena Voss".startswith(typed) else []


async def piped(*lines: str, locale: str = "zh-TW") -> str:
    """Return what a pipe gets for ``lines``; the face must end well."""
    out = io.StringIO()
    code = await console.run(ask, complete=complete, locale=locale, stdin=io.StringIO("\n".join(lines)), stdout=out)

    assert code == 0
    return out.getvalue()


async def test_a_pipe_gets_one_answer_a_line_and_nothing_else() -> None:
    text = await piped("/who 承东", "", "/when 里德离职")

    assert text.startswith("余承東\n依「承東」找到（部分姓名）\n")
    assert text.count("出處\n") == 2
    assert "剪報" not in text
    assert "\x1b" not in text


async def test_no_input_is_no_output() -> None:
    assert await piped() == ""


async def test_quit_ends_before_the_next_line() -> None:
    assert await piped("/quit", "/who 承东") == ""


async def test_the_language_can_be_changed() -> None:
    text = await piped("/locale ZH-cn", "/who 承东", "/locale xx", "/locale")

    assert text.startswith("已切换到 zh-CN。\n余承东\n")
    assert text.endswith("没有“xx”；可用的有 zh-TW zh-HK zh-CN en-US\n没有“”；可用的有 zh-TW zh-HK zh-CN en-US\n")


async def test_the_original_of_the_last_answer_is_one_line_away() -> None:
    text = await piped("/original", "/when x", "/original")

    assert text.startswith("上一則回答沒有轉換過的字。\n")
    assert "今天，里斯本实验室宣布" in text


async def test_a_line_that_is_no_question_is_answered_with_how_to_ask() -> None:
    assert await piped("Voss", "/whom x", "/who", locale="en-US") == (
        "A command starts with /, for example /who Sam Altman\n"
        "There is no /whom; there are /who /quote /when /summary /search /changes\n"
        "name: has no value; usage: /who <name>\n"
    )


async def test_what_was_typed_cannot_command_the_terminal() -> None:
    assert "\x1b" not in await piped("/\x1b[31mwho x")


async def test_help_lists_the_commands() -> None:
    text = await piped("/help", locale="zh-CN")

    assert "/quote [person] [about:…] [words:…]" in text
    assert "/locale" in text


async def at_prompt(typed: str) -> str:
    """Return what a terminal shows, beside its prompt, to someone who types ``typed``."""
    out = Terminal()
    with create_pipe_input() as keys, create_app_session(input=keys, output=DummyOutput()):
        keys.send_text(typed)
        code = await asyncio.wait_for(
            console.run(ask, complete=complete, locale="zh-TW", stdin=Terminal(), stdout=out), 20
        )

    assert code == 0
    return out.getvalue()


async def test_a_terminal_is_greeted_answered_and_left_at_end_of_input() -> None:
    shown = ESCAPE.sub("", await at_prompt("/who 承东\r\x04"))

    assert shown.startswith("Jianbao 剪報：")
    assert "\n余承東\n" in shown
    assert shown.endswith("再見。\n")


async def test_ctrl_c_drops_the_line_and_nothing_else() -> None:
    shown = await at_prompt("/when x\x03/quit\r")

    assert "時間軸" not in shown
    assert shown.endswith("再見。\n")


async def test_a_terminal_gets_colours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)

    assert "\x1b[1;36m職務" in await at_prompt("/who 承东\r\x04")


@pytest.mark.parametrize(("variable", "value"), [("NO_COLOR", "1"), ("TERM", "dumb")])
async def test_a_terminal_that_wants_no_colours_gets_none(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str
) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv(variable, value)

    assert not re.search(r"\x1b\[[0-9;]*3[0-9]", await at_prompt("/who 承东\r\x04"))


PROGRAM = textwrap.dedent("""
    import asyncio, sys
    from bot import console
    from tests.console.test_face import ask, complete
    sys.exit(asyncio.run(console.run(ask, complete=complete, locale="zh-TW")))
""")


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are POSIX")
def test_a_real_terminal_completes_a_name_and_wraps_to_its_width() -> None:
    """A process on a pseudo-terminal: type, complete with Tab, read the card, leave with Ctrl-D."""
    child, terminal = pty.fork()
    if child == 0:
        os.environ |= {"TERM": "xterm-256color", "COLUMNS": "60", "LINES": "40"}
        os.chdir(Path(__file__).parents[2])
        os.execv(sys.executable, [sys.executable, "-c", PROGRAM])  # noqa: S606 - no shell is needed
    seen = read_until(terminal, "剪報>")
    os.write(terminal, b"/who Le")
    seen += read_until(terminal, "Voss")
    os.write(terminal, b"\t\r")
    seen += read_until(terminal, "2024/05/17/reed.*剪報>")
    os.write(terminal, b"\x04")
    seen += read_until(terminal, "再見")
    _, status = os.waitpid(child, 0)

    assert os.waitstatus_to_exitcode(status) == 0
    assert "/who Lena Voss" in seen
    assert "\r\n余承東\r\n" in seen


def read_until(terminal: int, wanted: str, timeout_s: float = 30) -> str:
    """Return what the terminal shows, without styles, until the pattern ``wanted`` is there.

    Answers the terminal's question for the place of the cursor, as a real one does.
    """
    seen = b""
    while not re.search(wanted, ESCAPE.sub("", seen.decode(errors="ignore")), re.DOTALL):
        ready, _, _ = select.select([terminal], [], [], timeout_s)
        assert ready, seen
        chunk = os.read(terminal, 65536)
        seen += chunk
        if b"\x1b[6n" in chunk:
            os.write(terminal, b"\x1b[1;1R")
    return ESCAPE.sub("", seen.decode(errors="ignore"))
