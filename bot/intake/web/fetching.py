"""Asking a server for what somebody named: bounded in time, size and redirects, and one request at a time to a host."""

import asyncio
import re
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from types import TracebackType
from typing import Self
from weakref import WeakValueDictionary

import aiohttp
from aiohttp.abc import AbstractResolver
from yarl import URL

from bot import __version__
from bot.errors import NotFetched
from bot.intake.web.addresses import parse
from bot.intake.web.networks import Closed, Gate, Network

USER_AGENT = f"Jianbao/{__version__}"
ACCEPT = "text/html,application/xhtml+xml,text/markdown,text/plain;q=0.9,*/*;q=0.5"
ENCODINGS = "gzip, deflate"
LIMIT_BYTES = 8 * 2**20
CONNECT_S = 10.0
TIMEOUT_S = 30.0
PAUSE_S = 1.0
MOST_REDIRECTS = 5
LONGEST_WAIT_S = 86400.0
MAX_AGE = re.compile(r"\bmax-age\s*=\s*\"?(?P<seconds>\d{1,9})")
PERMANENT = frozenset({HTTPStatus.MOVED_PERMANENTLY, HTTPStatus.PERMANENT_REDIRECT})
TEMPORARY = frozenset({HTTPStatus.FOUND, HTTPStatus.SEE_OTHER, HTTPStatus.TEMPORARY_REDIRECT})
BUSY = frozenset({HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE})


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server gave to ask later whether something changed."""

    etag: str | None = None
    last_modified: str | None = None

    def as_headers(self) -> dict[str, str]:
        """Return the headers of a request that asks so."""
        headers = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in headers.items() if value is not None}


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a server answered.

    ``url`` is where it was found, after redirects; ``moved_to`` where permanent redirects alone led, None without one:
    what to ask from now on. ``body`` is None where nothing changed. ``fresh_s`` is for how long, as the server says, it
    will not change, 0 where it does not. ``content_type`` is the media type in lower case
    without its parameters, empty where none is stated; ``charset`` is as stated.
    """

    url: str
    moved_to: str | None
    body: bytes | None
    content_type: str
    charset: str | None
    validators: Validators
    fresh_s: int = 0


@dataclass(frozen=True, slots=True)
class _Redirect:
    target: str
    permanent: bool


class Fetcher:
    """Asks servers; cookies, proxies and credentials there are none.

    Args:
        permitted: networks that may be asked although they are not public.
        connect_s: how long a connection may take.
        timeout_s: how long each request may take altogether; waiting for one's turn does not count.
        pause_s: how long a host is left alone after each request.
        most_redirects: how many are followed.
        resolver: turns names into addresses; the system's where none is given.
    """

    def __init__(  # noqa: PLR0913 -- whom to ask, and the limits
        self,
        *,
        permitted: Sequence[Network] = (),
        connect_s: float = CONNECT_S,
        timeout_s: float = TIMEOUT_S,
        pause_s: float = PAUSE_S,
        most_redirects: int = MOST_REDIRECTS,
        resolver: AbstractResolver | None = None,
    ) -> None:
        self._gate = Gate(permitted)
        self._resolver = resolver
        self._timeout = aiohttp.ClientTimeout(total=timeout_s, sock_connect=connect_s)
        self._pause_s = pause_s
        self._most_redirects = most_redirects
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def __aenter__(self) -> Self:
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(socket_factory=self._gate.open, resolver=self._resolver),
            cookie_jar=aiohttp.DummyCookieJar(),
            headers={"User-Agent": USER_AGENT, "Accept-Encoding": ENCODINGS},
            timeout=self._timeout,
            trust_env=False,
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self._session.close()

    async def fetch(
        self,
        url: str,
        *,
        validators: Validators = Validators(),
        accept: str = ACCEPT,
        limit_bytes: int = LIMIT_BYTES,
    ) -> Fetched:
        """Return what is at ``url``, or that it has not changed since ``validators`` were given.

        Args:
            url: any address of the web.
            validators: those of the last answer.
            accept: which media types are wanted, as the header has it.
            limit_bytes: how large the body may be, decompressed.

        Raises:
            NotFetched: with the reason; ``url`` is the address that was asked last, after redirects.
        """
        headers = {"Accept": accept, **validators.as_headers()}
        asked = parse(url)
        moved_to: str | None = None
        permanent = True
        for _ in range(self._most_redirects + 1):
            answer = await self._ask(asked, headers, validators, limit_bytes)
            if isinstance(answer, Fetched):
                return replace(answer, moved_to=moved_to)
            asked = parse(answer.target)
            permanent = permanent and answer.permanent
            moved_to = str(asked) if permanent else moved_to
        raise NotFetched(url, "redirects", f"more than {self._most_redirects}")

    async def _ask(
        self, asked: URL, headers: Mapping[str, str], validators: Validators, limit_bytes: int
    ) -> Fetched | _Redirect:
        assert asked.raw_host is not None
        async with self._turn(asked.raw_host):
            with _explained(str(asked)):
                async with self._session.get(asked, headers=headers, allow_redirects=False) as response:
                    if target := _target(response):
                        return _Redirect(str(target), response.status in PERMANENT)
                    return await _read(response, validators, limit_bytes)

    @asynccontextmanager
    async def _turn(self, host: str) -> AsyncIterator[None]:
        """Wait until nobody else asks ``host``, and let nobody until a pause has passed."""
        turn = self._turns.setdefault(host, asyncio.Lock())
        await turn.acquire()
        try:
            yield
        finally:
            # The call that is due keeps the lock alive during the pause; after it nothing does: the host is forgotten.
            asyncio.get_running_loop().call_later(self._pause_s, turn.release)


@contextmanager
def _explained(url: str) -> Iterator[None]:
    """Turn the library's exceptions into the house's."""
    try:
        yield
    except TimeoutError as error:
        raise NotFetched(url, "timeout") from error
    except aiohttp.ClientSSLError as error:
        raise NotFetched(url, "tls", str(error.os_error)) from error
    except aiohttp.ClientConnectorError as error:
        if isinstance(error.os_error, Closed):
            raise NotFetched(url, "address") from error
        raise NotFetched(url, "unreachable", error.os_error.strerror or "") from error
    except (aiohttp.ClientPayloadError, aiohttp.ClientResponseError) as error:
        raise NotFetched(url, "undecodable", type(error.__cause__ or error).__name__) from error
    except (aiohttp.ClientError, OSError, UnicodeError) as error:
        raise NotFetched(url, "unreachable", type(error).__name__) from error


def _target(response: aiohttp.ClientResponse) -> URL | None:
    """Return where a redirect leads; None where the answer is none.

    Raises:
        NotFetched: it leads nowhere.
    """
    location = response.headers.get("Location")
    if response.status not in PERMANENT | TEMPORARY or not location:
        return None
    try:
        return response.url.join(URL(location))
    except ValueError as error:
        raise NotFetched(location, "scheme") from error


async def _read(response: aiohttp.ClientResponse, validators: Validators, limit_bytes: int) -> Fetched:
    """Return an answer with its body.

    Raises:
        NotFetched: the server refuses, or the body is too large.
    """
    unchanged = response.status == HTTPStatus.NOT_MODIFIED and validators != Validators()
    if not unchanged and not HTTPStatus(HTTPStatus.OK) <= response.status < HTTPStatus.MULTIPLE_CHOICES:
        raise _refusal(response)
    stated = response.headers
    return Fetched(
        url=str(response.url),
        moved_to=None,
        body=None if unchanged else await _body(response, limit_bytes),
        content_type=response.content_type.lower() if "Content-Type" in stated else "",
        charset=response.charset,
        validators=Validators(
            stated.get("ETag") or (validators.etag if unchanged else None),
            stated.get("Last-Modified") or (validators.last_modified if unchanged else None),
        ),
        fresh_s=_fresh_s(stated.get("Cache-Control", "")),
    )


def _fresh_s(stated: str) -> int:
    found = MAX_AGE.search(stated.lower())
    return int(found["seconds"]) if found and "no-cache" not in stated.lower() else 0


async def _body(response: aiohttp.ClientResponse, limit_bytes: int) -> bytes:
    body = bytearray()
    async for piece in response.content.iter_any():
        body += piece
        if len(body) > limit_bytes:
            raise NotFetched(str(response.url), "too-large", f"more than {limit_bytes} bytes")
    return bytes(body)


def _refusal(response: aiohttp.ClientResponse) -> NotFetched:
    url, status = str(response.url), response.status
    phrase = f"{status} {HTTPStatus(status).phrase}" if status in HTTPStatus.__members__.values() else str(status)
    if status in BUSY:
        return NotFetched(url, "busy", phrase, _retry_after_s(response.headers))
    if status == HTTPStatus.GONE:
        return NotFetched(url, "gone", phrase)
    return NotFetched(url, "status", phrase)


def _retry_after_s(headers: Mapping[str, str]) -> float | None:
    """Return how long a server wants to be left alone: stated in seconds, or as a time by its own clock."""
    stated = headers.get("Retry-After", "").strip()
    if stated.isdecimal():
        return min(float(stated[:9]), LONGEST_WAIT_S)
    until, now = _time(stated), _time(headers.get("Date", "")) or datetime.now(UTC)
    return None if until is None else min(max((until - now).total_seconds(), 0.0), LONGEST_WAIT_S)


def _time(stated: str) -> datetime | None:
    try:
        time = parsedate_to_datetime(stated)
    except ValueError:
        return None
    return time if time.tzinfo else time.replace(tzinfo=UTC)
