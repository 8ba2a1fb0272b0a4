"""Deep images at the terminal: what is told of them, and `--fit-data`."""

from pathlib import Path

import numpy as np

from cnn.commands.train.fitting import advice, comparison_of, facts_of, fitted_to_data
from cnn.presets import PRESETS
from cnn.project import Project
from cnn.recipe import Recipe


def project(folder: Path, **recipe: object) -> Project:
    images = np.random.default_rng(0).integers(90, 4096, (20, 28, 28), np.uint16)
    images[0, 0, :2] = 90, 4095
    np.savez(folder / "deep.npz", x=images, y=np.arange(20) % 10)
    return Project(PRESETS["lenet5"].graph(), Recipe.create(recipe), str(folder / "deep.npz"))


def test_fit_data_sets_the_range_and_says_so(tmp_path: Path) -> None:
    made = project(tmp_path)
    facts, error = facts_of(made)
    assert (error, facts is None) == (None, False)
    assert facts is not None
    found = comparison_of(made, facts)
    assert "12 bits" in advice(found)
    assert "--fit-data makes it: Range of the dataset, 90 to 4,095." in advice(found)
    fitted, told = fitted_to_data(made, found)
    assert (fitted.recipe.pixel_range, fitted.graph) == ("dataset", made.graph)
    assert told == "Fitted to the data: Range of the dataset, 90 to 4,095."
    assert advice(comparison_of(fitted, facts)) == ""


def test_fit_data_changes_network_and_range_at_once(tmp_path: Path) -> None:
    made = project(tmp_path)
    made = Project(PRESETS["lenet5"].graph((28, 28, 1), 4), made.recipe, made.dataset)
    facts, _ = facts_of(made)
    assert facts is not None
    fitted, told = fitted_to_data(made, comparison_of(made, facts))
    assert fitted.recipe.pixel_range == "dataset"
    assert fitted.graph != made.graph
    assert "Last layer 10 units" in told
    assert told.endswith("; Range of the dataset, 90 to 4,095.")
