"""Jianbao 剪報: a chat bot that reads Chinese-language news and answers with verbatim, cited sentences."""

__version__ = "0.1.0"
