"""What an action does, in words that need no menu around them: for lists that show it alone."""

from PySide6.QtGui import QAction


def say_in_full(action: QAction, words: str) -> None:
    """Keeps what an action does in words that need no menu around them."""
    action.setProperty("words", words)


def in_full(action: QAction) -> str:
    """What an action does, in words that need no menu around them; its text where that says it all."""
    return action.property("words") or action.text().replace("&", "").rstrip(" …")
