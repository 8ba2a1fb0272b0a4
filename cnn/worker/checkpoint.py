"""Checkpoints: everything a training needs to go on, in one file that is written in one step.

An NPZ file of plain bytes: the model's weights, the states of its random generators and the optimizer's variables, with a
note in JSON. Written in a tenth of the time of Keras's own weights file, which matters where an epoch takes half a second.
"""

import json
import zipfile
from math import prod
from pathlib import Path
from typing import Any

import keras
import numpy as np
from numpy.typing import NDArray

from cnn.errors import FileError
from cnn.files import replacing

ENDING = ".npz"
NOTE = "note.json"
Note = dict[str, Any]


def save_checkpoint(model: keras.Model, path: Path, note: Note) -> None:
    """Writes the state of a compiled model, one variable after the other; raises `FileError`."""
    with replacing(path) as temporary, zipfile.ZipFile(temporary, "w") as archive:
        archive.writestr(NOTE, json.dumps(note))
        for name, variable in _variables(model).items():
            with archive.open(f"{name}.npy", "w", force_zip64=True) as file:
                np.lib.format.write_array(file, _as_bytes(_value(variable)), allow_pickle=False)


def load_checkpoint(model: keras.Model, path: Path) -> Note:
    """Brings a compiled model of the same network into the state that was written; raises `FileError`.

    When it does, the model may hold some of the old and some of the new.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            variables = _variables(model)
            _check_names(path, archive, variables)
            for name, variable in variables.items():
                with archive.open(f"{name}.npy") as file:
                    _assign(path, variable, np.lib.format.read_array(file, allow_pickle=False))
            note: Note = json.loads(archive.read(NOTE))
            return note
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile) as error:
        raise FileError(f"The checkpoint {path.name} can't be read: {error}.", "Use an older one.") from error


def _check_names(path: Path, archive: zipfile.ZipFile, variables: dict[str, Any]) -> None:
    if set(archive.namelist()) != {NOTE, *(f"{name}.npy" for name in variables)}:
        raise _foreign(path)


def _assign(path: Path, variable: Any, data: NDArray[np.uint8]) -> None:
    dtype, shape = np.dtype(keras.backend.standardize_dtype(variable.dtype)), tuple(variable.shape)
    if data.nbytes != dtype.itemsize * prod(shape):
        raise _foreign(path)
    variable.assign(data.view(dtype).reshape(shape))


def _foreign(path: Path) -> FileError:
    return FileError(f"The checkpoint {path.name} is of another network or optimizer.", "Use one of this very run.")


def _variables(model: keras.Model) -> dict[str, Any]:
    """Every variable that decides how training goes on, by a name that is the same for the same network."""
    seeds = [variable for variable in model.variables if variable.name == "seed_generator_state"]
    groups = {"weights": model.weights, "seeds": seeds, "optimizer": model.optimizer.variables}
    return {f"{group}/{number}": variable for group, found in groups.items() for number, variable in enumerate(found)}


def _value(variable: Any) -> NDArray[Any]:
    value: NDArray[Any] = variable.value.numpy()
    return value


def _as_bytes(array: NDArray[Any]) -> NDArray[np.uint8]:
    """Plain bytes, because NumPy has no name for every type of Keras (bfloat16)."""
    return np.ascontiguousarray(array).reshape(-1).view(np.uint8)
