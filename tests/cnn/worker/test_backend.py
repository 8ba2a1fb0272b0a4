"""Which backend a worker takes where it may choose, on machines that this one is not."""

import os
import sys
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from cnn import backends
from cnn.backends import AUTO, JAX, TENSORFLOW, TORCH
from cnn.errors import LayerloomError
from cnn.worker import backend
from cnn.worker.backend import Choice, gpu_names, settle


class Machine:
    """A machine with these backends, each of which sees these GPUs."""

    def __init__(self, patch: pytest.MonkeyPatch, gpus: dict[str, tuple[str, ...]], *, any_sign: bool = True) -> None:
        self.asked: list[str] = []
        for module in (backends, backend):
            patch.setattr(module, "installed", gpus.__contains__)
        patch.setattr(backends, "_may_have_gpu", lambda: any_sign)
        for name in backend._LOOKS:
            patch.setitem(backend._LOOKS, name, lambda name=name: self._look(name, gpus))
        patch.setenv("KERAS_BACKEND", "")
        patch.setenv("XLA_PYTHON_CLIENT_PREALLOCATE", "false")
        tensorflow = ModuleType("tensorflow")
        self.hidden: list[tuple[list[Any], str]] = []
        tensorflow.config = SimpleNamespace(set_visible_devices=lambda *said: self.hidden.append(said))  # type: ignore[attr-defined]
        patch.setitem(sys.modules, "tensorflow", tensorflow)

    def _look(self, name: str, gpus: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
        self.asked.append(name)
        return gpus[name]


def test_a_gpu_that_tensorflow_does_not_see_is_used_through_another(monkeypatch: pytest.MonkeyPatch) -> None:
    machine = Machine(monkeypatch, {TENSORFLOW: (), JAX: (), TORCH: ("GeForce",)})
    assert settle(AUTO) == Choice(TORCH, "PyTorch sees GeForce, TensorFlow sees no GPU.")
    assert os.environ["KERAS_BACKEND"] == TORCH
    assert machine.hidden == [([], "GPU")]  # TensorFlow only makes the batches


def test_the_first_that_sees_one_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    machine = Machine(monkeypatch, {TENSORFLOW: (), JAX: ("H200", "H200"), TORCH: ("H200", "H200")})
    assert settle(AUTO).name == JAX
    assert machine.asked == [TENSORFLOW, JAX]


def test_tensorflow_with_a_gpu_is_kept_and_nobody_else_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    machine = Machine(monkeypatch, {TENSORFLOW: ("H200",), JAX: ("H200",)})
    assert settle(AUTO) == Choice(TENSORFLOW)
    assert (machine.asked, machine.hidden) == ([TENSORFLOW], [])


def test_no_gpu_anywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    Machine(monkeypatch, {TENSORFLOW: (), JAX: (), TORCH: ()})
    assert settle(AUTO) == Choice(TENSORFLOW)


def test_without_any_sign_of_a_gpu_nobody_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    machine = Machine(monkeypatch, {TENSORFLOW: (), JAX: ("H200",)}, any_sign=False)
    assert settle(AUTO) == Choice(TENSORFLOW)
    assert machine.asked == []


def test_a_backend_that_is_asked_for_is_taken_without_looking(monkeypatch: pytest.MonkeyPatch) -> None:
    machine = Machine(monkeypatch, {TENSORFLOW: ("H200",), JAX: ()})
    assert settle(JAX) == Choice(JAX)
    assert machine.asked == []


def test_one_that_is_not_installed_gives_way(monkeypatch: pytest.MonkeyPatch) -> None:
    Machine(monkeypatch, {TENSORFLOW: ()})
    assert settle(TORCH) == Choice(TENSORFLOW)


def test_nothing_goes_without_tensorflow(monkeypatch: pytest.MonkeyPatch) -> None:
    Machine(monkeypatch, {JAX: ("H200",)})
    with pytest.raises(LayerloomError, match="TensorFlow is not installed"):
        settle(AUTO)


def fake_torch(patch: pytest.MonkeyPatch, *, cuda: tuple[str, ...] = (), apple: bool = False) -> None:
    """PyTorch, as far as it is asked (https://pytorch.org/docs/stable/cuda.html, …/mps.html)."""
    torch = ModuleType("torch")
    torch.cuda = SimpleNamespace(  # type: ignore[attr-defined]
        is_available=lambda: bool(cuda), device_count=lambda: len(cuda), get_device_name=cuda.__getitem__
    )
    torch.backends = SimpleNamespace(mps=SimpleNamespace(is_available=lambda: apple))  # type: ignore[attr-defined]
    patch.setitem(sys.modules, "torch", torch)


def test_what_pytorch_sees(monkeypatch: pytest.MonkeyPatch) -> None:
    fake_torch(monkeypatch, cuda=("GeForce RTX 4070", "GeForce GTX 1650"))
    assert gpu_names(TORCH) == ("GeForce RTX 4070", "GeForce GTX 1650")
    fake_torch(monkeypatch, apple=True)
    assert gpu_names(TORCH) == ("Apple's GPU",)
    fake_torch(monkeypatch)
    assert gpu_names(TORCH) == ()


def test_what_jax_sees(monkeypatch: pytest.MonkeyPatch) -> None:
    jax = ModuleType("jax")
    devices = [SimpleNamespace(platform="cpu", device_kind="cpu"), SimpleNamespace(platform="gpu", device_kind="NVIDIA H200")]
    jax.local_devices = lambda: devices  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "jax", jax)
    assert gpu_names(JAX) == ("NVIDIA H200",)

    def unreachable() -> None:
        raise RuntimeError("no CUDA-capable device is detected")

    jax.local_devices = unreachable  # type: ignore[attr-defined]
    assert gpu_names(JAX) == ()
