"""The schema's history: one revision a file, each run within the transaction of its caller."""
