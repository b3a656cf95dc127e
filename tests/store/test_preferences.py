"""What members and servers chose: read together, changed field by field, and kept only where it is a choice."""

from bot.model import MemberPreferences, Notation, Preferences, ServerPreferences
from bot.store import Store
from tests.store.databases import execute

MEMBER = 100_000_000_000_000_001
SERVER = "guild:8388608"


async def test_who_chose_nothing_is_read_as_that(store: Store) -> None:
    assert await store.preferences.of(MEMBER, SERVER) == Preferences()


async def test_a_member_and_their_server_are_read_at_once(store: Store) -> None:
    await store.preferences.change_member(MEMBER, {"locale": "zh-HK", "reading_aid": Notation.JYUTPING})
    await store.preferences.change_member(MEMBER + 1, {"private": True})
    await store.preferences.change_server(SERVER, {"zone": "Asia/Taipei"})

    expected = MemberPreferences(locale="zh-HK", reading_aid=Notation.JYUTPING)
    assert await store.preferences.of(MEMBER, SERVER) == Preferences(expected, ServerPreferences(zone="Asia/Taipei"))
    assert await store.preferences.of(MEMBER, None) == Preferences(expected)
    assert await store.preferences.of(MEMBER, "guild:1") == Preferences(expected)


async def test_a_change_leaves_the_other_choices(store: Store) -> None:
    await store.preferences.change_member(MEMBER, {"locale": "zh-HK", "region_words": True})
    await store.preferences.change_member(MEMBER, {"locale": None, "as_written": True})
    await store.preferences.change_server(SERVER, {"locale": "zh-CN"})
    await store.preferences.change_server(SERVER, {"zone": "UTC"})

    found = await store.preferences.of(MEMBER, SERVER)
    assert found.member == MemberPreferences(region_words=True, as_written=True)
    assert found.server == ServerPreferences("zh-CN", "UTC")


async def test_nothing_is_kept_of_who_is_back_to_having_chosen_nothing(store: Store, address: str) -> None:
    await store.preferences.change_member(MEMBER, {"private": True})
    await store.preferences.change_server(SERVER, {"locale": "en-US"})
    await store.preferences.change_member(MEMBER, {"private": False})
    await store.preferences.change_server(SERVER, {"locale": None})

    for table in ("member_preferences", "server_preferences"):
        assert await execute(address, f"SELECT * FROM {table}") == []  # noqa: S608 -- a constant
