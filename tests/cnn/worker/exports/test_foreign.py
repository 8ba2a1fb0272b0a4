"""Files for other runtimes: what they say is what Keras says, and nothing that says something else takes an old one's place."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from cnn.datasets import open_dataset
from cnn.errors import FileError
from cnn.project import Project
from tests.cnn.worker.exports.conftest import Exporter

pytestmark = [pytest.mark.keras, pytest.mark.usefixtures("keras_forgets")]

pytest.importorskip("keras")
pytest.importorskip("onnxruntime")


def predicted(digits: Project, weights: Path, images: Any) -> Any:
    """What plain Keras says."""
    from cnn.worker.model.builder import build

    model = build(digits.graph)
    model.load_weights(weights)
    return np.asarray(model(images.astype("float32"), training=False))


def test_onnx_says_what_keras_says(export: Exporter, digits: Project, weights: Path, tmp_path: Path) -> None:
    import onnxruntime

    report = export(digits, tmp_path / "a.onnx", weights)
    proof = report.proof
    assert (proof.images, proof.of, proof.agreement) == (500, "validation images of mnist-sample", 1.0)
    assert proof.largest_difference is not None
    assert proof.largest_difference < 1e-5
    assert proof.accuracy_before == proof.accuracy_after
    assert proof.accuracy_before is not None
    assert proof.accuracy_before > 0.5

    session = onnxruntime.InferenceSession(str(tmp_path / "a.onnx"))
    images = open_dataset("mnist-sample").train.images[:7]
    (said,) = session.run(["dense"], {"input": images.astype("float32")})
    assert np.allclose(said, predicted(digits, weights, images), atol=1e-5)


def test_what_it_is_asked_for_travels_along(export: Exporter, digits: Project, weights: Path, tmp_path: Path) -> None:
    import onnxruntime

    report = export(digits, tmp_path / "a.onnx", weights)
    known = onnxruntime.InferenceSession(str(tmp_path / "a.onnx")).get_modelmeta().custom_metadata_map
    assert json.loads(known["classes"]) == [str(digit) for digit in range(10)]
    assert json.loads(known["values"]) == [0, 255]
    assert json.loads(known["top_k"]) == 5
    assert json.loads(known["inputs"])[0]["shape"] == [28, 28, 1]
    beside = json.loads((tmp_path / "a.onnx.export.json").read_text())
    assert beside == report.document()
    assert beside["bytes"] == (tmp_path / "a.onnx").stat().st_size


def test_the_snippet_names_the_class_of_an_image(export: Exporter, digits: Project, weights: Path, tmp_path: Path) -> None:
    report = export(digits, tmp_path / "a.onnx", weights)
    images = open_dataset("mnist-sample").train.images[:1]
    Image.fromarray(images[0, ..., 0]).save(tmp_path / "digit.png")
    command = [sys.executable, "-c", report.snippet, "digit.png"]
    printed = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True).stdout
    assert printed.strip() == str(predicted(digits, weights, images)[0].argmax())
    assert len(report.snippet.splitlines()) <= 12


def test_a_file_that_says_something_else_is_not_kept(
    export: Exporter, digits: Project, weights: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from cnn.worker.exports import foreign

    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "a.onnx").write_bytes(b"old")
    right = foreign.WRITERS[".onnx"].write

    def wrong(draft: Any, path: Path) -> tuple[str, ...]:
        draft.model.get_layer("dense").bias.assign_add([3.0] + 9 * [0.0])
        notes = right(draft, path)
        draft.model.get_layer("dense").bias.assign_add([-3.0] + 9 * [0.0])
        return notes

    monkeypatch.setitem(foreign.WRITERS, ".onnx", foreign.Writer("onnx", wrong))
    with pytest.raises(FileError, match="something else of the same images"):
        export(digits, folder / "a.onnx", weights)
    assert [(path.name, path.read_bytes()) for path in folder.iterdir()] == [("a.onnx", b"old")]


def test_a_file_that_its_runtime_cannot_read_is_not_kept(
    export: Exporter, digits: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from cnn.worker.exports import foreign

    def broken(_: Any, path: Path) -> tuple[str, ...]:
        path.write_bytes(b"no model")
        return ()

    monkeypatch.setitem(foreign.WRITERS, ".onnx", foreign.Writer("onnx", broken))
    folder = tmp_path / "out"
    folder.mkdir()
    with pytest.raises(FileError, match="onnxruntime"):
        export(digits, folder / "a.onnx")
    assert list(folder.iterdir()) == []


def test_where_nothing_suits_the_network_noise_is_asked_about(export: Exporter, digits: Project, tmp_path: Path) -> None:
    other = Project(digits.graph, digits.recipe, str(tmp_path / "gone"))
    proof = export(other, tmp_path / "a.onnx").proof
    assert (proof.of, proof.accuracy_after) == ("noise", None)
    assert proof.why


def test_the_process_that_proves_knows_no_keras(tmp_path: Path) -> None:
    code = "import sys, cnn.worker.proofs.proof; print({'keras', 'tensorflow'} & set(sys.modules))"
    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert printed.strip() == "set()"


def test_a_missing_package_is_named_with_what_installs_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from cnn.formats import files

    monkeypatch.setattr(files, "find_spec", lambda name: None if name == "tf2onnx" else name)
    with pytest.raises(FileError, match="ONNX takes tf2onnx, which is not installed") as caught:
        files.require_writable(tmp_path / "a.onnx")
    assert 'pip install "layerloom[export]"' in caught.value.hint
