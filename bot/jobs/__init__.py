"""What runs without being asked: claim, do, record. It is given a clock and who posts."""
