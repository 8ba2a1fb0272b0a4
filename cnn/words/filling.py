"""Values put into the places of a text, with the spaces that Chinese and Japanese want there.

Between their characters and Latin letters or digits stands one space, between two of their own none. A translator can't know
which comes: `{0} 的计算` is told of `conv2d` and of `10 层`. So the spaces around places are set when the values are known.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from string import Formatter

#: Chinese and Japanese characters with their marks: no space stands between two of them
WIDE = "\u3000-\u303f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uff00-\uffef"
#: marks that bring their own space along
SPACED = "\u3000-\u303f\uff01-\uff0f\uff1a-\uff1f"
#: quotation marks of these languages: as wide as a character, though others share them
QUOTES = "“”"
#: the languages that are written so
_LANGUAGES = ("zh", "ja")
_WIDE, _SPACED = re.compile(f"[{WIDE}]"), re.compile(f"[{SPACED}]")
_BELOW_NOTHING = re.compile("(?<![eE])-")
_parse = Formatter().parse


class _Number:
    """A number written with the sign for what is below nothing wherever it is put, in whatever format."""

    def __init__(self, number: float) -> None:
        self._number = number

    def __format__(self, spec: str) -> str:
        return minus(format(self._number, spec))

    def __str__(self) -> str:
        return minus(str(self._number))

    __repr__ = __str__


def minus(text: str) -> str:
    """A number that was written by a program as people read it: with a minus sign, which is as wide as a plus, for the hyphen.

    That of a power of ten stays: `1e-05` is how such a number is typed.

    >>> minus("-12"), minus("-1.5e-07")
    ('−12', '−1.5e-07')
    """
    return _BELOW_NOTHING.sub("−", text)


def readable(value: object) -> object:
    """A value as it is put into a text for people: numbers below nothing get a minus sign."""
    return _Number(value) if isinstance(value, float) or (isinstance(value, int) and value < 0) else value  # -0.0 is not below


def is_wide(language: str) -> bool:
    """Whether the words of a language stand without spaces between them: `zh_CN`, `ja`."""
    return language[:2] in _LANGUAGES


def filled(template: str, values: Sequence[object], named: Mapping[str, object]) -> str:
    """What `template.format` gives, with the spaces around places as these languages want them.

    >>> filled("{0} 的计算", ["conv2d"], {}), filled("{0} 的计算", ["10 层"], {}), filled("更改{0}", ["filters"], {})
    ('conv2d 的计算', '10 层的计算', '更改 filters')
    """
    return put_together(_pieces(template, values, named))


def put_together(pieces: Iterable[str]) -> str:
    """Words and values in a row as one text."""
    said = ""
    for piece in filter(None, pieces):
        left, right = said.rstrip(" "), piece.lstrip(" ")
        spaces = len(said) - len(left) + len(piece) - len(right)
        if left and right and spaces <= 1:
            said = left + _space(left[-1], right[0], " " * spaces) + right
        else:
            said += piece
    return said


def _space(before: str, after: str, given: str) -> str:
    """What stands between two characters, of which one is the end of a value or the other its beginning."""
    wide = bool(_WIDE.match(before)), bool(_WIDE.match(after))
    if not any(wide):
        return given
    if all(wide):
        return ""
    if (other := after if wide[0] else before) in QUOTES:
        return ""
    if not other.isalnum():
        return given
    return "" if _SPACED.match(before) or _SPACED.match(after) else " "


def _pieces(template: str, values: Sequence[object], named: Mapping[str, object]) -> Iterable[str]:
    """The words of a template, as `str.format` reads it, and its values in turn."""
    unnumbered = 0
    for words, name, spec, conversion in _parse(template):
        yield words
        if name is None:
            continue
        if not re.match(r"\w", name):
            name, unnumbered = f"{unnumbered}{name}", unnumbered + 1
        yield ("{" + name + (f"!{conversion}" if conversion else "") + (f":{spec}" if spec else "") + "}").format(
            *values, **named
        )
