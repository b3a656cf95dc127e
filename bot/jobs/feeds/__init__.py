"""The feeds of libraries: what moderators do with them, and taking in what they bring."""
