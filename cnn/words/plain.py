"""Texts from strangers as people may be shown them."""

from unicodedata import combining, east_asian_width


def printable(text: str) -> str:
    """A text from a file as it may be shown: what would steer a terminal or turn the direction of writing is written out, and
    it stays on its line.

    >>> printable("two\\nlines"), printable("évident ×")
    ('two\\\\nlines', 'évident ×')
    """
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in text)


def one_line(text: str) -> str:
    """A text that is one line to every reader: what any of them breaks lines at becomes a space.

    >>> one_line("two\\nlines"), one_line("a\\u2028b\\x85c"), one_line("tabby cat")
    ('two lines', 'a b c', 'tabby cat')
    """
    return " ".join(text.splitlines())


def columns(text: str) -> int:
    """How many columns of a terminal a text takes: two for a Chinese character, none for an accent on the letter before.

    >>> columns("conv2d"), columns("卷积层 2"), columns("e\u0301")
    (6, 8, 1)
    """
    if text.isascii():
        return len(text)
    return sum(0 if combining(char) else 2 if east_asian_width(char) in "WF" else 1 for char in text)


def padded(text: str, width: int, *, right: bool = False) -> str:
    """A text with blanks up to that many columns of a terminal; behind it, or before it where it stands `right`.

    >>> padded("名称", 6) + "|", padded("12", 6, right=True)
    ('名称  |', '    12')
    """
    blanks = " " * (width - columns(text))
    return blanks + text if right else text + blanks


def is_number(text: str) -> bool:
    """Whether Python reads it as a number; nan and inf are some.

    >>> is_number("-1.5e3"), is_number("nan"), is_number("cat"), is_number("")
    (True, True, False, False)
    """
    if text[:1].isalpha() and text[0] not in "nNiI":  # no number, nor nan or inf: for words that is three times as fast
        return False
    try:
        float(text)
    except ValueError:
        return False
    return True
