"""The reading of the passages in ``paragraphs/``: floors under its figures, and what holds of each without exception.

The floors guard against regressions and are no measure of quality: the passages are made of hard cases, not of news as
it comes. After an improvement they are raised to a point below what ``pytest -s tests/quality`` prints with the misses.
"""

from dataclasses import replace

import pytest
from opencc import OpenCC

from bot.analysis.pipeline import Analyzer
from bot.analysis.script import fold, normalize
from bot.model import Findings, Script
from tests.analysis.soundness import assert_sound
from tests.quality.passages import Passage, read_passages
from tests.quality.scoring import score

ANALYZER = Analyzer.load()
PASSAGES = read_passages()
INTO_THE_OTHER_SCRIPT = {Script.HANT: OpenCC("t2s"), Script.HANS: OpenCC("s2t")}
FLOORS = {
    "quotes_right": {Script.HANT: 77, Script.HANS: 66},
    "quotes_found": {Script.HANT: 94, Script.HANS: 90},
    "quotes_exact": {Script.HANT: 94, Script.HANS: 82},
    "quotes_with_speaker": {Script.HANT: 77, Script.HANS: 70},
    "block_recall": {Script.HANT: 76, Script.HANS: 84},
    "people_forms": {Script.HANT: 87, Script.HANS: 90},
    "people_linking_precision": {Script.HANT: 99, Script.HANS: 99},
    "people_linking_recall": {Script.HANT: 96, Script.HANS: 99},
    "dates_found": {Script.HANT: 99, Script.HANS: 97},
    "dates_with_value": {Script.HANT: 99, Script.HANS: 94},
    "date_modifiers": {Script.HANT: 99, Script.HANS: 99},
}
"""The least that each figure may be, in percent; the figure of both scripts together lies between those of the two."""


@pytest.fixture(scope="module")
def readings() -> dict[str, Findings]:
    """Return the findings of every passage by its id."""
    return {passage.id: ANALYZER.analyze(passage.article) for passage in PASSAGES}


@pytest.mark.parametrize("script", Script)
def test_no_figure_falls_below_its_floor(readings: dict[str, Findings], script: Script) -> None:
    scored = score((passage, readings[passage.id]) for passage in PASSAGES if passage.script is script)

    told = (*scored.misses, *(f"{name}: {figure:.1f}" for name, figure in scored.figures.items()))
    print(f"== {script}", *told, sep="\n")  # noqa: T201 - what fell, shown on failure and by -s
    assert {name: figure for name, figure in scored.figures.items() if figure < FLOORS[name][script]} == {}


@pytest.mark.parametrize("passage", PASSAGES, ids=lambda passage: passage.id)
def test_findings_are_places_in_the_passage(readings: dict[str, Findings], passage: Passage) -> None:
    assert_sound(passage.article, readings[passage.id])


@pytest.mark.parametrize("passage", PASSAGES, ids=lambda passage: passage.id)
def test_a_passage_reads_the_same_in_the_other_script(readings: dict[str, Findings], passage: Passage) -> None:
    converted = INTO_THE_OTHER_SCRIPT[passage.script].convert(passage.article.body)
    if normalize(converted) != normalize(passage.article.body):
        pytest.skip("OpenCC writes it with other words")
    title, _, _ = converted.partition("\n")
    article = replace(passage.article, title=title, body=converted)

    assert shape(ANALYZER.analyze(article)) == shape(readings[passage.id])


def shape(findings: Findings) -> dict[str, object]:
    """Return what was found and where, without the characters that it is written in."""
    return {
        "people": [(person.mentions, person.roles) for person in findings.people],
        "quotes": [
            replace(quote, speaker=replace(quote.speaker, id=None, name=fold(quote.speaker.name or "")))
            for quote in findings.quotes
        ],
        "dates": findings.dates,
        "summary": findings.summary,
        "sentences": findings.sentences,
    }


def test_both_scripts_are_well_covered() -> None:
    scripts = [passage.script for passage in PASSAGES]

    assert len({passage.id for passage in PASSAGES}) == len(PASSAGES)
    assert min(scripts.count(script) for script in Script) >= 30
