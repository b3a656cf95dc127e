"""Names in Chinese characters: native (surname and given name) and transliterated (埃隆·馬斯克).

The tagger proposes them one sentence at a time; the article as a whole decides. Where the tagger joined a character to
a name (方保僑籲) or cut one off (吳秋|北會長), the other places of the article and the words around the name settle it.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Self

from bot.analysis.lexicon import pairs, rows
from bot.analysis.people.reading import NAMING, Reading
from bot.analysis.people.roles import Roles
from bot.analysis.people.shapes import DOT, IDEOGRAPH, Shape, Shapes
from bot.analysis.script import fold
from bot.model import Span

PIECE = re.compile(rf"{IDEOGRAPH}+(?:[{DOT}\-]{IDEOGRAPH}+)*")
IDEOGRAPHS = re.compile(IDEOGRAPH)
JOINT = re.compile(rf"(?<={IDEOGRAPH})[{DOT}\-](?={IDEOGRAPH})")
BRACKET = re.compile(r"\s*\(\s*[a-z]")
ALIAS = re.compile(r"\s?\((?:化名|假名|音译|译音)")
"""What says that the word before it is used as somebody's name, whatever it looks like."""
LISTED_BEFORE = re.compile(r"[、和与及跟同]\s*$")
LISTED_AFTER = re.compile(r"\s*[、(:]|\s*(?:等人|等|两人|二人)")
NAME_END = re.compile(r"\s*(?:[、,，。:：;；()（）「“\n]|等|和|与|及|在|也|$)")
PLACE_BEFORE = re.compile(r"(?:[城都州省市镇县区港村]|城市|城镇|首都|地区|[东南西北中]部)$")
NOMINAL = frozenset({"n", "nz", "ORG", "LOC", "PER", "nr"})
"""Tags of the words that do not follow a name directly."""
LONGEST_PART = 6
"""Characters of one part of a foreign name."""
MIN_SHARE = 0.25
"""Of a form's occurrences, how many the tagger must take for a name."""


@dataclass(slots=True)
class Candidate:
    """A form that may be a name: the spans that were proposed, and what the words around one of them say.

    They ``support`` that it is a name, ``list`` it beside another, ``state`` that it is one, or ``introduce`` a person
    by a role; they ``locate`` a place, or show that the form is part of an ``organization``'s name.
    """

    spans: list[Span] = field(default_factory=list)
    supported: bool = False
    listed: bool = False
    stated: bool = False
    organized: bool = False
    introduced: bool = False
    located: bool = False


@dataclass(frozen=True, slots=True)
class HanNames:
    """The lexicons that names in Chinese characters are judged by."""

    shapes: Shapes
    roles: Roles
    speech: tuple[str, ...]
    organization_endings: tuple[str, ...]

    @classmethod
    def load(cls, roles: Roles) -> Self:
        """Read the lexicons."""
        speech = tuple(fold(cue) for cue, kind in pairs("cues.tsv") if kind in {"say", "write", "think"})
        endings = tuple(fold(ending) for (ending,) in rows("organization_endings.tsv", fields=1))
        return cls(Shapes.load(), roles, speech, endings)

    def find(self, reading: Reading) -> list[Span]:
        """Return the mentions in order."""
        known = {form for form in self.shapes.known if form in reading.folded}
        famous = [span for span in _occurrences(reading.folded, known) if _stands(reading, span)]
        taken = {offset for span in famous for offset in range(span.start, span.end)}
        candidates: dict[str, Candidate] = defaultdict(Candidate)
        for span in self._proposals(reading):
            crossed = (span.start in taken and span.start - 1 in taken) or (span.end in taken and span.end - 1 in taken)
            if not crossed:
                self._weigh(reading, span, candidates[span.of(reading.folded)])
        self._organize(reading, candidates)
        forms = {form for form, candidate in candidates.items() if self._is_name(reading.folded, form, candidate)}
        forms |= {part for form in forms for part in self._parts(form)}
        forms |= known
        surnames = Counter(form[0] for form in forms)
        short = {
            token.span.of(reading.folded) for token in reading.tokens if token.tag in NAMING and len(token.span) == 1
        }
        forms -= {form for form in forms - known if form[0] in short and self._is_cut_short(form, candidates, surnames)}
        forms -= {form for form in forms if self._is_unowned(form, surnames)}
        forms -= {form for form in forms if _is_overlong(reading.folded, form, forms)}
        proposed = {span for candidate in candidates.values() for span in candidate.spans}
        return [
            span
            for span in _occurrences(reading.folded, forms)
            if span in proposed or _stands(reading, span) or self._is_entitled(reading.folded, span)
        ]

    def _is_entitled(self, folded: str, span: Span) -> bool:
        """Tell whether a title stands right before or after ``span``, whatever words the tagger made of them."""
        return (
            self.roles.ending_at(folded, span.start) is not None or self.roles.starting_at(folded, span.end) is not None
        )

    def _weigh(self, reading: Reading, span: Span, candidate: Candidate) -> None:
        """Add ``span`` to its candidate with what the words around it say."""
        candidate.spans.append(span)
        candidate.introduced |= self.roles.introduces(reading, span.start)
        candidate.supported |= self._is_supported(reading, span)
        candidate.listed |= _is_listed(reading, span)
        candidate.stated |= ALIAS.match(reading.folded, span.end) is not None
        candidate.located |= self._is_located(reading, span)

    def _organize(self, reading: Reading, candidates: Mapping[str, Candidate]) -> None:
        """Mark the candidates that stand within the name of an organization (皮尤研究中心)."""
        for token in reading.tokens:
            text = token.span.of(reading.folded)
            if token.tag == "ORG" and text.endswith(self.organization_endings):
                parts = {
                    text[start:end] for start in range(len(text)) for end in range(start + 2, min(start + 7, len(text)))
                }
                for form in parts & candidates.keys():
                    candidates[form].organized = True

    def _proposals(self, reading: Reading) -> Iterator[Span]:
        """Yield the spans that the tagger, a joint or a role before them marks as names."""
        folded = reading.folded
        joined = list(self._joined(reading))
        yield from joined
        taken = {offset for span in joined for offset in range(span.start, span.end)}
        for token in reading.tokens:
            if token.tag not in NAMING:
                continue
            for found in PIECE.finditer(folded, token.span.start, token.span.end):
                span = self._settled(reading, Span(*found.span()))
                form = span.of(folded)
                if span.start not in taken and (self.shapes.of(form) is not None or self.shapes.is_unlisted(form)):
                    taken |= set(range(span.start, span.end))
                    yield span
        for span in self._stated(reading):
            if span.start not in taken:
                taken |= set(range(span.start, span.end))
                yield span
        for offset in range(1, len(folded)):
            introduced = self._introduced(folded, offset) if offset not in taken else None
            if introduced is not None:
                yield introduced

    def _stated(self, reading: Reading) -> Iterator[Span]:
        """Yield the words that the article says are used for names (晴天（化名）), other than forms of address."""
        for alias in ALIAS.finditer(reading.folded, 1):
            token = reading.token_at(alias.start() - 1)
            word = token.span.of(reading.folded) if token is not None else ""
            is_name = PIECE.fullmatch(word) is not None and 1 < len(word) < LONGEST_PART
            is_title = (
                not {word, word[1:]}.isdisjoint(self.shapes.tails)
                or self.roles.ending_at(reading.folded, alias.start()) is not None
            )
            if token is not None and token.span.end == alias.start() and is_name and not is_title:
                yield token.span

    def _joined(self, reading: Reading) -> Iterator[Span]:
        """Yield the foreign names that a dot or hyphen joins, each once."""
        folded, end = reading.folded, 0
        for joint in JOINT.finditer(folded):
            if joint.start() < end:
                continue
            start = self._spelled_back(reading, joint.start())
            end = self._spelled_on(reading, joint.end())
            for _ in range(MOST_PARTS - 2):
                further = self._spelled_on(reading, end + 1) if JOINT.match(folded, end) else end
                if further <= end + 1:
                    break
                end = further
            span = self._without_titles(folded, Span(start, end))
            is_dotted = any(folded[offset] in DOT for offset in range(start, end))
            if span.start < joint.start() and joint.end() < end and (is_dotted or self._is_naming(reading, span)):
                yield span

    def _is_naming(self, reading: Reading, span: Span) -> bool:
        return any(token.tag in NAMING for token in reading.tokens_in(span))

    def _spelled_back(self, reading: Reading, offset: int) -> int:
        """Return where the part of a foreign name that ends at ``offset`` starts."""
        start = offset
        while start > max(0, offset - LONGEST_PART) and reading.folded[start - 1] in self.shapes.transliteration:
            start -= 1
        token = reading.token_at(offset - 1)
        if token is not None and token.tag in NAMING and offset - LONGEST_PART <= token.span.start < offset:
            return next(found.start() for found in IDEOGRAPHS.finditer(reading.folded, token.span.start))
        return start

    def _spelled_on(self, reading: Reading, offset: int) -> int:
        """Return where the part of a foreign name that starts at ``offset`` ends."""
        token = reading.token_at(offset)
        stop = min(offset + LONGEST_PART, len(reading.folded))
        if token is not None and token.tag in NAMING:
            found = PIECE.match(reading.folded, offset, token.span.end)
            if found is not None and found.end() <= stop:
                stop = found.end()
        end = offset
        while end < stop and reading.folded[end] in self.shapes.transliteration:
            end += 1
        return end

    def _without_titles(self, folded: str, span: Span) -> Span:
        """Cut titles off both ends (武官史密斯, 陳局長)."""
        start, end = span.start, span.end
        for offset in range(start + 1, min(start + 4, end - 1)):
            if self.roles.ending_at(folded, offset) is not None and self.shapes.of(folded[offset:end]) is not None:
                start = offset
        title = self.roles.ending_at(folded, end)
        address = next((end - length for length in (3, 2) if folded[end - length : end] in self.shapes.tails), None)
        return Span(start, max(start, min(cut for cut in (title, address, end) if cut is not None)))

    def _settled(self, reading: Reading, span: Span) -> Span:
        """Return the bounds of a name that the tagger proposed, where titles and neighbours say otherwise."""
        folded = reading.folded
        span = self._without_titles(folded, span)
        form, longer = span.of(folded), folded[span.start : span.end + 1]
        if len(form) == len("张三") and self.shapes.of(longer) is Shape.NATIVE:
            following = reading.token_at(span.end)
            is_introduced = self.roles.ending_at(folded, span.start) is not None
            is_noun = following is not None and following.tag in NOMINAL
            is_cut = following is not None and is_noun and (is_introduced or len(following.span) == 1)
            if not self._ends_name(folded, span.end) and (is_cut or self._ends_name(folded, span.end + 1)):
                return Span(span.start, span.end + 1)
        elif self.shapes.of(form) is None and self.shapes.of(form[:-1]) is Shape.NATIVE:
            return Span(span.start, span.end - 1)
        return span

    def _introduced(self, folded: str, start: int) -> Span | None:
        """Return the name that starts at ``start``, after a role, and ends where punctuation or speech shows it."""
        is_usual = folded[start] in self.shapes.transliteration or folded[start] in self.shapes.surnames
        if not is_usual and BRACKET.search(folded, start, start + LONGEST_PART + 4) is None:
            return None
        if self.roles.ending_at(folded, start - (folded[start - 1] == " ")) is None:
            return None
        if self.roles.starting_at(folded, start) is not None:
            return None
        for end in range(min(start + LONGEST_PART, len(folded)), start + 1, -1):
            shape, title = self.shapes.of(folded[start:end]), self.roles.ending_at(folded, end)
            if folded[start:end] in self.shapes.others or (title is not None and title > start):
                continue
            is_sure = folded[start] in self.shapes.frequent or end - start > len("张三")
            if shape is Shape.NATIVE and is_sure and self._ends_name(folded, end):
                return Span(start, end)
            if (shape or self.shapes.is_unlisted(folded[start:end])) and BRACKET.match(folded, end):
                return Span(start, end)
        return None

    def _ends_name(self, folded: str, offset: int) -> bool:
        """Tell whether what follows a name follows at ``offset``."""
        return (
            NAME_END.match(folded, offset) is not None
            or folded.startswith(self.speech, offset)
            or self.roles.starting_at(folded, offset) is not None
        )

    def _is_supported(self, reading: Reading, span: Span) -> bool:
        """Tell whether the words around ``span`` are those around a name."""
        folded = reading.folded
        return (
            self.roles.before(reading, span.start) is not None
            or self.roles.starting_at(folded, span.end) is not None
            or folded.startswith(self.speech, span.end)
            or BRACKET.match(folded, span.end) is not None
        )

    @staticmethod
    def _is_located(reading: Reading, span: Span) -> bool:
        """Tell whether a place or a word for one stands right before ``span``."""
        before = reading.token_at(span.start - 1) if span.start else None
        is_place = before is not None and before.tag == "LOC" and before.span.end == span.start
        return is_place or PLACE_BEFORE.search(reading.folded, max(span.start - 2, 0), span.start) is not None

    def _is_name(self, folded: str, form: str, candidate: Candidate) -> bool:
        shape = self.shapes.of(form)
        if shape is None and not candidate.stated:
            is_shown = candidate.supported and len(candidate.spans) > 1 and not candidate.located
            return is_shown and form not in self.shapes.others and self._is_mostly_name(folded, form, candidate)
        if candidate.stated or shape is Shape.DOTTED or candidate.introduced:
            return True
        if form in self.shapes.others or (shape is Shape.FOREIGN and candidate.located):
            return False
        if candidate.organized or any(
            folded.startswith(self.organization_endings, span.end) for span in candidate.spans
        ):
            return False
        is_sure = len(candidate.spans) > 1 and shape is not Shape.DOUBTFUL
        is_word = form[:2] in self.shapes.others or len(form) == len("张三")
        if not (candidate.supported or candidate.listed) and (shape is Shape.DOUBTFUL or (is_word and not is_sure)):
            return shape is Shape.NICKNAME
        return self._is_mostly_name(folded, form, candidate)

    @staticmethod
    def _is_mostly_name(folded: str, form: str, candidate: Candidate) -> bool:
        return len(candidate.spans) >= MIN_SHARE * folded.count(form)

    def _is_cut_short(self, form: str, candidates: Mapping[str, Candidate], surnames: Counter[str]) -> bool:
        """Tell whether ``form`` may be the short name of another person and words that follow it (陳送院 of 陳大文)."""
        candidate = candidates.get(form)
        if candidate is None or self.shapes.of(form) is not Shape.NATIVE:
            return False
        speaks = candidate.supported and len(form) > len("陈续")
        return not (speaks or candidate.introduced) and len(candidate.spans) == 1 and surnames[form[0]] > 1

    def _parts(self, form: str) -> Iterator[str]:
        """Yield the first and last part of a dotted name."""
        parts = re.split(rf"[{DOT}]", form)
        if len(parts) > 1:
            yield from (part for part in (parts[0], parts[-1]) if len(part) > 1)

    def _is_unowned(self, form: str, surnames: Counter[str]) -> bool:
        """Tell whether ``form`` is a nickname made of a surname (老王, 王總) that no other name of the article has."""
        if form[0] in "老小" and self.shapes.of(form) is Shape.NICKNAME:
            return not surnames[form[1]]
        return len(form) == len("王总") and form[1] == "总" and surnames[form[0]] == 1


def _is_listed(reading: Reading, span: Span) -> bool:
    """Tell whether ``span`` stands in a list beside another name."""
    before = LISTED_BEFORE.search(reading.folded, max(span.start - 2, 0), span.start)
    after = LISTED_AFTER.match(reading.folded, span.end)
    if after is not None and "、" not in after.group():
        return True
    beside = [before.start() - 1] if before is not None else []
    beside += [after.end()] if after is not None else []
    tokens = (reading.token_at(offset) for offset in beside)
    return any(token is not None and token.tag in NAMING for token in tokens)


def _is_overlong(folded: str, form: str, forms: Container[str]) -> bool:
    """Tell whether ``form`` is another of ``forms`` and a character that stands beside it by chance."""
    return any(other in forms and folded.count(other) > folded.count(form) for other in (form[:-1], form[1:]))


def _occurrences(folded: str, forms: Iterable[str]) -> Iterator[Span]:
    """Yield every place where one of ``forms`` stands, the longest form where two overlap."""
    by_first: dict[str, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
    for form in sorted(forms, key=len, reverse=True):
        by_first[form[0]][len(form)].add(form)
    end = 0
    for start, character in enumerate(folded):
        if start < end or character not in by_first:
            continue
        for length, alike in by_first[character].items():
            if folded[start : start + length] in alike:
                end = start + length
                yield Span(start, end)
                break


def _stands(reading: Reading, span: Span) -> bool:
    """Tell whether the words of ``span`` are not a part of another word (李強 of 李強調)."""
    tokens = reading.tokens_in(span)
    first, last = tokens[0], tokens[-1]
    if any(token.tag in NAMING for token in tokens):
        return True
    begins = not IDEOGRAPHS.search(reading.folded, first.span.start, span.start)
    ends = not IDEOGRAPHS.search(reading.folded, span.end, last.span.end)
    return begins and (ends or len(tokens) == 1)


MOST_PARTS = 6
"""Parts of a foreign name (José Luis Rodríguez Zapatero has four)."""
