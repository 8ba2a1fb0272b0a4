"""A function that takes its time, for widgets and panels."""

from gui.background import Background, Newest, promptly

__all__ = ["Background", "Newest", "promptly"]
