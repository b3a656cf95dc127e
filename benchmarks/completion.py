"""How soon a name is completed while it is typed, in an archive that names 100,000 people.

The people are invented: surnames as frequent as they are, given names, renderings and Latin names from the shipped
lexicons, half of the Chinese ones in each script. They stand in articles of twenty each, one in a hundred in those of a
server of its own, whose readers ask. What is typed begins names drawn by chance, in the other script too.

usage: python -m benchmarks.completion [--names N] [--times N] [--archive FILE] [--quick] [--format json]

FILE keeps the filled archive, which takes a while to write, for the next time. ``--quick``: 2,000 names.
Each is asked of ``Answers.complete``, then from interaction to response over a loopback Discord, of a bot in a process
of its own. Fails where 95 in 100 of any kind take longer than ``LIMIT_MS``, unless ``--quick``.
"""

import argparse
import asyncio
import json
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from operator import itemgetter
from pathlib import Path

from opencc import OpenCC

from benchmarks.interactions import running_bot
from bot.analysis import likeness
from bot.analysis.lexicon import rows
from bot.analysis.lookup import grams
from bot.analysis.pinyin import syllables
from bot.analysis.pipeline import ANALYSIS_VERSION
from bot.analysis.script import fold
from bot.answers.service import Answers
from bot.model import PUBLIC_LIBRARY, Article, DateSource, Findings, Grain, Person, PublicationDate, Script, Span
from bot.store import Store
from bot.store.filling import Filled
from tests.chat.wire import WireDiscord
from tests.chat.wire.places import GUILD

LIMIT_MS = 100
NAMES, QUICK_NAMES = 100_000, 2_000
TIMES, QUICK_TIMES = 300, 5
AN_ARTICLE, A_TIME = 20, 10_000
"""Names."""
OWN = f"guild:{GUILD.id}"
ENDINGS = ("son", "ov", "mann", "berg", "ez", "ini", "sky", "ley", "ton", "ard")
Ask = Callable[[str], Awaitable[object]]


def invented(count: int, chance: random.Random) -> list[str]:
    """Return that many distinct names."""
    surnames = "".join(names for kind, names in rows("surnames.tsv", fields=2) if kind == "frequent").replace(" ", "")
    odds = list(rows("name_odds.tsv", fields=4))
    given = [character for character, _, odd, _ in odds if int(odd) > 0 and len(character) == 1]
    foreign = [character for character, _, _, odd in odds if int(odd) > 0 and len(character) == 1]
    latin = [name.title() for (name,) in rows("latin_given_names.tsv", fields=1)]
    by_rank = [1 / rank for rank in range(1, len(surnames) + 1)]
    traditional = OpenCC("s2t")

    def chinese() -> str:
        name = chance.choices(surnames, by_rank)[0] + "".join(chance.choices(given, k=chance.choice([1, 2, 2, 2])))
        return traditional.convert(name) if chance.random() < 1 / 2 else name

    def rendering() -> str:
        return "·".join("".join(chance.choices(foreign, k=chance.randint(2, 4))) for _ in range(2))

    def western() -> str:
        return f"{chance.choice(latin)} {chance.choice(latin)}{chance.choice(ENDINGS)}"

    names: dict[str, None] = {}
    while len(names) < count:
        names[chance.choices([chinese, rendering, western], [2, 1, 1])[0]()] = None
    return list(names)


def printed(number: int, names: Sequence[str], chance: random.Random) -> Filled:
    """Return an article that names people, a few of them often."""
    title = f"第{number}篇"
    told: list[str] = [f"{title}\n\n"]
    mentions: dict[str, list[Span]] = {name: [] for name in names}
    start = len(told[0])
    for name in names:
        for _ in range(1 + int(40 * chance.random() ** 12)):
            mentions[name].append(Span(start, start + len(name)))
            told.append(f"{name}、")
            start += len(told[-1])
    body = "".join(told)
    published = PublicationDate("2024-05-15", Grain.DAY, DateSource.GIVEN, "")
    people = tuple(Person(name, name, (name,), tuple(spans)) for name, spans in mentions.items())
    found = Findings(Script.HANT, published, people, (), (), (), (Span(0, len(body)),))
    return Filled(Article(f"{number}", title, body), found, f"{number}")


async def fill(store: Store, names: Sequence[str], chance: random.Random) -> None:
    """Write articles that name all of them; the last hundredth in the library of a server."""
    own_from = len(names) * 99 // 100
    for library, of_library in ((PUBLIC_LIBRARY, names[:own_from]), (OWN, names[own_from:])):
        known: dict[str, int] = {}
        for first in range(0, len(of_library), A_TIME):
            some = of_library[first : first + A_TIME]
            articles = (some[start : start + AN_ARTICLE] for start in range(0, len(some), AN_ARTICLE))
            filled = [printed(first + number, each, chance) for number, each in enumerate(articles)]
            await store.fill(library, filled, known, analysis_version=ANALYSIS_VERSION)


def typed(names: Sequence[str], times: int, chance: random.Random) -> Mapping[str, Sequence[str]]:
    """Return what is typed, by what it is."""
    chinese = [name for name in names if not name.isascii()]
    western = [name for name in names if name.isascii()]
    others = OpenCC("t2s"), OpenCC("s2t")

    def some(of: Sequence[str], begun: Callable[[str], str]) -> list[str]:
        return [begun(name) for name in chance.choices(of, k=times)]

    def other_script(name: str) -> str:
        return next((c for c in (each.convert(name) for each in others) if c != name), name)

    return {
        "nothing": [""] * times,
        **{f"{n} characters": some(chinese, itemgetter(slice(n))) for n in (1, 2, 3)},
        **{f"{n}, other script": [name[:n] for name in some(chinese, other_script)] for n in (1, 2, 3)},
        **{f"{n} letters": [name[:n] for name in some(western, str.lower)] for n in (1, 2, 3)},
        "3 letters, last name": some(western, lambda name: name.split()[-1][:3]),
        "pinyin": some(chinese, lambda name: "".join(syllables(name.split("·")[0]))),
    }


async def took_ms(ask: Ask, begun: Sequence[str]) -> dict[str, float]:
    """Return the milliseconds within which half, 95 and 99 of a hundred are answered."""
    taken = []
    for each in begun:
        start = time.perf_counter()
        await ask(each)
        taken.append((time.perf_counter() - start) * 1000)
    quantiles = statistics.quantiles(taken, n=100, method="inclusive")
    return {"p50": quantiles[49], "p95": quantiles[94], "p99": quantiles[98]}


async def measure(path: Path, names: int, times: int, *, is_filled: bool) -> dict[str, dict[str, dict[str, float]]]:
    """Fill an archive where there is none, and return what each way took, by what was typed."""
    chance = random.Random(1)  # noqa: S311 -- a sample, not a secret
    people = invented(names, chance)
    store = await Store.open(f"sqlite:///{path}", fold=fold, name_grams=grams, likeness=likeness)
    if not is_filled:
        await fill(store, people, chance)
    chance.seed(2)
    begun = typed(people, times, chance)
    answers = Answers(store)
    found: dict[str, dict[str, dict[str, float]]] = {"answers": {}, "wire": {}}
    await answers.complete("name", "", [OWN, PUBLIC_LIBRARY])
    for what, texts in begun.items():
        found["answers"][what] = await took_ms(
            lambda text: answers.complete("name", text, [OWN, PUBLIC_LIBRARY]), texts
        )
    await store.close()
    async with WireDiscord() as discord, running_bot(discord, f"sqlite+aiosqlite:///{path}"):
        discord.limit("POST /interactions/{interaction_id}/{interaction_token}/callback", requests=10**6, seconds=1)
        await discord.autocomplete("who", "name", "")
        for what, texts in begun.items():
            found["wire"][what] = await took_ms(lambda text: discord.autocomplete("who", "name", text), texts)
    return found


def lines(found: Mapping[str, Mapping[str, Mapping[str, float]]]) -> Iterator[str]:
    """Yield a table."""
    for way, kinds in found.items():
        yield f"{way:<24}" + "".join(f"{name + ' ms':>10}" for name in ("p50", "p95", "p99"))
        yield from (f"  {what:<22}" + "".join(f"{ms:>10.1f}" for ms in took.values()) for what, took in kinds.items())


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--names", type=int)
    parser.add_argument("--times", type=int)
    parser.add_argument("--archive", type=Path)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--format", choices=["text", "json"], default="text")
    options = parser.parse_args()
    names = options.names or (QUICK_NAMES if options.quick else NAMES)
    times = options.times or (QUICK_TIMES if options.quick else TIMES)
    with tempfile.TemporaryDirectory() as folder:
        path = options.archive or Path(folder, "archive.db")
        found = asyncio.run(measure(path, names, times, is_filled=path.exists()))
    print(json.dumps(found) if options.format == "json" else "\n".join(lines(found)))
    slowest_ms = max(took["p95"] for kinds in found.values() for took in kinds.values())
    return int(slowest_ms > LIMIT_MS and not options.quick)


if __name__ == "__main__":
    sys.exit(main())
