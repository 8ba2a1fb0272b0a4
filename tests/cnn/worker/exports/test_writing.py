"""Files for other runtimes: what they say is what Keras says, and nothing that says something else takes an old one's place."""

import json
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from cnn.datasets import open_dataset
from cnn.errors import FileError
from cnn.formats.files import content_of, kind_named
from cnn.presets import PRESETS
from cnn.project import Project
from cnn.words import language
from tests.cnn.worker.exports.conftest import Exporter, Written
from tests.cnn.worker.exports.proven_here import proven_here
from tests.stages import mostly_thorough

pytestmark = [pytest.mark.keras, pytest.mark.usefixtures("keras_forgets")]

pytest.importorskip("keras")
pytest.importorskip("onnxruntime")
pytest.importorskip("ai_edge_litert")


def predicted(digits: Project, weights: Path, images: Any) -> Any:
    """What plain Keras says."""
    from cnn.worker.model.builder import build

    model = build(digits.graph)
    model.load_weights(weights)
    return np.asarray(model(images.astype("float32"), training=False))


#: every kind of file in every precision, and by how much the mean of its answers may differ here
KINDS = [(".keras", "float32", 1e-6), (".h5", "float32", 1e-6),
         (".onnx", "float32", 1e-6), ("/", "float32", 1e-6),
         (".tflite", "float32", 1e-6), (".tflite", "float16", 1e-3),
         (".tflite", "int8-dynamic", 2e-2), (".tflite", "int8", 2e-2)]  # fmt: skip
#: those that a runtime reads which starts at once; the others are Keras's and TensorFlow's, whose start takes seconds
QUICK = [kind for kind in KINDS if kind[0] in (".onnx", ".tflite")]
EACH = pytest.mark.parametrize(
    ("suffix", "precision", "allowed"), mostly_thorough(KINDS, but=[KINDS[0], *QUICK]), ids=lambda value: str(value)
)
SNIPPETS = pytest.mark.parametrize(
    ("suffix", "precision", "allowed"),
    mostly_thorough([*KINDS, (".weights.h5", "float32", 1e-6)], but=QUICK),
    ids=lambda value: str(value),
)


@EACH
def test_it_says_what_keras_says(written: Written, suffix: str, precision: str, allowed: float) -> None:
    proof = written(suffix, precision)[1].proof
    assert (proof.images, proof.of) == (500, "validation images of mnist-sample")
    assert proof.mean_difference is not None
    assert proof.mean_difference < allowed
    assert proof.agreement is not None
    assert proof.agreement > (0.999 if allowed < 1e-4 else 0.95)
    assert proof.accuracy_before is not None
    assert proof.accuracy_before > 0.5
    assert proof.accuracy_after == pytest.approx(proof.accuracy_before, abs=0.05)
    assert proof.seconds_for_1 is not None
    assert proof.seconds_for_1 > 0


def test_onnx_asked_by_us_says_what_keras_says(written: Written, digits: Project, weights: Path) -> None:
    import onnxruntime

    session = onnxruntime.InferenceSession(str(written(".onnx")[0]))
    images = open_dataset("mnist-sample").train.images[:7]
    (said,) = session.run(["dense"], {"input": images.astype("float32")})
    assert np.allclose(said, predicted(digits, weights, images), atol=1e-5)


def test_whole_numbers_take_a_quarter_of_the_room(written: Written) -> None:
    sizes = {precision: written(".tflite", precision)[1].bytes for suffix, precision, _ in KINDS if suffix == ".tflite"}
    assert sizes["float32"] > 1.5 * sizes["float16"] > 2 * sizes["int8"]


@EACH
def test_what_it_expects_travels_along(written: Written, suffix: str, precision: str, allowed: float) -> None:
    path, report = written(suffix, precision)
    beside = json.loads(path.with_name(f"{path.name}.export.json").read_text())
    assert beside == report.document()
    if suffix == "/":
        known = json.loads((path / "assets" / "expects.json").read_text())
        assert (path / "assets" / "classes.txt").read_text().split() == known["classes"]
    elif suffix == ".onnx":
        import onnxruntime

        texts = onnxruntime.InferenceSession(str(path)).get_modelmeta().custom_metadata_map
        known = {name: json.loads(texts[name]) for name in ("classes", "values", "top_k", "inputs")}
    elif suffix != ".tflite":
        known = beside["expects"]
    else:
        from cnn.worker.exports.litert_metadata import packed

        files = packed(path.read_bytes())
        known = json.loads(files["expects.json"])
        assert files["labels.txt"].split() == known["classes"]
    assert known["classes"] == [str(digit) for digit in range(10)]
    assert (known["values"], known["top_k"], known["inputs"][0]["shape"]) == ([0, 255], 5, [28, 28, 1])


def test_readers_of_litert_metadata_find_its_slots(written: Written) -> None:
    from ai_edge_litert import schema_py_generated as schema

    model = schema.ModelT.InitFromPackedBuf(written(".tflite")[0].read_bytes())
    (entry,) = [entry for entry in model.metadata if entry.name == b"TFLITE_METADATA"]
    table = bytes(model.buffers[entry.buffer].data)
    assert table[4:8] == b"M001"
    assert all(text in table for text in (b"labels.txt", b"input", b"dense"))


@SNIPPETS
def test_the_snippet_names_the_class_of_an_image(
    written: Written, digits: Project, weights: Path, tmp_path: Path, suffix: str, precision: str, allowed: float
) -> None:
    path, report = written(suffix, precision)
    if suffix == ".weights.h5":
        json_kind = kind_named(".json")
        assert json_kind is not None
        (path.parent / f"{path.name.removesuffix(suffix)}.json").write_bytes(content_of(json_kind, digits, path))
    images = open_dataset("mnist-sample").train.images[2500:2501]
    Image.fromarray(images[0, ..., 0]).save(tmp_path / "digit.png")
    command = [sys.executable, "-c", report.snippet, str(tmp_path / "digit.png")]
    printed = subprocess.run(command, cwd=path.parent, capture_output=True, text=True, check=True).stdout
    assert printed.strip().splitlines()[-1] == str(predicted(digits, weights, images)[0].argmax())
    assert len(report.snippet.splitlines()) <= 12


@pytest.mark.parametrize("suffix", mostly_thorough([".json", ".py", ".ipynb"], but=[".ipynb"]))
def test_what_holds_no_weights_is_run_in_a_process_of_its_own(written: Written, suffix: str) -> None:
    path, report = written(suffix)
    proof = report.proof
    assert (proof.images, proof.of, proof.runtime) == (500, "validation images of mnist-sample", f"keras {version('keras')}")
    assert (proof.agreement, proof.accuracy_after) == (1.0, proof.accuracy_before)
    assert proof.accuracy_before is not None
    assert proof.accuracy_before > 0.5
    assert report.weights == "the network alone, without weights"
    assert "it was given the weights of this network" in report.notes[-1]
    assert ("Its data was read" in report.notes[-1]) == (suffix != ".json")
    if suffix == ".ipynb":
        cells = [cell for cell in json.loads(path.read_text())["cells"] if cell["cell_type"] == "code"]
        assert [cell["execution_count"] for cell in cells] == list(range(1, len(cells) + 1))
        assert "Total params" in "".join(cells[-1]["outputs"][0]["text"])


@pytest.mark.story
def test_a_program_of_another_network_is_not_kept(
    export: Exporter, digits: Project, weights: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from cnn.worker.exports import writing

    def other(*asked: Any) -> bytes:
        return content_of(*asked).replace(b"softmax", b"sigmoid")

    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "a.py").write_bytes(b"old")
    monkeypatch.setattr(writing, "content_of", other)
    with proven_here(), pytest.raises(FileError, match="something else of the same images"):
        export(digits, folder / "a.py", weights)
    assert [(path.name, path.read_bytes()) for path in folder.iterdir()] == [("a.py", b"old")]


def test_a_file_that_says_something_else_is_not_kept(
    export: Exporter, digits: Project, weights: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from cnn.worker.exports import writing

    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "a.onnx").write_bytes(b"old")
    right = writing.WRITERS[".onnx"].write

    def wrong(draft: Any, path: Path) -> tuple[str, ...]:
        draft.model.get_layer("dense").bias.assign_add([3.0] + 9 * [0.0])
        notes = right(draft, path)
        draft.model.get_layer("dense").bias.assign_add([-3.0] + 9 * [0.0])
        return notes

    monkeypatch.setitem(writing.WRITERS, ".onnx", writing.Writer("onnx", wrong))
    with pytest.raises(FileError, match="something else of the same images"):
        export(digits, folder / "a.onnx", weights)
    assert [(path.name, path.read_bytes()) for path in folder.iterdir()] == [("a.onnx", b"old")]


def test_a_disk_that_is_full_is_no_lack_of_memory(
    export: Exporter, digits: Project, weights: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import tensorflow as tf

    def full(*_: Any, **__: Any) -> None:
        raise tf.errors.ResourceExhaustedError(None, None, "net/variables.data; No space left on device")

    folder = tmp_path / "out"
    folder.mkdir()
    monkeypatch.setattr(tf.saved_model, "save", full)
    with pytest.raises(FileError, match="the disk is full"):
        export(digits, folder / "net", weights, kind="/")
    assert not list(folder.iterdir())


def test_no_large_weight_goes_through_the_converter_to_onnx_nor_is_it_copied() -> None:
    """Else it would take a worker's memory, and a minute over AlexNet."""
    import keras

    from cnn.worker.exports import onnx_file

    model = keras.Sequential([keras.layers.Input((40,)), keras.layers.Dense(100), keras.layers.Dense(2)])
    proto, large = onnx_file._converted(model)
    assert sum(value.ByteSize() for value in proto.graph.initializer) < 4 * onnx_file.LARGE
    ((_, kernel),) = large
    assert np.shares_memory(kernel, memoryview(model.layers[0].kernel.value.value()))


def test_a_file_that_its_runtime_cannot_read_is_not_kept(
    export: Exporter, digits: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from cnn.worker.exports import writing

    def broken(_: Any, path: Path) -> tuple[str, ...]:
        path.write_bytes(b"no model")
        return ()

    monkeypatch.setitem(writing.WRITERS, ".onnx", writing.Writer("onnx", broken))
    folder = tmp_path / "out"
    folder.mkdir()
    with pytest.raises(FileError, match="onnxruntime"):
        export(digits, folder / "a.onnx")
    assert list(folder.iterdir()) == []


def test_where_nothing_suits_the_network_noise_is_asked_about(export: Exporter, digits: Project, tmp_path: Path) -> None:
    other = Project(digits.graph, digits.recipe, str(tmp_path / "gone"))
    proof = export(other, tmp_path / "a.onnx").proof
    assert (proof.of, proof.accuracy_after) == ("noise", None)
    assert "gone" in proof.why


def test_who_has_trained_on_nothing_is_not_told_of_a_dataset_that_nobody_named(tmp_path: Path) -> None:
    from cnn.worker.exports.asked import real_or_noise

    asked = real_or_noise(Project(PRESETS["resnet20"].graph((32, 32, 3), 7)), tmp_path / "a.loom", ())
    assert (asked.of, asked.why) == ("noise", "it has learned from no images here")


def test_the_process_that_proves_knows_no_keras(tmp_path: Path) -> None:
    code = "import sys, cnn.worker.proofs.proof; print({'keras', 'tensorflow'} & set(sys.modules))"
    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert printed.strip() == "set()"


def test_a_missing_package_is_named_with_what_installs_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from cnn.formats import files

    monkeypatch.setattr(files, "find_spec", lambda name: None if name == "tf2onnx" else name)
    with pytest.raises(FileError, match="ONNX takes packages that are not installed: tf2onnx") as caught:
        files.require_writable(tmp_path / "a.onnx")
    assert caught.value.hint.endswith("-m pip install tf2onnx")


def test_what_was_asked_is_noted_in_english_whatever_is_spoken(digits: Project, tmp_path: Path) -> None:
    """The note is data, which reports and other programs read; people are told of it in their language."""
    from cnn.runs.exports import images_in_words
    from cnn.worker.exports.asked import representative

    language.use("zh_CN")
    try:
        asked = representative(digits, tmp_path / "digits.loom", (), 5)
        told = images_in_words(5, asked.of)
    finally:
        language.use(language.ENGLISH)
    assert asked.of == "training images of mnist-sample"
    assert told == "mnist-sample 的 5 张训练图像"
