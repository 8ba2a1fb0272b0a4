"""Saving what was learned: written to a temporary file, reloaded and compared, then renamed over the old one."""

import contextlib
import hashlib
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import keras
import numpy as np

from cnn.errors import FileError
from cnn.files.files import replacing
from cnn.words.language import tr
from cnn.words.reasons import reason_of

#: what Keras, h5py and zipfile raise for a file that is cut off, damaged or of another network
_UNREADABLE = (ValueError, OSError, KeyError, TypeError, AttributeError, RuntimeError, EOFError, UserWarning,
               zipfile.BadZipFile, zlib.error)  # fmt: skip


def save_model(model: keras.Model, path: Path) -> None:
    """Writes the whole model as a Keras file (`.keras`, or the older `.h5`); the file is proven by reloading it."""
    with _alone(), replacing(path, lambda temporary: _compare(model, _reloaded(temporary))) as temporary, quiet():
        model.save(temporary)


def load_weights(model: keras.Model, path: Path) -> None:
    """Takes the weights from a `.keras`, `.weights.h5` or `.h5` file; nothing else in it is looked at.

    Raises `FileError` when it can't be read or doesn't fit the network.
    """
    if not path.is_file():
        raise FileError(tr("There is no file {0}.", path), tr("Expected the weights of a trained model."))
    try:
        with warnings.catch_warnings():
            warnings.filterwarnings("error", "Skipping nested container")  # Keras would leave those layers fresh
            model.load_weights(path)
    except _UNREADABLE as error:
        raise FileError(
            tr("The weights in {0} don't fit the network, or the file is damaged: {1}", path.name, reason_of(error, 300)),
            tr("Choose the weights that were trained with this very network."),
        ) from error


def same_weights(model: keras.Model, other: keras.Model) -> bool:
    """Whether two models have equal weights, to the bit, as Keras keeps them in files."""
    mine, theirs = _kept(model), _kept(other)
    if len(mine) != len(theirs):
        return False
    return all(np.array_equal(a, b, equal_nan=True) for a, b in zip(mine, theirs, strict=True))


def digest(model: keras.Model) -> str:
    """A checksum of a model's weights, as Keras keeps them in files: equal only where all are, to the bit."""
    found = hashlib.sha256()
    for weight in _kept(model):
        found.update(f"{weight.dtype}{weight.shape}".encode())
        found.update(np.ascontiguousarray(weight).tobytes())
    return found.hexdigest()


def is_low_rank(variable: Any) -> bool:
    """Whether it is one of the two thin kernels of a layer with `lora_rank`; files have their product in the kernel."""
    return variable.name in ("lora_kernel_a", "lora_kernel_b")


def _kept(model: keras.Model) -> list[Any]:
    """The weights as a file has them."""
    low = [layer for layer in model._flatten_layers() if getattr(layer, "lora_enabled", False)]
    whole = {id(layer._kernel): layer.kernel for layer in low}  # with the product added
    weights = [whole.get(id(variable), variable) for variable in model.weights if not is_low_rank(variable)]
    return [keras.ops.convert_to_numpy(weight) for weight in weights]


@contextlib.contextmanager
def quiet() -> Iterator[None]:
    """Keras's advice about the `.h5` format is for programmers."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


@contextlib.contextmanager
def _alone() -> Iterator[None]:
    """Models that are made here belong to this process alone; others that train with it would be waited for."""
    distribution = keras.distribution.distribution()
    keras.distribution.set_distribution(None)
    try:
        yield
    finally:
        keras.distribution.set_distribution(distribution)


def _reloaded(path: Path) -> keras.Model:
    """The model in a file that we have just written ourselves."""
    return keras.saving.load_model(path, compile=False)


def _compare(model: keras.Model, other: keras.Model) -> None:
    if not same_weights(model, other):
        raise FileError(
            tr("The saved model differs from the one in memory."), tr("The disk may be failing; save somewhere else.")
        )
