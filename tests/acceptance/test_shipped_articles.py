"""The two articles that the project was made for are read right, in their own script and in the other."""

import pytest

from bot.analysis.script import fold
from bot.model import DateSource, QuoteKind
from tests.acceptance.shipped import Read

NOBODY = ["OpenAI", "X", "Dota", "AlphaGo", "AlexNet", "Nature", "Valve", "DNNResearch", "Google Brain", "Y Combinator"]


@pytest.mark.parametrize(
    "surfaces",
    [
        ("Ilya Sutskever", "Sutskever"),
        ("Altman", "阿爾特曼"),
        ("Jakub Pachocki", "Pachocki", "Pachoki"),
        ("Murati",),
        ("Greg Brockman", "Brockman"),
        ("Geoffrey Hinton",),
        ("馬斯克",),
    ],
)
def test_the_people_of_the_traditional_article_are_one_person_each(
    traditional: Read, surfaces: tuple[str, ...]
) -> None:
    people = {traditional.person(surface) for surface in surfaces}

    assert len(people) == 1
    assert None not in people


@pytest.mark.parametrize(
    "surfaces",
    [
        ("Ilya Sutskever", "Ilya", "Ilya Sutskeve"),
        ("Sam Altman", "奥特曼"),
        ("Jakub Pachocki", "Jakub  Pachocki", "Jakub"),
        ("Mira Murati",),
        ("Greg Brockman",),
        ("Geoffrey Hinton", "Hinton", "Geoffrey"),
        ("Jan Leike", "Jan"),
        ("Elon Musk",),
        ("Jeff Dean",),
        ("吴恩达",),
        ("Alex Krizhevsky",),
        ("Yann LeCun",),
        ("Yoshua Bengio",),
        ("Oriol Vinyals",),
        ("Quoc Le",),
        ("Ian Goodfellow",),
        ("Andrej Karpathy",),
        ("Pieter Abbeel",),
        ("Peter Thiel",),
        ("Eric Schmidt",),
    ],
)
def test_the_people_of_the_simplified_article_are_one_person_each(simplified: Read, surfaces: tuple[str, ...]) -> None:
    people = {simplified.person(surface) for surface in surfaces}

    assert len(people) == 1
    assert None not in people


@pytest.mark.parametrize("surface", NOBODY)
def test_companies_products_and_journals_are_nobody(traditional: Read, simplified: Read, surface: str) -> None:
    assert traditional.person(surface) is None
    assert simplified.person(surface) is None


def test_nobody_else_is_named(traditional: Read, simplified: Read) -> None:
    assert len(traditional.findings.people) == 7
    assert len(simplified.findings.people) == 20


@pytest.mark.parametrize(
    ("person", "role"),
    [("Jakub Pachocki", "研究總監"), ("馬斯克", "特斯拉CEO"), ("Greg Brockman", "總裁"), ("Murati", "首席技術官")],
)
def test_roles_say_who_people_are(traditional: Read, person: str, role: str) -> None:
    found = traditional.person(person)
    assert found is not None

    assert any(fold(role) in fold(span.of(traditional.article.body)) for span in found.roles)


@pytest.mark.parametrize(
    ("beginning", "ending", "kind", "speaker"),
    [
        ("近十年後，我決定離開OpenAI", "分享細節。", QuoteKind.DIRECT, "Sutskever"),
        ("Sutskever無疑是", "不會有今天。", QuoteKind.DIRECT, "阿爾特曼"),
        ("Sutskever是一位藝術家", "所做的一切。", QuoteKind.DIRECT, "Brockman"),
        ("我希望我們能在", "一起工作。", QuoteKind.DIRECT, "阿爾特曼"),
        ("在GPT-4預訓練工作方面", "今天的成就。", QuoteKind.DIRECT, "阿爾特曼"),
        ("討論他如何繼續", "OpenAI工作", QuoteKind.PARTIAL, "阿爾特曼"),
    ],
)
def test_the_quotes_of_the_traditional_article_are_whole_and_their_speakers_right(
    traditional: Read, beginning: str, ending: str, kind: QuoteKind, speaker: str
) -> None:
    assert_quote(traditional, beginning, ending, kind, speaker)


@pytest.mark.parametrize(
    ("beginning", "ending", "kind", "speaker"),
    [
        ("在 OpenAI 工作近 10 年后", "分享细节。", QuoteKind.BLOCK, "Ilya"),
        ("Ilya 无疑是我们这一代", "使命前进。", QuoteKind.BLOCK, "奥特曼"),
        ("由于与 Geoffrey 合作", "正确的想法，", QuoteKind.DIRECT, "Ilya"),
        ("在我们启动 OpenAI 的时候", "绕过它的方法。", QuoteKind.DIRECT, "Ilya"),
        ("你问它一个事实性的问题时", "这太无聊了！", QuoteKind.DIRECT, "Ilya"),
        ("Ilya 一直对语言很感兴趣", "很强的直觉。", QuoteKind.DIRECT, "Jeff Dean"),
    ],
)
def test_the_quotes_of_the_simplified_article_are_whole_and_their_speakers_right(
    simplified: Read, beginning: str, ending: str, kind: QuoteKind, speaker: str
) -> None:
    assert_quote(simplified, beginning, ending, kind, speaker)


def assert_quote(read: Read, beginning: str, ending: str, kind: QuoteKind, speaker: str) -> None:
    quote = read.quote(beginning)
    person = read.person(speaker)
    assert quote is not None
    assert person is not None

    assert read.said(quote).endswith(fold(ending))
    assert quote.kind is kind
    assert quote.speaker.id == person.id


def test_a_quote_that_its_cue_splits_is_one_quote_of_two_parts(simplified: Read) -> None:
    quote = simplified.quote("Ilya 一直对语言很感兴趣")
    assert quote is not None

    assert len(quote.parts) == 2


@pytest.mark.parametrize(("beginning", "speaker"), [("他在重新调整公司愿景", "OpenAI")])
def test_organizations_speak_too(simplified: Read, beginning: str, speaker: str) -> None:
    quote = simplified.quote(beginning)
    assert quote is not None

    assert quote.speaker.name == speaker
    assert quote.speaker.id is None


def test_a_fragment_is_credited_to_the_journal_that_wrote_it(traditional: Read) -> None:
    quote = traditional.quote("ChatGPT和其他改變社會的人工智能系統的先驅")
    assert quote is not None

    assert quote.kind is QuoteKind.PARTIAL
    assert quote.speaker.name == "Nature"


@pytest.mark.parametrize("words", ["王炸", "宮鬥", "Q*", "現代人工智能", "現代人工智能教父", "通用人工智能(AGI)"])
def test_terms_in_quotation_marks_are_no_quotes_in_the_traditional_article(traditional: Read, words: str) -> None:
    assert traditional.quote(words) is None


@pytest.mark.parametrize(
    "words",
    ["GAN 之父", "对齐", "超级对齐", "看到了一些东西", "改进随机邻域嵌入算法", "研究总监", "宫斗", "超级人工智能"],
)
def test_terms_in_quotation_marks_are_no_quotes_in_the_simplified_article(simplified: Read, words: str) -> None:
    assert simplified.quote(words) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("5月15日(週三)", ("2024-05-15", None)),
        ("去年11月", ("2023-11", None)),
        ("去年8月", ("2023-08", None)),
        ("今年3月份", ("2024-03", None)),
        ("2017年", ("2017", None)),
    ],
)
def test_the_dates_of_the_traditional_article_resolve_against_its_inferred_day(
    traditional: Read, text: str, value: tuple[str, str | None]
) -> None:
    assert set(traditional.dates(text)) == {value}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("今天", ("2024-05-17", None)),
        ("2013 年 3 月", ("2013-03", None)),
        ("2015 年 7 月", ("2015-07", None)),
        ("2015 年底", ("2015", "end")),
        ("2016 年至 2019 年", ("2016/2019", None)),
        ("2023 年 12 月", ("2023-12", None)),
        ("21 世纪初", ("20XX", "start")),
    ],
)
def test_the_dates_of_the_simplified_article_keep_their_grain(
    simplified: Read, text: str, value: tuple[str, str | None]
) -> None:
    assert simplified.dates(text) == [value]


@pytest.mark.parametrize("duration", ["10年", "近10年", "36小時", "幾個月", "一週"])
def test_durations_are_no_dates_in_the_traditional_article(traditional: Read, duration: str) -> None:
    assert traditional.dates(duration) == []


@pytest.mark.parametrize("duration", ["10 年", "近 10 年", "八年", "四年", "两个月"])
def test_durations_are_no_dates_in_the_simplified_article(simplified: Read, duration: str) -> None:
    assert simplified.dates(duration) == []


def test_the_day_that_an_article_does_not_state_is_inferred_with_its_evidence(traditional: Read) -> None:
    published_on = traditional.findings.published_on
    assert published_on is not None

    assert published_on.value == "2024-05-15"
    assert published_on.source is DateSource.INFERRED
    assert published_on.evidence[:5] == "5月15日"


def test_the_day_that_an_article_states_is_kept(simplified: Read) -> None:
    published_on = simplified.findings.published_on
    assert published_on is not None

    assert (published_on.value, published_on.source) == ("2024-05-17", DateSource.STATED)


def test_metadata_is_read_and_adverts_and_images_are_not_the_article_s(traditional: Read, simplified: Read) -> None:
    assert [fold(name) for name in traditional.article.byline] == ["蔡鼎"]
    assert fold(traditional.article.outlet or "") == fold("每日經濟新聞")
    assert "每經記者" not in traditional.article.body
    assert "GPTNB" not in simplified.article.body
    assert "![" not in simplified.article.body
    assert simplified.article.body.startswith(simplified.article.title)


def test_every_span_covers_text_of_the_body(traditional: Read, simplified: Read) -> None:
    for read in (traditional, simplified):
        findings, body = read.findings, read.article.body
        spans = [
            *(mention for person in findings.people for mention in (*person.mentions, *person.roles)),
            *(part for quote in findings.quotes for part in quote.parts),
            *(expression.span for expression in findings.dates),
            *findings.summary,
        ]
        assert spans
        assert all(0 <= span.start < span.end <= len(body) and span.of(body).strip() for span in spans)
