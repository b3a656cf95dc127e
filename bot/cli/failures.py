"""What went wrong, in one line: what it is, what was found there, what to do."""

from bot.errors import (
    ClusterUnavailable,
    CorrectionRefused,
    DiscordRefused,
    FeedRefused,
    InputRefused,
    JianbaoError,
    NotFetched,
    PicturesUnavailable,
    SettingProblem,
    StoreOutdated,
    StoreUnavailable,
    SubjectUnclear,
)

REFUSALS = {
    "empty": "there is no article in it; leave it out",
    "too-large": "too large for an article; split it",
    "undecodable": "its encoding is not UTF-8, UTF-16, GB18030 or Big5; save it as UTF-8",
    "front-matter": "its front matter cannot be read; write it as lines of key: value between two lines ---",
    "date": "no date such as 2024-05-15; correct it",
    "not-found": "there is no such file; check the path",
    "exists": "there is something already; name another file",
    "unreadable": "it cannot be read; check its permissions, or whether it is damaged",
    "binary": "it is no text; save the article as text, Markdown, a web page (.html) or a Word document (.docx)",
    "record": "the line is no JSON object with a title and a text; correct it",
    "opml": "it lists no feeds; export the list as OPML again",
    "kind": "files of this kind are not read; save it as text",
    "too-many": "there is more in it than is taken from one file; load the rest with jianbao load",
    "not-sent": "it was not handed over; send it again",
    "defect": "Jianbao has a defect that this article shows; please report it",
    "unanalysed": "the process that read it died, perhaps for want of memory; leave it out, or free memory",
}
"""What each code of ``InputRefused`` means, and what to do about it."""

WEB = {
    "scheme": "no address of the web; write it as https://host/path",
    "credentials": "addresses with a user's name or password are not asked; leave them out",
    "port": "no website is at this port; use 80, 443 or one from 1024 on",
    "address": "its server is not on the public internet; if it is yours, set FETCH_PRIVATE_NETWORKS",
    "unreachable": "the server cannot be reached; check the address and the network",
    "tls": "the server's certificate or encryption is not valid; tell who runs it",
    "timeout": "the server is too slow; try again later",
    "too-large": "too large for an article; save the part that is needed",
    "redirects": "it redirects too often; take the address that a browser ends at",
    "gone": "the server says that it is gone for good; leave it out",
    "busy": "the server wants to be left alone for now; try again later",
    "status": "the server refuses it; look at the address in a browser",
    "undecodable": "what the server sent is damaged; try again later",
}
"""What each code of ``NotFetched`` means, and what to do about it."""

FEEDS = {
    "known": "the library has this feed",
    "too-many": "the library has as many feeds as it may; remove one",
    "not-a-feed": "neither a feed nor a page; check the address",
    "page-without-feed": "the page links to no feed; look for its RSS or Atom",
    "several-feeds": "the page links to several feeds; take one of them",
    "defect": "Jianbao has a defect that this feed shows; please report it",
}
"""What each code of ``FeedRefused`` means, and what to do about it."""

CORRECTIONS = {
    "person": "the readers of that library see no such person",
    "quote": "there is no such quote",
    "date": "there is no such date",
    "article": "there is no such article, or it is hidden",
    "correction": "there is no such correction that stands, or it is everybody's already",
    "same": "it is so already",
    "nothing": "nothing would be parted",
    "all": "nothing would be left of the entry",
    "value": "no time such as 2023-11-05, 2023-11 or 2023",
    "undone": "it has been undone before",
    "private": "it is about what only that server has",
    "too-many": "the library has as many corrections as it may; undo some",
}
"""What each code of ``CorrectionRefused`` means that the store gives."""

SUBJECTS = {
    "nobody": "the archive knows nobody of that name; the nearest are in brackets",
    "several": "that could be several people; give one of the numbers in brackets",
    "words": "there is nothing to look for in that",
    "too-many": "the most that one option takes",
}
"""What each code of ``SubjectUnclear`` means, and what to do about it."""

DISCORD = {
    "token": "Discord does not know the token; copy it again from https://discord.com/developers/applications",
    "intents": "Discord does not grant the intents; allow them at https://discord.com/developers/applications",
    "unreachable": "Discord cannot be reached; look at the network, DISCORD_API_URL and DISCORD_GATEWAY_URL",
    "commands": "Discord did not take the commands; try jianbao sync",
    "refused": "Discord ended the connection; try again, and look at what it answered",
}
"""What each code of ``DiscordRefused`` means, and what to do about it."""


CLUSTER = {
    "missing": "clusters need the extra: pip install 'jianbao[cluster]'",
    "unreachable": "no Dask scheduler answers there; check the address (tcp://host:8786) and the network",
    "version": "its workers do not have this version of Jianbao; install it on each",
    "no-workers": "the scheduler has no workers; start dask worker on the machines",
}
"""What each code of ``ClusterUnavailable`` means, and what to do about it."""

PICTURES = {
    "library": "not offered; to offer them, pip install 'jianbao[pictures]'",
    "typefaces": "not offered, there is no Chinese typeface; install Noto Sans CJK (Debian: fonts-noto-cjk)",
}
"""What each code of ``PicturesUnavailable`` means, and what to do about it."""


def words(failure: JianbaoError) -> str:  # noqa: PLR0911 -- one for each kind of failure
    """Return the line for a failure, without the program's name."""
    match failure:
        case InputRefused():
            where = failure.source if failure.line is None else f"{failure.source}:{failure.line}"
            return f"{where}: {meaning(failure)}"
        case NotFetched():
            return f"{failure.url}: {meaning(failure)}"
        case FeedRefused():
            return f"{failure.url}: {FEEDS[failure.reason]}" + _bracketed(
                ", ".join(failure.candidates) or failure.detail
            )
        case CorrectionRefused():
            return CORRECTIONS[failure.reason]
        case DiscordRefused():
            return DISCORD[failure.reason] + _bracketed(failure.detail)
        case ClusterUnavailable():
            return f"{failure.address}: {CLUSTER[failure.reason]}" + _bracketed(failure.detail)
        case PicturesUnavailable():
            return PICTURES[failure.reason] + _bracketed(failure.folder)
        case StoreUnavailable():
            return f"{failure.url}: the database cannot be used ({failure.detail}); check DATABASE_URL and STATE_DIR"
        case StoreOutdated():
            return (
                f"{failure.url}: the database is of schema {failure.found or 'none'}, this version needs"
                f" {failure.needed}; run the version that made it, or a newer one"
            )
        case _:
            return str(failure)


def meaning(failure: InputRefused | NotFetched) -> str:
    """Return why something cannot be had and what to do, without naming it."""
    codes = REFUSALS if isinstance(failure, InputRefused) else WEB
    return codes[failure.reason] + _bracketed(failure.detail)


def of_feed(problem: str, detail: str) -> str:
    """Return what the code of a feed's problem means, and what to do; it is one of the web's or of feeds' own."""
    return (WEB | FEEDS)[problem] + _bracketed(detail)


def setting(problem: SettingProblem) -> str:
    """Return the line for a setting whose value is wrong."""
    return f"{problem.name}: expected {problem.expected}; change it or unset it"


def of_subject(unclear: SubjectUnclear) -> str:
    """Return the line for what a digest cannot be about."""
    return f"{unclear.typed}: {SUBJECTS[unclear.reason]}" + _bracketed(", ".join(unclear.meant))


def _bracketed(detail: str) -> str:
    return f" ({detail})" if detail else ""
