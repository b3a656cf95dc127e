"""Photograph a page in headless Chromium."""

import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "chrome")
OFFLINE = (
    "--headless",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
)
TIMEOUT_S = 60
TALL_PX = 4000
"""The window in which a page is measured: only its width matters."""
LOWEST_PX = 160
"""A lower window has no room for a page: Chromium takes about 140 pixels of it for itself, seen or not."""


def find() -> str | None:
    """Return the program of the first Chromium on the path."""
    return next(filter(None, map(shutil.which, PROGRAMS)), None)


def root_attributes(program: str, url: str, width_px: int) -> dict[str, str]:
    """Return the ``data-`` attributes of the page's root element once its scripts have run."""
    page = _run(program, f"--window-size={width_px},{TALL_PX}", "--dump-dom", url)
    root = re.search("<html[^>]*>", page)
    return dict(re.findall(r'data-(\w+)="([^"]*)"', root[0])) if root else {}


def photograph(program: str, url: str, picture: Path, size_px: tuple[int, int], scale: float) -> None:
    """Write a PNG of the page's top ``size_px``, no lower than ``LOWEST_PX``, ``scale`` dots a pixel."""
    width, height = size_px
    window = f"--window-size={width},{max(height, LOWEST_PX)}"
    _run(program, window, f"--force-device-scale-factor={scale}", f"--screenshot={picture.resolve()}", url)


def _run(program: str, *arguments: str) -> str:
    # Chromium refuses its sandbox to root, who is the user of many build machines.
    sandbox = ("--no-sandbox",) if os.geteuid() == 0 else ()
    with tempfile.TemporaryDirectory(prefix="cards-", ignore_cleanup_errors=True) as profile:
        command = (program, *OFFLINE, *sandbox, f"--user-data-dir={profile}", *arguments)
        done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=TIMEOUT_S)  # noqa: S603 - a found program, our own arguments
    return done.stdout
