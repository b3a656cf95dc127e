"""Digests in Discord: how moderators order them, how they are posted, and what is pressed below them."""
