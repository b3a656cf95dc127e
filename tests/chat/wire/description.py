"""Discord's OpenAPI description, read strictly: a field that it does not know is a mistake."""

import json
import os
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from pathlib import Path

from jsonschema import Draft202012Validator, FormatChecker, ValidationError
from jsonschema.exceptions import best_match
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from tests.chat.wire.shape import Json

ANSWERS, REQUESTS = "urn:discord:answers", "urn:discord:requests"
NO_TTS: Json = {"tts": {"const": False}}
UNDESCRIBED: dict[str, Json] = {
    "ApplicationCommandUpdateRequest": {"nsfw": {"type": "boolean"}},
    "IncomingWebhookUpdateRequestPartial": NO_TTS,
    "IncomingWebhookUpdateForInteractionCallbackRequestPartial": NO_TTS,
    "BaseCreateMessageCreateRequest": NO_TTS,
    "MessageEditRequestPartial": NO_TTS,
    "CreateForumThreadRequest": {"type": {"const": 11}},
    "CreatedThreadResponse": {"message": {"$ref": "#/components/schemas/MessageResponse"}},
}
"""Fields that the description leaves out.

``nsfw`` and a forum post's message are in the documentation; discord.py sends ``tts`` with every message, and the type
with every forum post.
"""
UNDESCRIBED_PARAMETERS = {"use_nested_fields"}
"""discord.py sends it with forum posts."""

formats = FormatChecker(formats=())


@formats.checks("int32")
def _int32(value: object) -> bool:
    return not isinstance(value, int) or -(2**31) <= value < 2**31


@formats.checks("date-time", raises=ValueError)
def _date_time(value: object) -> bool:
    return not isinstance(value, str) or datetime.fromisoformat(value).tzinfo is not None


@formats.checks("uri")
def _uri(value: object) -> bool:
    return not isinstance(value, str) or value.startswith(
        ("https://", "http://", "ws://", "attachment://", "discord://")
    )


class Description:
    """What Discord says of its own interface; schemas are compiled once for each route."""

    def __init__(self, document: Json) -> None:
        self._paths: Json = document["paths"]
        for operation in _all(self._paths):
            if "requestBody" in operation:
                operation["requestBody"]["content"].pop("multipart/form-data", None)  # its JSON is checked as JSON
        for name, fields in UNDESCRIBED.items():
            document["components"]["schemas"][name]["properties"] |= fields
        _close(document, _parts(document))
        lenient = document | {"components": document["components"] | {"schemas": _with_numbers(document)}}
        self._registry = Registry().with_resources(
            [(ANSWERS, DRAFT202012.create_resource(document)), (REQUESTS, DRAFT202012.create_resource(lenient))]
        )
        self._validator = cache(self._compiled)

    @classmethod
    def at_hand(cls) -> "Description | None":
        """Return the description in ``$JIANBAO_BENCH_DIR/discord``, if there is one."""
        path = Path(os.environ.get("JIANBAO_BENCH_DIR", os.devnull)) / "discord" / "openapi.json"
        return cls(json.loads(path.read_text(encoding="utf-8"))) if path.exists() else None

    def request_mistake(self, method: str, template: str, body: object) -> tuple[str, str] | None:
        """Return where a request's body departs from the description, and how; None where it does not."""
        operation = self._paths[template][method.lower()]
        if "requestBody" not in operation:
            return None if body is None else ("", "a body where none is taken")
        pointer = f"{_pointer(template, method)}/requestBody/content/application~1json/schema"
        return self._mistake(f"{REQUESTS}#{pointer}", body)

    def query_mistake(self, method: str, template: str, query: dict[str, str]) -> tuple[str, str] | None:
        """Return the first part of a query that the description does not know, and why."""
        described = self._paths[template][method.lower()].get("parameters", [])
        known = UNDESCRIBED_PARAMETERS | {one["name"] for one in described if one["in"] == "query"}
        return next(((name, "an unknown parameter") for name in query if name not in known), None)

    def answer_mistake(self, method: str, template: str, status: int, body: object) -> tuple[str, str] | None:
        """Return where an answer departs from the description, and how; None where it does not."""
        responses = self._paths[template][method.lower()]["responses"]
        key = str(status) if str(status) in responses else f"{status // 100}XX"
        if key not in responses:
            return "", f"status {status} is none of {', '.join(responses)}"
        pointer = f"{_pointer(template, method)}/responses/{key}"
        if "$ref" in responses[key]:
            pointer = responses[key]["$ref"].removeprefix("#")
        elif "content" not in responses[key]:
            return None if body is None else ("", "a body where none is given")
        return self._mistake(f"{ANSWERS}#{pointer}/content/application~1json/schema", body)

    def object_mistake(self, name: str, value: object) -> tuple[str, str] | None:
        """Return where an object that comes over the gateway departs from its schema, and how."""
        return self._mistake(f"{ANSWERS}#/components/schemas/{name}", value)

    def _mistake(self, schema: str, body: object) -> tuple[str, str] | None:
        error = best_match(self._validator(schema).iter_errors(body))
        if error is None:
            return None
        error = _meant(error)
        return ".".join(map(str, error.absolute_path)), _told(error)

    def _compiled(self, schema: str) -> Draft202012Validator:
        return Draft202012Validator({"$ref": schema}, registry=self._registry, format_checker=formats)


def _with_numbers(document: Json) -> Json:
    """Return the schemas for requests: there Discord takes ids as numbers too, and discord.py sends some so."""
    schemas: Json = document["components"]["schemas"]
    return schemas | {"SnowflakeType": schemas["SnowflakeType"] | {"type": ["string", "integer"]}}


def _pointer(template: str, method: str) -> str:
    return f"/paths/{template.replace('~', '~0').replace('/', '~1')}/{method.lower()}"


def _meant(error: ValidationError) -> ValidationError:
    """Return what is wrong with the one alternative that has the right ``type``, where several were possible."""
    branches: dict[object, list[ValidationError]] = {}
    for one in error.context or []:
        branches.setdefault(one.relative_schema_path[0], []).append(one)
    meant = [errors for errors in branches.values() if not any(_is_of_another_type(one) for one in errors)]
    if error.validator not in ("oneOf", "anyOf") or len(meant) != 1:
        return error
    return _meant(min(meant[0], key=lambda one: len(one.absolute_path)))


def _is_of_another_type(error: ValidationError) -> bool:
    path = list(error.relative_path)
    return path == ["type"] or (not path and error.validator == "type")


def _told(error: ValidationError) -> str:
    return error.message if len(error.message) < 200 else f"{error.message[:100]} … {error.message[-100:]}"


def _parts(document: Json) -> set[str]:
    """Return the names of schemas that others extend: they must not refuse what the others add."""
    return {
        one["$ref"].rsplit("/", 1)[-1] for schema in _all(document) for one in schema.get("allOf", ()) if "$ref" in one
    }


def _all(node: object) -> Iterator[Json]:
    if isinstance(node, dict):
        yield node
    for child in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from _all(child)


def _close(document: Json, parts: set[str]) -> None:
    """Let every object refuse fields that it does not name, but for those that others extend."""
    schemas = document["components"]["schemas"]
    extended = [schemas[name] for name in parts] + [one for node in _all(document) for one in node.get("allOf", ())]
    for schema in _all(document):
        if "properties" in schema and schema.get("type") == "object" and not any(schema is one for one in extended):
            schema.setdefault("additionalProperties", False)
