"""One of several parts into which images are divided, each of which is validated on once."""

from typing import NamedTuple


class Fold(NamedTuple):
    """One of several parts of equal size, each of which is validated on once: `number` (from 1) of `folds`."""

    number: int
    folds: int

    @classmethod
    def of(cls, text: str) -> "Fold | None":
        """What `2/5` means; None for no text."""
        if not text:
            return None
        number, _, folds = text.partition("/")
        return cls(int(number), int(folds))

    def __str__(self) -> str:
        return f"{self.number}/{self.folds}"
