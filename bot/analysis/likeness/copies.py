"""Whether one text stands in another: word for word, in either script, whatever was cut, retitled or added.

A text is read as overlapping shingles of a few tokens of its fold (Broder 1997): punctuation, layout and script never
count, and a word that regions write differently costs the shingles that hold it, no more. The shingles of one text that
the other has say how much of it stands there. To know whom to compare, a few shingles are kept as prints, chosen by
their hashes alone, so that a passage has the same ones wherever it stands: winnowing (Schleimer, Wilkerson & Aiken,
SIGMOD 2003), of which the least are a sample of bounded size (Broder).
"""

import re
from collections.abc import Collection
from itertools import pairwise
from zlib import crc32

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from bot.analysis.script import fold

SHINGLE = 6
"""Tokens of a shingle: about three words."""
WINDOW = 16
"""Of so many shingles in a row one at least is a print."""
MOST_PRINTS = 24
"""Prints of a text, those with the least hashes: each costs a page of the index that is written. Of 2,994 copies that
were found with 32, 24 found 2,984 and 16 2,941."""
LEAST = 12
"""Shingles of its own that a text needs to be told from another."""
RETITLED = 0.75
"""The share of a text that stands in another from which it is a copy of it. Of the labelled pairs to develop with
(benchmarks/likeness), notices and series of one make under other titles share up to 0.74."""
SAME_TITLE = 0.6
"""The same, where the titles agree: two translations of one text share up to 0.55 there."""
TITLE_SHARE = 0.5
"""The share of the pairs of tokens of the shorter title that the other has, from which titles agree."""
BITS = 31
"""Of a hash, so that a print is an integer of every database."""
TOKEN = re.compile(r"[a-z]+|[0-9]+|[^\W_]")
_BASE = 0x9E3779B97F4A7C15
_MIX = np.uint64(0xBF58476D1CE4E5B9)
_POWERS = np.array([pow(_BASE, power, 1 << 64) for power in range(1, SHINGLE + 1)], np.uint64)

Hashes = NDArray[np.int64]


def prints(body: str) -> frozenset[int]:
    """Return the prints of a text: at most ``MOST_PRINTS`` integers from 0 to below 2**31."""
    hashes = _shingles(body)
    return frozenset(hashes[_chosen(hashes)].tolist())


def stands_in(body: str, fuller: str, furniture: Collection[int] = ()) -> bool:
    """Tell whether the text ``body`` is a copy of ``fuller`` or of a part of it.

    ``furniture`` are prints of passages that stand in many texts (who the author is, how to subscribe): what is nearest
    to one of them counts for nothing.
    """
    own = np.unique(_own(_shingles(body), furniture))
    if len(own) < LEAST:
        return False
    share = float(np.isin(own, _shingles(fuller)).mean())
    return share >= (SAME_TITLE if _titles_agree(body, fuller) else RETITLED)


def _shingles(body: str) -> Hashes:
    """Return the hash of each shingle, in the order of the text."""
    codes = np.fromiter((crc32(token.encode()) for token in TOKEN.findall(fold(body))), np.uint64)
    if len(codes) < SHINGLE:
        return np.empty(0, np.int64)
    hashes = (sliding_window_view(codes, SHINGLE) * _POWERS).sum(axis=1, dtype=np.uint64)
    hashes = (hashes ^ hashes >> np.uint64(29)) * _MIX
    found: Hashes = (hashes >> np.uint64(64 - BITS)).astype(np.int64)
    return found


def _chosen(hashes: Hashes) -> NDArray[np.intp]:
    """Return the places of the prints, ascending: of each window the least hash, of these the least ones."""
    if len(hashes) <= WINDOW:
        return hashes.argsort()[:1]
    windows = sliding_window_view(hashes, WINDOW)
    places = np.unique(np.arange(len(windows)) + windows.argmin(axis=1))
    return np.sort(places[hashes[places].argsort(kind="stable")[:MOST_PRINTS]])


def _own(hashes: Hashes, furniture: Collection[int]) -> Hashes:
    """Return the shingles without those of furniture: each belongs to the last print before it, or the first."""
    places = _chosen(hashes)
    common = np.isin(hashes[places], list(furniture))
    if not common.any():
        return hashes
    nearest = np.searchsorted(places, np.arange(len(hashes)), side="right") - 1
    return hashes[~common[np.maximum(nearest, 0)]]


def _titles_agree(body: str, other: str) -> bool:
    shorter, longer = sorted((_pairs(body), _pairs(other)), key=len)
    return len(shorter & longer) >= TITLE_SHARE * max(len(shorter), 1)


def _pairs(body: str) -> set[tuple[str, str]]:
    title = TOKEN.findall(fold(body.partition("\n")[0]))
    return set(pairwise(title))
