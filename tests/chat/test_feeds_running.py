"""A feed from the command to the answer: the bot as it is run, with a site that it asks."""

import asyncio
import os
import signal
import sys

from tests.chat.newsroom import SECRET
from tests.chat.wire import WireDiscord
from tests.chat.wire.places import EDITOR, GUILD, OTHER_GUILD
from tests.intake.website import Website
from tests.jobs.feeds.printing import item, paragraphs, rss

