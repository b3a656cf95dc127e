"""What is installed is what the checkout has."""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def test_every_package_is_declared() -> None:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]["packages"]
    folders = {path.parent.relative_to(ROOT) for path in (ROOT / "bot").rglob("__init__.py")}

    assert sorted(declared) == sorted({"bot.data"} | {".".join(folder.parts) for folder in folders})


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a wheel of a copy, so that the checkout stays clean, and install it into an empty folder."""
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"
    for name in ("bot", "data"):
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source)
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    wheel = [*pip, "wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder), str(source)]
    subprocess.run(wheel, check=True, capture_output=True)
    [built] = folder.glob("*.whl")
    subprocess.run([*pip, "install", "--no-deps", "--target", str(folder / "site"), str(built)], check=True)
    return folder / "site"


def test_an_installed_wheel_answers_without_the_checkout(installed: Path, tmp_path: Path) -> None:
    asked = subprocess.run(
        [sys.executable, "-m", "bot", "ask", "/who Pachocki", "--locale", "zh-TW"],
        env={"PYTHONPATH": str(installed), "STATE_DIR": str(tmp_path), "PATH": ""},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )

    assert (asked.stderr, asked.returncode) == ("", 0)
    assert "研究總監" in asked.stdout


def test_an_installed_wheel_carries_the_licences_of_its_data(installed: Path) -> None:
    shipped = {path.name for path in (installed / "bot" / "data" / "LICENSES").iterdir()}

    assert shipped == {path.name for path in (ROOT / "data" / "LICENSES").iterdir()}
