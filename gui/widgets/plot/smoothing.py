"""A curve without its noise: the moving average that TensorBoard draws, which follows the curve while it grows. No Qt."""

from array import array
from math import log
from typing import TYPE_CHECKING

from gui.widgets.plot.data import Curve, Values

if TYPE_CHECKING:
    import numpy as np

#: how much of the average may be left within one stretch that is worked out at once, so that nothing overflows
_LEAST = 1e-9


class Smoothed(Curve):
    """The exponential moving average of another curve: of every point its `weight` is the average so far, the rest the value.

    What the average lacks at the start, where nothing came before, is made up for (Kingma & Ba 2015, "Adam", section 3).
    A value that is no number changes nothing and stays as it is.
    """

    def __init__(self, source: Curve, weight: float) -> None:
        super().__init__(Values())
        self.source, self.weight = source, weight
        self._average, self._seen = 0.0, 0

    def __len__(self) -> int:
        return len(self.source)

    @property
    def x(self) -> "array[float]":
        """That of the other curve."""
        return self.source.x

    @x.setter
    def x(self, _: object) -> None:
        """It has none of its own."""

    @property
    def values(self) -> Values:
        """The averages, those of new points among them."""
        if len(self._values.y) < len(self.source):
            self._follow()
        return self._values

    def _follow(self) -> None:
        import numpy as np

        new = np.array(self.source.y[len(self._values.y) :])
        finite = np.isfinite(new)
        new[finite] = self._averaged(new[finite])
        self._values.extend(new)

    def _averaged(self, values: "np.ndarray") -> "np.ndarray":
        """The averages after each of some more numbers: within stretches at once, from one stretch to the next one by one."""
        import numpy as np

        if not len(values):
            return values
        weight = self.weight
        length = max(int(log(_LEAST) / log(weight)), 1) if weight > 0 else 1
        padded = np.zeros(-(-len(values) // length) * length)
        padded[: len(values)] = values
        stretches = padded.reshape(-1, length)
        powers = weight ** np.arange(length)
        within = np.cumsum((1 - weight) * stretches / powers, axis=1) * powers
        carried, left = np.empty(len(stretches)), powers[-1] * weight
        average = self._average
        for place, last in enumerate(within[:, -1].tolist()):
            carried[place] = average
            average = left * average + last
        found = (within + carried[:, None] * powers * weight).reshape(-1)[: len(values)]
        seen = self._seen + 1 + np.arange(len(values))
        self._average, self._seen = float(found[-1]), self._seen + len(values)
        return np.asarray(found / (1 - weight**seen))
