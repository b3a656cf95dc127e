"""What stands beside our figures: the peers that need no other library than our own."""

import pytest

from benchmarks.peers import peers
from bot.model import Article

BODY = "馬英九訪陸\n\n馬英九昨日出發。蕭旭岑說：「總統的行程不會改變。」他又提到「老朋友」。"


def test_the_rule_of_thumb_takes_a_long_marked_span_for_words_of_the_person_before() -> None:
    reading = peers()["rule of thumb"].read(Article("source", "題", BODY))

    (quote,) = reading["quotes"]
    (part,) = quote["parts"]
    assert BODY[part["start"] : part["end"]] == part["text"] == "總統的行程不會改變。"
    assert quote["speaker"] == {"name": "蕭旭岑", "surface": "蕭旭岑"}


@pytest.mark.parametrize("name", ["jieba.posseg", "rule of thumb"])
def test_a_peer_tells_names_as_they_are_written(name: str) -> None:
    people = peers()[name].read(Article("source", "題", BODY))["people"]

    assert "馬英九" in {person["name"] for person in people}
