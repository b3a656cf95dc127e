"""Renderings: public figures whom Chinese writes in ways that neither sound nor spelling tell (川普, 特朗普, Trump).

Source: ``renderings.tsv`` (compiled for this project) and ``cedict_people.tsv`` (CC-CEDICT, written by
``tools/cedict_people.py``).
"""

import re
from collections import defaultdict
from functools import cache

from bot.analysis.lexicon import pairs
from bot.analysis.script import fold
from bot.analysis.sound import letters

SEPARATORS = re.compile(r"[\s·・‧•∙.,'’-]+")


def latin_names(surface: str) -> frozenset[str]:
    """Return the Latin names, in lower case, that ``surface`` renders; several where it renders more than one.

    A last name alone (布什: ``bush``) is the answer where several people of public life bear it.

    >>> latin_names("川普")
    frozenset({'donald trump'})
    """
    return _by_rendering().get(key(surface), frozenset())


def key(name: str) -> str:
    """Return what the written forms of one name share: script, case, accents, spaces and marks aside.

    >>> key("François Hollande"), key("弗朗索瓦·霍蘭德")
    ('francoishollande', '弗朗索瓦霍兰德')
    """
    return SEPARATORS.sub("", letters(fold(name)))


@cache
def _by_rendering() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for latin, renderings in pairs("renderings.tsv"):
        for rendering in renderings.split(" "):
            found[key(rendering)].add(letters(latin))
    for han, latin in pairs("cedict_people.tsv"):
        found[key(han)].add(letters(latin))
    return {rendering: frozenset(names) for rendering, names in found.items()}
