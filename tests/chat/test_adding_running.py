"""Adding articles to the bot as it is run, which analyses them in processes beside it."""

import signal
from pathlib import Path

from tests.chat.process import running
from tests.chat.rendering import shown
from tests.chat.wire import WireDiscord
from tests.chat.wire.places import EDITOR, GUILD
from tests.intake.website import Website, answer

NEWS = "晨星航運換帥\n2024-03-05 東港日報\n\n晨星航運董事長王大明週一宣布辭職。副總經理陳小美表示：「我會盡力。」\n"


async def test_a_link_and_a_file_are_added_and_asked_about(discord: WireDiscord, database: Path) -> None:
    """The operator's setting alone decides that this machine may be asked."""
    async with (
        Website({"/news": answer(NEWS.encode())}) as site,
        running(discord, database, end=signal.SIGTERM, FETCH_PRIVATE_NETWORKS="127.0.0.1"),
    ):
        await discord.ready()
        await discord.commanded("add")
        sent = discord.upload("notice.txt", "東港公告\n\n市長何其正今日宣布工程完成。".encode())
        asked = await discord.command("add", {"link": site.at("/news"), "file": sent}, user=EDITOR)
        added = await asked.message(timeout_s=60)
        who = await (await discord.command("who", {"name": "王大明"}, user=EDITOR, guild=GUILD)).message()

    assert "收錄 2 篇" in shown(added.text)
    assert "晨星航運換帥" in shown(added.text)
    assert "董事長" in shown(who.text)
