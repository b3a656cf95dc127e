"""How good the key sentences are: against references written by a reader, and in pairs that a reader judged blind.

usage: python -m benchmarks.summaries [--gold DIR] [--quick] [--blind FOLDER [--seed N]] [--format json]

DIR (default: JIANBAO_BENCH_DIR) holds ``corpus/articles.jsonl.gz``, which is not public: the articles are their
publishers'. ``references/summaries.jsonl`` names 60 of them and is this project's own; what the summariser does was
chosen with 40 in sight and without the 20 *held out*. Peers are measured in the same run where ``pip install .[bench]``
put them: every method of sumy that needs no setting up, and jionlp's extractor, at its own length and at that of five
sentences; each reads the article without its title line and in the script that it was sent in.

Figures are F1 of ROUGE-1, -2 and -L (Lin 2004), in percent, the mean over articles, over folded characters (a Latin
word or a number is one; punctuation is none). *Behind ours* is the mean difference in ROUGE-2 with its margin at 95 %.
F1 depends on length, so the mean length stands beside it, and *lead, as long* is the opening cut to as many whole
sentences as come nearest to the length of ours.

``--blind FOLDER`` draws 20 other articles by ``--seed`` and writes ``pairs.md``, ours against lead-5 and the best of
each library in random order without names, and ``key.jsonl``, which tells them apart. What a reader said of such pairs
stands in ``references/judgements.jsonl``; the counts are printed, with how many of our judged texts are still what is
made. ``--quick`` measures seven articles without jionlp and makes no judged text again.
"""

import argparse
import contextlib
import gzip
import hashlib
import json
import os
import random
import re
import sys
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from statistics import mean, stdev

from bot.analysis.document import TERMINAL, TRAILING, Document
from bot.analysis.pipeline import Analyzer
from bot.analysis.script import fold
from bot.intake.formats import read_record
from bot.model import Article

CORPUS = Path("corpus", "articles.jsonl.gz")
REFERENCES = Path(__file__).parent / "references"
SENTENCES = 5
ALL = "all"
OURS = "ours"
LEAD = "lead-5"
QUICK_STEP = 9
"""Of so many references one is measured quickly."""
JIONLP_CHARS = {"jionlp, 200 characters": 200, "jionlp, 300 characters": 300}
"""Its default, and about the length of five sentences."""
SUMY = {
    "TextRank": "text_rank.TextRankSummarizer",
    "LexRank": "lex_rank.LexRankSummarizer",
    "LSA": "lsa.LsaSummarizer",
    "Luhn": "luhn.LuhnSummarizer",
    "KL": "kl.KLSummarizer",
    "SumBasic": "sum_basic.SumBasicSummarizer",
    "Reduction": "reduction.ReductionSummarizer",
}
DRAWN = {"byteai": 8, "hkcnews": 7, "chinatimes": 5}
"""Articles of each source that are drawn to be judged, as many as have references."""
LENGTHS_CHARS = range(600, 3001)
UNIT = re.compile(r"[a-z0-9]+(?:\.[0-9]+)?|[一-鿿㐀-䶿]")

Texts = list[str]
Figures = Mapping[str, Mapping[str, float]]


@dataclass(frozen=True, slots=True)
class Reference:
    """What a reader wrote on one article; ``chosen`` are the sentences that the reader would print, in order."""

    article: Article
    text: str
    chosen: tuple[str, ...]
    held_out: bool


def units(text: str) -> Texts:
    """Return what is counted: folded ideographs, Latin words and numbers."""
    return UNIT.findall(fold(text))


def rouge_n(summary: Sequence[str], reference: Sequence[str], n: int) -> float:
    """Return the F1 of common ``n``-grams, each counted as often as in the text that has fewer (Lin 2004)."""
    left, right = (Counter(zip(*(text[i:] for i in range(n)), strict=False)) for text in (summary, reference))
    return _f1((left & right).total(), left.total(), right.total())


def rouge_l(summary: Sequence[str], reference: Sequence[str]) -> float:
    """Return the F1 of the longest common subsequence (Lin 2004), the texts taken as one sequence each."""
    best = [0] * (len(reference) + 1)
    for unit in summary:
        diagonal = 0
        for column, other in enumerate(reference, 1):
            above = best[column]
            best[column] = diagonal + 1 if unit == other else max(above, best[column - 1])
            diagonal = above
    return _f1(best[-1], len(summary), len(reference))


def _f1(common: int, found: int, wanted: int) -> float:
    return 2 * common / (found + wanted) if found + wanted else 0.0


def read_corpus(folder: Path) -> dict[str, dict[str, str]]:
    """Return the records of the corpus by their ids."""
    with gzip.open(folder / CORPUS, "rt", encoding="utf-8") as lines:
        return {record["id"]: record for record in map(json.loads, lines)}


def read_references(corpus: Mapping[str, Mapping[str, str]]) -> list[Reference]:
    """Return the references with their articles.

    Raises:
        LookupError: the corpus lacks an article, or has another text of it.
    """
    references = []
    for line in (REFERENCES / "summaries.jsonl").read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        record = corpus.get(entry["article"])
        if record is None or hashlib.sha256(record["text"].encode()).hexdigest() != entry["sha256"]:
            raise LookupError(entry["article"])
        chosen = tuple(record["text"][start:end] for start, end in entry["sentences"])
        article = read_record(entry["article"], record)
        references.append(Reference(article, entry["reference"], chosen, entry["held_out"]))
    return references


def draw(corpus: Mapping[str, Mapping[str, str]], without: Collection[str], chance: random.Random) -> list[Article]:
    """Draw titled articles of each source, none of ``without``; whatever they are about and however dirty."""
    drawn = []
    for source, count in DRAWN.items():
        eligible = sorted(
            key
            for key, record in corpus.items()
            if key.startswith(f"{source}:")
            and len(record["text"]) in LENGTHS_CHARS
            and record["title"]
            and key not in without
        )
        drawn += [read_record(key, corpus[key]) for key in chance.sample(eligible, count)]
    return drawn


def ours(articles: Sequence[Article]) -> list[Texts]:
    """Return our key sentences of each article."""
    analyzer = Analyzer.load()
    return [[span.of(article.body) for span in analyzer.analyze(article).summary] for article in articles]


def sentences(article: Article) -> Texts:
    """Return the sentences after the title that end as sentences do."""
    document = Document.of(article.body)
    texts = [span.of(article.body) for span in document.sentences if span.start >= document.paragraphs[0].end]
    return [text for text in texts if text[-1] in TERMINAL + TRAILING]


def lead(article: Article, length_chars: int) -> Texts:
    """Return as many sentences of the opening as come nearest to ``length_chars``, at least one."""
    texts = sentences(article)
    return min(
        (texts[:count] for count in range(1, len(texts) + 1)),
        key=lambda opening: abs(sum(map(len, opening)) - length_chars),
    )


def after_title(article: Article) -> str:
    """Return the body without the title line."""
    return article.body.partition("\n")[2].strip()


def sumy(texts: Sequence[str]) -> dict[str, list[Texts]]:
    """Return what each method of sumy chooses of each text; nothing where sumy is not installed."""
    try:
        from importlib import import_module  # noqa: PLC0415 - with what it imports

        from sumy.nlp.stemmers import null_stemmer  # noqa: PLC0415 - a peer that need not be installed
        from sumy.nlp.tokenizers import Tokenizer  # noqa: PLC0415 - as above
        from sumy.parsers.plaintext import PlaintextParser  # noqa: PLC0415 - as above
        from sumy.utils import get_stop_words  # noqa: PLC0415 - as above
    except ImportError:
        return {}
    documents = [PlaintextParser.from_string(text, Tokenizer("chinese")).document for text in texts]
    chosen = {}
    for name, place in SUMY.items():
        module, _, method = place.partition(".")
        summarizer = getattr(import_module(f"sumy.summarizers.{module}"), method)(null_stemmer)
        summarizer.stop_words = get_stop_words("chinese")
        chosen[f"sumy {name}"] = [[str(sentence) for sentence in summarizer(d, SENTENCES)] for d in documents]
    return chosen


def jionlp(texts: Sequence[str]) -> dict[str, list[Texts]]:
    """Return what jionlp extracts of each text; nothing where it is not installed. Takes 2 GB: run it elsewhere."""
    with contextlib.redirect_stdout(sys.stderr):
        try:
            from jionlp import summary  # noqa: PLC0415 - a peer that need not be installed
        except ImportError:
            return {}
        return {
            name: [[summary.extract_summary(text, summary_length=length)] for text in texts]
            for name, length in JIONLP_CHARS.items()
        }


def summaries(articles: Sequence[Article], *, quick: bool) -> dict[str, list[Texts]]:
    """Return what everyone makes of the articles, by name, in their order."""
    mine = ours(articles)
    made = {
        OURS: mine,
        LEAD: [sentences(article)[:SENTENCES] for article in articles],
        "lead, as long": [lead(a, sum(map(len, texts))) for a, texts in zip(articles, mine, strict=True)],
    }
    texts = [after_title(article) for article in articles]
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as elsewhere:
        for peer in (sumy,) if quick else (sumy, jionlp):
            found = elsewhere.submit(peer, texts).result()
            if not found:
                print(f"summaries: {peer.__name__} is not installed and not measured", file=sys.stderr)
            made |= found
    return made


def score(made: Sequence[Texts], mine: Sequence[Texts], references: Sequence[Reference]) -> dict[str, float]:
    """Return the mean figures of one summariser, and by how much ours leads it, article by article, give or take."""
    pairs = [(units("".join(texts)), units(r.text)) for texts, r in zip(made, references, strict=True)]
    leads = [
        100 * (rouge_n(units("".join(texts)), pair[1], 2) - rouge_n(*pair, 2))
        for texts, pair in zip(mine, pairs, strict=True)
    ]
    return {
        "ROUGE-1": 100 * mean(rouge_n(*pair, 1) for pair in pairs),
        "ROUGE-2": 100 * mean(rouge_n(*pair, 2) for pair in pairs),
        "ROUGE-L": 100 * mean(rouge_l(*pair) for pair in pairs),
        "characters": mean(sum(map(len, texts)) for texts in made),
        "behind": mean(leads),
        "margin": 1.96 * stdev(leads) / len(leads) ** 0.5,
    }


def measure(made: Mapping[str, list[Texts]], references: Sequence[Reference]) -> dict[str, dict[str, dict[str, float]]]:
    """Return the figures of each summariser over all articles, those tuned on and those held out."""
    sets = {
        ALL: range(len(references)),
        "tuned on": [index for index, reference in enumerate(references) if not reference.held_out],
        "held out": [index for index, reference in enumerate(references) if reference.held_out],
    }
    return {
        name: {
            which: score([texts[i] for i in those], [made[OURS][i] for i in those], [references[i] for i in those])
            for which, those in sets.items()
        }
        for name, texts in made.items()
    }


def best_of(measured: Mapping[str, Figures], library: str) -> list[str]:
    """Return the name under which ``library`` has the highest ROUGE-2, if it was measured."""
    names = [name for name in measured if name.startswith(library)]
    return sorted(names, key=lambda name: measured[name][ALL]["ROUGE-2"])[-1:]


def fingerprint(texts: Sequence[str]) -> str:
    """Return the sum by which a judgement names what was judged."""
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()[:16]


def write_pairs(
    folder: Path, articles: Sequence[Article], made: Mapping[str, list[Texts]], peers: Sequence[str], seed: int
) -> None:
    """Write ours against each peer, in random order, without names and in one shape; and the key apart from it."""
    chance = random.Random(seed)  # noqa: S311 - an order, not a secret
    pairs = [(index, peer) for index in range(len(articles)) for peer in peers]
    chance.shuffle(pairs)
    with (folder / "pairs.md").open("w", encoding="utf-8") as page, (folder / "key.jsonl").open("w") as key:
        for number, (index, peer) in enumerate(pairs, 1):
            sides = [OURS, peer]
            chance.shuffle(sides)
            print(f"# {number}. {articles[index].title}\n", file=page)
            for letter, side in zip("AB", sides, strict=True):
                print(f"**{letter}** {' '.join(''.join(made[side][index]).split())}\n", file=page)
            entry = {"seed": seed, "pair": number, "article": articles[index].source, "peer": peer}
            judged = {"ours": "AB"[sides.index(OURS)], "text": fingerprint(made[OURS][index])}
            print(json.dumps(entry | judged, ensure_ascii=False), file=key)


def count_judgements(corpus: Mapping[str, Mapping[str, str]], *, again: bool) -> list[dict[str, object]]:
    """Return how often the reader preferred ours, the peer or neither, by draw and peer.

    ``unchanged`` counts our texts that are made as they were judged; None unless ``again`` makes them.
    """
    judged = [json.loads(line) for line in (REFERENCES / "judgements.jsonl").read_text(encoding="utf-8").splitlines()]
    keys = sorted({entry["article"] for entry in judged}) if again else []
    texts = dict(zip(keys, ours([read_record(key, corpus[key]) for key in keys]), strict=True))
    counts = []
    for seed, peer in dict.fromkeys((entry["seed"], entry["peer"]) for entry in judged):
        those = [entry for entry in judged if (entry["seed"], entry["peer"]) == (seed, peer)]
        better = Counter(entry["better"] for entry in those)
        unchanged = sum(fingerprint(texts[entry["article"]]) == entry["text"] for entry in those) if again else None
        count = {"ours": better["ours"], "theirs": better["peer"], "neither": better["tie"], "unchanged": unchanged}
        counts.append({"seed": seed, "peer": peer} | count)
    return counts


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, default=os.environ.get("JIANBAO_BENCH_DIR"))
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--blind", type=Path, metavar="FOLDER")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--format", choices=["text", "json"], default="text")
    arguments = parser.parse_args()
    if arguments.gold is None:
        print("summaries: not measured, as neither --gold nor JIANBAO_BENCH_DIR names the articles")
        return 0
    corpus = read_corpus(Path(arguments.gold))
    references = read_references(corpus)
    if arguments.quick:
        references = references[::QUICK_STEP]
    made = summaries([reference.article for reference in references], quick=arguments.quick)
    made["the reader's sentences"] = [list(reference.chosen) for reference in references]
    measured = measure(made, references)
    if arguments.blind:
        chance = random.Random(arguments.seed)  # noqa: S311 - a sample, not a secret
        articles = draw(corpus, {reference.article.source for reference in references}, chance)
        peers = [LEAD, *best_of(measured, "sumy"), *best_of(measured, "jionlp")]
        write_pairs(arguments.blind, articles, summaries(articles, quick=False), peers, arguments.seed)
    judged = count_judgements(corpus, again=not arguments.quick)
    if arguments.format == "json":
        print(json.dumps({"rouge": measured, "judged": judged}, ensure_ascii=False))
    else:
        print(_report(measured, judged, len(references)))
    return 0


def _report(
    measured: Mapping[str, Figures],
    judged: Sequence[Mapping[str, object]],
    articles: int,
) -> str:
    columns = ("ROUGE-2", "ROUGE-1", "ROUGE-L")
    lines = [f"{articles} articles; F1 in percent: all / tuned on / held out", ""]
    lines += ["| | " + " | ".join((*columns, "behind ours", "characters")) + " |", "|---" * (len(columns) + 3) + "|"]
    for name, sets in sorted(measured.items(), key=lambda item: -item[1][ALL]["ROUGE-2"]):
        cells = [" / ".join(f"{figures[column]:.1f}" for figures in sets.values()) for column in columns]
        by = [f"{figures['behind']:.1f} ± {figures['margin']:.1f}" for figures in sets.values()]
        cells.append("" if name == OURS else " / ".join(by))
        lines.append(f"| {name} | " + " | ".join(cells) + f" | {sets[ALL]['characters']:.0f} |")
    lines += ["", "| draw | against | ours | theirs | neither | ours as judged |", "|---" * 6 + "|"]
    lines += ["| " + " | ".join("" if cell is None else str(cell) for cell in row.values()) + " |" for row in judged]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
