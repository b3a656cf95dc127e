"""Sound: how well a Chinese rendering says a Latin name.

Each syllable of a rendering stands for a few letters of the name (特 for t, tt, te or ter). How likely it is to stand
for which was learned from pairs of names; a rendering is compared by the best way to cut the name's letters among its
syllables. Syllables, not characters, carry the model, so it holds for either script and for every region's choice of
characters (奥特曼, 阿爾特曼).

Source: ``tools/sound_table.py`` learns ``data/lexicons/sound.tsv``; the method is the many-to-many alignment of
Jiampojamarn, Kondrak and Sherif, "Applying Many-to-Many Alignments and Hidden Markov Models to Letter-to-Phoneme
Conversion" (2007), with expectation over the best alignment only.
"""

import re
import unicodedata
from functools import cache, lru_cache
from itertools import combinations
from math import inf
from sys import intern

from bot.analysis.lexicon import pairs
from bot.analysis.pinyin import IDEOGRAPHS, syllables

LETTERS = "*"
"""The entry of ``sound.tsv`` that holds what each letter costs when nothing is known of its name."""
LONGEST_CHUNK = 6
SILENT_SYLLABLE, SILENT_VOWEL, SILENT_CONSONANT = 5.0, 3.0, 5.0
"""What a syllable costs that no letter stands for, and a letter that no syllable says; in nats."""
LONGEST_NAME = 60
"""No name is longer, in letters or characters; longer texts are not compared."""
HAN_PARTS = re.compile(rf"[{IDEOGRAPHS}]+")
LATIN_PARTS = re.compile(r"[a-z]+")
BEYOND_ASCII = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
)


def similarity(han: str, latin: str) -> float:
    """Tell how well ``han``, in either script, renders ``latin``: 0 (not at all) to 1.

    The value is the share of the name's information that the rendering explains. Of names that were not learned from,
    19 in 20 renderings pass .45, and 1 in 1,000 unrelated names passes .3. Where one of the two has one part and the
    other more, the part that answers best counts (奥特曼 renders Sam Altman); where both have several, first and last
    have to agree.
    """
    if max(len(han), len(latin)) > LONGEST_NAME:
        return 0.0
    heard, written = HAN_PARTS.findall(han), LATIN_PARTS.findall(letters(latin))
    if not heard or not written:
        return 0.0
    if len(heard) == len(written):
        return _explained("".join(heard), "".join(written))
    if min(len(heard), len(written)) > 1:
        return min(_explained(heard[0], written[0]), _explained(heard[-1], written[-1]))
    runs = ((some, others) for some in _runs(heard) for others in _runs(written) if len(others) >= len(some))
    return max((_explained(some, others) for some, others in runs), default=0.0)


def letters(text: str) -> str:
    """Return ``text`` in lower case without accents: Beyoncé is beyonce; characters other than letters stay."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text.lower().translate(BEYOND_ASCII))
    return "".join(character for character in plain if not unicodedata.combining(character))


def spelling(han: str) -> str:
    """Return the letters that the syllables of ``han`` most often stand for: 奥特曼 is otman."""
    table = _costs()
    return "".join(min(table[s], key=table[s].__getitem__) for s in syllables(han) if s in table and s != LETTERS)


def _runs(sequence: list[str]) -> list[str]:
    """Return each run of consecutive parts, joined: Robert De Niro holds deniro."""
    return ["".join(sequence[start:end]) for start, end in combinations(range(len(sequence) + 1), 2)]


def _explained(han: str, latin: str) -> float:
    """Return the share of what ``latin`` would cost by its letters alone that hearing ``han`` saves, at least 0."""
    alone = sum(map(_costs()[LETTERS].__getitem__, latin))
    return max(0.0, 1.0 - _alignment_cost(_heard(han), latin) / alone)


@lru_cache(maxsize=1024)
def _heard(han: str) -> tuple[dict[str, float], ...]:
    """Return what each syllable of ``han`` stands for, with its cost."""
    return tuple(_costs().get(syllable, {}) for syllable in syllables(han))


@lru_cache(maxsize=1024)
def _chunks(latin: str) -> tuple[tuple[tuple[int, str], ...], ...]:
    """Return the chunks that begin at each offset of ``latin``, each with its end."""
    size = len(latin)
    return tuple(
        tuple((end, latin[start:end]) for end in range(start + 1, min(size, start + LONGEST_CHUNK) + 1))
        for start in range(size)
    )


def _alignment_cost(heard: tuple[dict[str, float], ...], latin: str) -> float:
    """Return the least cost, in nats, of cutting ``latin`` into one chunk a syllable, silent letters left out."""
    chunks = _chunks(latin)
    reached = _with_silent_letters([0.0] + [inf] * len(latin), latin)
    for costs in heard:
        silent = costs.get("", SILENT_SYLLABLE)
        following = [cost + silent for cost in reached]
        for so_far, beginning in zip(reached, chunks, strict=False):
            for end, chunk in beginning:
                if chunk in costs and so_far + costs[chunk] < following[end]:
                    following[end] = so_far + costs[chunk]
        reached = _with_silent_letters(following, latin)
    return reached[-1]


def _with_silent_letters(reached: list[float], latin: str) -> list[float]:
    """Return the costs of reaching each offset when letters may also stand for nothing that is heard."""
    for offset, letter in enumerate(latin):
        skipped = reached[offset] + (SILENT_VOWEL if letter in "aeiouyhw" else SILENT_CONSONANT)
        reached[offset + 1] = min(reached[offset + 1], skipped)
    return reached


@cache
def _costs() -> dict[str, dict[str, float]]:
    """Return what each syllable stands for, with the cost (negative natural logarithm of the probability) of each."""
    table = {}
    for syllable, entries in pairs("sound.tsv"):
        chunks = (entry.split("=") for entry in entries.split(" "))
        table[syllable] = {intern(chunk): float(cost) for chunk, cost in chunks}
    return table
