"""What a name in Chinese characters looks like."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from bot.analysis.lexicon import pairs, rows
from bot.analysis.script import fold

IDEOGRAPH = r"[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U000323af]"
IDEOGRAPHS = re.compile(IDEOGRAPH)
DOT = "·・‧•∙."
JOINED = re.compile(rf"[{DOT}\-]")
NEVER = frozenset(
    fold("的了是不我你他她它们這这那哪個个佢咗唔嘅啲哋嘢咁嗰喺乜冇㗎喇被把從从與与及或而但所每某誰谁么怎")
)
"""Characters that no name holds."""
ORDINAL = re.compile("[一二三四五六七八九十]+世$")
"""What follows the name of a sovereign (亚历山大三世)."""
LOWEST = -3.0
"""Nats. The odds of a character that names do not use: rare ones are met once."""

Odds = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Shapes:
    """The lexicons of what names are made of, and of what only looks so; all folded.

    ``odds`` are those of a character as a surname, in a given name and in a foreign name, in nats; ``tails`` follow a
    surname and are no given name: forms of address, titles, verbs of speech, bodies of people (蔡政府); ``words`` are
    words and places that are shaped like names; ``known`` and ``famous`` the names of people of public life, which
    ``by_beginning`` indexes by two characters; ``running`` words that may follow a surname alone (李明白).
    """

    odds: Mapping[str, Odds]
    tails: frozenset[str]
    words: frozenset[str]
    places: frozenset[str]
    known: frozenset[str]
    famous: frozenset[str]
    running: frozenset[str]
    by_beginning: Mapping[str, Sequence[str]]

    @classmethod
    def load(cls) -> Self:
        """Read the lexicons."""
        odds = {
            character: (_nats(surname), _nats(given), _nats(foreign))
            for character, surname, given, foreign in rows("name_odds.tsv", fields=4)
        }
        address = (form for (form,) in rows("address_forms.tsv", fields=1))
        verbs = (cue for cue, kind in pairs("cues.tsv") if kind != "none")
        nouns = (noun for noun, _ in pairs("role_nouns.tsv"))
        bodies = [fold(ending) for ending, kind in pairs("speakers.tsv") if kind == "organization"]
        known = frozenset(form for _, forms in pairs("renderings.tsv") for form in fold(forms).split())
        famous = frozenset(name for (name,) in rows("famous_names.tsv", fields=1))
        by_beginning: dict[str, list[str]] = defaultdict(list)
        for form in known | famous:
            by_beginning[form[:2]].append(form)
        return cls(
            odds=odds,
            tails=frozenset(fold(form) for form in (*address, *verbs, *bodies, *nouns)),
            words=frozenset({*bodies, *(word for (word,) in rows("name_like_words.tsv", fields=1))}),
            places=frozenset(name for (name,) in rows("place_names.tsv", fields=1)),
            known=known,
            famous=famous,
            running=frozenset(word for (word,) in rows("running_words.tsv", fields=1)),
            by_beginning=by_beginning,
        )

    def told_in(self, folded: str) -> set[str]:
        """Return the names of people of public life that a text holds."""
        begun = self.by_beginning.keys() & {folded[offset : offset + 2] for offset in range(len(folded))}
        return {form for beginning in begun for form in self.by_beginning[beginning] if form in folded}

    def is_usable(self, form: str) -> bool:
        """Tell whether ``form`` may be a name at all; a surname with a title or a form of address is none."""
        tail = self.tail_of(form)
        is_addressed = self.begins(form) and len(tail) > 1 and tail in self.tails
        return len(form) > 1 and NEVER.isdisjoint(form) and form not in self.tails and not is_addressed

    def shares_surname(self, form: str, other: str) -> bool:
        """Tell whether two forms begin with one surname."""
        return self._surname(form)[1] > 0 and self._surname(form)[0] == self._surname(other)[0]

    def begins(self, form: str) -> bool:
        """Tell whether ``form`` begins with a surname."""
        return self._surname(form)[1] > 0

    def tail_of(self, form: str) -> str:
        """Return what follows the surname that ``form`` would have."""
        return form[len(self._surname(form)[0]) :]

    def odds_of(self, form: str) -> list[float]:
        """Return the odds of the parts of ``form`` in a native name or in a foreign one, whichever they suit better."""
        letters = ORDINAL.sub("", JOINED.sub("", form)) or form
        surname, odds = self._surname(letters)
        rest = letters[len(surname) :]
        native = [odds, *(self._of(character)[1] for character in rest)]
        foreign = [self._of(character)[2] for character in letters]
        married = [odds, self._of(rest[0])[0], *native[2:]] if self.is_married(form) else native
        return max(native, foreign, married, key=lambda parts: sum(parts) / len(parts))

    def is_married(self, form: str) -> bool:
        """Tell whether ``form`` is a husband's surname before a full name of three characters (林郑月娥)."""
        rest = self.tail_of(form)
        if len(rest) != len("郑月娥") or JOINED.search(form) or not (self.begins(form) and self.begins(rest)):
            return False
        return not all(self.spells(character) for character in form)

    def _surname(self, form: str) -> tuple[str, float]:
        """Return what would be the surname of ``form``, of one character or two, with its odds."""
        for size in (3, 2):
            if len(form) > size and form[:size] in self.odds:
                return form[:size], self.odds[form[:size]][0]
        return form[:1], self._of(form[:1])[0]

    def spells(self, character: str) -> bool:
        """Tell whether foreign names are spelled with ``character``."""
        return self._of(character)[2] > 0

    def _of(self, character: str) -> Odds:
        return self.odds.get(character, (LOWEST, LOWEST, LOWEST))


def _nats(tenths: str) -> float:
    return max(int(tenths) / 10, LOWEST)
