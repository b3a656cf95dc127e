"""The application's commands: as registered, as Discord gives them back, and as a member fills them in."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from enum import IntEnum

from tests.chat.wire.clock import Snowflakes
from tests.chat.wire.errors import invalid_form
from tests.chat.wire.objects import channel_object, role_object, upload_object, user_object
from tests.chat.wire.places import APPLICATION_ID, Channel, Role, Upload, User
from tests.chat.wire.scene import Setting
from tests.chat.wire.shape import Json

Value = str | int | float | bool | Channel | Role | User | Upload
"""What a member may put into an option."""

NAME = re.compile(r"[-_'\w]{1,32}")
LOCALES = frozenset(
    "ar bg cs da de el en-GB en-US es-419 es-ES fi fr hi hr hu id it ja ko lt nl no pl pt-BR ro ru sv-SE th tr uk vi "
    "zh-CN zh-TW".split()
)
MAX_COMMANDS = {1: 100, 2: 15, 3: 15}
MAX_CHARS = 8_000


class Type(IntEnum):
    """The kinds of command."""

    CHAT_INPUT = 1
    USER = 2
    MESSAGE = 3


class Option(IntEnum):
    """The kinds of option."""

    SUBCOMMAND = 1
    GROUP = 2
    STRING = 3
    INTEGER = 4
    BOOLEAN = 5
    USER = 6
    CHANNEL = 7
    ROLE = 8
    NUMBER = 10
    ATTACHMENT = 11


NESTED = {Option.SUBCOMMAND, Option.GROUP}
TAKES: dict[int, tuple[type, ...]] = {
    Option.STRING: (str,),
    Option.INTEGER: (int,),
    Option.BOOLEAN: (bool,),
    Option.USER: (User,),
    Option.CHANNEL: (Channel,),
    Option.ROLE: (Role,),
    Option.NUMBER: (int, float),
    Option.ATTACHMENT: (Upload,),
}


class Commands:
    """The commands registered: for everywhere (``guild_id`` None), or for a server.

    Attributes:
        puts: How often they were replaced in bulk.
    """

    def __init__(self, snowflakes: Snowflakes) -> None:
        self._snowflakes = snowflakes
        self._registered: dict[int | None, list[Json]] = {}
        self.puts = 0

    def of(self, guild_id: int | None) -> list[Json]:
        """Return what is registered for a server or for everywhere."""
        return self._registered.get(guild_id, [])

    def replace(self, wanted: list[Json], guild_id: int | None) -> list[Json]:
        """Replace all commands of a server or of everywhere; those that stay the same keep id and version.

        Raises:
            ApiError: Discord would refuse one.
        """
        check_commands(wanted)
        before = {(command["name"], command["type"]): command for command in self.of(guild_id)}
        self._registered[guild_id] = [self._given_back(command, before, guild_id) for command in wanted]
        self.puts += 1
        return self.of(guild_id)

    def _given_back(self, command: Json, before: Mapping[tuple[str, int], Json], guild_id: int | None) -> Json:
        kind = command.get("type") or Type.CHAT_INPUT
        permissions = command.get("default_member_permissions")
        full = _without_nothing(command) | {
            "application_id": str(APPLICATION_ID),
            "type": int(kind),
            "description": command.get("description") or "",
            "default_member_permissions": None if permissions is None else str(permissions),
            "contexts": command.get("contexts"),
            "integration_types": command.get("integration_types") or [0],
            "nsfw": command.get("nsfw", False),
        }
        full |= {"guild_id": str(guild_id)} if guild_id else {}
        old = before.get((full["name"], full["type"]), {})
        if old and old == full | {"id": old["id"], "version": old["version"]}:
            return old
        return full | {"id": old.get("id", str(self._snowflakes.next())), "version": str(self._snowflakes.next())}

    def find(self, name: str, kind: Type, setting: Setting) -> Json:
        """Return the command that a member sees under this name, where they are.

        Permissions are not looked at: a server's moderators may open a command to anyone.

        Raises:
            AssertionError: There is none there.
        """
        seen = [*(self.of(setting.guild.id) if setting.guild else []), *self.of(None)]
        found = next((command for command in seen if (command["name"], command["type"]) == (name, kind)), None)
        assert found, f"no command {name!r} among {[command['name'] for command in seen]}"
        contexts = found["contexts"]
        assert contexts is None or setting.context in contexts, f"/{name} is not offered in a {setting.context.name}"
        assert setting.installs & set(found["integration_types"]), f"/{name} is not offered to {set(setting.installs)}"
        return found


def _without_nothing(command: Json) -> Json:
    kept = {key: value for key, value in command.items() if value is not None and key != "id"}
    if "options" in kept:
        kept["options"] = [_without_nothing(option) for option in kept["options"]]
    return kept


def invocation(
    command: Json, path: list[str], given: Mapping[str, Value], setting: Setting, *, focused: str | None = None
) -> Json:
    """Return the data of an interaction with a command.

    Args:
        command: As registered.
        path: The subcommands' names.
        given: Option -> what the member put in.
        setting: Where they are.
        focused: The option that is being typed; others may still be missing.

    Raises:
        AssertionError: Discord would not let a member send that.
    """
    data: Json = {"id": command["id"], "name": command["name"], "type": command["type"]}
    if "guild_id" in command:
        data["guild_id"] = command["guild_id"]
    level, holder = data, command
    for name in path:
        holder = next(option for option in holder["options"] if option["name"] == name)
        deeper: Json = {"name": name, "type": holder["type"]}
        level["options"], level = [deeper], deeper
    options = holder.get("options", [])
    assert all(option["type"] not in NESTED for option in options), f"{command['name']} wants a subcommand"
    unknown = set(given) - {option["name"] for option in options}
    assert not unknown, f"{command['name']} has no options {unknown}"
    missing = [option["name"] for option in options if option.get("required") and option["name"] not in given]
    assert not missing or focused, f"{command['name']} needs {missing}"
    level["options"] = [_filled(one, given[one["name"]], focused) for one in options if one["name"] in given]
    if resolved := _resolved(list(given.values()), setting):
        data["resolved"] = resolved
    return data


def _filled(option: Json, value: Value, focused: str | None) -> Json:
    if focused == option["name"]:
        assert option.get("autocomplete"), f"{focused} has no autocomplete"
        return {"name": focused, "type": option["type"], "value": value, "focused": True}
    assert isinstance(value, TAKES[option["type"]]), f"{option['name']} does not take {value!r}"
    choices = [choice["value"] for choice in option.get("choices", [])]
    assert not choices or value in choices, f"{option['name']} takes {choices}"
    if isinstance(value, Channel):
        assert value.type in option.get("channel_types", [value.type]), f"{option['name']} takes no {value.type!r}"
    if isinstance(value, str):
        assert option.get("min_length", 0) <= len(value) <= option.get("max_length", 6_000), f"length of {value!r}"
    plain = str(value.id) if isinstance(value, Channel | Role | User | Upload) else value
    return {"name": option["name"], "type": option["type"], "value": plain}


def _resolved(values: Iterable[Value], setting: Setting) -> Json:
    """Return the objects behind the ids, by kind."""
    resolved: dict[str, Json] = {}
    for value in values:
        match value:
            case User():
                resolved.setdefault("users", {})[str(value.id)] = user_object(value)
            case Role():
                resolved.setdefault("roles", {})[str(value.id)] = role_object(value)
            case Upload():
                resolved.setdefault("attachments", {})[str(value.id)] = upload_object(value)
            case Channel():
                channel = channel_object(value, setting.guild) | {"permissions": str(int(setting.permissions))}
                resolved.setdefault("channels", {})[str(value.id)] = channel
    return resolved


def check_commands(commands: list[Json]) -> None:
    """Hold what Discord holds of commands beyond their shape.

    Raises:
        ApiError: It refuses one.
    """
    kinds = Counter(command.get("type") or Type.CHAT_INPUT for command in commands)
    for kind, number in kinds.items():
        if number > MAX_COMMANDS[kind]:
            raise invalid_form("", "APPLICATION_COMMAND_TOO_MANY", f"{number} commands of type {kind}")
    names = Counter((command["name"], command.get("type") or Type.CHAT_INPUT) for command in commands)
    for index, command in enumerate(commands):
        kind = command.get("type") or Type.CHAT_INPUT
        if names[command["name"], kind] > 1:
            raise invalid_form(f"{index}.name", "APPLICATION_COMMANDS_DUPLICATE_NAME", command["name"])
        if kind == Type.CHAT_INPUT:
            if not command.get("description"):
                raise invalid_form(f"{index}.description", "BASE_TYPE_REQUIRED", "a description is required")
            _check_named(command, str(index))
        elif command.get("description") or command.get("options"):
            raise invalid_form(
                str(index), "APPLICATION_COMMAND_INVALID", "a context menu has neither description nor options"
            )
        if (size := _size(command)) > MAX_CHARS:
            raise invalid_form(str(index), "APPLICATION_COMMAND_TOO_LARGE", f"{size} characters")


def _check_named(named: Json, path: str) -> None:
    for name in (named["name"], *(named.get("name_localizations") or {}).values()):
        if not NAME.fullmatch(name) or name != name.lower():
            raise invalid_form(f"{path}.name", "APPLICATION_COMMAND_INVALID_NAME", repr(name))
    for key in ("name_localizations", "description_localizations"):
        if unknown := set(named.get(key) or {}) - LOCALES:
            raise invalid_form(f"{path}.{key}", "DICT_TYPE_KEY_INVALID", f"no locales {unknown}")
    options = named.get("options") or []
    required = [bool(option.get("required")) for option in options]
    if required != sorted(required, reverse=True):
        raise invalid_form(
            f"{path}.options", "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", "required ones come first"
        )
    for locale in (None, *LOCALES):
        shown = [_shown(option, locale) for option in options]
        if len(set(shown)) < len(shown):
            raise invalid_form(f"{path}.options", "APPLICATION_COMMAND_OPTIONS_NAME_DUPLICATE", f"{locale}: {shown}")
    for index, option in enumerate(options):
        if option.get("autocomplete") and option.get("choices"):
            raise invalid_form(f"{path}.options.{index}", "APPLICATION_COMMAND_AUTOCOMPLETE_CHOICES", "both")
        _check_named(option, f"{path}.options.{index}")


def _shown(named: Json, locale: str | None) -> str:
    localised = named.get("name_localizations") or {}
    return str(localised.get(locale, named["name"]))


def _size(command: Json) -> int:
    """Return the characters of names, descriptions and choices, each in its longest language."""
    size = 0
    for key in ("name", "description"):
        texts = [command.get(key) or "", *(command.get(f"{key}_localizations") or {}).values()]
        size += max(map(len, texts))
    size += len(command["value"]) if isinstance(command.get("value"), str) else 0
    return size + sum(_size(part) for key in ("options", "choices") for part in command.get(key) or [])
