"""People of an article: which forms are names, and whose. The sentences are invented; both scripts must agree."""

import pytest
from opencc import OpenCC

from bot.analysis.document import Document
from bot.analysis.people import PeopleFinder
from bot.analysis.tagger import Tagger
from bot.model import Person

TAGGER = Tagger.load()
FINDER = PeopleFinder.load()
CONVERSIONS = {"traditional": OpenCC("s2t"), "simplified": OpenCC("t2s")}


def people_of(body: str) -> tuple[Person, ...]:
    document = Document.of(body)
    return FINDER.find(document, TAGGER.read(document))


@pytest.mark.parametrize("script", CONVERSIONS)
@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param("校長陳大文說，學校會重開。陳大文又說，家長不用擔心。", [{"陳大文"}], id="native"),
        pytest.param("總裁艾倫·史密斯表示同意。史密斯稍後離開。", [{"艾倫·史密斯", "史密斯"}], id="dotted"),
        pytest.param("艾倫-史密斯到了。艾倫-史密斯說好。", [{"艾倫-史密斯"}], id="hyphened"),
        pytest.param("他的哥哥里斯特·布朗亦曾到訪。", [{"里斯特·布朗"}], id="grammatical words glued on"),
        pytest.param("國王喬治六世到場，喬治六世說好。", [{"喬治六世"}], id="sovereign"),
        pytest.param("總統喬治·布什說好。布什又說不好。", [{"喬治·布什", "布什"}], id="with a rare character"),
        pytest.param("陳芳文議員到場。", [{"陳芳文"}], id="title glued on"),
        pytest.param("記者訪問了陳芳文先生，陳芳文說好。", [{"陳芳文"}], id="form of address glued on"),
        pytest.param("創始人Anna Lindqvist說好。", [{"Anna Lindqvist"}], id="Latin"),
        pytest.param("公司CEOAnna Lindqvist說好。", [{"Anna Lindqvist"}], id="role glued on"),
        pytest.param(
            "Anna Lindqvist說好。Lindqvist離開了，Anna沒有再來。",
            [{"Anna Lindqvist", "Lindqvist", "Anna"}],
            id="parts",
        ),
        pytest.param(
            "Anna Lindqvist說好。Lindqist又說不好，Anna  Lindqvist離開了。",
            [{"Anna Lindqvist", "Lindqist", "Anna  Lindqvist"}],
            id="misspelt",
        ),
        pytest.param(
            "Tom Reed和Jane Reed都到了。Tom說好。",
            [{"Tom Reed", "Tom"}, {"Jane Reed"}],
            id="two of a surname",
        ),
        pytest.param("總裁林奎斯特（Anna Lindqvist）說好。", [{"林奎斯特", "Anna Lindqvist"}], id="in brackets"),
        pytest.param(
            "Peter Thornton說好。記者問他時，總裁桑頓沒有回答。桑頓說不好。",
            [{"Peter Thornton", "桑頓"}],
            id="by sound",
        ),
        pytest.param("鄭許美蘭到場，鄭許說好。主席鄭許美蘭又說不好。", [{"鄭許美蘭", "鄭許"}], id="married name"),
        pytest.param("黃志明說好。老黃又說不好。", [{"黃志明", "老黃"}], id="nickname"),
        pytest.param("前外交官介文安直言不會。介文安坦言很難。介文安又說好。", [{"介文安"}], id="surname not listed"),
        pytest.param("晴天（化名）今年廿歲。晴天說好。", [{"晴天"}], id="called by an alias"),
        pytest.param("陳大文說好。陳續指不會，陳僅回應說不知道。", [{"陳大文"}], id="surname alone before an adverb"),
        pytest.param("陳大文說好。陳大文又說不好。陳說不會。葉姓學生到場。", [{"陳大文"}], id="surname alone"),
    ],
)
def test_forms_are_found_and_joined(script: str, body: str, expected: list[set[str]]) -> None:
    convert = CONVERSIONS[script].convert

    found = [set(person.surfaces) for person in people_of(convert(body))]

    assert [{convert(form) for form in forms} for forms in expected] == found


@pytest.mark.parametrize("script", CONVERSIONS)
@pytest.mark.parametrize(
    "body",
    [
        pytest.param("陳先生說好，李女士說不好，黎太沒有說話。", id="surname and form of address"),
        pytest.param("局長表示，陳局長昨日到場。", id="surname and title"),
        pytest.param("蔡政府拒絕回應，記者再問蔡政府。", id="surname and body"),
        pytest.param("他告訴白宮高級官員，白宮律師抗命。", id="body that begins with a surname"),
        pytest.param("葉姓被告到場，葉姓被告沒有說話。", id="of the surname"),
        pytest.param("同學（化名）到場，李同學（化名）沒有說話。", id="form of address with an alias"),
        pytest.param("標題一行\n\n本報記者:陳大文 本報編輯:林小芳\n\n今天下雨。", id="byline"),
        pytest.param("遊行隊伍出發。（陳大文攝）", id="photographer"),
        pytest.param("他曾在Goldman Sachs和Northwind Capital工作。", id="companies"),
        pytest.param("OpenAI說，ChatGPT與AlphaGo不同，X平台也是。", id="products"),
        pytest.param("莫斯科與基輔都在下雪，聖彼得堡也是。", id="places"),
    ],
)
def test_what_only_looks_like_a_name_is_none(script: str, body: str) -> None:
    assert people_of(CONVERSIONS[script].convert(body)) == ()


@pytest.mark.parametrize(
    ("body", "identifier"),
    [
        ("創始人Zoë Lindqvist說好。", "zoe-lindqvist"),
        ("校長陳大文說好。", "chen-da-wen"),
        ("總裁林奎斯特（Anna Lindqvist）說好。", "anna-lindqvist"),
    ],
)
def test_the_id_is_a_slug_of_the_latin_name_or_the_pinyin(body: str, identifier: str) -> None:
    (person,) = people_of(body)

    assert identifier == person.id


def test_ids_that_clash_are_numbered() -> None:
    ids = [person.id for person in people_of("校長陳大文說好。主席陳達文說不好。")]

    assert ids == ["chen-da-wen", "chen-da-wen-2"]


def test_every_mention_is_listed_in_order_and_every_form_longest_first() -> None:
    body = "Lindqvist到了。創始人Anna Lindqvist說好。Lindqvist離開了。"

    (person,) = people_of(body)

    assert person.surfaces == ("Anna Lindqvist", "Lindqvist")
    assert person.name == "Anna Lindqvist"
    assert [mention.of(body) for mention in person.mentions] == ["Lindqvist", "Anna Lindqvist", "Lindqvist"]
