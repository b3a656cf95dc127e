"""What the date benchmark reads, and who reads it."""
