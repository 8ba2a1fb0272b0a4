"""Keras models whose layers and counts matter, and whose numbers don't."""

from contextlib import AbstractContextManager
from typing import Any


def without_numbers() -> AbstractContextManager[Any]:
    """Models that are built here have all their layers, shapes and counts; their weights are never made, which takes a quarter
    of the time.
    """
    import keras

    return keras.StatelessScope(initialize_variables=False)
