"""The life of a running bot: everything is begun; at its end what was begun is finished and the rest handed back."""

import asyncio
import logging
import signal
from collections.abc import Coroutine, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from bot.chat.client import Bot
from bot.jobs.runner import Runner

FINISH_S = 20
"""How long jobs that were begun may take to come to their end; what is cut off is handed back all the same."""
ANSWER_S = 5
"""How long answers may take after that; members are answered while jobs come to their end, too."""

log = logging.getLogger(__name__)


async def live(
    bot: Bot, runners: Sequence[Runner], asides: Sequence[Coroutine[Any, Any, None]], ended: asyncio.Event
) -> None:
    """Answer members and do what is due until the event is set; then end well. ``asides`` are cut off where they are.

    A runner that fails ends everything, and its exception is raised: a bot that no longer does one thing is not well.

    Raises:
        DiscordRefused: Discord ended the connection for good.
    """
    working = [asyncio.create_task(runner.run()) for runner in runners]
    beside = [asyncio.create_task(aside) for aside in asides]
    staying, ending = asyncio.create_task(bot.stay()), asyncio.create_task(ended.wait())
    await asyncio.wait({staying, ending, *working}, return_when=asyncio.FIRST_COMPLETED)
    log.info("ending: what was begun is finished, within %d seconds", FINISH_S)
    for task in (ending, *beside):
        task.cancel()
    await _finish(runners, working)
    await _see_off(bot)
    await asyncio.wait(beside)
    await bot.close()
    log.info("ended")
    await staying
    for task in working:
        if not task.cancelled():
            task.result()


async def _finish(runners: Sequence[Runner], working: Sequence[asyncio.Task[None]]) -> None:
    for runner in runners:
        runner.stop()
    _, late = await asyncio.wait(working, timeout=FINISH_S)
    for task in late:
        task.cancel()
    if late:
        log.warning("what is not finished after %d seconds is cut off, and left to others", FINISH_S)
        await asyncio.wait(late)


async def _see_off(bot: Bot) -> None:
    """Let nothing more come in, and answer what has."""
    await bot.leave()
    try:
        async with asyncio.timeout(ANSWER_S):
            await bot.reception.empty()
    except TimeoutError:
        log.warning("%d answers are cut off", bot.reception.in_flight)


@contextmanager
def ended_by_signals() -> Iterator[asyncio.Event]:
    """Give an event that SIGINT and SIGTERM set, so that what is open is closed; a second signal ends at once."""
    loop = asyncio.get_running_loop()
    ended = asyncio.Event()
    stopping = (signal.SIGINT, signal.SIGTERM)

    def end() -> None:
        ended.set()
        for number in stopping:
            loop.remove_signal_handler(number)

    try:
        for number in stopping:
            loop.add_signal_handler(number, end)
    except NotImplementedError:  # Windows: Ctrl-C cancels the program's task instead
        yield ended
        return
    try:
        yield ended
    finally:
        for number in stopping:
            loop.remove_signal_handler(number)
