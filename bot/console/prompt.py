"""Reading lines from a terminal, with completion."""

from collections.abc import AsyncIterator, Callable

from prompt_toolkit import PromptSession

from bot.console.completion import Complete, LineCompleter

PROMPT = "剪報> "


async def typed(
    complete: Complete, extras: dict[str, tuple[str, ...]], locale: Callable[[], str]
) -> AsyncIterator[str]:
    """Yield the lines that are typed until the input ends; Ctrl-C drops the line that it interrupts."""
    session: PromptSession[str] = PromptSession(completer=LineCompleter(complete, extras, locale))
    while True:
        try:
            line = await session.prompt_async(PROMPT)
        except KeyboardInterrupt:
            continue
        except EOFError:
            return
        yield line
