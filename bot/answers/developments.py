"""Where new articles differ from other reports of their stories, in dates and in numbers."""

from collections.abc import Sequence
from itertools import groupby

from bot.answers.answer import Fact
from bot.answers.conflicts.dates import date_conflicts
from bot.answers.conflicts.numbers import differences
from bot.answers.passages import date_conflict, number_conflict
from bot.store import Store
from bot.store.records import Passage, StoredDate

MOST_REPORTS = 8
"""Reports of a story that are compared: the new ones first, then the newest of the others."""
LIMIT = 4


async def differences_brought(store: Store, ids: Sequence[int], after: int, libraries: Sequence[str]) -> list[Fact]:
    """Return what articles above ``after`` tell otherwise than other reports, in the order of ``ids``, some of each."""
    place = {each: number for number, each in enumerate(ids)}
    stories = [story for story in await store.stories(ids, libraries) if len(story.reports) > 1]
    stories.sort(key=lambda story: min(place.get(report, len(place)) for report in story.reports))
    compared = [sorted(story.reports, key=lambda report: report <= after)[:MOST_REPORTS] for story in stories]
    every = sorted(report for reports in compared for report in reports)
    if not every:
        return []
    sentences = await store.sentences(every, libraries)
    told = {article: list(each) for article, each in groupby(sentences, key=lambda sentence: sentence.article)}
    events = await store.dated_in(every, libraries)
    facts = [fact for reports in compared for fact in _differing(reports, told, events, after)]
    return facts[:LIMIT]


def _differing(
    reports: Sequence[int], told: dict[int, list[Passage]], events: Sequence[StoredDate], after: int
) -> list[Fact]:
    """Return the differences within one story that a new report has brought."""
    dated = [event for event in events if event.sentence.article in reports]
    facts = [date_conflict(each, None) for each in date_conflicts(dated)]
    sentences = [told[report] for report in reports if report in told]
    facts += [number_conflict(each, None) for each in differences(sentences)]
    return [fact for fact in facts if any(part.citation.article > after for part in fact.parts)]
