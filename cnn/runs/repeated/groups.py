"""Runs of the same training with other seeds or folds, found among any runs, and what they say of each other."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from cnn.project import Project
from cnn.runs.folder import RunRecord
from cnn.runs.repeated.folds import apart
from cnn.runs.repeated.repetition import Verdict, figure_of, verdict
from cnn.words.language import tr


class Member(NamedTuple):
    """A run that may be one of several repeats: what it is called, its record, what it trained."""

    title: str
    record: RunRecord
    project: Project

    @property
    def repeat(self) -> str:
        """What tells it from the other repeats."""
        recipe = self.project.recipe
        seed = tr("seed {0}", recipe.seed)
        return tr("fold {0}, seed {1}", recipe.fold, recipe.seed) if recipe.fold else seed

    @property
    def training(self) -> tuple[Any, ...]:
        """What all repeats have in common: design, data, and the recipe without seed, fold and length."""
        recipe = self.project.recipe.changed(seed=0, fold="", epochs=1)
        return self.record.design, self.project.dataset, recipe


@dataclass(frozen=True)
class Repeats:
    """The repeats of one training, in the order of their seeds and folds."""

    name: str
    members: tuple[Member, ...]

    @property
    def bests(self) -> list[dict[str, Any]]:
        """The figures of the best epoch of each."""
        return [dict(member.record.best) for member in self.members]

    @property
    def apart(self) -> dict[str, tuple[float, float]]:
        """Mean and standard deviation of each figure that all have; of a single run 0."""
        return apart(self.bests)


def grouped(members: Sequence[Member]) -> tuple[Repeats, ...]:
    """Runs by what they trained, in the order in which that comes first; repeats of one training are together.

    Two trainings of one name are told apart by numbers.
    """
    found: list[tuple[tuple[Any, ...], list[Member]]] = []  # recipes can't be hashed
    for member in members:
        same = next((each for training, each in found if training == member.training), None)
        if same is None:
            found.append((member.training, [member]))
        else:
            same.append(member)
    names: list[str] = []
    groups = []
    for _, each in found:
        each.sort(key=lambda member: (member.project.recipe.seed, member.project.recipe.fold, member.record.created))
        network = each[0].record.network or each[0].title
        count = names.count(network) + 1
        names.append(network)
        groups.append(Repeats(network if count == 1 else f"{network} ({count})", tuple(each)))
    return tuple(groups)


def verdicts(groups: Sequence[Repeats]) -> list[tuple[Repeats, Repeats, Verdict]]:
    """The first training against each other one, by the repeats that both have; only where there are at least two of these."""
    found = []
    for other in groups[1:]:
        first = groups[0]
        pairs = _paired(first, other)
        by = figure_of([best for pair in pairs for best in pair])
        if len(pairs) < 2 or by is None:
            continue
        folds = all(member.project.recipe.fold for member in (*first.members, *other.members))
        values = [[float(pair[side][by]) for pair in pairs] for side in (0, 1)]
        found.append((first, other, verdict(by, values[0], values[1], folds=folds)))
    return found


def _paired(first: Repeats, other: Repeats) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """The best epochs of the same repeats; of a repeat that was run twice the last one counts."""
    others = {member.repeat: dict(member.record.best) for member in other.members}
    firsts = {member.repeat: dict(member.record.best) for member in first.members}
    return [(best, others[repeat]) for repeat, best in firsts.items() if repeat in others]
