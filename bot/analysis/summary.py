"""Key sentences: the few that say most of what an article says, verbatim.

Method: greedy coverage of weighted concepts (Gillick & Favre 2009; cost-scaled as in Lin & Bilmes 2010). Concepts are
character bigrams, Latin words and numbers, as Chinese needs no word boundaries for it; one weighs more the earlier and
the oftener the article says it, and when its title does. A sentence gains by the concepts that the chosen ones have
not said yet, so no two say the same. Reproduced letters, quotations cut from their speakers, questions and headings
are passed over; a sentence that leans on the one before (a pronoun or connective first) only ever follows it.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from operator import add

from bot.analysis.document import Document
from bot.model import Quote, QuoteKind, Span

SENTENCES = 5
BUDGET_CHARS = 300
"""What the sentences hold together, unless the first alone is longer: a glance."""
SHARE = 3
"""Of so many sentences one is told: a summary of a brief is briefer."""
CONSIDERED = 200
"""Sentences from the start that compete: news says what matters before that, and the cost of one article is bounded."""
SHORTEST_CHARS = 20
LONGEST_CHARS = 250
RECURS = 3
"""A concept counts in so many sentences, or in the title: what is said once is a detail."""
HALVED_AFTER = 4
"""Sentences after which a place is worth half of the first."""
TITLE = 2.0
"""What a word of the title weighs beside its recurrence."""
REPEATED = 0.1
"""What is left of a concept's weight each time that a chosen sentence says it."""
SAID = 0.5
"""A sentence of whose concepts more than this share was said already says nothing new."""
PLACE_POWER = 0.5
LENGTH_POWER = 0.6
"""How far the gain of a sentence is scaled by its place and its length: 0 is not at all, 1 fully."""
LEANS = tuple(
    "他 她 它 其 这 该 此 但 而 亦 不过 然而 因此 所以 同时 另外 另一方面 与此同时 随后 之后 于是 接着 并且 例如 比如 "
    "对此 为此 由此 又 也有 也是 还有 至于 尽管如此 即使如此 不仅如此 原因是 换言之 换句话说 也就是说 总之 当时 同样 "
    "届时 翌 次日 次年 同日 当天 当日 两人 双方 前者 后者 上述 、 ,".split()
)
"""Folded words that, standing first, lean on the sentence before."""
PRONOUN_AFTER_TIME = re.compile(r"[^,，。]{1,14}[后前时中下里间年月日天][,，][他她]")
"""A time or place and then a pronoun, which leans on the sentence before too."""
CALL = re.compile(r"请(?:访问|点击|关注|联系|联络|观看|参阅|浏览|扫码)|[要欲想]了解(?:更多|详情|如何)|了解更多")
"""Words that call on the reader."""
PRONOUNS = tuple("他她它其该我咱")
RUN = re.compile(r"[a-z0-9]+(?:\.[0-9]+)?|[一-鿿]{2,}")


def summarize(document: Document, quotes: Sequence[Quote]) -> tuple[Span, ...]:
    """Return up to ``SENTENCES`` key sentences in the order of the body; none where the body has no full sentence."""
    sentences = document.sentences[:CONSIDERED]
    concepts = [_concepts(span.of(document.folded)) for span in sentences]
    weights = _weights(document, sentences, concepts)
    candidates = list(_telling(document, sentences, quotes))
    leaning = {index for index in candidates if _leans(document, sentences[index])}
    said: set[str] = set()
    chosen: list[int] = []
    left = BUDGET_CHARS
    while len(chosen) < min(SENTENCES, math.ceil(len(sentences) / SHARE)):
        eligible = [
            index
            for index in candidates
            if index not in chosen
            and (index - 1 in chosen or index not in leaning)
            and (len(sentences[index]) <= left or not chosen)
            and len(concepts[index] & said) <= SAID * len(concepts[index])
        ]
        if not eligible:
            break
        best = max(eligible, key=lambda index: _gain(index, concepts[index], weights))
        chosen.append(best)
        left -= len(sentences[best])
        said |= concepts[best]
        for concept in concepts[best] & weights.keys():
            weights[concept] *= REPEATED
    return tuple(sentences[index] for index in sorted(chosen))


def _telling(document: Document, sentences: Sequence[Span], quotes: Sequence[Quote]) -> Iterator[int]:
    """Yield the indices of sentences that tell something: full ones, neither headings nor anybody's bare words."""
    title = document.paragraphs[0] if document.paragraphs else Span(0, 0)
    until = sentences[-1].end if sentences else 0
    said = [(quote, part) for quote in quotes for part in quote.parts if part.start < until]
    for index, sentence in enumerate(sentences):
        text = sentence.of(document.folded)
        if (
            sentence.start >= title.end
            and text != title.of(document.folded)
            and SHORTEST_CHARS <= len(text) <= LONGEST_CHARS
            and text[-1] in "。!”」』;"
            and not text.endswith(("?」", "?”"))
            and not CALL.search(text)
            and not any(_bare(document, sentence, quote, part) for quote, part in said)
        ):
            yield index


def _leans(document: Document, sentence: Span) -> bool:
    """Tell whether a sentence is understood only after the one before; the opening has none but the title."""
    text = sentence.of(document.folded)
    if not document.body[document.paragraphs[0].end : sentence.start].strip():
        return False
    return text.startswith(LEANS) or bool(PRONOUN_AFTER_TIME.match(text))


def _bare(document: Document, sentence: Span, quote: Quote, part: Span) -> bool:
    """Tell whether a sentence is a letter's, or mostly a quotation that it cuts or does not name the speaker of."""
    shared = min(part.end, sentence.end) - max(part.start, sentence.start)
    if quote.kind is QuoteKind.BLOCK and part.covers(sentence):
        return True
    speaker = quote.speaker.surface
    named = (
        speaker is not None
        and sentence.covers(speaker)
        and sentence.covers(part)
        and not speaker.of(document.folded).startswith(PRONOUNS)
    )
    return shared > len(sentence) // 2 and not named


def _concepts(folded: str) -> set[str]:
    """Return the Latin words, the numbers and the bigrams of neighbouring ideographs."""
    concepts: set[str] = set()
    for run in RUN.findall(folded):
        if not run.isascii():
            concepts.update(map(add, run, run[1:]))
        elif len(run) > 1:
            concepts.add(run)
    return concepts


def _weights(document: Document, sentences: Sequence[Span], concepts: Sequence[set[str]]) -> dict[str, float]:
    """Weigh the concepts that recur or that the title holds, by the places where the body says them."""
    if not sentences:
        return {}
    title = document.paragraphs[0]
    titled = _concepts(title.of(document.folded))
    recurs: Counter[str] = Counter()
    weights: defaultdict[str, float] = defaultdict(float)
    for index, sentence in enumerate(sentences):
        if sentence.start >= title.end:
            recurs.update(concepts[index])
            place = _place(index)
            for concept in concepts[index]:
                weights[concept] += place
    return {
        concept: weight * (1 + TITLE * (concept in titled))
        for concept, weight in weights.items()
        if concept in titled or recurs[concept] >= RECURS
    }


def _place(index: int) -> float:
    return 1 / (1 + index / HALVED_AFTER)


def _gain(index: int, concepts: set[str], weights: Mapping[str, float]) -> float:
    """Return what a sentence would add, scaled by its place and length; the same in whatever order a set is read."""
    added = math.fsum(weights[concept] for concept in concepts & weights.keys())
    return float(added / max(len(concepts), 1) ** LENGTH_POWER * _place(index) ** PLACE_POWER)
