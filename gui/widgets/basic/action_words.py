"""What an action does, in words that need no menu around them: for lists that show it alone."""

import re

from PySide6.QtGui import QAction


def without_key(text: str) -> str:
    """A text of a menu without the mark of its key: `Save as` of `Save &as`, of `另存为(&A)` what stands before the brackets."""
    return re.sub("&(&?)", r"\1", re.sub(r"(?<!&)\(&[^&]\)", "", text))


def literal(text: str) -> str:
    """A name as it stands in a menu or on a button: a single & would be the mark of a key there, and go unseen."""
    return text.replace("&", "&&")


def say_in_full(action: QAction, words: str) -> None:
    """Keeps what an action does in words that need no menu around them."""
    action.setProperty("words", words)


def in_full(action: QAction) -> str:
    """What an action does, in words that need no menu around them; its text where that says it all."""
    return action.property("words") or without_key(action.text()).rstrip(" …")


def say_why_not(action: QAction, words: str) -> None:
    """Keeps why an action can't be used now, as what is to be done first; "" when it can."""
    if action.property("whyNot") != words:  # a property that is set tells everybody who shows the action
        action.setProperty("whyNot", words)


def why_not(action: QAction) -> str:
    """Why an action can't be used now; "" when it can, or where nobody said so."""
    return "" if action.isEnabled() else action.property("whyNot") or ""
