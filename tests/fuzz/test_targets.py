"""What ``python -m tests.fuzz`` does by the million, here over a few inputs."""

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fuzz.target import Check, Target
from tests.fuzz.targets import TARGETS


@pytest.fixture(scope="module", params=TARGETS, ids=lambda target: target.name)
def target(request: pytest.FixtureRequest) -> Target:
    found: Target = request.param
    return found


@pytest.fixture(scope="module")
def check(target: Target) -> Iterator[Check]:
    with target.prepare() as check:
        yield check


def test_what_the_fuzzer_begins_with_breaks_nothing(target: Target, check: Check) -> None:
    for seed in target.seeds():
        check(target.given(seed))


@settings(max_examples=20)
@given(data=st.data())
def test_what_is_strange_breaks_nothing(target: Target, check: Check, data: st.DataObject) -> None:
    looked_for = st.sampled_from([b"", *map(str.encode, target.words)])
    pieces = data.draw(st.lists(st.binary(max_size=6) | looked_for, max_size=20))
    check(target.given(b"".join(pieces)))
