"""Who and what there is on this Discord: users, servers, channels, roles and permissions."""

from dataclasses import dataclass
from enum import IntEnum, IntFlag


class Permission(IntFlag):
    """The permissions that the bot's commands and posts turn on."""

    NONE = 0
    ADMINISTRATOR = 1 << 3
    MANAGE_CHANNELS = 1 << 4
    MANAGE_GUILD = 1 << 5
    VIEW_CHANNEL = 1 << 10
    SEND_MESSAGES = 1 << 11
    MANAGE_MESSAGES = 1 << 13
    EMBED_LINKS = 1 << 14
    ATTACH_FILES = 1 << 15
    READ_MESSAGE_HISTORY = 1 << 16
    MENTION_EVERYONE = 1 << 17
    USE_APPLICATION_COMMANDS = 1 << 31
    MANAGE_THREADS = 1 << 34
    CREATE_PUBLIC_THREADS = 1 << 35
    SEND_MESSAGES_IN_THREADS = 1 << 38


BOT = (
    Permission.VIEW_CHANNEL
    | Permission.SEND_MESSAGES
    | Permission.EMBED_LINKS
    | Permission.ATTACH_FILES
    | Permission.READ_MESSAGE_HISTORY
    | Permission.CREATE_PUBLIC_THREADS
    | Permission.SEND_MESSAGES_IN_THREADS
)
"""What the bot may do in a channel that denies it nothing."""
MEMBER = BOT | Permission.USE_APPLICATION_COMMANDS
MODERATOR = MEMBER | Permission.MANAGE_GUILD | Permission.MANAGE_CHANNELS | Permission.MANAGE_MESSAGES


class ChannelType(IntEnum):
    """The kinds of channel that the bot meets."""

    TEXT = 0
    DM = 1
    GROUP_DM = 3
    PUBLIC_THREAD = 11
    FORUM = 15


class Locale:
    """The languages of the tests; Discord has no Hong Kong."""

    TAIWAN = "zh-TW"
    CHINA = "zh-CN"
    US = "en-US"


@dataclass(frozen=True)
class User:
    """Someone on Discord, with what they may do in a server if a test says nothing else."""

    id: int
    username: str
    global_name: str
    permissions: Permission = MEMBER
    is_bot: bool = False


@dataclass(frozen=True)
class Role:
    """A role of a server."""

    id: int
    name: str
    mentionable: bool = False


@dataclass(frozen=True)
class Tag:
    """A tag of a forum's posts."""

    id: int
    name: str
    moderated: bool = False


@dataclass(frozen=True)
class Channel:
    """A channel, a thread or a direct conversation; ``tags`` are those of a forum, or that a post has."""

    id: int
    name: str
    type: ChannelType = ChannelType.TEXT
    parent_id: int | None = None
    recipient: User | None = None
    tags: tuple[Tag, ...] = ()
    needs_tag: bool = False
    archived: bool = False
    locked: bool = False


@dataclass(frozen=True)
class Upload:
    """A file that a member has attached, and where it is fetched; ``title`` is its name, where Discord altered it."""

    id: int
    filename: str
    size_bytes: int
    url: str
    title: str | None = None


@dataclass(frozen=True)
class Guild:
    """A server; its id decides on the shard that hears of it."""

    id: int
    name: str
    locale: str
    channels: tuple[Channel, ...]
    roles: tuple[Role, ...] = ()
    has_bot: bool = True
    """Whether the bot is a member; it may be used there by those who installed it for themselves."""


APPLICATION_ID = 900_000_000_000_000_000
BOT_USER = User(APPLICATION_ID, "jianbao", "剪報", is_bot=True)
READER = User(100_000_000_000_000_001, "xiaomei", "小美")
OTHER_READER = User(100_000_000_000_000_002, "ming", "阿明")
EDITOR = User(100_000_000_000_000_003, "editor", "主編", MODERATOR)

NEWS = Channel(300_000_000_000_000_001, "新聞")
GENERAL = Channel(300_000_000_000_000_002, "閒聊")
DAILY_TAG = Tag(350_000_000_000_000_001, "日報")
STAFF_TAG = Tag(350_000_000_000_000_002, "公告", moderated=True)
FORUM = Channel(300_000_000_000_000_003, "論壇", ChannelType.FORUM, tags=(DAILY_TAG, STAFF_TAG))
NEWS_THREAD = Channel(300_000_000_000_000_004, "追蹤報導", ChannelType.PUBLIC_THREAD, parent_id=NEWS.id)
READERS_ROLE = Role(400_000_000_000_000_001, "讀者", mentionable=True)
STAFF_ROLE = Role(400_000_000_000_000_002, "編輯")
GUILD = Guild(2 << 22, "臺北編輯部", Locale.TAIWAN, (NEWS, GENERAL, FORUM, NEWS_THREAD), (READERS_ROLE, STAFF_ROLE))
"""Shard 0 of 2."""
OTHER_NEWS = Channel(300_000_000_000_000_011, "新闻")
OTHER_GUILD = Guild(3 << 22, "上海编辑部", Locale.CHINA, (OTHER_NEWS,))
"""Shard 1 of 2."""
FOREIGN_NEWS = Channel(300_000_000_000_000_021, "news")
FOREIGN_GUILD = Guild(4 << 22, "London desk", Locale.US, (FOREIGN_NEWS,), has_bot=False)
"""A server that did not add the bot."""
