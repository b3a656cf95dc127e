"""The revisions, oldest first by number. A revision is never changed once it is released."""
