"""Jianbao 剪報: a chat bot that reads Chinese-language news and answers with verbatim, cited sentences."""

import os

__version__ = "0.1.0"

# The matrices of the tagger are small: where anything else runs, BLAS threads cost several times what they bring.
# BLAS reads this when numpy is first imported, which is after this module.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
