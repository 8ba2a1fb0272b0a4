"""What is said and refused before a training begins at the terminal."""

from dataclasses import replace
from pathlib import Path

import h5py
import numpy as np
import pytest

from cnn.blocks.functional import Network
from cnn.commands.options import curated_by
from cnn.commands.train.checks import suited, weight_lines, with_absolute_paths
from cnn.commands.train.command import named_project
from cnn.datasets.division.curation import Curation, write
from cnn.errors import UsageError
from cnn.layers import Dense, Flatten
from cnn.project import Project, save
from cnn.recipe import Recipe


@pytest.fixture
def project() -> Project:
    net = Network()
    x = net(Flatten(), net.input((2, 2, 1)))
    net(Dense(units=10, activation="softmax"), net(Dense(units=4), x, name="hidden"), name="head")
    return Project(net.graph)


@pytest.fixture
def weights(tmp_path: Path) -> Path:
    """A file as Keras writes it: `hidden` as here, `head` for two classes, and one layer more."""
    path = tmp_path / "other.weights.h5"
    with h5py.File(path, "w") as file:
        for place, name, units in (("dense", "hidden", (4, 4)), ("dense_1", "head", (4, 2)), ("dense_2", "gone", (2, 2))):
            group = file.create_group(f"layers/{place}/vars")
            group.attrs["name"] = name
            group["0"], group["1"] = np.zeros(units), np.zeros(units[1])
    return path


def told(project: Project, **settings: object) -> list[str]:
    chosen = replace(project, recipe=Recipe.create(settings))
    suited(chosen, fit=False, quiet=True)
    return weight_lines(chosen)


@pytest.mark.slow
def test_layers_are_listed_with_what_becomes_of_them(project: Project, weights: Path) -> None:
    assert told(project) == []
    assert told(project, start_from=str(weights)) == [
        f"From {weights}: 1 of 2 layers take their weights.",
        "  head starts fresh: its arrays are 4×10 and 10 here, 2 and 4×2 in the file.",
        "  Not used: head, gone.",
    ]


def test_what_cannot_begin_is_refused(project: Project, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no file"):
        told(project, start_from=str(tmp_path / "gone.keras"))
    with pytest.raises(UsageError, match="no layer"):
        told(project, freeze="nothing")
    with pytest.raises(UsageError, match=r"gone\.npz"):
        told(project, validation_data=str(tmp_path / "gone.npz"))


def test_paths_mean_the_same_in_the_worker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "other.npz").touch()
    found = with_absolute_paths({"start_from": "run", "validation_data": "other.npz", "epochs": 3})
    assert found == {"start_from": str(tmp_path / "run"), "validation_data": str(tmp_path / "other.npz"), "epochs": 3}
    assert with_absolute_paths({"validation_data": "mnist-sample"}) == {"validation_data": "mnist-sample"}


def test_a_file_of_decisions_may_be_about_the_validation_data_as_well(project: Project, tmp_path: Path) -> None:
    file, own, held = tmp_path / "a.data.json", Curation(dataset="train"), Curation(dataset="held")
    beside = replace(project, dataset="train", recipe=Recipe(validation_data="held::group={}_*"))
    own, held = own.exclude({"1.png": "c"}), held.exclude({"2.png": "c"})
    write((own, held), file)
    assert curated_by(beside, file).curations == (held, own)
    assert curated_by(replace(beside, recipe=Recipe()), file).curations == (own,)
    write((held,), file)
    assert curated_by(beside, file).curations == (held,)
    write((Curation(dataset="elsewhere").exclude({"3.png": "c"}),), file)
    assert curated_by(beside, file).curation.excluded == {"3.png"}, "the only one may be about the dataset before it was moved"
    with pytest.raises(UsageError, match="There is no file"):
        curated_by(beside, tmp_path / "gone.data.json")


def test_a_run_names_the_dataset_of_a_project_so_that_it_is_found_from_elsewhere(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    np.savez("few.npz", x_train=np.zeros((4, 2, 2), np.uint8), y_train=np.arange(4))
    save(replace(project, dataset="few.npz"), Path("few.loom"))
    found, _ = named_project("few.loom", "", None, None, {}, "")
    assert found.dataset == str(tmp_path / "few.npz")
