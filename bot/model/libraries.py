"""Who may see what: libraries, each of one server but the public one."""

from dataclasses import dataclass

PUBLIC_LIBRARY = "public"
"""The key of the operator's library, which every reader sees."""


SERVER_PREFIX = "guild:"
"""How the keys of servers' libraries begin; Discord's id of the server follows."""


def library_of(server: int) -> str:
    """Return the key of a server's library."""
    return f"{SERVER_PREFIX}{server}"


def server_of(library: str) -> int | None:
    """Return the server whose library that is; None for any other library."""
    number = library.removeprefix(SERVER_PREFIX)
    return int(number) if number != library and number.isdecimal() else None


def visible_to(library: str) -> list[str]:
    """Return the keys of the libraries that readers of ``library`` see: it and the public one."""
    return sorted({PUBLIC_LIBRARY, library})


@dataclass(frozen=True, slots=True)
class Holdings:
    """How much is kept of a server."""

    articles: int
    feeds: int
    digests: int
