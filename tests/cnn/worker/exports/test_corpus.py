"""Odd networks and presets in every kind of file: proven, or refused in a sentence that names what works."""

import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cnn.datasets.task import Learned
from cnn.errors import DiskFullError, FileError
from cnn.project import Project
from tests.cnn.worker.exports.conftest import Exporter
from tests.cnn.worker.exports.corpus import CONV, NETWORKS, chain
from tests.cnn.worker.exports.outcomes import ASKED, NOTE, PROVEN, Column, identity, known, network, note
from tests.cnn.worker.exports.proven_here import proven_here

pytestmark = [pytest.mark.keras, pytest.mark.usefixtures("keras_forgets")]

pytest.importorskip("keras")
pytest.importorskip("onnxruntime")


@pytest.fixture(name="proven_here")
def _proven_here() -> Iterator[None]:
    with proven_here():
        yield


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


@pytest.mark.usefixtures("proven_here")
@pytest.mark.parametrize("suffix", [".onnx", "/", ".tflite"])
def test_layers_with_a_precision_of_their_own_are_written_in_float32_and_named(
    export: Exporter, tmp_path: Path, suffix: str
) -> None:
    layers = [("Conv2D", {"filters": 4, "kernel_size": 3, "dtype": dtype}) for dtype in ("mixed_float16", "bfloat16", "float64")]
    project = Project(chain(*layers), dataset=str(tmp_path / "gone"))
    report = export(project, tmp_path / ("a" if suffix == "/" else f"a{suffix}"), kind=suffix)
    assert report.proof.largest_difference is not None
    assert report.proof.largest_difference < 1e-5
    assert report.notes == ('All is written in float32, also what had a precision of its own: "conv2d", "conv2d_1", "conv2d_2".',)


@pytest.mark.usefixtures("proven_here")
@pytest.mark.parametrize("suffix", [".json", ".py", ".ipynb"])
@pytest.mark.parametrize("name", ["spectral normalization", "two inputs, two outputs", "odd names", "augmentation", "open size"])
def test_what_holds_no_weights_is_given_them_and_asked(export: Exporter, tmp_path: Path, name: str, suffix: str) -> None:
    proof = export(Project(NETWORKS[name](), dataset=str(tmp_path / "gone")), tmp_path / f"a{suffix}", kind=suffix).proof
    assert proof.of == "noise"
    assert proof.largest_difference is not None
    assert proof.largest_difference < 1e-4


@pytest.mark.usefixtures("proven_here")
def test_kernels_that_are_turned_round_for_litert_say_the_same(
    export: Exporter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from cnn.worker.exports import saved_model

    monkeypatch.setattr(saved_model, "LARGE", 1)
    taken: list[int] = []
    turned = saved_model._turned
    monkeypatch.setattr(saved_model, "_turned", lambda model: (found := turned(model), taken.append(len(found)))[0])
    proof = export(Project(NETWORKS["two inputs, two outputs"]()), tmp_path / "a.tflite").proof
    assert taken == [2]
    assert proof.largest_difference is not None
    assert proof.largest_difference < 1e-3


@pytest.mark.usefixtures("proven_here")
def test_a_converter_that_dies_is_told_with_the_layer(export: Exporter, tmp_path: Path) -> None:
    """It really does, over mish: with a segmentation fault."""
    project = Project(chain(CONV, ("Activation", {"activation": "mish"})), dataset=str(tmp_path / "gone"))
    with pytest.raises(FileError, match=r'LiteRT breaks down over "activation" .Activation, mish. in int8 .seg.*Use float16'):
        export(project, tmp_path / "a.tflite", precision="int8")
    assert not list(tmp_path.glob("*.tflite"))


@pytest.mark.usefixtures("proven_here")
def test_a_converter_that_dies_over_no_layer_is_told_as_well(
    export: Exporter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from cnn.worker import side_process

    dying = "import os, signal; os.read(0, 1); os.kill(os.getpid(), signal.SIGKILL)"
    monkeypatch.setattr(side_process, "own_program", lambda *_: [sys.executable, "-c", dying])
    with pytest.raises(FileError, match=r"LiteRT breaks down over the network in float32 .killed.*Use ONNX"):
        export(Project(chain(CONV)), tmp_path / "a.tflite")
    assert not list(tmp_path.glob("*.tflite"))


@pytest.mark.usefixtures("proven_here")
def test_what_litert_can_not_compute_is_named(export: Exporter, tmp_path: Path) -> None:
    project = Project(NETWORKS["stochastic pooling"](), dataset=str(tmp_path / "gone"))
    with pytest.raises(FileError, match=r"can.t compute \"stochastic_pooling2d\" .StochasticPooling2D. in int8: its DIV fails"):
        export(project, tmp_path / "a.tflite", precision="int8")
    assert not list(tmp_path.glob("*.tflite"))


@pytest.mark.thorough
@pytest.mark.usefixtures("proven_here")
def test_the_layer_from_which_on_a_file_says_something_else_is_named(export: Exporter, tmp_path: Path) -> None:
    """In whole numbers the roots of a layer's variances are other ones."""
    project = Project(chain(CONV, CONV, ("LayerNormalization", {})), dataset=str(tmp_path / "gone"))
    with pytest.raises(FileError, match=r"It begins with .layer_normalization. .LayerNormalization., whose numbers are"):
        export(project, tmp_path / "a.tflite", precision="int8")
    assert not list(tmp_path.glob("*.tflite"))


@pytest.mark.thorough
@pytest.mark.usefixtures("proven_here")
def test_a_dense_layer_of_alexnets_size_is_in_whole_numbers_as_well(export: Exporter, tmp_path: Path) -> None:
    layers = [
        ("MaxPooling2D", {}),
        ("Flatten", {}),
        ("Dense", {"units": 4096}),
    ]  # 9,216 × 4,096: the converter turns none so large
    graph = chain(*layers, image=(192, 192, 1), head=False)
    report = export(Project(graph, dataset=str(tmp_path / "gone")), tmp_path / "a.tflite", precision="int8-dynamic")
    assert report.bytes < 1.1 * 9216 * 4096


@pytest.mark.usefixtures("proven_here")
@pytest.mark.parametrize("suffix", ["/", ".tflite"])
def test_each_class_has_a_line_whatever_it_is_called(
    export: Exporter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffix: str
) -> None:
    from cnn.worker.exports import writing

    classes = ("two\nlines", "par\u2028ted", "\x85", "tabby")
    monkeypatch.setattr(writing, "class_names", lambda *_: classes)
    monkeypatch.setattr(writing, "learned_of", lambda *_: (Learned("", classes, "classes"),))
    path = tmp_path / ("a" if suffix == "/" else "a.tflite")
    assert export(Project(chain(CONV)), path, kind=suffix).expects.classes == classes
    if suffix == "/":
        text = (path / "assets" / "classes.txt").read_text(encoding="utf-8")
    else:
        text = zipfile.ZipFile(path).read("labels.txt").decode()
    assert text.splitlines() == ["two lines", "par ted", "", "tabby"]


@pytest.mark.thorough
@pytest.mark.usefixtures("proven_here")
@pytest.mark.parametrize(("name", "column"), [pytest.param(*case, id=identity(*case)) for case in ASKED])
def test_every_network_in_every_kind(export: Exporter, tmp_path: Path, name: str, column: Column) -> None:
    path = tmp_path / "out" / ("a" if column.suffix == "/" else f"a{column.suffix}")
    path.parent.mkdir()
    refused = PROVEN
    try:
        export(
            Project(network(name, column), dataset=str(tmp_path / "gone")), path, kind=column.suffix, precision=column.precision
        )
    except FileError as error:
        refused = str(error)
        assert error.hint, refused  # noqa: PT017
    assert "\n" not in refused
    assert len([*path.parent.iterdir()]) == (0 if refused else 2)
    if NOTE:
        note(column, name, refused)
    else:
        assert refused == known()[column.name][name]


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
