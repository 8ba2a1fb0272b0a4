"""Which layers a file of weights has arrays for, in both layouts, written here as Keras writes them."""

from pathlib import Path

import h5py
import numpy as np
import pytest

from cnn.errors import FileError
from cnn.formats.keras.weights.by_name import kept_by_name


def test_of_keras_3_a_model_in_a_model_tells_its_layers_and_the_outer_one_of_a_name_counts(tmp_path: Path) -> None:
    with h5py.File(tmp_path / "model.weights.h5", "w") as file:
        _layer(file, "layers/conv2d", "stem", (3, 3, 1, 4), (4,))
        _layer(file, "layers/functional/layers/conv2d", "stem", (5, 5, 1, 4))
        _layer(file, "layers/functional/layers/dense", "head", (8, 2))
        file["layers/functional/layers/seed_generator/vars/0"] = np.zeros(2)
        kept = kept_by_name(file)
    assert {name: item.shapes for name, item in kept.items()} == {"stem": ((3, 3, 1, 4), (4,)), "head": ((8, 2),)}
    assert kept["head"].place == "layers/functional/layers/dense"


def test_of_the_older_layout_the_names_stand_in_attributes(tmp_path: Path) -> None:
    with h5py.File(tmp_path / "old.h5", "w") as file:
        file.attrs["layer_names"] = [b"conv1", b"flatten"]
        conv = file.create_group("conv1")
        conv.attrs["weight_names"] = [b"conv1/kernel:0", b"conv1/bias:0"]
        conv["conv1/kernel:0"], conv["conv1/bias:0"] = np.zeros((3, 3, 1, 2)), np.zeros(2)
        file.create_group("flatten").attrs["weight_names"] = []
        kept = kept_by_name(file)
    assert kept["conv1"].shapes == ((3, 3, 1, 2), (2,))


def test_a_file_that_names_no_layer_is_refused(tmp_path: Path) -> None:
    with h5py.File(tmp_path / "none.h5", "w") as file:
        file["numbers"] = np.zeros(3)
        with pytest.raises(FileError, match="which layer"):
            kept_by_name(file)


def _layer(file: h5py.File, place: str, name: str, *shapes: tuple[int, ...]) -> None:
    variables = file.create_group(f"{place}/vars")
    variables.attrs["name"] = name
    for number, shape in enumerate(shapes):
        variables[str(number)] = np.zeros(shape)
