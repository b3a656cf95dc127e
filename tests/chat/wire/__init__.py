"""A Discord on the wire: a strict REST and gateway server on loopback, to which unmodified discord.py connects."""

from tests.chat.wire.description import Description
from tests.chat.wire.interaction import Interaction, Modal, Reply, Response
from tests.chat.wire.message import Flag, Message
from tests.chat.wire.scene import Context, Install, Scene
from tests.chat.wire.server import WireDiscord

__all__ = [
    "Context",
    "Description",
    "Flag",
    "Install",
    "Interaction",
    "Message",
    "Modal",
    "Reply",
    "Response",
    "Scene",
    "WireDiscord",
]
