"""`presets`, `layers`, `datasets`."""

import hashlib
import io
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from cnn.commands.download import fetch_if_missing
from cnn.datasets import known, named, open_dataset
from cnn.files import downloads
from cnn.files.remote import Remote
from cnn.layers import LAYERS
from cnn.presets import PRESETS
from cnn.presets.imagenet import WEIGHTS
from tests.cnn.commands.cli import Command
from tests.cnn.files.small_server import Script, serving


@pytest.mark.slow
def test_presets_as_json(command: Command) -> None:
    found = {item["name"]: item for item in command("presets", "--json").document}
    assert list(found) == list(PRESETS)
    lenet = found["lenet5"]
    assert (lenet["params"], lenet["image"], lenet["classes"], lenet["year"]) == (61_706, [28, 28, 1], 10, 1998)
    assert lenet["deviations"]
    assert "LeCun" in lenet["paper"]


def test_layers_as_json(command: Command) -> None:
    found = {item["class_name"]: item for item in command("layers", "--json").document}
    assert list(found) == list(LAYERS)
    arguments = {item["name"]: item for item in found["Conv2D"]["arguments"]}
    filters = arguments["filters"]
    assert (filters["kind"], filters["default"], filters["minimum"], filters["maximum"]) == ("int", 32, 1, 1 << 24)
    assert arguments["padding"]["choices"] == ["valid", "same"]
    assert arguments["kernel_initializer"]["default"]["class_name"] == "GlorotUniform"
    assert all(item["description"] and item["family"] for item in found.values())
    assert found["Conv2D"]["page"].startswith("https://keras.io/")


def test_datasets_as_json(command: Command) -> None:
    found = {item["name"]: item for item in command("datasets", "--json").document}
    assert list(found) == [info.name for info in known()]
    digits = found["mnist-sample"]
    assert (digits["images"], digits["image_shape"], len(digits["classes"])) == (5000, [28, 28, 1], 10)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "expected"),
    [("presets", ["lenet5", "61,706"]), ("layers", ["Conv2D", "Pooling"]), ("datasets", ["mnist-sample", "5,000"])],
)
def test_as_tables(command: Command, name: str, expected: list[str]) -> None:
    outcome = command(name)
    assert outcome.code == 0
    assert all(word in outcome.out for word in expected)
    assert outcome.err == ""


# ---------------------------------------------------------------------- downloads


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Script]:
    """A server with a small MNIST, which is known by its checksum; nothing is in the cache."""
    content = io.BytesIO()
    images, labels = np.zeros((20, 28, 28), np.uint8), np.arange(20, dtype=np.uint8) % 10
    np.savez(content, x_train=images, y_train=labels, x_test=images, y_test=labels)
    monkeypatch.setenv("KERAS_HOME", str(tmp_path / "keras"))
    monkeypatch.setattr(downloads, "PAUSES", ())
    with serving({"mnist.npz": content.getvalue()}) as script:
        digest = hashlib.sha256(content.getvalue()).hexdigest()
        file = Remote(f"{script.url}/mnist.npz", "mnist.npz", len(content.getvalue()), digest)
        infos = [replace(info, files=(file,)) if info.name == "mnist" else info for info in known()]
        monkeypatch.setattr(named, "_KNOWN", tuple(infos))
        yield script


def test_a_download(command: Command, shop: Script, tmp_path: Path) -> None:
    before = {item["name"]: item for item in command("datasets", "--json").document}["mnist"]
    assert (before["present"], before["download_bytes"]) == (False, len(shop.files["mnist.npz"]))
    outcome = command("datasets", "--download", "mnist")
    assert outcome.code == 0
    assert outcome.out == "MNIST is ready: --data mnist\n"
    assert outcome.err.startswith("Downloads MNIST from 127.0.0.1: 0 MB\n")
    assert open_dataset("mnist").size == 40
    again = command("datasets", "--download", "mnist", "--json")
    assert (again.document["folder"], again.err) == (str(tmp_path / "keras" / "datasets"), "")
    assert len(shop.asked) == 1


def test_a_download_for_a_program(command: Command, shop: Script) -> None:
    lines = [json.loads(line) for line in command("datasets", "--download", "mnist", "--events").out.splitlines()]
    assert {line["event"] for line in lines[:-1]} == {"download"}
    assert lines[-2]["bytes"] == lines[-2]["total"] == len(shop.files["mnist.npz"])
    assert lines[-1]["event"] == "finished"


def test_a_download_that_fails(command: Command, shop: Script) -> None:
    shop.files.clear()
    assert command("datasets", "--download", "mnist").code == 1
    outcome = command("datasets", "--download", "mnist", "--events")
    failed = json.loads(outcome.out.splitlines()[-1])
    assert (outcome.code, failed["event"]) == (1, "failed")
    assert "404" in failed["message"]
    assert "404" in outcome.err
    assert command("datasets", "--download", "mnist-sample").complained("no dataset 'mnist-sample' to download", "cifar-100")


def test_what_is_missing_is_fetched_for_a_training(shop: Script) -> None:
    fetch_if_missing("mnist-sample")
    assert shop.asked == []
    fetch_if_missing("mnist", quiet=True)
    assert open_dataset("mnist").size == 40


# ---------------------------------------------------------------------- published weights


@pytest.fixture
def weights_shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Script]:
    """A server with a file in place of MobileNet's weights, of which no checksum was published; nothing is in the cache."""
    monkeypatch.setenv("KERAS_HOME", str(tmp_path / "keras"))
    monkeypatch.setattr(downloads, "PAUSES", ())
    with serving({WEIGHTS["mobilenet"].whole.path: b"weights" * 1000}) as script:
        monkeypatch.setenv("LAYERLOOM_MIRROR", script.url)
        yield script


def test_published_weights_are_listed_and_got(command: Command, weights_shop: Script, tmp_path: Path) -> None:
    before = {item["name"]: item["files"]["whole"] for item in command("weights", "--json").document}
    place = tmp_path / "keras" / "models" / "mobilenet_1_0_224_tf.h5"
    assert list(before) == list(WEIGHTS)
    assert (before["mobilenet"]["present"], before["mobilenet"]["path"]) == (False, str(place))
    lines = [json.loads(line) for line in command("weights", "--download", "mobilenet", "--events").out.splitlines()]
    assert (lines[-2]["bytes"], lines[-2]["total"], lines[-1]["event"]) == (7000, 7000, "finished")
    assert place.read_bytes() == weights_shop.files[place.name]
    assert command("weights", "--download", "mobilenet", "--json").document == {
        "name": "mobilenet",
        "path": str(place),
        "bytes": 7000,
    }
    assert len(weights_shop.asked) == 1
    assert "here" in command("weights").out
    assert command("weights", "--download", "lenet5").complained("no weights 'lenet5' to download", "mobilenet_v2")


def test_without_a_network_it_is_said_what_to_lay_where(command: Command, weights_shop: Script, tmp_path: Path) -> None:
    weights_shop.files.clear()
    outcome = command("convert", "vgg16", str(tmp_path / "vgg.keras"), "--weights", "imagenet")
    place = tmp_path / "keras" / "models" / "vgg16_weights_tf_dim_ordering_tf_kernels.h5"
    assert outcome.code == 1
    assert all(word in outcome.err for word in ("64373286793e3c8b2b4e3219cbf3544b", WEIGHTS["vgg16"].whole.url, str(place)))
    assert not (tmp_path / "vgg.keras").exists()


def test_a_summary_with_published_weights_shows_how_pixels_are_prepared(command: Command) -> None:
    names = [layer["name"] for layer in command("summary", "vgg16", "--weights", "imagenet", "--json").document["layers"]]
    assert names[:3] == ["input", "blue_green_red", "imagenet_mean"]
    assert command("summary", "lenet5", "--weights", "imagenet").complained("lenet5 has no ImageNet weights", "vgg16")
