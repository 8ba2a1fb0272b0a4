"""What came out of two runs, figure beside figure."""

from collections.abc import Mapping
from typing import NamedTuple, Self

from cnn.recipe.stopping import lower_is_better
from cnn.runs.folder import RunRecord
from cnn.runs.logs.logs import Logged
from cnn.words.language import tr
from cnn.words.quantities import figure, figure_title, signed

#: figures of a best epoch that say nothing of how good it is
_NO_RESULT = ("epoch", "learning_rate")


class Result(NamedTuple):
    """A figure that both runs have: Keras's `name` for it (or ours), its `title`, and its two values; `judges` says whether one
    of them is better."""

    name: str
    title: str
    before: float
    after: float
    judges: bool = True

    @property
    def difference(self) -> float:
        """How much more it is afterwards."""
        return self.after - self.before

    @property
    def spelled(self) -> tuple[str, str, str]:
        """Both values and their difference as people read them."""
        if not self.judges:
            shown = round(self.after) - round(self.before)  # of what stands beside it: 1 and 2 are 1 apart
            growth = signed(shown, ",.0f") if shown else "0"
            return f"{self.before:,.0f}", f"{self.after:,.0f}", growth
        return figure(self.before), figure(self.after), signed(self.difference, ".4f") if round(self.difference, 4) else "0"

    @property
    def better(self) -> bool | None:
        """Whether the second is better; `None` where they are the same, or the figure judges nothing."""
        if not self.judges or self.before == self.after:
            return None
        return (self.after < self.before) == lower_is_better(self.name)


class Outcome(NamedTuple):
    """What came out of a run: the figures of its best epoch, and what it cost; `None` is what nobody told."""

    best: Mapping[str, float | None]
    epochs: int | None = None
    best_epoch: int | None = None
    seconds: float | None = None
    images_per_second: float | None = None
    params: int | None = None

    @classmethod
    def of_run(cls, record: RunRecord) -> Self:
        """Of a run of ours."""
        return cls(record.best, record.epochs, record.best_epoch, record.seconds, record.images_per_second, record.params)

    @classmethod
    def of_log(cls, told: Logged) -> Self:
        """Of a run that another program has told of: that says little of what it cost."""
        return cls(told.best()[1], told.epochs or None, told.best_epoch or None, told.seconds or None)


def compare_results(before: Outcome, after: Outcome) -> tuple[Result, ...]:
    """The figures of the best epochs that both have, those of images that were kept apart first; then what they cost, as far as
    both tell it."""
    names = [name for name in before.best if name not in _NO_RESULT and after.best.get(name) is not None]
    names = sorted((name for name in names if before.best[name] is not None), key=lambda name: not name.startswith("val_"))
    figures = [Result(name, figure_title(name), before.best[name] or 0.0, after.best[name] or 0.0) for name in names]
    costs = (
        ("epochs", tr("Epochs")),
        ("best_epoch", tr("Best epoch")),
        ("seconds", tr("Seconds of training")),
        ("images_per_second", tr("Images per second")),
        ("params", tr("Parameters")),
    )
    for name, title in costs:
        one, other = getattr(before, name), getattr(after, name)
        if one is not None and other is not None and (one or other):
            figures.append(Result(name, title, one, other, judges=False))
    return tuple(figures)
