"""Web servers on loopback that answer byte for byte what a test says, and the names they are found by."""

import asyncio
import socket
from collections.abc import Awaitable, Callable, Mapping
from types import TracebackType
from typing import Self

from aiohttp.abc import AbstractResolver, ResolveResult

Answer = Callable[[asyncio.StreamWriter], Awaitable[None]]


def answer(body: bytes = b"", *, status: str = "200 OK", **headers: str) -> bytes:
    """Return an HTTP response; ``Content_Type`` stands for the header ``Content-Type``."""
    stated = {"Content-Length": str(len(body)), "Connection": "close"} | {
        name.replace("_", "-"): value for name, value in headers.items()
    }
    lines = [f"HTTP/1.1 {status}", *(f"{name}: {value}" for name, value in stated.items())]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def redirect(target: str, status: int = 302) -> bytes:
    """Return an answer that leads elsewhere."""
    return answer(status=f"{status} Elsewhere", Location=target)


class Website:
    """A server at one address of this machine.

    ``answers`` are by path, what is not among them is 404; ``asked`` are the paths that were asked for in order,
    ``headers`` those of the last request by their names in lower case, ``most_at_once`` how many were asked for beside
    one another.
    """

    def __init__(self, answers: Mapping[str, bytes | Answer] | None = None, *, host: str = "127.0.0.1") -> None:
        self.answers = dict(answers or {})
        self.host = host
        self.port = 0
        self.connections = 0
        self.asked: list[str] = []
        self.headers: dict[str, str] = {}
        self.most_at_once = 0
        self._at_once = 0

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, self.host, self.port)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._server.close()
        await self._server.wait_closed()

    def at(self, path: str, *, host: str | None = None) -> str:
        """Return the address of a path, by another name of this host if one is given."""
        return f"http://{host or self.host}:{self.port}{path}"

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        self._at_once += 1
        self.most_at_once = max(self.most_at_once, self._at_once)
        try:
            first, *lines = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
            self.asked.append(first.split(" ")[1])
            stated = (line.partition(": ") for line in lines)
            self.headers = {name.lower(): value for name, _, value in stated if name}
            given = self.answers.get(self.asked[-1].partition("?")[0], answer(status="404 Not Found"))
            if isinstance(given, bytes):
                writer.write(given)
                await writer.drain()
            else:
                await given(writer)
        except (ConnectionError, asyncio.IncompleteReadError):
            pass  # whoever asked has gone
        finally:
            self._at_once -= 1
            writer.close()


class Names(AbstractResolver):
    """Finds hosts by the names of a test; each look-up takes the next of a name's answers, the last one stays."""

    def __init__(self, **hosts: list[list[str]]) -> None:
        self._hosts = {name.replace("_", "."): answers for name, answers in hosts.items()}

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """Return the addresses of a name."""
        del family
        if host not in self._hosts:
            raise OSError(f"no such name: {host}")
        answers = self._hosts[host]
        return [
            ResolveResult(
                hostname=host,
                host=address,
                port=port,
                family=socket.AF_INET6 if ":" in address else socket.AF_INET,
                proto=0,
                flags=socket.AI_NUMERICHOST,
            )
            for address in (answers.pop(0) if len(answers) > 1 else answers[0])
        ]

    async def close(self) -> None:
        """Have nothing to close."""
