"""The Discord on the wire, seen through an unmodified discord.py: what members do, and what comes of it."""

from collections.abc import AsyncIterator, Mapping

import pytest
from discord import Interaction, ui

from tests.chat.wire import Install, Reply, WireDiscord
from tests.chat.wire.client import LeastClient, connected
from tests.chat.wire.commands import Value
from tests.chat.wire.places import FOREIGN_GUILD, GENERAL, GUILD, NEWS, OTHER_READER, READER, READERS_ROLE, Guild


class Card(ui.LayoutView):
    """A card with a button and a menu, whose answers a test gives."""

    def __init__(self, text: str = "帕霍茨基") -> None:
        super().__init__(timeout=None)
        self.button: ui.Button[Card] = ui.Button(label="原文", custom_id="original")
        self.menu: ui.Select[Card] = ui.Select(custom_id="page", placeholder="頁")
        self.menu.add_option(label="第一頁", value="1")
        self.menu.add_option(label="第二頁", value="2")
        link: ui.Button[Card] = ui.Button(label="連結", url="https://example.org")
        self.text: ui.TextDisplay[Card] = ui.TextDisplay(text)
        rows = (ui.ActionRow(self.button, link), ui.ActionRow(self.menu))
        self.add_item(ui.Container(ui.Section(self.text, accessory=ui.Thumbnail("https://example.org/a.png")), *rows))

    async def show(self, interaction: Interaction) -> None:
        """Answer with the card."""
        await interaction.response.send_message(view=self)


@pytest.fixture
async def client(discord: WireDiscord) -> AsyncIterator[LeastClient]:
    async with connected(discord, LeastClient()) as client:
        yield client


async def test_a_command_is_answered_by_a_message_that_everyone_sees(discord: WireDiscord, client: LeastClient) -> None:
    client.behaviour = Card().show

    who = await discord.command("who", {"name": "Pachocki"})
    message = await who.message()

    assert (await who.response()).type is Reply.MESSAGE
    assert (message.text, [button.label for button in message.buttons]) == ("帕霍茨基", ["原文", "連結"])
    assert discord.posts(NEWS) == [message]


@pytest.mark.usefixtures("client")
async def test_what_is_typed_is_completed(discord: WireDiscord) -> None:
    choices = await discord.autocomplete("who", "name", "pach")

    assert choices == [{"name": "PACH", "value": "pach"}]


async def test_a_subcommand_takes_channels_and_roles(discord: WireDiscord, client: LeastClient) -> None:
    add = await discord.command("digest add", {"channel": GENERAL, "role": READERS_ROLE, "hour": 9})
    await add.response()

    assert client.given == (GENERAL.id, READERS_ROLE.id, 9)


@pytest.mark.parametrize(
    ("name", "options", "guild", "why"),
    [
        ("whom", {}, GUILD, "no command"),
        ("who", {}, GUILD, "needs"),
        ("who", {"name": 1}, GUILD, "does not take"),
        ("who", {"name": "x", "page": 2}, GUILD, "no options"),
        ("digest add", {"channel": GENERAL, "hour": 9}, None, "not offered in a BOT_DM"),
        ("who", {"name": "x"}, FOREIGN_GUILD, "not offered to"),
    ],
)
@pytest.mark.usefixtures("client")
async def test_what_discord_would_not_offer_cannot_be_used(
    discord: WireDiscord, name: str, options: Mapping[str, Value], guild: Guild | None, why: str
) -> None:
    with pytest.raises(AssertionError, match=why):
        await discord.command(name, options, guild=guild)


async def test_the_bot_learns_who_asks_and_how_it_came_there(discord: WireDiscord, client: LeastClient) -> None:
    asked: list[Interaction] = []

    async def listen(interaction: Interaction) -> None:
        asked.append(interaction)
        await interaction.response.send_message("好")

    client.behaviour = listen
    await (await discord.command("who", {"name": "x"}, locale="zh-CN")).response()
    await (await discord.command("who", {"name": "x"}, guild=None, locale="en-US")).response()
    installed = {Install.GUILD, Install.USER}
    await (await discord.command("who", {"name": "x"}, user=OTHER_READER, installs=installed)).response()

    seen = [(one.user.id, str(one.locale), one.guild_id, one.is_user_integration()) for one in asked]
    assert seen == [
        (READER.id, "zh-CN", GUILD.id, False),
        (READER.id, "en-US", None, False),
        (OTHER_READER.id, "zh-TW", GUILD.id, True),
    ]


async def test_a_deferred_answer_shows_when_it_is_there(discord: WireDiscord, client: LeastClient) -> None:
    async def think(interaction: Interaction) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        assert (await interaction.original_response()).flags.loading
        await interaction.edit_original_response(view=Card("想好了"))

    client.behaviour = think
    who = await discord.command("who", {"name": "x"})
    message = await who.message()

    assert (await who.response()).type is Reply.DEFERRED_MESSAGE
    assert (message.text, message.ephemeral, discord.posts(NEWS)) == ("想好了", True, [])


async def test_the_first_follow_up_takes_the_place_of_thinking(discord: WireDiscord, client: LeastClient) -> None:
    async def think(interaction: Interaction) -> None:
        await interaction.response.defer(thinking=True)
        await interaction.followup.send("一", ephemeral=True)
        await interaction.followup.send("二", ephemeral=True)

    client.behaviour = think
    who = await discord.command("who", {"name": "x"})
    second = await who.followup()
    first = await who.message()

    assert [(first.text, first.ephemeral), (second.text, second.ephemeral)] == [("一", False), ("二", True)]


async def test_a_button_answers_whoever_presses_it(discord: WireDiscord, client: LeastClient) -> None:
    card = Card()

    async def reveal(interaction: Interaction) -> None:
        await interaction.response.send_message("原文在此", ephemeral=True)

    client.behaviour, card.button.callback = card.show, reveal  # type: ignore[method-assign]  # an instance's own
    message = await (await discord.command("who", {"name": "x"})).message()
    pressed = await message.press("原文", user=OTHER_READER, locale="zh-CN")
    shown = await pressed.message()

    assert (shown.text, shown.only_for, message.text) == ("原文在此", OTHER_READER, "帕霍茨基")
    with pytest.raises(AssertionError, match="a link"):
        await message.press("連結")
    with pytest.raises(AssertionError, match="no button"):
        await message.press("別的")


@pytest.mark.parametrize("deferred", [False, True])
async def test_a_menu_turns_the_page_in_place(discord: WireDiscord, client: LeastClient, *, deferred: bool) -> None:
    card = Card("第一頁的內容")

    async def turn(interaction: Interaction) -> None:
        if deferred:
            await interaction.response.defer()
            await interaction.edit_original_response(view=Card("第二頁的內容"))
        else:
            await interaction.response.edit_message(view=Card("第二頁的內容"))

    client.behaviour, card.menu.callback = card.show, turn  # type: ignore[method-assign]  # an instance's own
    message = await (await discord.command("who", {"name": "x"})).message()
    turned = await (await message.select("頁", "第二頁")).message()

    assert turned is message
    assert (message.text, len(discord.posts(NEWS))) == ("第二頁的內容", 1)


async def test_a_form_is_opened_and_sent_back(discord: WireDiscord, client: LeastClient) -> None:
    class Correction(ui.Modal, title="更正"):
        """A form of one field."""

        wording: ui.TextInput["Correction"] = ui.TextInput(label="說法", custom_id="wording", default="舊")

        async def on_submit(self, interaction: Interaction) -> None:
            """Show what was typed."""
            await interaction.response.send_message(self.wording.value)

    async def ask(interaction: Interaction) -> None:
        await interaction.response.send_modal(Correction())

    client.behaviour = ask
    form = await (await discord.command("who", {"name": "x"})).modal()
    sent = await form.submit({"wording": "新"})

    assert (form.title, (await sent.message()).text) == ("更正", "新")


@pytest.mark.usefixtures("client")
async def test_a_message_comes_along_with_its_context_menu(discord: WireDiscord) -> None:
    target = await discord.say(NEWS, "他說過這句話")

    used = await discord.message_command("Quotes", target)

    assert (await used.message()).text == "他說過這句話"
