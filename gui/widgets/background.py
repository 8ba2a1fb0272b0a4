"""A function that takes its time, for widgets and panels."""

from gui.background import Background

__all__ = ["Background"]
