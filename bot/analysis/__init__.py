"""Text in, findings out: synchronous, no input or output, no clock, no database."""
