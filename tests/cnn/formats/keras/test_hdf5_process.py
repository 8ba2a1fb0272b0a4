"""Arrays are read by a process that may die of it, before those read them that may not."""

import random
import time
from pathlib import Path

import h5py
import numpy as np
import pytest

from cnn.errors import FileError
from cnn.formats.keras.hdf5_process import SECONDS, require_readable
from tests.cnn.formats import hostile
from tests.cnn.formats.fuzz import assert_one_line

pytestmark = pytest.mark.worker


def written(path: Path) -> Path:
    """A file with arrays of several kinds."""
    rng = np.random.default_rng(0)
    with h5py.File(path, "w") as file:
        file["model_weights/conv/kernel"] = rng.normal(size=(3, 3, 8, 16)).astype("float32")
        file["model_weights/conv/scalar"] = 7
        file["model_weights/conv/nothing"] = np.zeros((0, 4))
        file.create_dataset("model_weights/dense/kernel", data=rng.normal(size=(64, 64)), chunks=(16, 16))
    return path


def test_a_whole_file_is_readable(tmp_path: Path) -> None:
    path = written(tmp_path / "good.h5")
    require_readable(path)
    require_readable(hostile.archive(tmp_path / "good.keras", {"model.weights.h5": path.read_bytes()}))


def test_arrays_that_claim_more_than_the_file_holds_are_not_read(tmp_path: Path) -> None:
    path = tmp_path / "bomb.h5"
    with h5py.File(path, "w") as file:
        file.create_dataset("zeros", (1 << 12, 1 << 20), "f4", chunks=(64, 1 << 14), compression="gzip")
    with pytest.raises(FileError, match="far larger than the file") as caught:
        require_readable(path)
    assert_one_line(caught.value)


def test_what_lies_elsewhere_is_not_touched(tmp_path: Path) -> None:
    path = written(tmp_path / "linked.h5")
    with h5py.File(path, "a") as file:
        file["outside"] = h5py.ExternalLink(str(tmp_path / "nowhere.h5"), "secret")
        file.create_dataset("raw", (1 << 40,), "f4", external=[("/dev/zero", 0, h5py.h5f.UNLIMITED)])
    require_readable(path)


def test_broken_files_are_refused_or_read_but_never_waited_for(tmp_path: Path) -> None:
    data = written(tmp_path / "good.h5").read_bytes()
    rng = random.Random(5)
    refused = 0
    for number in range(3):
        path = tmp_path / f"broken{number}.h5"
        path.write_bytes(data[: len(data) // 2] if number == 0 else hostile.garbled(data, rng))
        start = time.monotonic()
        try:
            require_readable(path)
        except FileError as error:
            assert_one_line(error)
            refused += 1
        assert time.monotonic() - start < SECONDS + 20
    assert refused
