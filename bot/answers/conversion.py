"""Text in the reader's script: the form of its characters changes, and nothing else.

OpenCC converts running text by phrase, so what it makes of a character depends on the neighbours. That is taken only
where both characters fold to the same one. Names are converted apart from their neighbours and by a table of their own:
杰弗里 is 傑弗里, 余承东 is 余承東.

Source: OpenCC's configurations s2tw, s2hk, hk2t and tw2s, none of which changes the length of a text.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import opencc

from bot.analysis.lexicon import rows
from bot.analysis.script import fold, script_of
from bot.model import Script, Span

SCRIPTS = {"zh-TW": Script.HANT, "zh-HK": Script.HANT, "zh-CN": Script.HANS}
"""The script that the readers of a locale read; others are shown text as it was written."""
STEPS = {"zh-TW": ("s2tw",), "zh-HK": ("s2hk",), "zh-CN": ("hk2t", "tw2s")}
"""OpenCC's configurations by locale, in order: ``tw2s`` alone leaves Hong Kong's 衞, ``hk2s`` alone Taiwan's 看著."""
UNENCODABLE = re.compile("([\0\ud800-\udfff]+)")
"""Characters that OpenCC's interface cannot carry."""


@dataclass(frozen=True, slots=True)
class Shown:
    """Text as a reader is shown it, and whether that differs from what was written."""

    text: str
    converted: bool


class Converter:
    """Converts text into the script of a locale; ``load`` puts one together."""

    def __init__(
        self, steps: Mapping[str, Sequence[opencc.OpenCC]], name_characters: Mapping[tuple[Script, str], str]
    ) -> None:
        self._steps = steps
        self._name_characters = name_characters

    @classmethod
    def load(cls) -> "Converter":
        """Return a converter with OpenCC's dictionaries and the shipped table of name characters."""
        steps = {locale: tuple(opencc.OpenCC(config) for config in configs) for locale, configs in STEPS.items()}
        names = {(Script(script), written): form for script, written, form in rows("name_characters.tsv", fields=3)}
        return cls(steps, names)

    def shown(self, original: str, names: Iterable[Span], locale: str, *, written: Script | None = None) -> Shown:
        """Return ``original`` in the script of ``locale``, as long as it was and folding to the same text.

        ``names`` are the spans of person names within ``original``; ``written`` is the script of the article that it
        stands in, which a few characters may not tell (皇后 is either); without it they are asked. Text that is in the
        reader's script already is shown exactly as written.
        """
        script = SCRIPTS.get(locale)
        if script is None or (written or script_of(original)) is script:
            return Shown(original, converted=False)
        text = "".join(
            self._name(piece, script, locale) if is_name else self._running(piece, locale)
            for piece, is_name in _pieces(original, names)
        )
        return Shown(text, text != original)

    def _running(self, text: str, locale: str) -> str:
        """Convert by phrase; a character that would become another one is converted alone, or stays."""
        converted = self._opencc(text, locale)
        if len(converted) != len(text):
            return text
        if fold(converted) == fold(text):
            return converted
        return "".join(
            to if fold(to) == fold(of) else self._alone(of, locale) for of, to in zip(text, converted, strict=True)
        )

    def _name(self, name: str, script: Script, locale: str) -> str:
        return "".join(
            self._name_characters.get((script, character)) or self._alone(character, locale) for character in name
        )

    def _alone(self, character: str, locale: str) -> str:
        converted = self._opencc(character, locale)
        return converted if fold(converted) == fold(character) else character

    def _opencc(self, text: str, locale: str) -> str:
        for step in self._steps[locale]:
            pieces = UNENCODABLE.split(text)
            text = "".join(piece if index % 2 else step.convert(piece) for index, piece in enumerate(pieces))
        return text


def _pieces(text: str, names: Iterable[Span]) -> Iterator[tuple[str, bool]]:
    """Cut ``text`` into names (True) and what stands between them (False)."""
    start = 0
    for name in sorted(names):
        if name.end <= start:
            continue
        if start < name.start:
            yield text[start : name.start], False
            start = name.start
        yield text[start : name.end], True
        start = name.end
    if start < len(text):
        yield text[start:], False
