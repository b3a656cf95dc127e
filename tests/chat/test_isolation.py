"""What a server has is shown to its own readers alone: every command, button, menu and form is tried from elsewhere.

How much was tried is printed: ``pytest tests/chat/test_isolation.py -rP``.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import pytest

from bot.chat.actions import Act, Action
from bot.chat.buttons import LISTS, Choose, Place, Turn
from bot.chat.client import Bot
from bot.chat.closeups.menu import Pick
from bot.chat.closeups.readings import Read
from bot.chat.corrections.flagging import FlagForm
from bot.chat.corrections.menu import Articles
from bot.chat.feeds.menu import Candidates
from bot.chat.following.controls import StopOne, StopSome, Whom
from bot.chat.pace import Pace
from bot.chat.settings.deletion import Confirmation, Delete
from bot.store import Store
from tests.chat.attempts import AT_HOME, Offer, Press, choose, complete, ended, give, items, menus, offers, press, read
from tests.chat.vault import EVERYTHING, HOME, NAME, OF_MODERATORS, OF_ONE, TITLE, Vault, fill, seen_in
from tests.chat.wire import Install, Message, Scene, WireDiscord
from tests.chat.wire.places import (
    EDITOR,
    FOREIGN_GUILD,
    FOREIGN_NEWS,
    GENERAL,
    GUILD,
    MODERATOR,
    NEWS,
    OTHER_GUILD,
    OTHER_NEWS,
    OTHER_READER,
    READER,
    Channel,
    ChannelType,
)
from tests.chat.wire.scene import Setting
from tests.store.rows import Rows, every_row

STRANGER = replace(OTHER_READER, permissions=MODERATOR)
"""Someone who may do everything where they are."""
GROUP = Channel(600_000_000_000_000_001, "", ChannelType.GROUP_DM, recipient=READER)
ELSEWHERE: dict[str, Scene] = {
    "another server": Scene(user=STRANGER, guild=OTHER_GUILD, channel=OTHER_NEWS),
    "a direct message": Scene(user=STRANGER, guild=None),
    "a conversation of several": Scene(user=STRANGER, guild=None, channel=GROUP),
    "an own install in the server itself": Scene(user=STRANGER, guild=GUILD, channel=NEWS, installs=[Install.USER]),
    "a server without the bot": Scene(user=STRANGER, guild=FOREIGN_GUILD, channel=FOREIGN_NEWS),
}
elsewhere = pytest.mark.parametrize("scene", ELSEWHERE.values(), ids=ELSEWHERE)
WITHOUT_RIGHTS = Scene(user=READER, guild=GUILD, channel=GENERAL)
SHOWS_NOTHING = {"about", "help", "settings delete-server"}
"""Commands that show nobody anything of what a library holds."""
TAKES_MORE = {"add", "digest resume", "feed add", "feed import", "feed resume"}
"""Commands that do something with what is tried in ``test_rights`` only."""
PARTS = (NAME[:2], TITLE[:2], "1")
"""What a stranger types who has heard of something."""
A_FEW = 4
"""Completions of an option that are tried as they were offered to the editor."""


def pressed(vault: Vault) -> list[Press]:
    """Return everything that can be pressed, as it stands on cards of the server's own."""
    card = Place(str(vault.asked))
    news, digest = Place(f"news:{vault.news_run}"), Place(f"digest:{vault.digest_run}")
    quote = f"{vault.article}-{vault.quote_start}"
    acts = [Press(Act, f"{place}:{action}") for action in Action for place in _places(action, card, news, digest)]
    return [
        *(Press(Turn, str(place)) for place in (card, news, digest, replace(digest, book=f"{digest.book}+200"))),
        *(Press(Turn, str(Place(book))) for book in LISTS.split("|")),
        *acts,
        Press(Choose, f"jb:{vault.asked}:as:name", (str(vault.person),)),
        Press(Candidates, "jb:feed:add", ("https://pearl.example/feed",)),
        Press(Articles, f"jb:split:{vault.person}:new", (str(vault.article),)),
        Press(Delete, "jb:settings:delete"),
        Press(Confirmation, "jb:settings:delete", fields=(("name", GUILD.name),), opener="jb:settings:delete"),
        *(Press(Pick, f"{card}:{action}:of", (quote,)) for action in (Action.PICTURE, Action.READING)),
        Press(Read, f"{card}:reading:{quote}:zhuyin:1"),
        *(Press(StopOne, f"jb:stop:{follow}") for follow in (vault.follow, vault.own_follow)),
        *(Press(StopSome, "jb:stop", (str(follow),)) for follow in (vault.follow, vault.own_follow)),
        Press(StopSome, "jb:stop", ("all",)),
        *(Press(Whom, f"jb:follow:{where}:mine", (str(vault.person),)) for where in ("here", "direct")),
        Press(FlagForm, f"{card}:report", fields=(("marked", "甲"), ("note", "乙")), opener=f"{card}:{Action.REPORT}"),
    ]


def _places(action: Action, card: Place, news: Place, digest: Place) -> tuple[Place, ...]:
    """Return what an action is offered below."""
    return {Action.STOP: (news,), Action.SOURCES: (digest,)}.get(action, (card,))


def lost(before: Rows, after: Rows) -> dict[str, set[str]]:
    """Return the rows of a server that are no longer as they were; what others have beside them is theirs."""
    gone = {table: {*rows}.difference(after[table]) for table, rows in before.items()}
    return {table: rows for table, rows in gone.items() if rows}


def untold(told: Iterable[object], secrets: Mapping[str, str]) -> dict[str, str]:
    """Return the secrets that someone has not said themselves: what they have may be repeated to them."""
    known = seen_in("\n".join(map(str, told)), secrets)
    return {kind: words for kind, words in secrets.items() if kind not in known}


@dataclass
class Trial:
    """Everything that someone tries in a place.

    Attributes:
        told: What they have said so far.
        found: What was seen of the secrets, by what showed it.
        count: How often they have tried.
    """

    discord: WireDiscord
    scene: Scene
    secrets: Mapping[str, str]
    told: list[object] = field(default_factory=list)
    found: dict[str, set[str]] = field(default_factory=dict)
    count: int = 0

    async def give_all(self, offer: Offer, words: Sequence[str]) -> None:
        """Give a command in every way, and complete each of its options."""
        if not offer.fits(self.scene):
            return
        for options in offer.variants(words, self.scene):
            self.told += options.values()
            self._next()
            interaction = await give(self.discord, offer, options, self.scene)
            self._look(read(interaction, await ended(interaction)), f"/{offer} {options}")
        for option in offer.completed:
            for each in ("", *words):
                options = offer.filled(each or words[0], self.scene, {option: each})
                self.told += options.values()
                self._next()
                choices = await complete(self.discord, offer, option, options, self.scene)
                self._look(choices, f"/{offer} {options} completed at {option}")

    async def choose_all(self) -> None:
        """Choose every entry in the menu of a message that names whom and what there is to know of."""
        self.told += (NAME, TITLE)
        setting = Setting.of(self.scene)
        said = Message(1 << 60, setting.channel, setting.user, self.discord, setting.guild)
        said.content = f"{NAME}說過什麼？{TITLE}在2024年5月16日曝光。"
        for entry in menus(self.discord):
            self._next()
            interaction = await choose(self.discord, entry, said, self.scene)
            self._look(read(interaction, await ended(interaction)), entry["name"])

    async def press_all(self, vault: Vault, skipped: Collection[str] = ()) -> None:
        """Press everything, on cards that say whom or what they are about."""
        self.told += (NAME, OF_MODERATORS["digest"])
        for each in pressed(vault):
            if any(part in each.custom_id for part in skipped):
                continue
            self.told += each.values
            self._next()
            interaction = await press(self.discord, each, self.scene)
            self._look(read(interaction, await ended(interaction)), str(each))

    def _next(self) -> None:
        self.count += 1
        self.discord.clock.advance(1)  # Discord limits how much is asked in a second

    def _look(self, answer: object, what: str) -> None:
        if seen := seen_in(answer, untold(self.told, self.secrets)):
            self.found[what] = seen


async def guesses(discord: WireDiscord, offer: Offer) -> list[str]:
    """Return what a stranger types who knows everything: names, and whatever the command offers the editor."""
    found = [NAME, TITLE]
    for option in offer.completed:
        for typed in ("", NAME):
            choices = await complete(discord, offer, option, offer.filled(NAME, AT_HOME, {option: typed}), AT_HOME)
            found += [choice["value"] for choice in choices[:A_FEW]]
    return [*dict.fromkeys(found)]


@pytest.fixture
async def vault(bot: Bot, store: Store) -> Vault:
    """Return what the server has, of a bot that answers everybody as often as they ask."""
    bot.pace = Pace(allowance=10**6)
    return await fill(store)


@pytest.fixture
def unbroken(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Hold that nothing was raised."""
    yield
    assert [record.exc_text for record in caplog.get_records("call") if record.exc_info] == []


@elsewhere
@pytest.mark.usefixtures("vault", "unbroken")
async def test_no_command_shows_or_changes_anything_elsewhere(discord: WireDiscord, store: Store, scene: Scene) -> None:
    before = await every_row(store)
    trial = Trial(discord, scene, EVERYTHING)
    for offer in offers(discord):
        await trial.give_all(offer, PARTS)
    for offer in offers(discord):
        await trial.give_all(offer, await guesses(discord, offer))
    await trial.choose_all()
    print(f"{trial.count} commands, menus of messages and completions were tried")  # noqa: T201

    assert trial.found == {}
    assert lost(before, await every_row(store)) == {}


@elsewhere
@pytest.mark.usefixtures("unbroken")
async def test_no_button_menu_or_form_shows_or_changes_anything_elsewhere(
    discord: WireDiscord, store: Store, vault: Vault, scene: Scene
) -> None:
    before = await every_row(store)
    trial = Trial(discord, scene, EVERYTHING)
    await trial.press_all(vault)
    print(f"{trial.count} buttons, menus and forms were tried")  # noqa: T201

    assert trial.found == {}
    assert lost(before, await every_row(store)) == {}


@pytest.mark.usefixtures("unbroken")
async def test_members_without_rights_see_nothing_of_what_is_for_moderators(discord: WireDiscord, vault: Vault) -> None:
    trial = Trial(discord, WITHOUT_RIGHTS, OF_MODERATORS | OF_ONE)
    for offer in offers(discord):
        await trial.give_all(offer, [*PARTS, *await guesses(discord, offer)])
    # A digest and news stand in a channel that the member reads.
    await trial.press_all(vault, skipped=(f"digest:{vault.digest_run}", f"news:{vault.news_run}"))
    print(f"{trial.count} attempts")  # noqa: T201

    assert trial.found == {}


@pytest.mark.usefixtures("vault")
async def test_what_is_tried_elsewhere_shows_or_changes_the_servers_own_at_home(
    discord: WireDiscord, store: Store
) -> None:
    """Nothing is proved by attempts that would do nothing anywhere."""
    idle, seen = set(), set()
    for offer in offers(discord):
        await store.forget_library(HOME, 99)
        await store.forget_member(EDITOR.id)
        await fill(store)
        trial, before = Trial(discord, AT_HOME, EVERYTHING), await every_row(store)
        await trial.give_all(offer, [*PARTS, *await guesses(discord, offer)])
        if not trial.found and before == await every_row(store):
            idle.add(str(offer))
        seen |= {kind for found in trial.found.values() for kind in found}

    trial = Trial(discord, AT_HOME, EVERYTHING)
    await trial.choose_all()

    assert trial.found
    assert idle == SHOWS_NOTHING | TAKES_MORE
    assert set(EVERYTHING) - seen == set()


def test_everything_that_can_be_pressed_is_tried(vault: Vault) -> None:
    for each in pressed(vault):
        template = getattr(each.kind, "__discord_ui_compiled_template__", None)
        assert template is None or template.fullmatch(each.custom_id), each

    assert {each.kind for each in pressed(vault)} == items()
