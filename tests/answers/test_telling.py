"""What tells who someone is: events and roles, none twice, and not what the person said."""

from bot.answers.telling import telling
from bot.model import Grain, Script, Span
from bot.store.records import AboutPassage, DateValue, Passage


def about(text: str, value: str | None = None, *, role: str | None = None, article: int = 1) -> AboutPassage:
    offset = text.index("沈硯秋")
    passage = Passage(
        article, 0, len(text), text, "標題", None, "2024-05-15", None, Script.HANT, (Span(offset, offset + 3),)
    )
    dates = (DateValue(value, Grain.DAY, None, event=True),) if value else ()
    return AboutPassage(passage, offset, quoted=False, role=role, dates=dates)


def told(*sentences: AboutPassage, limit: int = 6) -> list[str]:
    return [sentence.passage.text for sentence in telling(sentences, (), limit)]


JOINED = about("沈硯秋在二〇一五年加入里斯本實驗室，擔任研究員並主持語言組。", "2015-03-01")
LEFT = about("沈硯秋離開她主持了九年的里斯本實驗室，職位由余承東接任。", "2024-05-15")


def test_what_happened_last_comes_first() -> None:
    assert told(JOINED, LEFT) == [LEFT.passage.text, JOINED.passage.text]


def test_another_report_of_the_same_and_a_second_sentence_of_a_day_are_left_out() -> None:
    again = about("沈硯秋離開了她主持九年的里斯本實驗室，職位由余承東接任。", "2024-05", article=2)
    same_day = about("實驗室的同事在門口為沈硯秋送行，獻上了一束白色的花朵。", "2024-05-15")

    assert told(LEFT, again, same_day, JOINED) == [LEFT.passage.text, JOINED.passage.text]


def test_what_someone_said_gives_way_to_what_happened() -> None:
    said = [
        about(f"沈硯秋{cue}，里斯本實驗室第{n}期工程今年內一定完工並且啟用。", f"2024-04-{n:02}")
        for n, cue in enumerate(("表示", "說", "指出"), 1)
    ]
    assert told(*said, JOINED, LEFT, limit=2) == [LEFT.passage.text, JOINED.passage.text]


def test_sentences_without_a_time_come_only_where_few_have_one() -> None:
    undated = about("沈硯秋是里斯本實驗室的首席科學家，住在港邊的一棟舊樓裡。", role="首席科學家")
    third = about("沈硯秋獲得海港城市頒發的科學獎章，獎金全數捐給了圖書館。", "2020-07-01")

    assert undated.passage.text in told(undated, JOINED, LEFT)
    assert undated.passage.text not in told(undated, JOINED, LEFT, third)
