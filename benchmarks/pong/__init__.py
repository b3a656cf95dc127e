"""The least that a bot can do, to compare with: ``python -m benchmarks.pong`` answers ``/ping`` with "pong"."""
