"""Files that want to do harm, or are broken: refused in one line or opened as unknown; nothing of theirs ever runs."""

import os
import resource
import sys
from pathlib import Path
from typing import Any

import h5py
import pytest

from cnn.errors import FileError
from cnn.formats.files import read
from cnn.formats.keras.reader import read_model
from cnn.layers import Opaque
from tests.cnn.formats import hostile
from tests.cnn.formats.fuzz import assert_one_line, little_work, opens_or_refuses, run
from tests.stages import examples


@pytest.fixture(autouse=True)
def _nothing_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.chdir(tmp_path)
    yield
    assert not (tmp_path / hostile.MARK).exists()


@pytest.mark.slow
def test_the_corpus() -> None:
    for name, document in hostile.corpus():
        try:
            opens_or_refuses(document)
        except Exception as error:
            pytest.fail(f"{name}: {type(error).__name__}: {error}")


@pytest.mark.slow
def test_code_is_never_more_than_an_unknown_layer() -> None:
    for name, document in hostile.corpus():
        if "Lambda" in name or "class of" in name or "TFSM" in name:
            try:
                graph = read_model(document, name)
            except FileError:
                continue
            assert "loss" in name or any(isinstance(node.layer, Opaque) for node in graph.nodes.values()), name


@pytest.mark.parametrize("value", [2_000_000_000, -1, 2.5, float("nan")])
def test_sizes_that_no_machine_has_are_refused_by_name(value: Any) -> None:
    dense = {"module": "keras.layers", "class_name": "Dense", "config": {"name": "d", "units": value}}
    with pytest.raises(FileError, match="units"):
        read_model(hostile.sequential(dense), "it")


@pytest.mark.story
def test_broken_files(tmp_path: Path) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for path in hostile.broken_files(folder):
        with little_work(), pytest.raises(FileError) as caught:
            read(path)
        assert_one_line(caught.value)
    if sys.platform.startswith("linux"):
        assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 1 << 20  # in kB


def test_much_work_is_seen() -> None:
    with little_work(most=1_000):
        sorted(range(500), key=lambda value: -value)
    with pytest.raises(AssertionError, match=r"2,00\d calls"), little_work(most=1_000):
        sorted(range(2_000), key=lambda value: -value)


def test_external_links_are_not_followed(tmp_path: Path) -> None:
    from cnn.formats.keras.weights.stored import array, group

    with h5py.File(tmp_path / "other.h5", "w") as other:
        other["secret"] = [1.0, 2.0]
    with h5py.File(tmp_path / "it.h5", "w") as file:
        file["outside"] = h5py.ExternalLink(str(tmp_path / "other.h5"), "secret")
        file["soft"] = h5py.SoftLink("/real")
        file["real"] = [1.0, 2.0]
        file.create_dataset("raw", (2,), "f4", external=[(str(tmp_path / "raw.bin"), 0, 8)])
        file.create_dataset("enormous", (1 << 20, 1 << 20), "f4", chunks=(1024, 1024))
        for name in ("outside", "soft", "raw"):
            with pytest.raises(FileError, match="no array"):
                array(file, name, (2,))
        with pytest.raises(FileError, match="has the shape"):
            array(file, "enormous", (2,))
        assert array(file, "real", (2,)).tolist() == [1.0, 2.0]
        assert group(file, "outside") is None


@pytest.mark.story
@pytest.mark.more
def test_some_mutations() -> None:
    tried = examples(800)
    found = run(tried, seed=3)
    assert found["opened"] > tried // 16
    assert found["refused"] > tried // 16


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with names")
@pytest.mark.parametrize("suffix", [".json", ".keras", ".h5"])
def test_a_pipe_is_not_waited_for(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"pipe{suffix}"
    os.mkfifo(path)
    with pytest.raises(FileError, match="is not a file"):
        read(path)
