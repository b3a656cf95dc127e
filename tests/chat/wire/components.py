"""Message components: what Discord demands of them, and how it gives them back.

Discord's description holds the shape of each; what follows from several together is here.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import count

from tests.chat.wire.errors import ApiError, invalid_form
from tests.chat.wire.shape import Json

ROW, BUTTON, SELECT, TEXT_INPUT, USER_SELECT, ROLE_SELECT, MENTIONABLE_SELECT, CHANNEL_SELECT = range(1, 9)
SECTION, TEXT, THUMBNAIL, GALLERY, FILE, SEPARATOR = range(9, 15)
CONTAINER, LABEL = 17, 18
SELECTS = {SELECT, USER_SELECT, ROLE_SELECT, MENTIONABLE_SELECT, CHANNEL_SELECT}
LAYOUT = {SECTION, TEXT, THUMBNAIL, GALLERY, FILE, SEPARATOR, CONTAINER}
"""What only a message with the flag of Components V2 may hold."""
SINGLES = ("accessory", "component")
"""The keys under which a section and a label hold one component."""
LINK = 5
ATTACHED = "attachment://"

MAX_COMPONENTS = 40
MAX_TEXT_CHARS = 4_000
MAX_ROWS = 5


def walk(components: list[Json]) -> list[tuple[str, Json]]:
    """Return each component with its path, parents first, in the order shown."""
    found: list[tuple[str, Json]] = []
    _gather(components, "components", found)
    return found


def _gather(components: list[Json], path: str, found: list[tuple[str, Json]]) -> None:
    for index, component in enumerate(components):
        at = f"{path}.{index}"
        found.append((at, component))
        if children := component.get("components"):
            _gather(children, f"{at}.components", found)
        found += [(f"{at}.{single}", component[single]) for single in SINGLES if single in component]


def displayed(components: list[Json]) -> str:
    """Return the text that is shown, blocks apart by line breaks."""
    return "\n".join(component["content"] for _, component in walk(components) if component["type"] == TEXT)


def check_components(components: list[Json], *, layout: bool) -> None:
    """Hold what Discord holds of a message's or a modal's components taken together.

    Args:
        components: As sent.
        layout: Whether Components V2 are allowed.

    Raises:
        ApiError: They are refused.
    """
    found = walk(components)
    if len(found) > MAX_COMPONENTS:
        raise invalid_form("components", "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED", f"{len(found)} components")
    if (size := sum(len(component["content"]) for _, component in found if component["type"] == TEXT)) > MAX_TEXT_CHARS:
        raise invalid_form("components", "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED", f"{size} characters are shown")
    if not layout and len(components) > MAX_ROWS:
        raise invalid_form("components", "BASE_TYPE_BAD_LENGTH", "more than five rows")
    for key in ("custom_id", "id"):
        times = Counter(component[key] for _, component in found if component.get(key))
        for path, component in found:
            if times.get(component.get(key), 0) > 1:
                raise invalid_form(f"{path}.{key}", "COMPONENT_CUSTOM_ID_DUPLICATED", f"{component[key]!r} twice")
    for path, component in found:
        if not layout and component["type"] in LAYOUT:
            raise invalid_form(f"{path}.type", "UNION_TYPE_CHOICES", "needs the flag of Components V2")
        if error := _mistake(path, component):
            raise error


def _mistake(path: str, component: Json) -> ApiError | None:
    check = {ROW: _row_mistake, BUTTON: _button_mistake, SELECT: _select_mistake}.get(component["type"])
    return check(path, component) if check else None


def _row_mistake(path: str, row: Json) -> ApiError | None:
    kinds = {component["type"] for component in row["components"]}
    if kinds & SELECTS and len(row["components"]) > 1:
        return invalid_form(path, "COMPONENT_LAYOUT_WIDTH_EXCEEDED", "a select needs a row of its own")
    return None


def _button_mistake(path: str, button: Json) -> ApiError | None:
    if not button.get("label") and not button.get("emoji"):
        return invalid_form(path, "BUTTON_COMPONENT_LABEL_OR_EMOJI_REQUIRED", "a button shows a label or an emoji")
    if button["style"] == LINK and ("custom_id" in button or not button.get("url")):
        return invalid_form(path, "BUTTON_COMPONENT_INVALID_URL", "a link button has a URL and no custom id")
    if button["style"] != LINK and (not button.get("custom_id") or button.get("url")):
        return invalid_form(path, "BUTTON_COMPONENT_CUSTOM_ID_REQUIRED", "a button has a custom id and no URL")
    return None


def _select_mistake(path: str, select: Json) -> ApiError | None:
    values = [option["value"] for option in select["options"]]
    fewest, most = select.get("min_values", 1), select.get("max_values", 1)
    if len(set(values)) < len(values):
        return invalid_form(path, "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", "an option's value stands twice")
    if not fewest <= most <= len(values) or len(values) < fewest:
        return invalid_form(path, "BASE_TYPE_BAD_LENGTH", f"{fewest} to {most} of {len(values)} options")
    if sum(bool(option.get("default")) for option in select["options"]) > most:
        return invalid_form(path, "BASE_TYPE_BAD_LENGTH", f"more than {most} options are chosen already")
    return None


DEFAULTS: dict[int, Json] = {
    **{select: {"min_values": 1, "max_values": 1, "disabled": False} for select in SELECTS},
    BUTTON: {"disabled": False},
    THUMBNAIL: {"description": None, "spoiler": False},
    FILE: {"spoiler": False},
    SEPARATOR: {"spacing": 1, "divider": True},
    CONTAINER: {"accent_color": None, "spoiler": False},
}
"""What Discord fills in."""


def shown_files(components: list[Json]) -> Iterator[tuple[str, str]]:
    """Yield the names of the attached files that are shown, with the paths of their components."""
    for path, component in walk(components):
        if component["type"] == FILE:
            yield component["file"]["url"].removeprefix(ATTACHED), path
        if component["type"] == GALLERY:
            media = [item["media"]["url"] for item in component["items"]]
            yield from (
                (url.removeprefix(ATTACHED), f"{path}.items.{index}")
                for index, url in enumerate(media)
                if url.startswith(ATTACHED)
            )


def given_back(components: list[Json], files: Mapping[str, bytes]) -> list[Json]:
    """Return components as Discord gives them back: each with an id, with what was left out, and of the files sent."""
    taken = {component["id"] for _, component in walk(components) if component.get("id")}
    free = (number for number in count(1) if number not in taken)

    def filled(component: Json) -> Json:
        kept = {key: value for key, value in component.items() if value is not None and key not in ("id", "required")}
        answer: Json = {"id": component.get("id") or next(free)} | DEFAULTS.get(component["type"], {}) | kept
        if "components" in kept:
            answer["components"] = [filled(child) for child in kept["components"]]
        for single in SINGLES:
            if single in kept:
                answer[single] = filled(kept[single])
        if "media" in kept:
            answer["media"] = _unfurled(kept["media"])
        if "file" in kept:
            name = kept["file"]["url"].removeprefix(ATTACHED)
            answer |= {"file": _unfurled(kept["file"]), "name": name, "size": len(files[name])}
        if "items" in kept:
            answer["items"] = [
                {"description": None, "spoiler": False} | item | {"media": _unfurled(item["media"])}
                for item in kept["items"]
            ]
        return answer

    return [filled(component) for component in components]


def _unfurled(media: Json) -> Json:
    return {"id": "1", "url": media["url"], "proxy_url": media["url"], "width": None, "height": None}
