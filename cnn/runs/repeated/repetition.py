"""The same training several times, by seed or by fold: what chance makes of a figure, and whether one design beats another."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import sqrt
from statistics import fmean, stdev
from typing import Any, NamedTuple

from cnn.errors import UsageError
from cnn.project import Project
from cnn.recipe.basics import MOST_FOLDS
from cnn.recipe.stopping import lower_is_better
from cnn.runs.repeated.folds import projects_of
from cnn.words.language import tr
from cnn.words.quantities import figure_title

#: how sure an interval is, and below which chance a difference is told as one
SURE = 0.95
#: seeds that can be tried at most
MOST_SEEDS = 1000


class Repeat(NamedTuple):
    """One of several trainings: what tells it from the others, and what is trained."""

    name: str
    project: Project


def by_seed(project: Project, seeds: int) -> list[Repeat]:
    """The training with so many seeds, from the recipe's own on; split, order, start and chance follow from each."""
    first = project.recipe.seed
    return [
        Repeat(f"seed {seed}", replace(project, recipe=project.recipe.changed(seed=seed))) for seed in range(first, first + seeds)
    ]


def by_fold(project: Project, folds: int) -> list[Repeat]:
    """A training for each fold; raises `UsageError` where all would be validated on the same images."""
    if not 2 <= folds <= MOST_FOLDS:
        raise UsageError(tr("{0} folds can't be made.", folds), tr("Use 2 to {0}.", MOST_FOLDS))
    return [Repeat(f"fold {fold}", part) for fold, part in projects_of(project, folds)]


def figure_of(bests: Sequence[Mapping[str, Any]]) -> str | None:
    """The figure by which trainings are compared: the first that all best epochs have and that is no loss, else a loss; `None`
    where they have none in common."""
    names = [name for name in (bests[0] if bests else ()) if all(isinstance(best.get(name), int | float) for best in bests)]
    names = [name for name in names if name not in ("epoch", "learning_rate")]
    validated = [name for name in names if name.startswith("val_")] or names
    return next((name for name in validated if "loss" not in name), validated[0] if validated else None)


@dataclass(frozen=True)
class Verdict:
    """What the same repeats of two designs say of a figure: `difference` is the mean of the second's less the first's, between
    `low` and `high` with 95 % confidence; `chance` is the p-value of a two-sided paired t-test, `None` where there is nothing
    to test."""

    figure: str
    repeats: int
    difference: float
    low: float
    high: float
    chance: float | None

    @property
    def better(self) -> bool | None:
        """Whether the second design is better; `None` where the difference may well be chance."""
        if self.chance is None or self.chance >= 1 - SURE:
            return None
        return (self.difference < 0) == lower_is_better(self.figure)

    def words(self, first: str, second: str) -> str:
        """The verdict as a sentence."""
        name = figure_title(self.figure)
        if self.chance is None:
            return tr("{0} repeats say nothing of chance; {1} differs by {2:+.4f}.", self.repeats, name, self.difference)
        span = tr("95 % interval {0:+.4f} to {1:+.4f}", self.low, self.high)
        chance = "p < 0.001" if self.chance < 0.001 else f"p = {self.chance:.2g}"
        if self.better is None:
            return tr(
                "{0} of {1} differs from that of {2} by {3:+.4f}, which may well be chance ({4}, {5}).",
                name,
                second,
                first,
                self.difference,
                span,
                chance,
            )
        values = (second, first, name, self.difference, span, chance)
        if self.better:
            return tr("{0} is better than {1}: {2} {3:+.4f} ({4}, {5}).", *values)
        return tr("{0} is worse than {1}: {2} {3:+.4f} ({4}, {5}).", *values)


def verdict(figure: str, first: Sequence[float], second: Sequence[float], *, folds: bool = False) -> Verdict:
    """A paired t-test of the same repeats of two designs, both in one order.

    Folds share most of their training images, so that their figures lie nearer together than those of independent trainings: for
    them the variance is corrected by the ratio of validation to training images, 1 / (k - 1), after C. Nadeau and Y. Bengio,
    "Inference for the Generalization Error", Machine Learning 52 (2003). Raises `ValueError` for lists of other lengths.
    """
    differences = [b - a for a, b in zip(first, second, strict=True)]
    count, mean = len(differences), fmean(differences)
    if count < 2:
        return Verdict(figure, count, mean, mean, mean, None)
    spread = stdev(differences)
    if spread == 0:
        return Verdict(figure, count, mean, mean, mean, 1.0 if mean == 0 else 0.0)
    from scipy.stats import t

    error = spread * sqrt(1 / count + (1 / (count - 1) if folds else 0.0))
    half = float(t.ppf((1 + SURE) / 2, count - 1)) * error
    chance = 2 * float(t.sf(abs(mean) / error, count - 1))
    return Verdict(figure, count, mean, mean - half, mean + half, chance)
