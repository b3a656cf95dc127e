"""What ``ask --format json`` prints: the contract of docs/design.md."""

from collections.abc import Iterable

from bot.answers.answer import Citation
from bot.answers.presented import Line, Presented, ShownPart, ShownRendering


def as_json(presented: Presented) -> dict[str, object]:
    """Return an answer as the object that is printed."""
    printed: dict[str, object] = {
        "command": presented.command,
        "locale": presented.locale,
        "status": presented.status.value,
        "title": presented.title,
        "facts": [_line_json(line) for section in presented.sections for line in section.lines],
        "choices": [{"id": choice.id, "label": choice.label, "why": choice.why} for choice in presented.choices],
        "suggestions": list(presented.suggestions),
    }
    return printed | ({"since": presented.since.day} if presented.since else {})


def _line_json(line: Line) -> dict[str, object]:
    fact: dict[str, object] = {
        "kind": line.kind.value,
        "text": line.text,
        "value": line.value,
        "person": line.person,
        "speaker": line.speaker,
        "confidence": line.confidence,
        "parts": _parts_json(line.parts),
    }
    if line.also:
        fact["also"] = _parts_json(line.also)
    if line.renderings:
        fact["renderings"] = [_rendering_json(rendering) for rendering in line.renderings]
    return fact


def _rendering_json(rendering: ShownRendering) -> dict[str, object]:
    shown: dict[str, object] = {"text": rendering.text, "parts": _parts_json(rendering.parts)}
    return shown | ({"also": _parts_json(rendering.also)} if rendering.also else {})


def _parts_json(parts: Iterable[ShownPart]) -> list[dict[str, object]]:
    return [{"original": part.original, "citation": _citation_json(part.citation)} for part in parts]


def _citation_json(citation: Citation) -> dict[str, object]:
    return {
        "article": citation.article,
        "title": citation.title,
        "outlet": citation.outlet,
        "published_on": citation.published_on,
        "url": citation.url,
        "start": citation.start,
        "end": citation.end,
    }
