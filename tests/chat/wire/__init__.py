"""A Discord on the wire: a strict REST and gateway server on loopback, to which unmodified discord.py connects.

A test plays the members::

    async with WireDiscord(Description.at_hand()) as discord:
        # start a bot with discord.api_url, discord.gateway_url and discord.token, then:
        await discord.ready()
        who = await discord.command("who", {"name": "Pachocki"}, locale="zh-CN", guild=GUILD)
        card = await who.message()
        original = await (await card.press("原文", user=OTHER_READER)).message()
        assert original.ephemeral
        assert discord.violations == []

``places`` has the users, servers and channels; ``scene`` what may be said of who acts, where and in which language;
``server`` all that a test may do, faults included.
"""

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
