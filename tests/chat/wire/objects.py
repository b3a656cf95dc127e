"""Discord's objects as JSON: users, members, roles, channels and servers."""

from tests.chat.wire.clock import timestamp
from tests.chat.wire.places import (
    APPLICATION_ID,
    BOT,
    BOT_USER,
    Channel,
    ChannelType,
    Guild,
    Permission,
    Role,
    Tag,
    Upload,
    User,
)
from tests.chat.wire.shape import Json

REQUIRE_TAG = 1 << 4


def user_object(user: User) -> Json:
    """Return a user."""
    return {
        "id": str(user.id),
        "username": user.username,
        "avatar": None,
        "discriminator": "0",
        "public_flags": 0,
        "flags": 0,
        "bot": user.is_bot,
        "global_name": user.global_name,
        "primary_guild": None,
    }


def member_object(user: User, roles: tuple[Role, ...] = ()) -> Json:
    """Return a user as a member of a server."""
    return {
        "user": user_object(user),
        "nick": None,
        "avatar": None,
        "banner": None,
        "roles": [str(role.id) for role in roles],
        "joined_at": timestamp(user.id),
        "premium_since": None,
        "communication_disabled_until": None,
        "flags": 0,
        "pending": False,
        "mute": False,
        "deaf": False,
    }


def role_object(role: Role, permissions: Permission = Permission.NONE) -> Json:
    """Return a role."""
    return {
        "id": str(role.id),
        "name": role.name,
        "permissions": str(int(permissions)),
        "position": 1,
        "color": 0,
        "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
        "hoist": False,
        "managed": False,
        "mentionable": role.mentionable,
        "icon": None,
        "unicode_emoji": None,
        "flags": 0,
    }


def channel_object(channel: Channel, guild: Guild | None, denied: Permission = Permission.NONE) -> Json:
    """Return a channel, with what it denies to the bot."""
    basics: Json = {"id": str(channel.id), "type": int(channel.type), "last_message_id": None, "flags": 0}
    if guild is None:
        recipients = [channel.recipient] if channel.recipient else []
        return basics | {"recipients": [user_object(user) for user in recipients]}
    basics |= {
        "guild_id": str(guild.id),
        "name": channel.name,
        "parent_id": channel.parent_id and str(channel.parent_id),
    }
    if channel.type is ChannelType.PUBLIC_THREAD:
        return basics | _thread_details(channel)
    overwrite = {"id": str(APPLICATION_ID), "type": 1, "allow": "0", "deny": str(int(denied))}
    details: Json = {
        "position": 0,
        "permission_overwrites": [overwrite] if denied else [],
        "nsfw": False,
        "topic": None,
        "rate_limit_per_user": 0,
    }
    if channel.type is ChannelType.FORUM:
        details |= {
            "available_tags": list(map(_tag_object, channel.tags)),
            "default_reaction_emoji": None,
            "default_sort_order": None,
        }
        basics["flags"] = REQUIRE_TAG if channel.needs_tag else 0
    return basics | details


def _tag_object(tag: Tag) -> Json:
    return {"id": str(tag.id), "name": tag.name, "moderated": tag.moderated, "emoji_id": None, "emoji_name": None}


def _thread_details(thread: Channel) -> Json:
    return {
        "rate_limit_per_user": 0,
        "owner_id": str(BOT_USER.id),
        "message_count": 0,
        "member_count": 1,
        "total_message_sent": 0,
        "applied_tags": [str(tag.id) for tag in thread.tags],
        "thread_metadata": {
            "archived": thread.archived,
            "archive_timestamp": timestamp(thread.id),
            "auto_archive_duration": 4320,
            "locked": thread.locked,
            "create_timestamp": timestamp(thread.id),
        },
    }


def guild_object(guild: Guild) -> Json:
    """Return a server as REST gives it."""
    everyone = Role(guild.id, "@everyone")
    nothing = dict.fromkeys(
        (
            "icon description home_header splash discovery_splash banner application_id afk_channel_id "
            "system_channel_id widget_channel_id max_presences vanity_url_code rules_channel_id "
            "safety_alerts_channel_id public_updates_channel_id incidents_data"
        ).split()
    )
    return nothing | {
        "id": str(guild.id),
        "name": guild.name,
        "owner_id": str(guild.id + 1),
        "features": [],
        "region": "hongkong",
        "afk_timeout": 300,
        "system_channel_flags": 0,
        "widget_enabled": False,
        "verification_level": 1,
        "roles": [role_object(everyone, BOT), *map(role_object, guild.roles)],
        "default_message_notifications": 1,
        "mfa_level": 0,
        "explicit_content_filter": 0,
        "max_members": 500_000,
        "max_stage_video_channel_users": 50,
        "max_video_channel_users": 25,
        "premium_tier": 0,
        "premium_subscription_count": 0,
        "preferred_locale": guild.locale,
        "premium_progress_bar_enabled": False,
        "nsfw": False,
        "nsfw_level": 0,
        "emojis": [],
        "stickers": [],
    }


def upload_object(upload: Upload) -> Json:
    """Return a file that is attached to a command."""
    return {
        "id": str(upload.id),
        "filename": upload.filename,
        "size": upload.size_bytes,
        "url": upload.url,
        "proxy_url": upload.url,
        "ephemeral": True,
        "title": upload.title,
    }


def integration_object(added_by: User) -> Json:
    """Return the bot as an integration of a server, by whoever has added it."""
    return {
        "id": str(APPLICATION_ID),
        "type": "discord",
        "name": "Jianbao",
        "account": {"id": str(APPLICATION_ID), "name": "Jianbao"},
        "enabled": True,
        "scopes": ["applications.commands", "bot"],
        "application": _application_summary(),
        "user": user_object(added_by),
    }


def _application_summary() -> Json:
    return {
        "id": str(APPLICATION_ID),
        "name": "Jianbao",
        "icon": None,
        "description": "",
        "type": None,
        "bot": user_object(BOT_USER),
    }


def application_object() -> Json:
    """Return the bot's application."""
    return _application_summary() | {
        "bot_public": True,
        "bot_require_code_grant": False,
        "integration_types_config": {"0": {}, "1": {}},
        "verify_key": "0" * 64,
        "flags": 0,
        "flags_new": "0",
        "redirect_uris": [],
        "interactions_endpoint_url": None,
        "role_connections_verification_url": None,
        "owner": user_object(User(1, "operator", "Operator")),
        "approximate_guild_count": 2,
        "approximate_user_install_count": 0,
        "approximate_user_authorization_count": 0,
        "explicit_content_filter": 0,
        "team": None,
        "eligible_oauth2_scopes": ["applications.commands", "bot"],
    }
