"""Programs for those who work on the bot: its data files, pictures of its messages."""
