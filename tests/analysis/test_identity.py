"""Which people of an article are known: strong evidence links, anything less does not."""

import pytest

from bot.analysis.identity import link
from bot.model import KnownPerson, LocalPerson


def local(*surfaces: str, roles: tuple[str, ...] = ()) -> LocalPerson:
    return LocalPerson("local", surfaces[0], surfaces, roles)


def known(*surfaces: str, roles: tuple[str, ...] = (), number: int = 7) -> KnownPerson:
    return KnownPerson(number, surfaces[0], surfaces, roles)


CHIEF = ("OpenAI CEO",)

SAME = [
    (local("Jakub Pachocki"), known("Jakub Pachocki", "Pachocki")),
    (local("Jakub Pachoki"), known("Jakub Pachocki")),
    (local("François Hollande"), known("Francois Hollande")),
    (local("林鄭月娥"), known("林郑月娥")),
    (local("蔡英文"), known("蔡英文")),
    (local("山姆·阿爾特曼"), known("山姆‧阿尔特曼")),
    (local("Altman", "阿爾特曼", roles=("OpenAI首席執行官",)), known("Sam Altman", "奥特曼", roles=CHIEF)),
    (local("Altman", roles=("OpenAI首席執行官",)), known("Sam Altman", "奥特曼", roles=("OpenAI 的首席执行官",))),
    (local("馬斯克", roles=("特斯拉CEO",)), known("Elon Musk")),
    (local("川普"), known("特朗普")),
    (local("川普"), known("Donald Trump")),
    (local("普丁"), known("普京", "Vladimir Putin")),
    (local("祖克柏"), known("扎克伯格")),
    (local("楊立昆"), known("Yann LeCun")),
    (local("賈伯斯"), known("Steve Jobs")),
    (local("王偉", roles=("騰訊副總裁",)), known("王伟", roles=("腾讯副总裁",))),
    (local("李强", roles=("国务院总理",)), known("李強", roles=("國務院總理",))),
    (local("帕喬基", roles=("OpenAI首席科學家",)), known("Jakub Pachocki", roles=("OpenAI 研究总监",))),
    (local("哈薩比茲", roles=("谷歌DeepMind執行長",)), known("德米斯·哈萨比斯", roles=("DeepMind 首席执行官",))),
    (local("Murati"), known("Mira Murati")),
    (local("Mira Murati"), known("Murati")),
]

DIFFERENT = [
    (local("王偉", roles=("北京大學教授",)), known("王伟", roles=("腾讯副总裁",))),
    (local("王偉", roles=("教授",)), known("王伟", roles=("教授",))),
    (local("王偉"), known("王伟")),
    (local("李强", roles=("国务院总理",)), known("李强", roles=("中国足球队队长",))),
    (local("李强", roles=("中国总理",)), known("李强", roles=("中国球员",))),
    (local("Wei Wang"), known("Wei Wang")),
    (local("Melania Trump"), known("Donald Trump", "特朗普")),
    (local("伊萬卡·川普", roles=("白宮顧問",)), known("Donald Trump", roles=("白宫主人",))),
    (local("Stephan Ortmann", "奥特曼"), known("Sam Altman", "奥特曼", roles=CHIEF)),
    (local("Johnson"), known("Boris Johnson")),
    (local("約翰遜"), known("约翰逊")),
    (local("Erik Holm"), known("Eric Holm")),
    (local("張偉", roles=("騰訊副總裁",)), known("张维", roles=("腾讯副总裁",))),
    (local("王小明", roles=("騰訊副總裁",)), known("王晓明", roles=("腾讯副总裁",))),
    (local("Altman", roles=("CEO",)), known("Jack Altmann", roles=("CEO",))),
    (local("Musk"), known("Mira Murati")),
    (local("·"), known("·")),
]


@pytest.mark.parametrize(("person", "other"), SAME)
def test_links_one_person(person: LocalPerson, other: KnownPerson) -> None:
    assert link([person], [other]) == {"local": 7}


@pytest.mark.parametrize(("person", "other"), SAME)
def test_links_alike_when_the_articles_come_in_the_other_order(person: LocalPerson, other: KnownPerson) -> None:
    first = KnownPerson(1, person.name, person.surfaces, person.roles)
    second = LocalPerson("second", other.name, other.surfaces, other.roles)

    assert link([second], [first]) == {"second": 1}


@pytest.mark.parametrize(("person", "other"), DIFFERENT)
def test_does_not_link_two_people(person: LocalPerson, other: KnownPerson) -> None:
    assert link([person], [other]) == {"local": None}


def test_someone_who_may_be_either_of_two_is_linked_to_neither() -> None:
    assert link([local("王建國")], [known("王建国", number=1), known("王建国", number=2)]) == {"local": None}


def test_a_shared_organization_decides_between_two_of_one_name() -> None:
    people = [known("王建国", roles=("腾讯副总裁",), number=1), known("王建国", roles=("北京大学教授",), number=2)]

    assert link([local("王建國", roles=("北京大學教授",))], people) == {"local": 2}


def test_the_stronger_evidence_wins() -> None:
    people = [known("Sam Altman", number=1), known("Altman", number=2)]

    assert link([local("Sam Altman")], people) == {"local": 1}


def test_two_people_of_an_article_are_not_linked_to_one() -> None:
    one, other = (LocalPerson(name, "川普", ("川普",)) for name in ("one", "other"))

    assert link([one, other], [known("Donald Trump")]) == {"one": None, "other": None}


def test_nobody_is_known_to_an_empty_archive() -> None:
    assert link([local("Sam Altman")], []) == {"local": None}
    assert link([], [known("Sam Altman")]) == {}


def test_absurdly_long_names_are_compared_in_linear_time() -> None:
    assert link([local("曼" * 100_000, "a" * 100_000)], [known("曼" * 99_999, "b" * 100_000)]) == {"local": None}
