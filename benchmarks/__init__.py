"""Measurements of quality and speed, run by hand and, with ``--quick``, in CI."""
