"""Which commands Discord was last sent, so that they are sent again only when they changed."""

from pathlib import Path


class Published:
    """The fingerprint of the commands, in a file of the state folder: losing it costs one request."""

    def __init__(self, state_dir: Path) -> None:
        self._path = state_dir / "commands.sha256"

    def read(self) -> str | None:
        """Return the fingerprint, None where nothing was sent from here."""
        return self._path.read_text(encoding="ascii").strip() if self._path.exists() else None

    def write(self, fingerprint: str) -> None:
        """Keep the fingerprint of what was sent."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._path.write_text(f"{fingerprint}\n", encoding="ascii")
