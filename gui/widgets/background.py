"""A function that takes its time, for widgets and panels."""

from gui.background import Background, Newest

__all__ = ["Background", "Newest"]
