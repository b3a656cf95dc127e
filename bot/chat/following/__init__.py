"""Following people and topics in Discord: commands -> desk -> words, the cards of news, and what is pressed on them."""
