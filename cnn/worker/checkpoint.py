"""Checkpoints: everything a training needs to go on, in one file that is written in one step.

An NPZ file of plain bytes: the model's weights, the states of its random generators, the optimizer's variables, and a
note in JSON. Written in a tenth of the time of Keras's own weights file, which matters where an epoch takes half a second.
"""

import json
import zipfile
from pathlib import Path
from typing import Any

import keras
import numpy as np
from numpy.typing import NDArray

from cnn.errors import FileError
from cnn.files import replacing

ENDING = ".npz"
Note = dict[str, Any]


def save_checkpoint(model: keras.Model, path: Path, note: Note) -> None:
    """Writes the state of a compiled model; raises `FileError`."""
    arrays: dict[str, Any] = {name: _as_bytes(_value(variable)) for name, variable in _variables(model).items()}
    arrays["note"] = np.frombuffer(json.dumps(note).encode(), np.uint8)
    with replacing(path) as temporary, temporary.open("wb") as file:
        np.savez(file, **arrays)


def load_checkpoint(model: keras.Model, path: Path) -> Note:
    """Brings a compiled model of the same network into the state that was written; raises `FileError`."""
    try:
        with path.open("rb") as stream, np.load(stream, allow_pickle=False) as file:
            arrays = {name: file[name] for name in file.files}
        note: Note = json.loads(arrays.pop("note").tobytes())
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile) as error:
        raise FileError(f"The checkpoint {path.name} can't be read: {error}.", "Use an older one.") from error
    variables = _variables(model)
    if {name: array.nbytes for name, array in arrays.items()} != {name: _value(v).nbytes for name, v in variables.items()}:
        raise FileError(f"The checkpoint {path.name} is of another network or optimizer.", "Use one of this very run.")
    for name, variable in variables.items():
        now = _value(variable)
        variable.assign(arrays[name].view(now.dtype).reshape(now.shape))
    return note


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
