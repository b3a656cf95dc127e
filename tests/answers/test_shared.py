"""What many ask at once is looked up once, and never given when something else holds."""

import asyncio

import pytest

from bot.answers.shared import SHARED_S, Shared


class Source:
    """Something that answers are made from, slowly, and that changes."""

    def __init__(self) -> None:
        self.revision = 0
        self.now_s = 0.0
        self.made = 0
        self.making = asyncio.Event()
        self.shared: Shared[str, str] = Shared(lambda: self.revision, lambda: self.now_s)

    async def make(self) -> str:
        """Make it of the present state."""
        self.made += 1
        self.making.set()
        state = self.revision
        await asyncio.sleep(0)
        return f"of {state}"

    async def get(self, asked: str = "who") -> str:
        """Ask for it."""
        return await self.shared.get(asked, self.make)


async def test_it_is_made_once_for_all_who_ask_the_same() -> None:
    source = Source()

    assert await asyncio.gather(*(source.get() for _ in range(10))) == ["of 0"] * 10
    assert await source.get("what") == "of 0"
    assert source.made == 2


async def test_it_is_made_anew_after_a_while() -> None:
    source = Source()
    await source.get()
    source.now_s = SHARED_S - 0.001
    await source.get()

    assert source.made == 1
    source.now_s = SHARED_S
    await source.get()
    assert source.made == 2


async def test_it_is_made_anew_when_something_was_written() -> None:
    source = Source()
    await source.get()
    source.revision += 1

    assert await source.get() == "of 1"


async def test_what_was_being_made_as_something_was_written_is_given_to_nobody_after() -> None:
    source = Source()
    before = asyncio.create_task(source.get())
    await source.making.wait()
    source.revision += 1

    assert await source.get() == "of 1"
    assert await before == "of 0"
    assert await source.get() == "of 1"


async def test_whoever_leaves_takes_it_from_nobody() -> None:
    source = Source()
    leaving, staying = (asyncio.create_task(source.get()) for _ in range(2))
    await asyncio.sleep(0)
    leaving.cancel()

    assert await staying == "of 0"
    assert source.made == 1


async def test_what_fails_is_not_kept() -> None:
    source = Source()

    async def fail() -> str:
        raise ValueError("not today")

    with pytest.raises(ValueError, match="not today"):
        await source.shared.get("who", fail)
    assert await source.get() == "of 0"
