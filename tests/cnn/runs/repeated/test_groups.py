"""Repeats of one training among any runs."""

from dataclasses import replace

import pytest
from scipy.stats import ttest_rel

from cnn.presets import PRESETS
from cnn.project import Project
from cnn.runs.folder import RunRecord
from cnn.runs.repeated.groups import Member, grouped, verdicts

PROJECT = Project(graph=PRESETS["lenet5"].graph(), recipe=PRESETS["lenet5"].recipe)


def member(accuracy: float, design: str = "a", **settings: object) -> Member:
    project = replace(PROJECT, recipe=PROJECT.recipe.changed(**settings))
    record = RunRecord(id="x", network="lenet5", design=design, best={"epoch": 1, "val_accuracy": accuracy})
    return Member("mine", record, project)


def test_runs_with_other_seeds_and_folds_are_one_training() -> None:
    runs = [
        member(0.9, seed=1),
        member(0.5, fold="2/2"),
        member(0.8, seed=0, learning_rate=0.5),
        member(0.7, fold="1/2", epochs=3),
    ]
    groups = grouped(runs)
    assert [(group.name, [one.repeat for one in group.members]) for group in groups] == [
        ("lenet5", ["fold 1/2, seed 0", "fold 2/2, seed 0", "seed 1"]),
        ("lenet5 (2)", ["seed 0"]),
    ]
    assert groups[0].apart["val_accuracy"] == pytest.approx((0.7, 0.2))
    assert verdicts(groups) == []  # nothing was repeated in both


def test_two_designs_with_the_same_seeds_are_tested_in_pairs() -> None:
    first, second = [0.9, 0.8, 0.85], [0.95, 0.9, 0.87]
    runs = [member(value, design, seed=seed) for design, each in (("a", first), ("b", second)) for seed, value in enumerate(each)]
    runs.append(member(0.1, "b", seed=9))  # of the other one there is none
    ((one, other, found),) = verdicts(grouped(runs))
    assert (one.name, other.name, found.repeats) == ("lenet5", "lenet5 (2)", 3)
    assert found.chance == pytest.approx(ttest_rel(second, first).pvalue)
    assert found.difference == pytest.approx(0.17 / 3)
