"""Odd networks and presets in every kind of file: proven, or refused in a sentence that names what works."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cnn.errors import DiskFullError, FileError
from cnn.presets import PRESETS
from cnn.project import Project
from tests.cnn.worker.exports.conftest import Exporter
from tests.cnn.worker.exports.corpus import NETWORKS

pytestmark = [pytest.mark.keras, pytest.mark.usefixtures("keras_forgets")]

pytest.importorskip("keras")
pytest.importorskip("onnxruntime")


@pytest.fixture
def proven_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """A proof without a process of its own, and without measured times."""
    from cnn.worker.exports import proving
    from cnn.worker.proofs import proof

    monkeypatch.setattr(proof, "PATIENCE", 0.0)
    monkeypatch.setattr(proving, "asked_in_a_process", proof.prove)


@pytest.mark.usefixtures("proven_here")
@pytest.mark.parametrize("name", NETWORKS)
def test_onnx_holds_odd_networks(export: Exporter, tmp_path: Path, name: str) -> None:
    proof = export(Project(NETWORKS[name](), dataset=str(tmp_path / "gone")), tmp_path / "a.onnx").proof
    assert proof.of == "noise"
    assert proof.largest_difference is None or proof.largest_difference < 1e-3


@pytest.mark.usefixtures("proven_here")
@pytest.mark.parametrize("suffix", ["/", ".tflite"])
def test_layers_and_networks_may_be_called_as_python_calls_nothing(export: Exporter, tmp_path: Path, suffix: str) -> None:
    project = Project(NETWORKS["odd names"]().rename_network("2nd net-of mine"), dataset=str(tmp_path / "gone"))
    report = export(project, tmp_path / ("a" if suffix == "/" else "a.tflite"), kind=suffix)
    names = [wanted.name for wanted in report.expects.inputs]
    assert len({*names, *report.expects.outputs}) == 5
    assert all(name.isidentifier() for name in names)


def _every() -> Iterator[Any]:
    for suffix, precision in ((".onnx", "float32"), ("/", "float32"), (".tflite", "float32"), (".tflite", "int8")):
        for name, make in (*NETWORKS.items(), *((name, preset.graph) for name, preset in PRESETS.items())):
            yield pytest.param(make, suffix, precision, id=f"{name}-{suffix}-{precision}")


@pytest.mark.thorough
@pytest.mark.parametrize(("make", "suffix", "precision"), [*_every()])
def test_every_network_in_every_kind(export: Exporter, tmp_path: Path, make: Any, suffix: str, precision: str) -> None:
    path = tmp_path / "out" / ("a" if suffix == "/" else f"a{suffix}")
    path.parent.mkdir()
    project = Project(make(), dataset=str(tmp_path / "gone"))
    refused = ""
    try:
        export(project, path, kind=suffix, precision=precision)
    except FileError as error:
        refused = str(error)
        assert error.hint, refused  # noqa: PT017
    assert "\n" not in refused
    assert path.exists() == (not refused)
    assert len([*path.parent.iterdir()]) == (0 if refused else 2)


def test_a_full_disk_leaves_the_old_file_and_nothing_else(
    export: Exporter, digits: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from cnn.worker.exports import writing

    def full(_: Any, path: Path) -> tuple[str, ...]:
        path.write_bytes(b"half")
        raise OSError(28, "No space left on device")

    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "a.onnx").write_bytes(b"old")
    monkeypatch.setitem(writing.WRITERS, ".onnx", writing.Writer("onnx", full))
    with pytest.raises(DiskFullError, match="the disk is full"):
        export(digits, folder / "a.onnx")
    assert [(path.name, path.read_bytes()) for path in folder.iterdir()] == [("a.onnx", b"old")]


def test_a_folder_with_something_else_in_it_stays(export: Exporter, digits: Project, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("text")
    with pytest.raises(FileError, match="holds something else than a SavedModel"):
        export(digits, tmp_path / "mine", kind="/")
    assert (tmp_path / "mine" / "thesis.txt").read_text() == "text"
