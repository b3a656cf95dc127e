"""Whether copies and reports of one event are told from other articles, and what finding them costs.

usage: python -m benchmarks.stories --gold DIR [--quick] [--accepted FILE] [--format json]

DIR holds ``corpus/articles.jsonl.gz``, all of which is loaded into a new archive. Then the labelled pairs
(benchmarks/likeness) are looked up. ``--quick`` loads and looks up the articles of every tenth pair and times nothing:
it shows that this works, and its figures are none. ``--accepted`` writes random pairs that were taken for copies and
for reports of one event, for reading. What is timed is the process that stores; others analyse, on all cores.
"""

import argparse
import asyncio
import json
import os
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from opencc import OpenCC

from benchmarks import likeness
from benchmarks.annotations import records
from bot.analysis import likeness as method
from bot.analysis.lookup import grams
from bot.analysis.pipeline import Analyzer
from bot.analysis.script import fold, script_of
from bot.intake import archive as intake
from bot.intake.bulk import Processes, cores
from bot.intake.sources import find_sources
from bot.model import PUBLIC_LIBRARY, Article, Script
from bot.store import Store
from bot.store.records import Copy, Story

COPIES = frozenset({"identical", "republished"})
APART = frozenset({"no"})
SAME_EVENT = frozenset({"same-event"})
OTHER_EVENT = frozenset({"same-topic", "no"})
MARKS = (1_000, 10_000)
"""Articles in the archive at which the cost of one more is told."""
SPAN = 500
"""Articles that such a cost is the mean of."""
ANALYSED = 60
"""Articles whose analysis the cost is compared with."""
READ = 80
"""Pairs that are written for reading, of each subject."""


@dataclass
class Archive:
    """The corpus as it was found: ids of the store by record, and which are one text or one story."""

    articles: dict[str, Article] = field(default_factory=dict)
    ids: dict[str, int] = field(default_factory=dict)
    copies: list[Copy] = field(default_factory=list)
    stories: list[Story] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)

    def folded(self) -> set[tuple[int, int]]:
        """Return the pairs of which one stands in the other, and those that stand in a third."""
        standing: dict[int, set[int]] = {}
        for copy in self.copies:
            standing.setdefault(copy.fuller.id, {copy.fuller.id}).add(copy.article.id)
        return {(a, b) for text in standing.values() for a in text for b in text}

    def told(self) -> dict[int, int]:
        """Return the story of each article."""
        return {article: story.id for story in self.stories for article in story.reports}


def tenth(corpus: Path, folder: str) -> Path:
    """Write the records of every tenth labelled pair to a corpus of their own."""
    pairs = [pair for subject in ("duplicates", "stories") for _, pair in likeness.read(subject)][::10]
    wanted = {pair[each] for pair in pairs for each in ("a", "b")}
    path = Path(folder) / "records.jsonl"
    chosen = (record for record in records(corpus) if record["id"] in wanted)
    path.write_text("".join(json.dumps(record) + "\n" for record in chosen), encoding="utf-8")
    return path


async def fill(corpus: Path, folder: str) -> Archive:
    """Load the corpus into a new archive and look at it."""
    archive = Archive()
    store = await Store.open(f"sqlite:///{folder}/archive.db", fold=fold, name_grams=grams, likeness=method)
    try:
        for each in find_sources([corpus]):
            archive.articles[_record(each.source)] = each.read()
        async with Processes(cores()) as analyses:
            started = time.process_time()
            async for loaded in intake.Archive(store, analyses).load(find_sources([corpus]), PUBLIC_LIBRARY):
                archive.seconds.append(time.process_time() - started)
                if loaded.article is not None:
                    archive.ids[_record(loaded.source)] = loaded.article
                started = time.process_time()
        for ids in _batches(sorted(set(archive.ids.values()))):
            archive.copies += await store.copies(ids, [PUBLIC_LIBRARY])
            archive.stories += await store.stories(ids, [PUBLIC_LIBRARY])
    finally:
        await store.close()
    return archive


def _record(source: str) -> str:
    """Return the id of a record of the corpus."""
    return source.rpartition("#")[2]


def _batches(ids: Sequence[int]) -> list[Sequence[int]]:
    return [ids[at : at + 500] for at in range(0, len(ids), 500)]


def scores(archive: Archive) -> dict[str, dict[str, float]]:
    """Return precision and recall of both subjects, by split; borderline pairs and the like count in ``beside``."""
    folded, told = archive.folded(), archive.told()
    found: dict[str, dict[str, float]] = {}
    for subject, wanted, unwanted in (("duplicates", COPIES, APART), ("stories", SAME_EVENT, OTHER_EVENT)):
        for split in likeness.SPLITS:
            verdicts: Counter[tuple[str, bool]] = Counter()
            for its, pair in likeness.read(subject):
                if its == split and pair["a"] in archive.ids and pair["b"] in archive.ids:
                    a, b = archive.ids[pair["a"]], archive.ids[pair["b"]]
                    joined = (a, b) in folded or a == b if subject == "duplicates" else told[a] == told[b]
                    verdicts[pair["verdict"], joined] += 1
            right = sum(verdicts[each, True] for each in wanted)
            wrong = sum(verdicts[each, True] for each in unwanted)
            missed = sum(verdicts[each, False] for each in wanted)
            beside = Counter({verdict: n for (verdict, joined), n in verdicts.items() if joined})
            found[f"{subject}, {split}"] = {
                "precision": 100 * right / max(right + wrong, 1),
                "recall": 100 * right / max(right + missed, 1),
                "right": right,
                "wrong": wrong,
                "missed": missed,
            } | {f"joined: {each}": n for each, n in beside.items() if each not in wanted | unwanted}
    return found


def across_scripts(archive: Archive) -> dict[str, float]:
    """Return the shares that are found where one side is converted to the other script, with its region's words."""
    to_hans, to_hant = OpenCC("tw2sp"), OpenCC("s2twp")

    def converted(body: str) -> str:
        return str((to_hans if script_of(body) is Script.HANT else to_hant).convert(body))

    labelled = [pair for _, pair in likeness.read("duplicates") if pair["verdict"] in COPIES]
    pairs = [pair for pair in labelled if {pair["a"], pair["b"]} <= archive.articles.keys()]
    bodies = [sorted((archive.articles[pair[each]].body for each in ("a", "b")), key=len) for pair in pairs]
    standing = [(less, more) for less, more in bodies if method.stands_in(less, more)]
    sample = [archive.articles[source].body for source in sorted(archive.articles)[::40]]
    return {
        "articles that stand in their conversion": _share(
            method.stands_in(body, converted(body)) and bool(method.prints(body) & method.prints(converted(body)))
            for body in sample
        ),
        "labelled copies, the fuller converted": _share(
            method.stands_in(less, converted(more)) for less, more in standing
        ),
    }


def _share(found: Iterable[bool]) -> float:
    each = list(found)
    return 100 * sum(each) / len(each)


def costs(archive: Archive) -> dict[str, float]:
    """Return milliseconds of one article's storing, and the ratio to its analysis."""
    analyzer = Analyzer.load()
    sample = [archive.articles[source] for source in sorted(archive.articles)[:: len(archive.articles) // ANALYSED]]
    started = time.process_time()
    for article in sample:
        analyzer.analyze(article)
    analysis = (time.process_time() - started) / len(sample)
    found = {"analysis, ms": 1000 * analysis}
    for mark in MARKS:
        spent = sorted(archive.seconds[mark - SPAN : mark + SPAN])
        mean = sum(spent) / max(len(spent), 1)
        found |= {f"storing at {mark:,}, ms": 1000 * mean, f"storing at {mark:,}, of analysis": mean / analysis}
    return found


def accepted(archive: Archive, path: Path) -> None:
    """Write random pairs that were joined, with their titles and beginnings."""
    by_id = {number: (source, archive.articles[source].body) for source, number in archive.ids.items()}
    chance = random.Random(5)  # noqa: S311 -- a sample
    folds = [(copy.article.id, copy.fuller.id) for copy in archive.copies]
    told = {story.id: story.reports for story in archive.stories if len(story.reports) > 1}
    events = [tuple(chance.sample(reports, 2)) for _, reports in sorted(told.items())]
    with path.open("w", encoding="utf-8") as file:
        for subject, pairs in (("duplicates", sorted(set(folds))), ("stories", events)):
            for a, b in chance.sample(pairs, min(READ, len(pairs))):
                row = [{"id": source, "body": body[:600]} for source, body in (by_id[a], by_id[b])]
                print(json.dumps({"subject": subject, "pair": row}, ensure_ascii=False), file=file)


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    bench = os.environ.get("JIANBAO_BENCH_DIR")
    parser.add_argument("--gold", type=Path, default=Path(bench) if bench else None, metavar="DIR")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--accepted", type=Path, metavar="FILE")
    parser.add_argument("--format", choices=["text", "json"], default="text")
    options = parser.parse_args()
    if options.gold is None:
        print("benchmarks.stories: no data; set JIANBAO_BENCH_DIR or --gold", file=sys.stderr)
        return 0
    corpus = options.gold / "corpus" / "articles.jsonl.gz"
    with tempfile.TemporaryDirectory() as folder:
        archive = asyncio.run(fill(tenth(corpus, folder) if options.quick else corpus, folder))
    if options.accepted:
        accepted(archive, options.accepted)
    told = [story for story in {story.id: story for story in archive.stories}.values() if len(story.reports) > 1]
    found: dict[str, dict[str, float]] = {
        **scores(archive),
        "across scripts, %": across_scripts(archive),
        "cost": {} if options.quick else costs(archive),
        "archive": {
            "articles": len(set(archive.ids.values())),
            "copies": len({c.article.id for c in archive.copies}),
            "stories": len(told),
        },
    }
    if options.format == "json":
        print(json.dumps(found, ensure_ascii=False))
        return 0
    for subject, figures in found.items():
        print(subject)
        for name, value in figures.items():
            print(f"  {name:<44}{value:10,.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
