"""What is kept of a server and of a member, and how a member's own is forgotten."""

from sqlalchemy import bindparam, delete, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import Holdings, Rhythm
from bot.store.schema import articles, feeds, flags, libraries, looks, member_preferences, subscriptions

_ARTICLES = (
    select(func.count())
    .select_from(articles)
    .join(libraries, libraries.c.id == articles.c.library)
    .where(libraries.c.key == bindparam("key"))
)
_FEEDS = select(func.count()).select_from(feeds).where(feeds.c.library == bindparam("key"))
_DIGESTS = (
    select(func.count())
    .select_from(subscriptions)
    .where(subscriptions.c.library == bindparam("key"), subscriptions.c.rhythm != Rhythm.AS_IT_COMES.value)
)
_HOLDINGS = select(_ARTICLES.scalar_subquery(), _FEEDS.scalar_subquery(), _DIGESTS.scalar_subquery())
_OF_MEMBER = (
    delete(member_preferences).where(member_preferences.c.member == bindparam("member")),
    delete(looks).where(looks.c.member == bindparam("member")),
    delete(subscriptions).where(subscriptions.c.created_by == bindparam("member"), subscriptions.c.is_direct),
    delete(flags).where(flags.c.made_by == bindparam("member")),
)
"""What a member has or wrote for themselves; what they ordered for a server or a channel is the server's."""


async def holdings(connection: AsyncConnection, library: str) -> Holdings:
    """Count what is kept of a server."""
    return Holdings(*(await connection.execute(_HOLDINGS, {"key": library})).one())


async def forget_member(connection: AsyncConnection, member: int) -> bool:
    """Forget what a member chose, follows, flagged and looked at; False where there was nothing."""
    return any([(await connection.execute(query, {"member": member})).rowcount for query in _OF_MEMBER])
