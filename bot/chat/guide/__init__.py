"""What can be asked, and what the bot is."""
