"""Painters end with what they paint, also when that fails: one that is left open ends the program at the next picture.

Our own are opened by `with QPainter(device) as painter` and in no other way; those that are handed in go back as they came.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtGui import QPainter


@contextmanager
def saved(painter: QPainter) -> Iterator[None]:
    """What is painted within changes neither pen nor place nor clip of what is painted after it."""
    painter.save()
    try:
        yield
    finally:
        painter.restore()
