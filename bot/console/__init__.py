"""The bot's commands in a terminal."""
