"""Feeds in Discord: how moderators subscribe to them, and how they hear of those that cannot be read."""
