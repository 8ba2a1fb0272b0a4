"""Texts from strangers as people may be shown them."""


def printable(text: str) -> str:
    """A text from a file as it may be shown: what would steer a terminal or turn the direction of writing is written out, and
    it stays on its line.

    >>> printable("two\\nlines"), printable("évident ×")
    ('two\\\\nlines', 'évident ×')
    """
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in text)
