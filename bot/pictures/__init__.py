"""What is drawn: quotations and timelines as PNG, from what is presented; no Discord, no question, no store."""
