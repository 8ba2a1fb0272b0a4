"""Which values of an image are black and which are white: the network gets (value − low) · 255 / (high − low), as float32.

"type" takes the range of the data type: 0 to 255 for 8 bits, 0 to 65535 for 16. "dataset" takes the lowest and the highest value
of the training images; they are found once, and from then on stand written down as two numbers. `LOW-HIGH` are such numbers.
Values beyond the two are taken for the nearer one. Nothing is rounded: 12 bits stay 12 bits.
"""

import re
from dataclasses import dataclass
from math import ceil, isfinite, log2
from typing import TYPE_CHECKING, Any

from cnn.errors import RefusedValueError
from cnn.words.language import tr

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: what stands for a range that follows from the data
TYPE, DATASET = "type", "dataset"
#: the largest value of a data type of 16 bits
MOST = 65535.0
#: where images take no larger part of the range of their type, that is worth a word
LITTLE = 0.25

_NUMBER = r"[-+−]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?"
_PAIR = re.compile(rf"\s*(?P<low>{_NUMBER})\s*(?:-|–|−|\.\.|:|,|to|\s)\s*(?P<high>{_NUMBER})\s*")
_WORDS = {
    **dict.fromkeys(("dtype", "datatype", "data_type", "none"), TYPE),
    **dict.fromkeys(("data", "minmax", "min_max"), DATASET),
}


@dataclass(frozen=True)
class Range:
    """The value that becomes 0 and the one that becomes 255."""

    low: float
    high: float

    def __str__(self) -> str:
        """As it is written in a recipe: `90-4095`."""
        return f"{_plain(self.low)}-{_plain(self.high)}"

    def applied(self, values: "NDArray[Any]") -> "NDArray[np.float32]":
        """Values as they reach a network, 0-255."""
        import numpy as np

        with np.errstate(over="ignore"):  # of a range as narrow as numbers can be
            found = (values.astype(np.float64) - self.low) * 255 / (self.high - self.low)
        return np.clip(found, 0, 255, out=found).astype(np.float32)


@dataclass(frozen=True)
class Depth:
    """The values of images that have more than 8 bits: the lowest and the highest that were found, and the highest that their
    type has (1 for floats from 0 to 1); `exact`: all training images were looked at."""

    low: float
    high: float
    top: float
    exact: bool = True
    floats: bool = False  # some files hold them, whose type says nothing of its range

    @property
    def range(self) -> Range:
        """Of what was found."""
        return Range(self.low, self.high)

    @property
    def bits(self) -> int:
        """How many bits whole numbers up to the highest take."""
        return max(ceil(log2(self.high + 1)), 1) if self.high > 0 else 1

    @property
    def levels(self) -> int:
        """How many of 256 grey levels would be left if they were rounded to 8 bits by the range of their type."""
        return round(self.high * 255 / self.top) - round(self.low * 255 / self.top) + 1

    @property
    def uses_little(self) -> bool:
        """Whether they take so small a part of the range of their type that it is worth a word."""
        return self.top == MOST and 0 <= self.low < self.high <= LITTLE * self.top


def range_of(text: str) -> Range | None:
    """The two numbers of a range that has some; `None` for one that follows from the data."""
    if text in (TYPE, DATASET):
        return None
    found = _PAIR.fullmatch(text)
    assert found is not None, text
    return Range(_number(found["low"]), _number(found["high"]))


def canonical(text: Any) -> Any:
    """A range as people write it, as it is kept; raises `RefusedValueError` for what is none, and for one without an extent.

    >>> canonical("0 .. 4095"), canonical("-1:1"), canonical("Dataset")
    ('0-4095', '-1-1', 'dataset')
    """
    if not isinstance(text, str):
        return text
    word = text.strip().lower().replace(" ", "_").replace("-", "_")
    if word in (TYPE, DATASET) or word in _WORDS:
        return _WORDS.get(word, word)
    found = _PAIR.fullmatch(text)
    if found is None:
        raise RefusedValueError(tr("should be type, dataset, or two numbers"), tr("Write LOW-HIGH, for example 0-4095."))
    low, high = _number(found["low"]), _number(found["high"])
    if not (isfinite(low) and isfinite(high) and low < high and isfinite(high - low)):
        raise RefusedValueError(tr("should go from a lower number to a higher one"), tr("Write LOW-HIGH, for example 0-4095."))
    return str(Range(low, high))


def expected(text: str) -> str:
    """What to say of a model that stands alone, so that others give it values as it has learned them; "" for the usual way."""
    known = range_of(text)
    if known is None:
        return "" if text == TYPE else tr("It expects values from the lowest to the highest of its dataset as 0 to 255.")
    return tr("It expects values from {0} as 0 to 255.", spelled(known))


def spelled(known: Range) -> str:
    """A range in words: `90 to 4,095`."""
    how = ",.6g" if known.high < 10**6 else "g"
    return tr("{0} to {1}", format(known.low, how), format(known.high, how))


def _plain(value: float) -> str:
    return str(int(value)) if float(value).is_integer() and abs(value) < 2**53 else repr(float(value))


def _number(text: str) -> float:
    return float(text.replace("−", "-"))
