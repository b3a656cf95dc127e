"""What speaks for a marked passage being somebody's words. The sentences are invented."""

import pytest

from bot.analysis.document import Document
from bot.analysis.pipeline import Analyzer
from bot.analysis.quotes.evidence import Chance, Evidence, describe
from bot.analysis.quotes.passages import find_passages

ANALYZER = Analyzer.load()


def kinds_of(body: str) -> list[tuple[str, str]]:
    document = Document.of(body)
    tagged = ANALYZER.tagger.read(document)
    found = ANALYZER.quotes.find(document, tagged.tokens, ANALYZER.people.find(document, tagged))
    return [("".join(part.of(body) for part in quote.parts), quote.kind.value) for quote in found]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            "消息傳出後網友熱議，「終於等到這一天了！」、「早該這樣做了吧」、「會不會太遲？」。",
            ["終於等到這一天了！", "早該這樣做了吧", "會不會太遲？"],
        ),
        ("有居民直呼「根本沒有人通知我們」，並要求市政府道歉。", ["根本沒有人通知我們"]),
        ("他所屬的「明日科技」，去年推出「星河」及「銀河」兩款產品。", []),
        ("展覽以「城市與記憶」為題，展出「老街」、「舊橋」和「渡口」三組照片。", []),
    ],
)
def test_form_and_company_tell_words_spoken_from_terms(body: str, expected: list[str]) -> None:
    assert [words for words, _ in kinds_of(body)] == expected


def test_a_fragment_is_partial_and_a_clause_is_not() -> None:
    assert kinds_of("王明遠形容結果「令人遺憾」。王明遠說：「我們明年會再來。」") == [
        ("令人遺憾", "partial"),
        ("我們明年會再來。", "direct"),
    ]


def test_unknown_features_weigh_nothing_and_weights_add_up() -> None:
    evidence = Evidence({"bias": -1.0, "said": 3.0}, {"bias": 1000.0})

    assert evidence.chance(["unknown"]) == Chance(0.5, 0.5)
    assert evidence.chance(["bias", "said"]).quoted == pytest.approx(0.8808, abs=1e-4)
    assert evidence.chance(["bias"]).whole == 1.0


def test_an_article_without_marks_has_nothing_to_weigh() -> None:
    assert find_passages(Document.of("沒有引號。"), []) == ()
    assert describe([], []) == []
