"""Where training happens, and why it is not a GPU."""

import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from cnn.errors import RecipeError

pytestmark = pytest.mark.keras

tf: Any = pytest.importorskip("tensorflow")


@pytest.fixture
def devices() -> Any:
    from cnn.worker import devices

    return devices


@pytest.fixture
def two_gpus(monkeypatch: pytest.MonkeyPatch) -> None:
    """TensorFlow as it speaks on a machine with two GPUs."""
    names = ["/device:GPU:0", "/device:GPU:1"]
    gpus = [SimpleNamespace(name=name, device_type="GPU") for name in names]
    monkeypatch.setattr(tf.config, "list_physical_devices", lambda kind=None: gpus)
    monkeypatch.setattr(tf.config, "list_logical_devices", lambda kind=None: gpus)
    monkeypatch.setattr(tf.config.experimental, "get_device_details", lambda gpu: {"device_name": f"Tesla {gpu.name[-1]}"})


def test_a_gpu_is_used_when_there_is_one(devices: Any, two_gpus: None) -> None:
    place = devices.choose("auto")
    assert (place.device.kind, place.device.name, place.pinned) == ("GPU", "Tesla 0", "/GPU:0")
    assert devices.choose("gpu:1").pinned == "/GPU:1"
    assert devices.choose("gpu:1").device.name == "Tesla 1"


def test_the_cpu_when_it_is_wanted(devices: Any, two_gpus: None) -> None:
    place = devices.choose("cpu")
    assert (place.device.kind, place.pinned) == ("CPU", "/CPU:0")
    assert "asks for the CPU" in place.device.reason


def test_all_gpus_share_the_work(devices: Any, two_gpus: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(devices, "mirrored", lambda names: names)
    place = devices.choose("all")
    assert place.strategy == ["/device:GPU:0", "/device:GPU:1"]
    assert place.device.name == "Tesla 0 + Tesla 1"


def test_a_gpu_that_is_not_there(devices: Any, two_gpus: None) -> None:
    with pytest.raises(RecipeError, match="no GPU 2; TensorFlow sees 2"):
        devices.choose("gpu:2")


@pytest.mark.parametrize("wanted", ["gpu", "gpu:0", "all"])
def test_without_a_gpu_the_reason_is_told(devices: Any, monkeypatch: pytest.MonkeyPatch, wanted: str) -> None:
    monkeypatch.setattr(tf.config, "list_logical_devices", lambda kind=None: [])
    monkeypatch.setattr(devices, "why_no_gpu", lambda: "it is at the menders.")
    with pytest.raises(RecipeError, match="at the menders"):
        devices.choose(wanted)


@pytest.mark.parametrize(
    ("platform", "names", "cuda", "words"),
    [
        ("win32", None, True, "Windows"),
        ("darwin", None, True, "macOS"),
        ("linux", None, True, "no NVIDIA driver"),
        ("linux", [], True, "sees no GPU"),
        ("linux", ["RTX"], False, "without CUDA, so RTX"),
        ("linux", ["RTX"], True, "CUDA libraries for RTX"),
    ],
)
def test_reasons(devices: Any, monkeypatch: pytest.MonkeyPatch, platform: str, names: Any, cuda: bool, words: str) -> None:
    monkeypatch.setattr(devices.sys, "platform", platform)
    monkeypatch.setattr(devices, "_nvidia_names", lambda: names)
    monkeypatch.setattr(tf.test, "is_built_with_cuda", lambda: cuda)
    assert words in devices.why_no_gpu()


def test_memory_grows_as_needed(devices: Any, two_gpus: None, monkeypatch: pytest.MonkeyPatch) -> None:
    grown: list[tuple[str, bool]] = []
    monkeypatch.setattr(tf.config.experimental, "set_memory_growth", lambda gpu, on: grown.append((gpu.name, on)))
    devices.prepare()
    assert grown == [("/device:GPU:0", True), ("/device:GPU:1", True)]


def test_the_cpu_has_cores(devices: Any) -> None:
    assert devices.described("cpu").name.split()[0].isdigit()
    assert set(devices.versions()) == {"layerloom", "python", "tensorflow", "keras", "numpy"}


def test_every_device_says_its_name_and_its_memory(devices: Any, two_gpus: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(devices, "_nvidia_gpus", lambda: [("Tesla 1", 8 << 30), ("Tesla 0", 16 << 30)])  # another order
    cpu, first, second, both = devices.every_device()
    assert (cpu.choice, cpu.kind) == ("cpu", "CPU")
    assert cpu.memory > 1 << 30
    assert [(gpu.choice, gpu.name, gpu.memory) for gpu in (first, second)] == [
        ("gpu:0", "Tesla 0", 16 << 30),
        ("gpu:1", "Tesla 1", 8 << 30),
    ]
    assert (both.choice, both.memory) == ("all", 24 << 30)
    monkeypatch.setattr(devices, "_nvidia_gpus", lambda: None)
    assert devices.described("gpu:1").memory is None


SHARED_OUT = """
import os
os.environ.update(KERAS_BACKEND="tensorflow", TF_CPP_MIN_LOG_LEVEL="3")
import numpy as np, tensorflow as tf
halves = [tf.config.LogicalDeviceConfiguration()] * 2
tf.config.set_logical_device_configuration(tf.config.list_physical_devices("CPU")[0], halves)
from cnn.worker import devices
from cnn.worker.data.pacing import Pace
from cnn.worker.data.training_data import TrainingData
from cnn.worker.fit.training import Training
from cnn.worker.pipes import Wishes
from tests.cnn.worker.fit.test_training import DIGITS, Listener, Memory

from dataclasses import replace
DIGITS = replace(DIGITS, recipe=DIGITS.recipe.changed(validation_split=0.8, augmentation="RandomTranslation(), MixUp()"))

def train(place):
    training = Training(DIGITS, TrainingData.of(DIGITS), place, Pace(1))
    memory = Memory()
    training.run(Listener(), Wishes(), memory)
    return training.model.get_weights(), memory.epochs[0].logs

shared = devices.Place(devices.described("cpu"), strategy=devices.mirrored(["CPU:0", "CPU:1"]))
assert shared.replicas == 2
(a, first), (b, second) = train(shared), train(devices.choose("cpu"))
assert all(np.allclose(x, y, atol=1e-4) for x, y in zip(a, b, strict=True))
assert np.isclose(first["val_loss"], second["val_loss"], rtol=1e-4), (first, second)
print("equal")
"""


@pytest.mark.worker
@pytest.mark.thorough
def test_two_devices_learn_what_one_learns() -> None:
    done = subprocess.run([sys.executable, "-c", SHARED_OUT], capture_output=True, text=True, cwd=Path(__file__).parents[3])
    assert done.stdout.strip() == "equal", done.stderr[-2000:]


def test_what_a_resumed_run_is_compared_with_is_the_same_in_every_language(devices: Any) -> None:
    from cnn.words import language

    noted = devices.arithmetic()
    language.use("zh_CN")
    try:
        assert devices.arithmetic() == noted
    finally:
        language.use(language.ENGLISH)
