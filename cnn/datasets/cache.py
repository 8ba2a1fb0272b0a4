"""Keras's cache of datasets, shared with every Keras program: `~/.keras/datasets`, or `datasets` in `KERAS_HOME`."""

from pathlib import Path

from cnn.files.remote import keras_home


def folder() -> Path:
    """Where Keras puts datasets."""
    return keras_home() / "datasets"


def first_file(*names: str) -> Path | None:
    """The first of these paths below the cache that is a file."""
    return next((path for name in names if (path := folder() / name).is_file()), None)
