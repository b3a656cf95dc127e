"""What the people whom two reports name say of whether their event is one: evidence beside the words.

An event has its people: two reports that share rare ones are likelier to tell one event than their words say, and two
that each name others are less likely. A person tells more where the title or the lead names them, and the more the
rarer they are among the articles of the same days; several tell more than one does. Names as evidence of their own
beside the words follow Kumaran & Allan (SIGIR 2004); the figures were chosen on the labelled pairs to develop with
(benchmarks/likeness), where those beside them do as well.
"""

from collections.abc import Mapping

from bot.analysis.likeness.events import LEAD_CHARS

IN_TITLE, IN_LEAD, IN_REST = 2.0, 1.0, 0.6
"""What a person tells by where they are named first."""
MOST_NAMED = 12
"""People of an article that count: the first ones of its title, then its lead, then the rest."""
ENOUGH = 44.0
"""Weights times rarities of shared people to whom others add nothing: about three in both leads, named nowhere else."""
OTHERS = 0.8
"""What the likeness of words counts where both articles name people, and nobody is named by both."""


def prominence(body: str, first: Mapping[int, int]) -> dict[str, float]:
    """Return the terms of an article's most prominent people, each with their weight.

    ``first`` is where each person of the archive is named first. No word of a text is a term like these.
    """
    title_end = len(body.partition("\n")[0])

    def weight(start: int) -> float:
        return IN_TITLE if start < title_end else IN_LEAD if start <= title_end + LEAD_CHARS else IN_REST

    most = sorted(first, key=lambda person: (first[person], person))[:MOST_NAMED]
    return {f"#{person}": weight(first[person]) for person in most}


def corroboration(named: Mapping[str, float], others: Mapping[str, float], rare: Mapping[str, float]) -> float:
    """Return what the likeness of two articles' words counts for their people: 1 where either names none, 2 at most."""
    if not named or not others:
        return 1.0
    told = sum(min(weight, others[term]) * rare[term] for term, weight in named.items() if term in others)
    return 1 + min(told / ENOUGH, 1) if told else OTHERS
