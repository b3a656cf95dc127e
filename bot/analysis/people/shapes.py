"""What a name in Chinese characters looks like."""

import re
from dataclasses import dataclass
from enum import Enum, auto
from typing import Self

from bot.analysis.lexicon import pairs, rows
from bot.analysis.script import fold

IDEOGRAPH = r"[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U000323af]"
DOT = "·・‧•∙"
NEVER = frozenset(
    fold("的了在是不我你他她它們这這那哪個个佢咗唔嘅啲哋嘢咁嗰喺乜冇㗎喇被把從从與与及或而但因為为所每某誰谁么什怎")
)
"""Characters that no name holds."""
ADVERBS = frozenset(fold("曾只则則已也就又再便将將会會称稱指说說问問答叹嘆笑等太生氏姓不未仅僅续續仍却卻并並还還谓謂"))
"""What follows a surname that stands for the whole name (林曾幫他), and makes no given name."""
JOINED = re.compile(rf"[{DOT}\-]")
NAME = re.compile(rf"{IDEOGRAPH}{{2,}}")
LONGEST_TRANSLITERATION = 6
SHORTEST_DOTTED = 3
UNUSUAL = 1
"""How many characters of a dotted name may be others than those that spell foreign names."""
MARRIED = 4
"""The length of a name that begins with two surnames."""


class Shape(Enum):
    """How a name is made."""

    NATIVE = auto()
    DOUBTFUL = auto()
    JAPANESE = auto()
    FOREIGN = auto()
    DOTTED = auto()
    NICKNAME = auto()


@dataclass(frozen=True, slots=True)
class Shapes:
    """The lexicons of what names are made of, and of what only looks so; all folded.

    ``tails`` follow a surname and are no given name: forms of address, verbs of speech, bodies of people (蔡政府);
    ``others`` are words and names that are shaped like a person's; ``known`` names of public life.
    """

    frequent: frozenset[str]
    surnames: frozenset[str]
    doubtful: frozenset[str]
    compound: frozenset[str]
    japanese: frozenset[str]
    transliteration: frozenset[str]
    tails: frozenset[str]
    others: frozenset[str]
    known: frozenset[str]

    @classmethod
    def load(cls) -> Self:
        """Read the lexicons."""
        surnames = {kind: fold(names) for kind, names in pairs("surnames.tsv")}
        address = (form for (form,) in rows("address_forms.tsv", fields=1))
        verbs = (cue for cue, kind in pairs("cues.tsv") if kind != "none")
        bodies = tuple(fold(ending) for ending, kind in pairs("speakers.tsv") if kind == "organization")
        others = {name for _, names in pairs("other_names.tsv") for name in fold(names).split()}
        return cls(
            frequent=frozenset(surnames["frequent"]),
            surnames=frozenset(surnames["frequent"] + surnames["other"] + surnames["doubtful"]),
            doubtful=frozenset(surnames["doubtful"]),
            compound=frozenset(surnames["compound"].split()),
            japanese=frozenset(surnames["japanese"].split()),
            transliteration=frozenset("".join(fold(characters) for _, characters in pairs("transliteration.tsv"))),
            tails=frozenset(fold(form) for form in (*address, *verbs, *bodies)),
            others=frozenset(others | {*bodies} | {word for (word,) in rows("name_like_words.tsv", fields=1)}),
            known=frozenset(form for _, forms in pairs("renderings.tsv") for form in fold(forms).split()),
        )

    def of(self, form: str) -> Shape | None:
        """Return how ``form`` is made, None if it is no name."""
        if JOINED.search(form):
            letters = JOINED.sub("", form)
            usual = sum(letter in self.transliteration for letter in letters)
            return Shape.DOTTED if len(letters) >= SHORTEST_DOTTED and usual >= len(letters) - UNUSUAL else None
        if NAME.fullmatch(form) is None or not NEVER.isdisjoint(form):
            return None
        if self._is_native(form):
            return Shape.DOUBTFUL if form[0] in self.doubtful else Shape.NATIVE
        if form[:2] in self.japanese and len(form) <= len("长谷川") + 2:
            return Shape.JAPANESE
        unusual = sum(character not in self.transliteration for character in form)
        if len(form) <= LONGEST_TRANSLITERATION and unusual <= (UNUSUAL if len(form) >= MARRIED else 0):
            return Shape.FOREIGN
        return Shape.NICKNAME if self._is_nickname(form) else None

    def is_unlisted(self, form: str) -> bool:
        """Tell whether ``form`` may be a name that begins with none of the surnames (介文汲, 佛奇)."""
        is_short = NAME.fullmatch(form) is not None and len(form) < MARRIED
        return is_short and form[0] not in self.surnames and NEVER.isdisjoint(form) and ADVERBS.isdisjoint(form)

    def _is_native(self, form: str) -> bool:
        """Tell whether ``form`` is a surname and a given name of one or two characters."""
        if form[:2] in self.compound:
            return len(form) in {MARRIED - 1, MARRIED}
        if form[0] not in self.surnames or form[1:] in self.tails or form[1] in ADVERBS:
            return False
        return len(form) < MARRIED or (len(form) == MARRIED and self.frequent.issuperset(form[:2]))

    def _is_nickname(self, form: str) -> bool:
        """Tell whether ``form`` is 老 or 小 and a surname, or 哥 and the like after a character that is none."""
        return len(form) == len("老王") and (
            (form[0] in "老小" and form[1] in self.surnames) or (form[1] in "哥姐叔爷" and form[0] not in self.surnames)
        )
