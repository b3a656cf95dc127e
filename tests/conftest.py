"""Property tests: new cases wherever they run, the same ones in CI, and no deadline, as time is not what they hold."""

import os
from collections.abc import Iterator

import pytest
from hypothesis import settings

from tests.postgres import Server, running

settings.register_profile("anywhere", deadline=None)
settings.register_profile("ci", settings.get_profile("anywhere"), derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "anywhere")


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """Return a PostgreSQL server, started for the first test that needs one."""
    with running() as server:
        yield server
