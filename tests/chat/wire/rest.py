"""The REST interface's frame: it checks, counts and records each request, and checks what this server answers."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from aiohttp import BodyPartReader, web

from tests.chat.wire.description import Description
from tests.chat.wire.errors import ApiError, Violation, invalid_form, unauthorized, unknown_route
from tests.chat.wire.limits import Fault, Limits
from tests.chat.wire.world import World

ROOT = "/api/v10"


@dataclass
class Call:
    """A request as a route gets it: the parts of its path, its query, and its body with the files beside it."""

    path: dict[str, str]
    query: dict[str, str]
    body: Any = None
    files: dict[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True)
class Answer:
    """What a route answers; a body of None goes with 204."""

    body: object = None
    status: int = 200


@dataclass(frozen=True)
class Request:
    """A request that was answered, for tests to look at."""

    method: str
    path: str
    body: Any
    status: int


Handler = Callable[[Call], Awaitable[Answer]]
Routes = dict[str, Handler]
"""``METHOD /template`` -> what answers; earlier ones win."""


class Rest:
    """Serves routes.

    Attributes:
        faults: What goes wrong next.
        limits: How much may be asked.
        requests: What was asked, oldest first.
    """

    def __init__(self, world: World, description: Description | None, *, token: str) -> None:
        self._world = world
        self._description = description
        self._token = token
        self.faults: list[Fault] = []
        self.limits = Limits(world.clock)
        self.requests: list[Request] = []

    def routes(self, handlers: Routes) -> list[web.RouteDef]:
        """Return the routes for a web application, and one that refuses everything else."""
        served = []
        for route, handler in handlers.items():
            method, template = route.split()
            pattern = template.replace("_id}", r"_id:\d+}")
            served.append(web.route(method, ROOT + pattern, partial(self._serve, template, handler)))
        return [*served, web.route("*", "/{rest:.*}", self._unknown)]

    async def _unknown(self, request: web.Request) -> web.Response:
        return self._refused(request, request.path, unknown_route(), None, {})

    async def _serve(self, template: str, handler: Handler, request: web.Request) -> web.Response:
        method, path = request.method, request.path.removeprefix(ROOT)
        fault = next((fault for fault in self.faults if fault.strikes(method, template, path)), None)
        headers: dict[str, str] = {}
        body: object = None
        try:
            if fault:
                await asyncio.sleep(fault.after_s)
            if fault and fault.error:
                raise fault.error
            of_interaction = template.startswith(("/webhooks/", "/interactions/"))
            if not of_interaction and request.headers.get("Authorization") != f"Bot {self._token}":
                raise unauthorized()
            parts = dict(request.match_info)
            headers = self.limits.count(f"{method} {template}", parts, counts_globally=not of_interaction)
            body, files = await _read(request)
            query = dict(request.query)
            self._check_request(method, template, query, body)
            answer = await handler(Call(parts, query, body, files))
        except ApiError as error:
            return self._refused(request, template, error, body, headers)
        self.requests.append(Request(method, path, body, answer.status))
        self._world.changes.tell()
        if fault and fault.loses_answer and request.transport:
            request.transport.abort()
        if fault and fault.text is not None:
            return web.Response(text=fault.text, content_type="application/json")
        return self._answered(method, template, answer, headers)

    def _check_request(self, method: str, template: str, query: dict[str, str], body: object) -> None:
        if self._description is None:
            return
        mistake = self._description.query_mistake(method, template, query)
        mistake = mistake or self._description.request_mistake(method, template, body)
        if mistake:
            raise invalid_form(mistake[0], "UNION_TYPE_CHOICES", mistake[1])

    def _answered(self, method: str, template: str, answer: Answer, headers: dict[str, str]) -> web.Response:
        status = answer.status if answer.body is not None else 204
        if self._description and (mistake := self._description.answer_mistake(method, template, status, answer.body)):
            where, what = mistake
            self._world.violations.append(Violation(f"answer to {method} {template}", status, f"{where}: {what}"))
        if answer.body is None:
            return web.Response(status=204, headers=headers)
        return _json(answer.body, status, headers)

    def _refused(
        self, request: web.Request, template: str, error: ApiError, body: object, headers: dict[str, str]
    ) -> web.Response:
        where = f"{request.method} {template}"
        if error.at_fault:
            self._world.violations.append(Violation(where, error.code or error.status, error.message))
        self.requests.append(Request(request.method, request.path.removeprefix(ROOT), body, error.status))
        self._world.changes.tell()
        return _json(error.body(), error.status, headers | error.headers)


def _json(body: object, status: int, headers: dict[str, str]) -> web.Response:
    # discord.py compares the whole header: with a charset, the answer would be text to it.
    return web.Response(
        body=json.dumps(body).encode(), status=status, headers=headers | {"Content-Type": "application/json"}
    )


async def _read(request: web.Request) -> tuple[Any, dict[str, bytes]]:
    """Return a request's JSON and its files; from a form, the JSON is the part ``payload_json``."""
    if request.content_type != "multipart/form-data":
        return (await request.json() if request.can_read_body else None), {}
    body: Any = None
    files: dict[str, bytes] = {}
    async for part in await request.multipart():
        assert isinstance(part, BodyPartReader)
        if part.name == "payload_json":
            body = json.loads(await part.text())
        elif part.filename:
            files[part.filename] = bytes(await part.read())
    return body, files
