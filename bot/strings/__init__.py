"""What the bot says, in zh-Hant, zh-Hans and English."""
