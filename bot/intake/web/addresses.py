"""Addresses of the web: which are asked at all, and which are one and the same."""

import re

from yarl import URL

from bot.errors import NotFetched

SCHEME = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)
SCHEMES = ("http", "https")
HOST = re.compile(r"[a-z0-9._-]+|[0-9a-f:.]+")
"""A host as it is asked for: its name in ASCII, or an IPv6 address."""
WEB_PORTS = (80, 443)
FIRST_FREE_PORT = 1024
"""Below it stand services that are no websites, whose servers nobody is to reach through the bot."""
LONGEST_CHARS = 2000
TRACKING_PREFIXES = ("utm_", "mtm_")
TRACKING = frozenset(
    "_hsenc _hsmi dclid fbclid gbraid gclid gclsrc igsh igshid mc_cid mc_eid mkt_tok msclkid oly_anon_id oly_enc_id"
    " share_medium share_plat share_session_id share_source spm spm_id_from ttclid twclid vd_source vero_id wbraid"
    " yclid ysclid".split()
)
"""Parameters that say where a reader came from, of any site. What may choose an article (``id``, ``from``) is none.

Source: the lists of AdGuard (TrackParamFilter) and Firefox (query stripping), in as much as no news site uses the name
for anything else; Alibaba's and bilibili's.
"""


def is_address(words: str) -> bool:
    """Tell whether words mean an address, be it one of the web or not, rather than a file."""
    return SCHEME.match(words) is not None


def parse(url: str) -> URL:
    """Return an address that may be asked.

    Raises:
        NotFetched: ``scheme`` where it is none of the web, ``credentials`` or ``port``.
    """
    try:
        parsed = URL(url.strip())
    except ValueError as error:
        raise NotFetched(url, "scheme") from error
    if len(url) > LONGEST_CHARS or parsed.scheme not in SCHEMES or not HOST.fullmatch(parsed.raw_host or ""):
        raise NotFetched(url, "scheme")
    if parsed.raw_user is not None or parsed.raw_password is not None:
        raise NotFetched(str(parsed.with_user(None)), "credentials")  # which are not to be in a log
    if parsed.port is None or (parsed.port not in WEB_PORTS and parsed.port < FIRST_FREE_PORT):
        raise NotFetched(url, "port", str(parsed.port))
    return parsed.with_fragment(None)


def canonical(url: str) -> str:
    """Return the one form of an address that identifies what it leads to.

    Scheme and host are in lower case, characters encoded as a request has them; there is no default port, no fragment
    and no parameter that only tracks readers; the others keep their order and values.

    >>> canonical("HTTPS://News.Example:443/a?id=7&utm_source=x#top")
    'https://news.example/a?id=7'

    Raises:
        NotFetched: it is none that may be asked, as ``parse`` says.
    """
    parsed = parse(url)
    parameters = parsed.raw_query_string.split("&")
    kept = "&".join(each for each in parameters if each and not _tracks(each.partition("=")[0]))
    return f"{parsed.origin()}{parsed.raw_path}" + (f"?{kept}" if kept else "")


def _tracks(name: str) -> bool:
    lower = name.lower()
    return lower in TRACKING or lower.startswith(TRACKING_PREFIXES)
