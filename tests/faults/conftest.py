"""Databases of either engine, as those of the store's tests."""

from tests.store.conftest import address, engine, migrated, template

__all__ = ["address", "engine", "migrated", "template"]
