"""Discord's file server: what members attach to a command is fetched from there by whoever has the address."""

from aiohttp import web

from tests.chat.wire.clock import Snowflakes
from tests.chat.wire.places import Upload

ROOT = "/ephemeral-attachments"


class Cdn:
    """Keeps files and serves them; where it is stands in ``origin`` once it is known."""

    def __init__(self, snowflakes: Snowflakes) -> None:
        self._snowflakes = snowflakes
        self._kept: dict[str, bytes] = {}
        self.origin = ""

    def routes(self) -> list[web.RouteDef]:
        """Return where files are fetched."""
        return [web.get(ROOT + "/{number}/{name}", self._fetched)]

    def upload(self, name: str, data: bytes) -> Upload:
        """Keep a file, and return it as it is attached to a command."""
        number = self._snowflakes.next()
        self._kept[str(number)] = data
        return Upload(number, name, len(data), f"http://{self.origin}{ROOT}/{number}/{name}")

    def forget(self, upload: Upload) -> None:
        """Delete a file."""
        del self._kept[str(upload.id)]

    async def _fetched(self, request: web.Request) -> web.Response:
        data = self._kept.get(request.match_info["number"])
        return web.Response(status=404) if data is None else web.Response(body=data)
