"""Which written forms are one person's.

Forms are linked by what the article shows: brackets (Sam Altman（奧特曼）), a shared part (Ilya, Ilya Sutskever), a
misspelling (Pachoki), and sound (Musk, 馬斯克). Two people who share a surname and are both written in full stay apart.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Self

from bot.analysis.lexicon import pairs
from bot.analysis.people.latin import MOST_COMPARED, Spellings, is_misspelling, words_of
from bot.analysis.people.shapes import IDEOGRAPHS
from bot.analysis.pinyin import syllables
from bot.analysis.script import fold
from bot.analysis.sound import similarity
from bot.model import Span

LATIN = re.compile(r"[A-Za-z]")
SEPARATORS = "·・‧•∙.-"
APPOSITION = re.compile(r"\s*[（(]\s*")
ALIKE = 0.55
"""How alike a Chinese and a Latin name have to sound to be taken for one person's."""


def key_of(surface: str) -> str:
    """Return what the written forms of one name share: script, case, spacing and initials before Chinese aside."""
    folded = fold(surface)
    han = IDEOGRAPHS.search(folded)
    return " ".join(words_of(folded)) if han is None else folded[han.start() :]


@dataclass(slots=True)
class Links:
    """Forms and the groups they were joined to, as a disjoint-set forest."""

    parent: dict[str, str]

    def root(self, form: str) -> str:
        """Return the form that stands for the group of ``form``."""
        while self.parent[form] != form:
            self.parent[form] = form = self.parent[self.parent[form]]
        return form

    def join(self, one: str, other: str) -> None:
        """Make the groups of two forms one."""
        self.parent[self.root(other)] = self.root(one)


@dataclass(frozen=True, slots=True)
class Linker:
    """Links forms to people; ``renderings`` are the people of public life by each form of their names, folded."""

    renderings: dict[str, str]

    @classmethod
    def load(cls) -> Self:
        """Read ``renderings.tsv``."""
        renderings: dict[str, str] = {}
        for name, forms in pairs("renderings.tsv"):
            renderings |= dict.fromkeys([key_of(name), *fold(forms).split()], key_of(name))
        return cls(renderings)

    def link(self, body: str, mentions: Sequence[Span]) -> list[list[Span]]:
        """Return the mentions by person, both in the order of the body."""
        keys = [key_of(mention.of(body)) for mention in mentions]
        links = Links({key: key for key in keys})
        counts = Counter(keys)
        _join_misspelt(links, counts)
        _join_parts(links, counts)
        _join_apposed(links, body, mentions, keys)
        self._join_known(links, counts)
        _join_sounding(links, counts)
        people: dict[str, list[Span]] = {}
        for mention, key in zip(mentions, keys, strict=True):
            people.setdefault(links.root(key), []).append(mention)
        return list(people.values())

    def _join_known(self, links: Links, counts: Counter[str]) -> None:
        """Join the forms of one person of public life."""
        first: dict[str, str] = {}
        for key in counts:
            words = key.split(" ")
            name = self.renderings.get(f"{words[0]} {words[-1]}" if len(words) > 1 else key)
            if name is not None:
                links.join(first.setdefault(name, key), key)


def _join_misspelt(links: Links, counts: Counter[str]) -> None:
    """Join a Latin form to a more frequent one of as many words, each the same or nearly so."""
    buckets: dict[str, list[list[str]]] = defaultdict(list)
    for key, _ in counts.most_common():
        if not LATIN.match(key):
            continue
        words = key.split(" ")
        bucket = buckets["".join(word[0] for word in words)]
        for common in bucket[:MOST_COMPARED]:
            if all(map(is_misspelling, words, common)):
                links.join(" ".join(common), key)
                break
        bucket.append(words)


def _join_parts(links: Links, counts: Counter[str]) -> None:
    """Join a form to the one person whose full name ends, or else begins, with it."""
    owners: dict[tuple[str, str], set[str]] = defaultdict(set)
    for name in counts:
        for how, part in _parts(name):
            owners[how, part].add(links.root(name))
    spellings = Spellings(part for _, part in owners if LATIN.match(part))
    for key in counts:
        if " " in key:
            continue
        written = (spellings.nearest(key) or key) if LATIN.match(key) else key
        for how in ("end", "beginning", "abbreviation", "sound"):
            people = owners[how, _sound(written) if how == "sound" else written] - {links.root(key)}
            if len(people) == 1:
                links.join(people.pop(), key)
                break


def _parts(name: str) -> Iterator[tuple[str, str]]:
    """Yield the shorter forms that may stand for the full ``name``, and what they are of it."""
    if LATIN.match(name):
        words = name.split(" ")
        if len(words) > 1:
            yield "end", words[-1]
            yield "beginning", words[0]
        return
    joints = [offset for offset, character in enumerate(name) if character in SEPARATORS]
    for joint in joints:
        yield "end", name[joint + 1 :]
        yield "sound", _sound(name[joint + 1 :])
        yield "beginning", name[:joint]
    if not joints and len(name) > len("林郑"):
        yield from (("abbreviation", nickname) for nickname in ("老" + name[0], "小" + name[0], name[0] + "总"))
    if len(name) == len("林郑月娥"):
        yield "abbreviation", name[:2]


def _sound(form: str) -> str:
    """Return how a foreign name is read, whichever characters spell it (阿博特, 阿伯特)."""
    return " ".join(syllables(form))


def _join_apposed(links: Links, body: str, mentions: Sequence[Span], keys: Sequence[str]) -> None:
    """Join a name to one of the other alphabet in brackets after it."""
    named = list(zip(mentions, keys, strict=True))
    for (first, one), (second, other) in pairwise(named):
        if APPOSITION.fullmatch(body, first.end, second.start) and bool(LATIN.match(one)) != bool(LATIN.match(other)):
            links.join(one, other)


def _join_sounding(links: Links, counts: Counter[str]) -> None:
    """Join a Chinese name and a Latin one, each without a form of the other alphabet, that sound most alike."""
    groups: dict[str, list[str]] = {}
    for key in counts:
        groups.setdefault(links.root(key), []).append(key)
    latin = [max(keys, key=len) for keys in groups.values() if all(map(LATIN.match, keys))][:MOST_COMPARED]
    han = [max(keys, key=len) for keys in groups.values() if not any(map(LATIN.match, keys))][:MOST_COMPARED]
    heard = {(name, form): similarity(name, form) for name in han for form in latin}
    for name in han:
        form = max(latin, key=lambda form: heard[name, form], default=None)
        if form is None or heard[name, form] < ALIKE:
            continue
        if heard[name, form] == max(heard[other, form] for other in han):
            links.join(form, name)
