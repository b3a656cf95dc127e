"""Corrections in Discord: how moderators mend what the archive has wrong, and members tell them of it."""
