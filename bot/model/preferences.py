"""What members and servers chose for themselves."""

from dataclasses import dataclass

from bot.model.articles import Notation


@dataclass(frozen=True, slots=True)
class MemberPreferences:
    """What a member chose for themselves, wherever they ask.

    ``locale`` and ``reading_aid`` are None where they chose none, and whoever decides next does. ``as_written`` leaves
    articles in their own characters, ``region_words`` puts words of the reader's region in the place of others,
    ``private`` shows answers to them alone unless they say otherwise.
    """

    locale: str | None = None
    as_written: bool = False
    region_words: bool = False
    reading_aid: Notation | None = None
    private: bool = False


@dataclass(frozen=True, slots=True)
class ServerPreferences:
    """What a server's moderators chose for its readers; None where they chose nothing.

    ``zone`` is the IANA name of the zone that its digests are due in unless another is named.
    """

    locale: str | None = None
    zone: str | None = None


@dataclass(frozen=True, slots=True)
class Preferences:
    """What was chosen for one reader: by themselves, and by the server that they read in."""

    member: MemberPreferences = MemberPreferences()
    server: ServerPreferences = ServerPreferences()
