"""The exceptions of the house: one tree, carrying data rather than sentences.

JianbaoError
├── QuestionInvalid         a typed line is not a question
├── InputRefused            one file or record cannot become an article; the rest goes on
├── NotFetched              an address of the web did not give what is there
├── FeedRefused             an address cannot be added as a feed
├── CorrectionRefused       a correction cannot be made or undone
├── SubjectUnclear          what a subscription shall be about is not clear
├── SettingsInvalid         one or more settings have a wrong value
├── ClusterUnavailable      the machines that should analyse cannot be used
├── StoreUnavailable        the database cannot be opened, read or written
├── StoreOutdated           the database has another schema version than the program
├── NotDelivered            a channel did not take a message
├── PicturesUnavailable     what pictures are drawn with is not installed
├── DiscordRefused          Discord cannot be reached, or refuses what it is asked
└── LexiconInvalid          a shipped data file has a malformed line

A face turns an exception into words in one place: ``cli`` into one line on stderr.
"""

from dataclasses import dataclass, field

HIDDEN = "[token]"
"""Stands where the bot's token stood."""


class JianbaoError(Exception):
    """Any failure that Jianbao foresees and can explain in one line."""


@dataclass
class QuestionInvalid(JianbaoError):
    """A typed line is not a question.

    ``reason`` is a code (``empty``, ``no-command``, ``unknown-command``, ``unknown-option``, ``repeated-option``,
    ``missing-value``), ``command`` and ``option`` what was typed, as far as it goes.
    """

    reason: str
    command: str = ""
    option: str = ""

    def __str__(self) -> str:
        return ": ".join(filter(None, (self.reason, self.command, self.option)))


@dataclass
class InputRefused(JianbaoError):
    """A file or record cannot become an article.

    ``source`` is its path or address, ``line`` the one-based line where that is known, ``reason`` a code (``empty``,
    ``too-large``, ``undecodable``, ``front-matter``, ``date``, ``not-found``, ``exists``, ``unreadable``, ``binary``,
    ``record``, ``opml``, ``unanalysed``, ``kind``, ``too-many``, ``not-sent``, ``defect``) and ``detail`` what was
    found there.
    """

    source: str
    reason: str
    detail: str = ""
    line: int | None = None

    def __str__(self) -> str:
        where = self.source if self.line is None else f"{self.source}:{self.line}"
        return f"{where}: {self.reason}" + (f": {self.detail}" if self.detail else "")


@dataclass
class NotFetched(JianbaoError):
    """An address of the web did not give what is there.

    ``url`` is the address that was asked, perhaps one that another redirected to, ``reason`` a code (``scheme``,
    ``credentials``, ``port``, ``address``, ``unreachable``, ``tls``, ``timeout``, ``too-large``, ``redirects``,
    ``gone``, ``busy``, ``status``, ``undecodable``), ``detail`` what was answered. ``retry_after_s`` is how long a busy
    server wants to be left alone, a day at most; None where it does not say.
    """

    url: str
    reason: str
    detail: str = ""
    retry_after_s: float | None = None

    def __str__(self) -> str:
        return f"{self.url}: {self.reason}" + (f": {self.detail}" if self.detail else "")


@dataclass
class FeedRefused(JianbaoError):
    """An address cannot be added, or read, as a feed.

    ``reason`` is a code: ``known`` (the library has the feed), ``too-many`` (it has as many as it may), ``not-a-feed``
    (neither a feed nor a page), ``page-without-feed`` (a page that links to no feed), ``several-feeds`` (a page that
    links to several: ``candidates`` are their addresses), ``defect`` (reading it fails in a way that nobody foresaw).
    ``detail`` is what was found.
    """

    url: str
    reason: str
    detail: str = ""
    candidates: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.url}: {self.reason}" + (f": {self.detail}" if self.detail else "")


@dataclass
class SubjectUnclear(JianbaoError):
    """What a subscription shall be about is not clear.

    ``reason`` is a code: ``nobody`` (the archive knows no such person, ``meant`` are the nearest names), ``several``
    (``meant`` are those whom the name may mean, each as they can be typed), ``words`` (nothing can be looked for by
    it), ``too-many`` (``typed`` is how many there may be).
    """

    reason: str
    typed: str
    meant: tuple[str, ...] = ()

    def __str__(self) -> str:
        return ": ".join(filter(None, (self.reason, self.typed, ", ".join(self.meant))))


@dataclass
class CorrectionRefused(JianbaoError):
    """A correction cannot be made or undone.

    ``reason`` is a code: ``person``, ``quote``, ``date``, ``article``, ``correction`` (there is no such), ``same`` (it
    is so already), ``nothing`` (a split parts nothing), ``all`` (it leaves nothing), ``value`` (no time), ``undone``
    (before), ``private`` (others do not see what it is about), ``too-many``. ``detail`` is what was meant.
    """

    reason: str
    detail: str = ""

    def __str__(self) -> str:
        return self.reason + (f": {self.detail}" if self.detail else "")


@dataclass(frozen=True)
class SettingProblem:
    """One setting whose value is wrong; the value itself is never carried, it may be secret."""

    name: str
    expected: str


@dataclass
class SettingsInvalid(JianbaoError):
    """Settings have wrong values; all of them are listed at once."""

    problems: tuple[SettingProblem, ...] = field(default_factory=tuple)

    def __str__(self) -> str:
        return "; ".join(f"{problem.name}: expected {problem.expected}" for problem in self.problems)


@dataclass
class ClusterUnavailable(JianbaoError):
    """A cluster cannot be used; ``reason`` is a code (``missing``, ``unreachable``, ``version``, ``no-workers``)."""

    address: str
    reason: str
    detail: str = ""

    def __str__(self) -> str:
        return f"{self.address}: {self.reason}" + (f": {self.detail}" if self.detail else "")


@dataclass
class StoreUnavailable(JianbaoError):
    """The database cannot be opened, read or written; ``url`` carries no password."""

    url: str
    detail: str

    def __str__(self) -> str:
        return f"{self.url}: {self.detail}"


@dataclass
class StoreOutdated(JianbaoError):
    """The database's schema is at ``found``, the program needs ``needed``."""

    url: str
    found: str | None
    needed: str

    def __str__(self) -> str:
        return f"{self.url}: schema {self.found or 'none'}, needed {self.needed}"


@dataclass
class NotDelivered(JianbaoError):
    """A channel did not take a message.

    ``reason`` is a code (``gone``, ``forbidden``, ``unreachable``, ``refused``) and ``detail`` what was answered.
    """

    channel: int
    reason: str
    detail: str = ""

    def __str__(self) -> str:
        return f"channel {self.channel}: {self.reason}" + (f": {self.detail}" if self.detail else "")


@dataclass
class PicturesUnavailable(JianbaoError):
    """Pictures cannot be drawn.

    ``reason`` is a code (``library``, ``typefaces``), ``folder`` the one in which alone typefaces were looked for.
    """

    reason: str
    folder: str = ""

    def __str__(self) -> str:
        return f"pictures: {self.reason}" + (f": {self.folder}" if self.folder else "")


@dataclass
class DiscordRefused(JianbaoError):
    """Discord cannot be reached, or refuses what it is asked.

    ``reason`` is a code (``token``, ``intents``, ``unreachable``, ``commands``, ``refused``) and ``detail`` what was
    answered; the token is in neither.
    """

    reason: str
    detail: str = ""

    def __str__(self) -> str:
        return f"Discord: {self.reason}" + (f": {self.detail}" if self.detail else "")


@dataclass
class LexiconInvalid(JianbaoError):
    """A shipped data file has a malformed line (one-based)."""

    name: str
    line: int
    detail: str

    def __str__(self) -> str:
        return f"{self.name}:{self.line}: {self.detail}"
