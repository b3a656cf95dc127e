"""Pictures of the bot's messages: a page that draws Components V2 payloads, photographed in headless Chromium."""
