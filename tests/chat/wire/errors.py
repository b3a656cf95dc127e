"""The errors that Discord documents, and what a client must never do."""

from dataclasses import dataclass, field

from tests.chat.wire.shape import Json


@dataclass
class ApiError(Exception):
    """An answer that refuses a request."""

    status: int
    code: int
    message: str
    errors: Json = field(default_factory=dict)
    at_fault: bool = False
    """Whether a careful client would not have asked: it counts as a violation."""
    headers: dict[str, str] = field(default_factory=dict)
    more: Json = field(default_factory=dict)

    def body(self) -> Json:
        """Return the answer's JSON."""
        return (
            {"code": self.code, "message": self.message} | ({"errors": self.errors} if self.errors else {}) | self.more
        )


def unauthorized() -> ApiError:
    """Return what a wrong token is told."""
    return ApiError(401, 0, "401: Unauthorized")


def unknown_route() -> ApiError:
    """Return what a route is told that this server does not have."""
    return ApiError(404, 0, "404: Not Found", at_fault=True)


def unknown_application() -> ApiError:
    """Return what is said of an application that is not the bot's."""
    return ApiError(404, 10002, "Unknown Application", at_fault=True)


def unknown_guild() -> ApiError:
    """Return what is said of a server that is not there, or that the bot is no member of."""
    return ApiError(404, 10004, "Unknown Guild")


def unknown_channel() -> ApiError:
    """Return what is said of a channel that is not there, or not any more."""
    return ApiError(404, 10003, "Unknown Channel")


def unknown_message() -> ApiError:
    """Return what is said of a message that is not there, or not any more."""
    return ApiError(404, 10008, "Unknown Message")


def unknown_user() -> ApiError:
    """Return what is said of a user who is not there."""
    return ApiError(404, 10013, "Unknown User")


def unknown_member() -> ApiError:
    """Return what is said of someone who is not in the server."""
    return ApiError(404, 10007, "Unknown Member")


def unknown_webhook() -> ApiError:
    """Return what is said of an interaction's message where nothing has been answered yet."""
    return ApiError(404, 10015, "Unknown Webhook", at_fault=True)


def unknown_interaction() -> ApiError:
    """Return what an answer is told that comes after three seconds, or to nothing."""
    return ApiError(404, 10062, "Unknown interaction", at_fault=True)


def already_acknowledged() -> ApiError:
    """Return what a second answer is told."""
    return ApiError(400, 40060, "Interaction has already been acknowledged.", at_fault=True)


def too_many_followups() -> ApiError:
    """Return what the sixth follow-up is told where the bot is installed with the user only."""
    return ApiError(400, 40094, "This interaction has reached the maximum number of follow-up messages", at_fault=True)


def invalid_webhook_token() -> ApiError:
    """Return what is told after an interaction's fifteen minutes."""
    return ApiError(401, 50027, "Invalid Webhook Token", at_fault=True)


def missing_access() -> ApiError:
    """Return what is said where the bot may not see the channel."""
    return ApiError(403, 50001, "Missing Access")


def not_its_author() -> ApiError:
    """Return what is said where a message is another's."""
    return ApiError(403, 50005, "Cannot edit a message authored by another user", at_fault=True)


def empty_message() -> ApiError:
    """Return what a message is told that shows nothing."""
    return ApiError(400, 50006, "Cannot send an empty message", at_fault=True)


def cannot_send_to_user() -> ApiError:
    """Return what is said of someone who takes no direct messages."""
    return ApiError(403, 50007, "Cannot send messages to this user")


def missing_permissions() -> ApiError:
    """Return what is said where the bot may see but not do it."""
    return ApiError(403, 50013, "Missing Permissions")


def thread_is_archived() -> ApiError:
    """Return what is said where a thread takes nothing until it is out of the archive."""
    return ApiError(400, 50083, "Thread is archived")


def tag_is_needed() -> ApiError:
    """Return what a post is told without a tag, in a forum that asks for one."""
    return ApiError(400, 40067, "A tag is required to create a forum post in this channel", at_fault=True)


def invalid_form(path: str, code: str, message: str) -> ApiError:
    """Return what a body is told that is not right.

    Args:
        path: Where it is wrong, with dots: ``components.0.custom_id``.
        code: Discord's word for the kind of mistake.
        message: What is wrong, for whoever reads the test's failure.
    """
    errors: Json = {"_errors": [{"code": code, "message": message}]}
    for key in reversed(path.split(".") if path else []):
        errors = {key: errors}
    return ApiError(400, 50035, f"Invalid Form Body: {path or 'body'}: {message}", errors, at_fault=True)


@dataclass(frozen=True)
class Violation:
    """Something that a careful client would not have done, or that this server did wrong."""

    where: str
    code: int
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.code} {self.what}"
