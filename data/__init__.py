"""The data that Jianbao ships: its sample articles and its lexicons, with their sources in README.md."""
