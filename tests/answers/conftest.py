"""A real archive for the answers: invented articles, really analysed, in a real SQLite file."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.analysis import likeness
from bot.analysis.lookup import grams
from bot.analysis.pipeline import Analyzer
from bot.analysis.script import fold
from bot.answers.service import Answers
from bot.intake.archive import Archive
from bot.intake.bulk import Here
from bot.intake.formats import read_article
from bot.model import PUBLIC_LIBRARY
from bot.store import Store

MORNING = """晨星航運執行長換人
2024-03-05 08:00 東港日報

晨星航運董事長王大明4日宣布，執行長陳小美將於月底辭職。

陳小美於2019年加入晨星航運，2021年起擔任執行長。

王大明表示：「陳小美是我們最好的舵手，東港不會忘記她。」

航運工會說：「我們要求公司談判。」
"""
EVENING = """晨星航运CEO陈小美离任
2024-03-06 20:00 海湾晚报

晨星航运首席执行官陈小美5日宣布辞职。

陈小美说：“我会想念东港的每一个人。”
"""
SECRET = """晨星航運內部文件
2024-03-07 09:00 內部通訊

財務長林若蘭表示：「陳小美的繼任者已經選定。」
"""


@pytest.fixture(scope="session")
def analyzer() -> Analyzer:
    return Analyzer.load()


@pytest.fixture
async def store(tmp_path: Path, analyzer: Analyzer) -> AsyncIterator[Store]:
    """Give an archive of two public articles that differ, in both scripts, and one that is a server's own."""
    opened = await Store.open(
        f"sqlite+aiosqlite:///{tmp_path / 'archive.db'}", fold=fold, name_grams=grams, likeness=likeness
    )
    archive = Archive(opened, Here(analyzer))
    for source, text, library in (
        ("morning", MORNING, PUBLIC_LIBRARY),
        ("evening", EVENING, PUBLIC_LIBRARY),
        ("secret", SECRET, "guild:1"),
    ):
        await archive.add(read_article(source, text.encode()), library)
    yield opened
    await opened.close()


@pytest.fixture
def answers(store: Store) -> Answers:
    """Answer from it."""
    return Answers(store)
