"""Measurements of quality and speed, run by hand and, with ``--quick``, in CI."""

import bot as bot  # before numpy, which takes its number of threads from what bot sets in the environment
