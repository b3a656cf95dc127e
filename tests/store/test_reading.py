"""What was said, written and dated comes back verbatim, from the articles that it stands in."""

from dataclasses import replace

import pytest

from bot.analysis.script import fold
from bot.model import DateSource, Grain, Modifier, PublicationDate, QuoteKind, Span, SpeakerType
from bot.store import Store
from bot.store.records import DateValue, Passage, StoredQuote
from tests.store.archive import LEAVING, REACTIONS
from tests.store.press import GUILD, PUBLIC, Print, Said, deliver


@pytest.fixture
async def archive(store: Store) -> Store:
    await deliver(store, PUBLIC, LEAVING)
    await deliver(store, PUBLIC, REACTIONS)
    return store


async def person_id(store: Store, folded: str) -> int:
    [person] = await store.people_named(folded, [PUBLIC])
    return person.id


def names(passage: Passage) -> list[str]:
    return [span.of(passage.text) for span in passage.names]


def words(quotes: list[StoredQuote]) -> list[list[str]]:
    return [[part.text for part in quote.parts] for quote in quotes]


async def test_a_passage_is_cut_from_its_article(archive: Store) -> None:
    [hit] = await archive.search("副院长", [PUBLIC], 10)
    passage = hit.passage

    assert passage.text == LEAVING.body[passage.start : passage.end]
    assert (passage.title, passage.outlet, passage.url) == (LEAVING.title, LEAVING.outlet, LEAVING.url)
    assert passage.published_on == "2024-05-15"
    assert names(passage) == ["林若雲", "Tom Ridley"]


async def test_passages_beyond_the_basic_plane_are_cut_by_code_points(store: Store) -> None:
    body = "𠮷野家𠀀\n\n😀😀𠮷野說：「𠀀𠀁不二。」"
    await deliver(store, PUBLIC, Print(body, people={"𠮷野": []}, quotes=[Said(("𠀀𠀁不二。",), "𠮷野")]))
    [quote] = await store.quotes(libraries=[PUBLIC], limit=10)

    assert quote.parts[0].text == "𠀀𠀁不二。"
    assert quote.surface == "𠮷野"


async def test_sentences_about_a_person_newest_published_first(archive: Store) -> None:
    found = await archive.passages_about(await person_id(archive, "林若云"), [PUBLIC], 10)

    assert [(each.passage.text[each.offset :][:3], each.passage.published_on) for each in found] == [
        ("林若云", "2024-05-17"),
        ("林若雲", "2024-05-15"),
        ("林若雲", "2024-05-15"),
        ("林若雲", "2024-05-15"),
        ("林若雲", "2024-05-15"),
    ]


async def test_a_sentence_about_a_person_tells_role_quotation_and_dates(archive: Store) -> None:
    found = await archive.passages_about(await person_id(archive, "林若云"), [PUBLIC], 10)
    about = {each.passage.text[:4]: each for each in found}

    assert about["5月15"].role == "院長"
    assert not about["5月15"].quoted
    assert about["5月15"].dates == (DateValue("2024-05-15", Grain.DAY, None, event=True),)
    assert about["Ridl"].quoted
    assert about["Ridl"].role is None
    assert about["林若雲2"].dates == (DateValue("2015", Grain.YEAR, Modifier.END, event=True),)


async def test_a_quote_comes_with_its_parts_and_speaker(archive: Store) -> None:
    speaker = await person_id(archive, "tom ridley")
    [quote] = await archive.quotes(speaker=speaker, libraries=[PUBLIC], limit=10)

    assert [part.text for part in quote.parts] == ["林若雲是我們的燈塔。", "沒有她就沒有今天。"]
    assert (quote.kind, quote.speaker, quote.speaker_type) == (QuoteKind.DIRECT, "Tom Ridley", SpeakerType.PERSON)
    assert (quote.person, quote.surface, quote.cue) == (speaker, "Tom Ridley", "表示")
    assert (quote.confidence, quote.reason) == (0.9, "cue-before")


async def test_quotes_about_a_person_name_them_inside(archive: Store) -> None:
    found = await archive.quotes(about=await person_id(archive, "林若云"), libraries=[PUBLIC], limit=10)

    assert words(found) == [["林若雲是我們的燈塔。", "沒有她就沒有今天。"]]
    assert await archive.quotes(about=await person_id(archive, "tom ridley"), libraries=[PUBLIC], limit=10) == []


@pytest.mark.parametrize(
    ("sought", "expected"),
    [
        ("灯塔", ["这里需要新的灯塔。", "林若雲是我們的燈塔。"]),
        ("我们的灯塔", ["林若雲是我們的燈塔。"]),
        ("灯塔 今天", ["林若雲是我們的燈塔。"]),
        ("院长", []),
        ("。", []),
        ("", []),
    ],
)
async def test_quotes_are_found_by_words_in_either_script(archive: Store, sought: str, expected: list[str]) -> None:
    found = await archive.quotes(folded_words=sought, libraries=[PUBLIC], limit=10)

    assert [quote.parts[0].text for quote in found] == expected


async def test_quotes_by_someone_with_words(archive: Store) -> None:
    speaker = await person_id(archive, "林若云")

    assert await archive.quotes(speaker=speaker, folded_words="灯塔", libraries=[PUBLIC], limit=10) == []
    assert len(await archive.quotes(speaker=speaker, folded_words="路", libraries=[PUBLIC], limit=10)) == 1


async def test_an_unattributed_quote_has_no_speaker(archive: Store) -> None:
    [quote] = await archive.quotes(folded_words="新的灯塔", libraries=[PUBLIC], limit=10)

    assert (quote.speaker, quote.person, quote.surface, quote.cue) == (None, None, None, None)


async def test_quotes_of_those_who_are_no_people_are_found_by_name(store: Store) -> None:
    said = [Said(("我們不評論。",), "研究院發言人"), Said(("我走了。",), "林若雲"), Said(("誰在那裡？",))]
    body = "題\n\n研究院發言人說：「我們不評論。」林若雲說：「我走了。」「誰在那裡？」"
    await deliver(store, PUBLIC, Print(body, people={"林若雲": []}, quotes=said))

    async def texts(speaker: str, sought: str | None = None) -> list[list[str]]:
        return words(await store.quotes(folded_speaker=speaker, folded_words=sought, libraries=[PUBLIC], limit=10))

    assert await texts("研究院") == [["我們不評論。"]]
    assert await texts("研究院", "评论") == [["我們不評論。"]]
    assert await texts("研究院", "走") == []
    assert await texts("林若云") == []
    assert await texts("", "评论") == []


async def test_quotes_come_in_pages_newest_published_first(archive: Store) -> None:
    pages = [await archive.quotes(libraries=[PUBLIC], limit=1, offset=offset) for offset in range(4)]

    assert [quote.parts[0].text for page in pages for quote in page] == [
        "这里需要新的灯塔。",
        "我会走自己的路。",
        "林若雲是我們的燈塔。",
    ]


async def test_dates_come_in_the_order_of_the_calendar(archive: Store) -> None:
    found = await archive.dated(libraries=[PUBLIC], limit=10)

    assert [(each.span.of(each.sentence.text), each.date.value) for each in found] == [
        ("2015年底", "2015"),
        ("2023年", "2023"),
        ("5月15日", "2024-05-15"),
        ("今天", "2024-05-17"),
    ]


async def test_dates_of_a_person_stand_in_sentences_that_name_them(archive: Store) -> None:
    someone = await person_id(archive, "tom ridley")
    found = await archive.dated(person=someone, libraries=[PUBLIC], limit=10)

    assert [each.date.value for each in found] == ["2024-05-15", "2024-05-17"]
    assert all(someone in each.people for each in found)


async def test_dates_are_found_by_words_of_their_sentence(archive: Store) -> None:
    found = await archive.dated(folded_words="离职", libraries=[PUBLIC], limit=10)

    assert [each.date for each in found] == [DateValue("2024-05-15", Grain.DAY, None, event=True)]


async def test_dates_beyond_the_limit_are_of_older_articles(archive: Store) -> None:
    found = await archive.dated(libraries=[PUBLIC], limit=2)

    assert [each.date.value for each in found] == ["2023", "2024-05-17"]


async def test_dates_without_a_value_are_left_out(store: Store) -> None:
    await deliver(store, PUBLIC, replace(LEAVING, dates={"5月15日": None, "2015年底": "someday"}))

    assert await store.dated(libraries=[PUBLIC], limit=10) == []


async def test_only_events_may_be_asked_for(store: Store) -> None:
    await deliver(store, PUBLIC, replace(LEAVING, events=False))

    assert len(await store.dated(libraries=[PUBLIC], limit=10)) == 2
    assert await store.dated(events_only=True, libraries=[PUBLIC], limit=10) == []


async def test_key_sentences_of_an_article_in_its_order(archive: Store) -> None:
    [article] = await archive.articles(folded_title="接掌", libraries=[PUBLIC])
    found = await archive.key_sentences(article=article.id, libraries=[PUBLIC], limit=10)

    assert [each.text for each in found] == list(REACTIONS.key_sentences)


async def test_all_sentences_of_articles_come_in_their_order_with_the_names_within(archive: Store) -> None:
    stored = await archive.articles(libraries=[PUBLIC])
    bodies = {LEAVING.title: LEAVING.body, REACTIONS.title: REACTIONS.body}
    found = await archive.sentences([article.id for article in stored], [PUBLIC])

    assert [(each.article, each.start) for each in found] == sorted((each.article, each.start) for each in found)
    assert {each.title for each in found} == bodies.keys()
    assert all(each.text == bodies[each.title][each.start : each.end] for each in found)
    assert any(names(each) for each in found)


async def test_key_sentences_about_a_person_and_with_words(archive: Store) -> None:
    someone = await person_id(archive, "林若云")
    about = await archive.key_sentences(person=someone, libraries=[PUBLIC], limit=10)
    holding = await archive.key_sentences(folded_words="ridley", libraries=[PUBLIC], limit=10)

    assert [each.text for each in about] == ["林若云没有回应。", *LEAVING.key_sentences]
    assert [each.text for each in holding] == ["今天，Ridley 上任。", *LEAVING.key_sentences]


@pytest.mark.parametrize(
    ("title", "sources"), [("离开研究院", ["leaving.txt"]), ("反应", ["reactions.txt"]), ("灯塔", [])]
)
async def test_articles_are_found_by_their_titles(archive: Store, title: str, sources: list[str]) -> None:
    assert [each.source for each in await archive.articles(folded_title=title, libraries=[PUBLIC])] == sources


async def test_articles_come_newest_published_first(archive: Store) -> None:
    found = await archive.articles(libraries=[PUBLIC])

    assert [each.published_on for each in found] == ["2024-05-17", "2024-05-15"]
    assert await archive.articles(ids=[found[1].id], libraries=[PUBLIC]) == [found[1]]
    assert await archive.articles(ids=[], libraries=[PUBLIC]) == []
    assert await archive.articles(libraries=[PUBLIC], limit=1) == [found[0]]


async def test_excerpts_are_whole_paragraphs_each_once_with_the_quotes_that_begin_there(store: Store) -> None:
    body = "標題\n\n甲說：「走吧。」乙沒說話。\n第二段。\n第三段，\n第四段。"
    await deliver(
        store, PUBLIC, Print(body, people={"甲": []}, quotes=[Said(("走吧。",), "甲", "說")], published_on="2024-05")
    )
    [article] = await store.articles(libraries=[PUBLIC])
    places = [Span(body.index(words), body.index(words) + len(words)) for words in ("走吧。", "乙", "三段，\n第四")]
    [found] = await store.excerpts({article.id: places}, [PUBLIC])

    assert [passage.text for passage in found.paragraphs] == ["甲說：「走吧。」乙沒說話。", "第三段，\n第四段。"]
    assert [passage.text for passage in found.paragraphs] == [body[p.start : p.end] for p in found.paragraphs]
    assert [quote.cue for quote in found.quotes] == ["說"]
    assert found.published == PublicationDate("2024-05", Grain.MONTH, DateSource.STATED, "")
    assert found.article == article
    assert await store.excerpts({article.id: places}, [GUILD]) == []


async def test_places_beyond_an_article_that_became_shorter_are_left_out(store: Store) -> None:
    await deliver(store, PUBLIC, Print("標題\n\n只有一段。"))
    [article] = await store.articles(libraries=[PUBLIC])
    [found] = await store.excerpts({article.id: [Span(4, 900), Span(800, 900)]}, [PUBLIC])

    assert [passage.text for passage in found.paragraphs] == ["只有一段。"]


async def test_words_over_the_end_of_a_key_sentence_are_in_none(archive: Store) -> None:
    over = fold("上任。林若")

    assert REACTIONS.key_sentences == ["今天，Ridley 上任。", "林若云没有回应。"]
    assert await archive.key_sentences(folded_words=over, libraries=[PUBLIC], limit=10) == []
    assert await archive.key_sentences(folded_words=fold("上任"), libraries=[PUBLIC], limit=10)
