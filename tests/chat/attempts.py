"""Whatever can be done with the bot, done by someone who should not, or with what should not be.

The commands are those that Discord has registered and the buttons, menus and forms those that the bot's classes are:
what is new is tried without anyone thinking of it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from discord import ui

from tests.chat.wire import Flag, Interaction, Message, Reply, Scene, WireDiscord
from tests.chat.wire.commands import NESTED, Option, Type, Value, invocation
from tests.chat.wire.components import BUTTON
from tests.chat.wire.places import BOT_USER, EDITOR, GUILD, NEWS, READERS_ROLE, Upload
from tests.chat.wire.scene import Kind, Setting
from tests.chat.wire.shape import Json

STRING_SELECT = 3
WELL_FORMED: Mapping[str, str] = {"time": "09:00"}
"""What is typed into options that are read before any other, where another is tried."""
AT_HOME = Scene(user=EDITOR, guild=GUILD, channel=NEWS)
"""The server's editor, who may do everything there."""
LONGEST = 6000
"""What Discord takes in an option that says nothing of it."""
GONE = Upload(1, "a.txt", 1, "http://127.0.0.1:1/a.txt")
"""A file that is no longer there."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A command as it is registered, with the path of its subcommand."""

    command: Json
    path: tuple[str, ...]
    options: tuple[Json, ...]

    def __str__(self) -> str:
        return " ".join((self.command["name"], *self.path))

    @property
    def typed(self) -> list[Json]:
        """The options that take any words."""
        return [one for one in self.options if one["type"] == Option.STRING and not one.get("choices")]

    @property
    def completed(self) -> list[str]:
        """The names of the options that are completed."""
        return [one["name"] for one in self.options if one.get("autocomplete")]

    def filled(self, words: str, scene: Scene, given: Mapping[str, Value] | None = None) -> dict[str, Value]:
        """Return what is put into the options that have to be given, ``words`` wherever they are taken, and ``given``.

        What is too long for an option is cut.
        """
        setting = Setting.of(scene)
        needed = {one["name"]: _value(one, words, setting) for one in self.options if one.get("required")}
        longest = {one["name"]: one.get("max_length", LONGEST) for one in self.typed}
        return {name: _cut(value, longest.get(name)) for name, value in (needed | {**(given or {})}).items()}

    def fits(self, scene: Scene) -> bool:
        """Tell whether it can be filled in at all: where there is no server there are no channels and roles."""
        return all(_is_there(option, scene) for option in self.options if option.get("required"))

    def variants(self, words: Sequence[str], scene: Scene) -> Iterator[dict[str, Value]]:
        """Yield ways to fill in the command: each option in turn with each of the words or of its choices."""
        yield self.filled(words[0], scene)
        for option in self.options:
            name = option["name"]
            if option.get("choices"):
                for choice in option["choices"]:
                    yield self.filled(words[0], scene, {name: choice["value"]})
            elif option["type"] == Option.STRING:
                for each in words:
                    yield self.filled(each, scene, {name: each})
            elif not option.get("required") and _is_there(option, scene):
                yield self.filled(words[0], scene, {name: _value(option, "", Setting.of(scene))})


def _is_there(option: Json, scene: Scene) -> bool:
    return option["type"] not in {Option.CHANNEL, Option.ROLE} or Setting.of(scene).guild is not None


def _cut(value: Value, longest: int | None) -> Value:
    return value[:longest] if isinstance(value, str) else value


def _value(option: Json, words: str, setting: Setting) -> Value:
    if option.get("choices"):
        return str(option["choices"][0]["value"])
    others: dict[int, Value] = {
        Option.CHANNEL: setting.channel,
        Option.ATTACHMENT: GONE,
        Option.ROLE: READERS_ROLE,
        Option.INTEGER: int(option.get("min_value", 1)),
        Option.BOOLEAN: True,
    }
    return others.get(option["type"], WELL_FORMED.get(option["name"], words))


def offers(discord: WireDiscord) -> list[Offer]:
    """Return every slash command and subcommand that is registered."""
    return [
        offer
        for command in discord.commands
        if command["type"] == Type.CHAT_INPUT
        for offer in _within(command, (), command.get("options", []))
    ]


def menus(discord: WireDiscord) -> list[Json]:
    """Return the entries in the menus of messages that are registered."""
    return [command for command in discord.commands if command["type"] == Type.MESSAGE]


def _within(command: Json, path: tuple[str, ...], options: list[Json]) -> Iterator[Offer]:
    if not any(option["type"] in NESTED for option in options):
        yield Offer(command, path, tuple(options))
        return
    for option in options:
        yield from _within(command, (*path, option["name"]), option.get("options", []))


def items() -> set[type]:
    """Return the buttons, menus and forms that the bot has, as classes."""
    found = {*_below(ui.DynamicItem), *_below(ui.Modal)}
    return {each for each in found if each.__module__.startswith("bot.")}


def _below(kind: type) -> Iterator[type]:
    each: type
    for each in kind.__subclasses__():
        yield each
        yield from _below(each)


@dataclass(frozen=True, slots=True)
class Press:
    """A component that is used, or a form that is sent (``fields``), by its id, whatever card it stands on.

    ``opener`` is the id of the button that opens the form.
    """

    kind: type
    custom_id: str
    values: tuple[str, ...] = ()
    fields: tuple[tuple[str, str], ...] = ()
    opener: str = ""

    def __str__(self) -> str:
        return f"{self.kind.__name__} {self.custom_id} {' '.join(self.values)}".rstrip()

    @property
    def component(self) -> Json:
        """The component as a card holds it."""
        if self.values:
            options = [{"label": "甲", "value": value} for value in self.values]
            return {"type": STRING_SELECT, "id": 2, "custom_id": self.custom_id, "options": options}
        return {"type": BUTTON, "id": 2, "style": 1, "label": "甲", "custom_id": self.custom_id}

    @property
    def data(self) -> Json:
        """What Discord tells of it."""
        if self.fields:
            inputs = [
                {"type": 18, "component": {"type": 4, "custom_id": name, "value": value}} for name, value in self.fields
            ]
            return {"custom_id": self.custom_id, "components": inputs}
        shape = {"component_type": self.component["type"], "custom_id": self.custom_id}
        return shape | ({"values": [*self.values]} if self.values else {})


async def give(discord: WireDiscord, offer: Offer, options: Mapping[str, Value], scene: Scene) -> Interaction:
    """Give a command wherever one is, though Discord would not offer it there."""
    data = invocation(offer.command, [*offer.path], options, Setting.of(scene))
    return await discord.act(Kind.COMMAND, data, scene)


async def choose(discord: WireDiscord, entry: Json, said: Message, scene: Scene) -> Interaction:
    """Choose an entry in the menu of a message, wherever one is."""
    data = {"id": entry["id"], "name": entry["name"], "type": entry["type"], "target_id": str(said.id)}
    resolved = {"messages": {str(said.id): said.as_json({})}}
    return await discord.act(Kind.COMMAND, data | {"resolved": resolved}, scene)


async def complete(
    discord: WireDiscord, offer: Offer, option: str, options: Mapping[str, Value], scene: Scene
) -> list[Json]:
    """Type into an option wherever one is, and return the choices offered."""
    data = invocation(offer.command, [*offer.path], options, Setting.of(scene), focused=option)
    response = await (await discord.act(Kind.AUTOCOMPLETE, data, scene)).response()
    return list(response.data.get("choices") or [])


async def press(discord: WireDiscord, pressed: Press, scene: Scene) -> Interaction:
    """Use a component as if the card that it stands on were here, or send a form that the editor was shown."""
    if pressed.fields:
        opened = await press(discord, Press(pressed.kind, pressed.opener), AT_HOME)
        await opened.modal()
        return await discord.act(Kind.MODAL, pressed.data, scene, opened)
    setting = Setting.of(scene)
    number = int(pressed.custom_id.encode().hex()[:12], 16)
    card = Message(number, setting.channel, BOT_USER, discord, setting.guild, Flag.COMPONENTS_V2)
    card.components = [{"type": 1, "id": 1, "components": [pressed.component]}]
    return await discord.act(Kind.COMPONENT, pressed.data, scene, card)


async def ended(interaction: Interaction) -> list[Message]:
    """Wait until the bot has said what it has to say, and return its messages: none where it opens a form."""
    first = await interaction.response(timeout_s=10)

    def said() -> list[Message] | None:
        own = interaction.original
        if first.type is Reply.MODAL:
            return []
        if first.type is Reply.DEFERRED_UPDATE:
            return [own] if own and interaction.edits else interaction.followups or None
        if own is None or own.loading:
            return interaction.followups or None
        return [own, *interaction.followups]

    return await interaction.changes.until(said, f"what is said to {interaction}", timeout_s=30)


def read(interaction: Interaction, messages: Iterable[Message]) -> Json:
    """Return all that reached whoever did it: the first answer, messages, and the text of files."""
    return {
        "first": interaction.first.data if interaction.first else None,
        "sent": [message.sent for message in messages],
        "files": [file.decode(errors="ignore") for message in messages for file in message.files.values()],
    }
