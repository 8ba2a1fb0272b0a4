"""Names of the classes of ImageNet: got as the weights are, and told for a preset that still has its classifier."""

import hashlib
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from cnn.commands import main
from cnn.commands.trained.models import trained_model
from cnn.errors import FileError
from cnn.presets import imagenet_classes as module
from cnn.presets.imagenet import OWN_WEIGHTS, WEIGHTS
from cnn.presets.imagenet_classes import CLASS_NAMES, imagenet_classes, tells_imagenet
from cnn.project import load
from tests.cnn.files.small_server import serving
from tests.cnn.presets.published_files import made_up, photographs

INDEX = json.dumps({str(number): [f"n{number:08}", f"class_{number}"] for number in range(1000)}).encode()


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keras's cache is empty, and files of one's own pass."""
    monkeypatch.setenv("KERAS_HOME", str(tmp_path / "keras"))
    monkeypatch.setenv(OWN_WEIGHTS, "1")
    return CLASS_NAMES.remote.place


def lay(path: Path, content: bytes = INDEX) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def test_names_stand_in_the_order_of_the_outputs(cache: Path) -> None:
    lay(cache)
    assert imagenet_classes()[:2] == ("class_0", "class_1")
    assert len(imagenet_classes()) == 1000


def test_without_the_file_it_is_said_where_to_lay_it(cache: Path) -> None:
    with pytest.raises(FileError) as told:
        imagenet_classes()
    assert "weights --download imagenet-classes" in told.value.hint
    assert str(cache) in told.value.hint
    assert "c2c37ea517e94d9795004a39431a14cb" in told.value.hint


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b'{"0": []}', b"\xff", INDEX.replace(b'"999"', b'"1999"')])
def test_another_file_is_refused(content: bytes, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lay(cache, content)
    with pytest.raises(FileError, match="can't be read as names"):
        imagenet_classes()
    monkeypatch.delenv(OWN_WEIGHTS)
    with pytest.raises(FileError, match="another file"):
        imagenet_classes()


def test_the_command_gets_it(cache: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    remote = replace(CLASS_NAMES.remote, md5=hashlib.md5(INDEX).hexdigest(), about=len(INDEX))
    monkeypatch.setattr(module, "CLASS_NAMES", replace(CLASS_NAMES, remote=remote))
    monkeypatch.setattr("cnn.commands.catalogue.CLASS_NAMES", module.CLASS_NAMES)
    with serving({"imagenet_class_index.json": INDEX}) as server:
        monkeypatch.setenv("LAYERLOOM_MIRROR", server.url)
        assert main(["weights", "--download", "imagenet-classes", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"name": "imagenet-classes", "path": str(cache), "bytes": len(INDEX)}
    assert cache.read_bytes() == INDEX


def test_only_a_network_with_its_classifier_tells_them() -> None:
    weights = WEIGHTS["mobilenet_v2"]
    assert tells_imagenet(weights.graph(), weights.source)
    assert not tells_imagenet(weights.graph(classes=5), weights.source)
    assert not tells_imagenet(weights.graph(), "net.keras")


@pytest.mark.slow
def test_a_preset_is_a_trained_model(cache: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lay(cache)
    weights = WEIGHTS["mobilenet_v2"]
    lay(weights.whole.place, b"weights")
    with trained_model("MobileNetV2") as found:
        assert load(found.project).weights == str(found.weights) == weights.source
    assert capsys.readouterr().err == ""
    lay(cache, b"{}")
    with trained_model("mobilenet_v2"):
        assert "told by their numbers" in capsys.readouterr().err


@pytest.mark.keras
@pytest.mark.thorough
def test_it_says_of_a_photograph_what_keras_decodes(cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from keras.src.applications import imagenet_utils
    from keras.src.utils import file_utils

    from cnn.runs.messages import Predict
    from cnn.worker.answers.predict import Predictor

    lay(cache)
    weights = WEIGHTS["mobilenet_v2"]
    model = made_up(weights)
    picture = photographs(224)[0]
    Image.fromarray(picture.astype(np.uint8)).save(tmp_path / "picture.png")
    remote = CLASS_NAMES.remote

    def get_file(name: str, origin: str, cache_subdir: str, file_hash: str) -> str:
        assert (name, origin, cache_subdir, file_hash) == (remote.path, remote.url, remote.folder, remote.md5)
        return str(cache)

    monkeypatch.setattr(imagenet_utils, "CLASS_INDEX", None)
    monkeypatch.setattr(file_utils, "get_file", get_file)
    said: Any = model.predict(imagenet_utils.preprocess_input(picture[None].copy(), mode="tf"), verbose=0)
    ((_, best, share), *_), *_ = imagenet_utils.decode_predictions(said)
    with trained_model("mobilenet_v2") as found:
        predictor = Predictor(str(found.project), str(found.weights))
        asked = Predict(
            request="r", project=str(found.project), weights=str(found.weights), images=(str(tmp_path / "picture.png"),)
        )
        (told,) = predictor.predict(asked)
    assert told["top"][0] == {"class": best, "probability": pytest.approx(float(share), rel=1e-3)}
    assert predictor.opened()["marks"] == {}
