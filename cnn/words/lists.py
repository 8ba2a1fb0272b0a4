"""Several words in one text: a list, clauses, sentences, each with the marks of the language that is spoken.

English divides a list by commas, Chinese by 、 and puts no space between sentences. What programs read (arguments, places of a
tensor, columns of a file) is divided by `COMMA` in any language.
"""

import re
from collections.abc import Iterable

from cnn.words.filling import SPACED, WIDE, is_wide, readable
from cnn.words.language import current

#: divides what programs read, and numbers that are no list: the arguments of a call, a place in an image
COMMA = ", "
#: what stands between several, by what they are: that is the remark which tells two of the same English apart
JOINTS = {"list": ", ", "phrases": ", ", "clauses": "; ", "both": " and ", "either": " or "}
#: words, and what is said of them
REMARKED = "{0} ({1})"
#: a name that a person gave, within a sentence
QUOTED = '"{0}"'
_ENDED = re.compile(rf"[{SPACED}]\s*$")
_BETWEEN = re.compile(rf"(?<=[{WIDE}]) +(?=[{WIDE}])|(?<=[{SPACED}]) +| +(?=[{SPACED}])")


def listed(words: Iterable[object], most: int | None = None) -> str:
    """Names or numbers in a row; with `most` only so many of them, and that there are more.

    >>> listed(["conv2d", "dense"]), listed(range(5), most=3)
    ('conv2d, dense', '0, 1, 2 …')
    """
    every = [str(readable(word)) for word in words]
    return _joined("list", every[:most]) + (" …" if len(every) > len(every[:most]) else "")


def phrases(words: Iterable[object]) -> str:
    """What is said of one thing, part by part: `48,000 images, 10 classes`. Empty ones are left out."""
    return _joined("phrases", filter(None, words))


def clauses(words: Iterable[object]) -> str:
    """Statements that belong together and are no sentences of their own. Empty ones are left out.

    >>> clauses(["3·3·1 weights", "", "no bias"])
    '3·3·1 weights; no bias'
    """
    return _joined("clauses", filter(None, words))


def both(words: Iterable[object]) -> str:
    """All of a few: `28×28×1 and 32×32×3`."""
    return tidy(_joined("both", words))


def either(words: Iterable[object]) -> str:
    """One of a few: `1 or 3`."""
    return tidy(_joined("either", words))


def sentences(*several: object) -> str:
    """One sentence behind the other. Empty ones are left out.

    >>> sentences("The file is damaged.", "", "Take another.")
    'The file is damaged. Take another.'
    """
    said = ""
    for one in filter(None, map(str, several)):
        said += ("" if not said or _ENDED.search(said) else " ") + one
    return said


def remarked(words: object, remark: object) -> str:
    """Words with a remark behind them, in brackets.

    >>> remarked("conv2d", "frozen")
    'conv2d (frozen)'
    """
    return (current().find(REMARKED) or REMARKED).format(words, remark)


def quoted(name: object) -> str:
    """A name that a person gave, in the quotation marks of the language.

    >>> quoted("conv2d")
    '"conv2d"'
    """
    return (current().find(QUOTED) or QUOTED).format(name)


def told_of(name: object, words: str, what: str = "") -> str:
    """A statement behind the name that it is about, with what bears the name before it.

    >>> told_of("conv2d", "has no bias"), told_of("sum", "expects two inputs", "Add")
    ('"conv2d" has no bias', 'Add "sum" expects two inputs')
    """
    space = "" if is_wide(current().language) else " "
    return (what + space if what else "") + quoted(name) + space + words.lstrip()


def tidy(text: str) -> str:
    """A text without the spaces that a template has around its values, where they came out between two Chinese characters.

    >>> tidy("训练 和 验证"), tidy("Conv2D 和 Dense"), tidy("a and b")
    ('训练和验证', 'Conv2D 和 Dense', 'a and b')
    """
    return text if text.isascii() else _BETWEEN.sub("", text)


def _joined(what: str, words: Iterable[object]) -> str:
    joint = current().find(JOINTS[what], what) or JOINTS[what]
    return joint.join(str(readable(word)) for word in words)
