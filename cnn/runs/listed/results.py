"""What came out of two runs, figure beside figure."""

from typing import NamedTuple

from cnn.recipe.stopping import lower_is_better
from cnn.runs.folder import RunRecord
from cnn.words.language import tr
from cnn.words.quantities import figure, figure_title

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
            growth = f"{self.difference:+,.0f}" if round(self.difference) else "0"
            return f"{self.before:,.0f}", f"{self.after:,.0f}", growth
        return figure(self.before), figure(self.after), f"{self.difference:+.4f}" if round(self.difference, 4) else "0"

    @property
    def better(self) -> bool | None:
        """Whether the second is better; `None` where they are the same, or the figure judges nothing."""
        if not self.judges or self.before == self.after:
            return None
        return (self.after < self.before) == lower_is_better(self.name)


def compare_results(before: RunRecord, after: RunRecord) -> tuple[Result, ...]:
    """The figures of the best epochs that both have, those of images that were kept apart first; then what they cost."""
    names = [name for name in before.best if name not in _NO_RESULT and after.best.get(name) is not None]
    names = sorted((name for name in names if before.best[name] is not None), key=lambda name: not name.startswith("val_"))
    figures = [Result(name, figure_title(name), before.best[name] or 0.0, after.best[name] or 0.0) for name in names]
    costs = (
        Result("epochs", tr("Epochs"), before.epochs, after.epochs, judges=False),
        Result("best_epoch", tr("Best epoch"), before.best_epoch, after.best_epoch, judges=False),
        Result("seconds", tr("Seconds of training"), before.seconds, after.seconds, judges=False),
        Result("images_per_second", tr("Images per second"), before.images_per_second, after.images_per_second, judges=False),
        Result("params", tr("Parameters"), before.params, after.params, judges=False),
    )
    return (*figures, *(cost for cost in costs if cost.before or cost.after))
