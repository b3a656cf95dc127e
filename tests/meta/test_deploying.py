"""What is shipped for containers and systemd names what there is."""

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.cli.lifetime import ANSWER_S, FINISH_S
from bot.cli.main import COMMANDS
from bot.config import SETTINGS, read_settings

ROOT = Path(__file__).parents[2]
COMPOSED = ["compose.yaml", "deploy/compose.shards.yaml"]
FOREIGN = {"PATH", "PYTHONDONTWRITEBYTECODE", "PGPASSFILE", "POSTGRES_USER", "POSTGRES_DB", "POSTGRES_PASSWORD_FILE"}
"""Variables that are other programs'."""


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def services(name: str) -> dict[str, Any]:
    """Return the services of a compose file that are built here."""
    return {of: service for of, service in yaml.safe_load(text(name))["services"].items() if "build" in service}


def test_the_dockerfile_sets_settings_and_copies_what_there_is() -> None:
    dockerfile = text("Dockerfile")
    variables = set(re.findall(r"(\w+)=\S+", dockerfile.partition("ENV ")[2].partition("VOLUME")[0]))
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", dockerfile, re.MULTILINE)

    assert variables <= {*SETTINGS, *FOREIGN}
    assert [path for line in copied for path in line.split() if not (ROOT / path).exists()] == []
    kept = {line[1:] for line in text(".dockerignore").splitlines() if line.startswith("!")}
    assert {path for line in copied for path in line.split()} == kept


@pytest.mark.parametrize("name", COMPOSED)
def test_compose_files_set_settings_and_give_time_to_end(name: str) -> None:
    for service in services(name).values():
        assert {*service["environment"]} <= {*SETTINGS, *FOREIGN}
        assert {*service.get("command", ["run"])} <= {*COMMANDS}
        assert int(service["stop_grace_period"].removesuffix("s")) > FINISH_S + ANSWER_S


def test_the_processes_of_the_compose_file_have_every_shard_once() -> None:
    environments = [service["environment"] for service in services("deploy/compose.shards.yaml").values()]
    shards = [{name: one[name] for name in ("SHARD_IDS", "SHARD_COUNT")} for one in environments if "SHARD_IDS" in one]
    sharing = [read_settings(given) for given in shards]

    [count] = {settings.shard_count for settings in sharing}
    assert count is not None
    assert sorted(shard for settings in sharing for shard in settings.shard_ids or ()) == [*range(count)]


def test_the_unit_sets_settings_and_gives_time_to_end() -> None:
    unit = text("deploy/jianbao.service")

    assert {*re.findall(r"^Environment=(\w+)=", unit, re.MULTILINE)} <= {*SETTINGS}
    [stops] = re.findall(r"^TimeoutStopSec=(\d+)$", unit, re.MULTILINE)
    assert int(stops) > FINISH_S + ANSWER_S


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not installed")
def test_systemd_takes_the_unit(tmp_path: Path) -> None:
    unit = tmp_path / "jianbao.service"
    unit.write_text(text("deploy/jianbao.service").replace("/opt/jianbao/bin/jianbao", shutil.which("true") or ""))
    verified = subprocess.run(["systemd-analyze", "verify", unit], capture_output=True, text=True, check=False)  # noqa: S607 -- the system's

    assert (verified.returncode, verified.stderr) == (0, "")
