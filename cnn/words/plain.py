"""Texts from strangers as people may be shown them."""


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
