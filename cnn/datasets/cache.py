"""Keras's cache of datasets, shared with every Keras program: `~/.keras/datasets`, or `datasets` in `KERAS_HOME`."""

import os
from pathlib import Path


def folder() -> Path:
    """Where Keras puts datasets."""
    home = os.environ.get("KERAS_HOME")
    return (Path(home).expanduser() if home else Path.home() / ".keras") / "datasets"


def first_file(*names: str) -> Path | None:
    """The first of these paths below the cache that is a file."""
    return next((path for name in names if (path := folder() / name).is_file()), None)
