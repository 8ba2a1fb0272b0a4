"""Arrays are read by a process that may die of it, before those read them that may not."""

import random
import subprocess
import sys
from pathlib import Path

import h5py
import numpy as np
import psutil
import pytest

from cnn.errors import FileError
from cnn.formats.keras import hdf5_process
from cnn.formats.keras.hdf5_process import MEMORY, require_readable
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


def test_broken_files_are_refused_or_read(tmp_path: Path) -> None:
    data = written(tmp_path / "good.h5").read_bytes()
    rng = random.Random(5)
    refused = 0
    for number in range(3):
        path = tmp_path / f"broken{number}.h5"
        path.write_bytes(data[: len(data) // 2] if number == 0 else hostile.garbled(data, rng))
        try:
            require_readable(path)
        except FileError as error:
            assert_one_line(error)
            refused += 1
    assert refused


def test_a_process_that_does_not_end_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It may stand still without using its seconds of work, on a share that hangs for instance."""
    path = written(tmp_path / "slow.h5")
    monkeypatch.setattr(hdf5_process, "own_program", lambda *_: [sys.executable, "-c", "import time; time.sleep(1000)"])
    monkeypatch.setattr(hdf5_process, "SECONDS", -6)  # it may take six more than that by the clock
    with pytest.raises(FileError, match=r"slow\.h5 takes too long to read"):
        require_readable(path)
    assert not psutil.Process().children()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="others limit less")
def test_its_work_and_memory_are_limited(tmp_path: Path) -> None:
    shown = "resource.getrlimit(resource.RLIMIT_CPU), resource.getrlimit(resource.RLIMIT_AS)"
    work = f"from cnn.formats.keras import hdf5_process; hdf5_process.main(['{tmp_path}', 'weights 9'])"
    code = f"import resource; {work}; print({shown})"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert said.strip() == f"(9, 9) ({MEMORY}, {MEMORY})"
