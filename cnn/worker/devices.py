"""On what the worker computes: the CPU, a GPU, or all GPUs; and why it is not a GPU when it isn't."""

import contextlib
import importlib
import os
import platform
import sys
import zlib
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import keras
import numpy as np
import psutil
import tensorflow as tf

from cnn import __version__
from cnn.backends import JAX, TENSORFLOW, TORCH, title
from cnn.errors import RecipeError
from cnn.memory import nvidia_driver
from cnn.runs.messages import Device
from cnn.words.kept import in_english
from cnn.words.language import marked, tr
from cnn.words.lists import COMMA
from cnn.words.quantities import number_of
from cnn.worker.backend import gpu_names

#: what the environment says of oneDNN through TensorFlow and OpenMP
_ONEDNN_FLAGS = ("TF_ENABLE_ONEDNN_OPTS", "OMP_NUM_THREADS", "TF_NUM_INTRAOP_THREADS", "TF_NUM_INTEROP_THREADS")


@dataclass(frozen=True)
class Place:
    """Where a training runs: TensorFlow's strategy (None: one device) and the device it is pinned to ("": its own choice), as
    the backend calls it."""

    device: Device
    strategy: Any = None
    pinned: str = ""
    together: Any = None  # the other processes it is trained with (`cnn.worker.together.joined.Joined`)

    def scope(self) -> AbstractContextManager[Any]:
        """Models built and trained inside belong to this place."""
        if self.strategy is not None:
            scope: AbstractContextManager[Any] = self.strategy.scope()
            return scope
        if self.pinned:
            pinned: AbstractContextManager[Any] = (tf.device if backend() == TENSORFLOW else keras.device)(self.pinned)
            return pinned
        return contextlib.nullcontext()

    @property
    def one_by_one(self) -> bool:
        """Whether Keras calls back after every step: only TensorFlow on one device takes several in one go."""
        return self.strategy is not None or backend() != TENSORFLOW

    @property
    def replicas(self) -> int:
        """How many copies of the model share a batch."""
        return 1 if self.strategy is None else int(self.strategy.num_replicas_in_sync)


def backend() -> str:
    """What Keras computes with in this process."""
    return str(keras.backend.backend())


def prepare() -> None:
    """Settings that must be made before anything is computed: a GPU's memory is taken as needed, not all at once, and Keras's
    own defaults hold whatever the person's keras.json says."""
    for gpu in tf.config.list_physical_devices("GPU") if backend() == TENSORFLOW else ():
        with contextlib.suppress(RuntimeError, ValueError):  # too late: the GPU is in use already
            tf.config.experimental.set_memory_growth(gpu, True)
    keras.config.set_floatx("float32")
    keras.config.set_epsilon(1e-7)
    keras.config.set_image_data_format("channels_last")
    keras.config.disable_traceback_filtering()


def arithmetic() -> dict[str, str]:
    """What decides the last bits of a sum on a CPU: equal weights to the bit come only from equal values of these.

    https://www.tensorflow.org/api_docs/python/tf/config/threading,
    https://uxlfoundation.github.io/oneDNN/dev_guide_cpu_dispatcher_control.html
    """
    threading, cores = tf.config.threading, _cores()
    threads = [threading.get_intra_op_parallelism_threads() or cores, threading.get_inter_op_parallelism_threads() or cores]
    flags = {name: value for name, value in os.environ.items() if name in _ONEDNN_FLAGS or name.startswith(("ONEDNN_", "DNNL_"))}
    found = {"backend": backend(), "processor": _processor()}
    if backend() != TENSORFLOW:
        return {**found, "threads": str(cores), "flags": os.environ.get("XLA_FLAGS", "") if backend() == JAX else ""}
    return {
        **found,
        "threads": "/".join(map(str, threads)),
        "oneDNN": COMMA.join(f"{name}={flags[name]}" for name in sorted(flags)) or marked("as TensorFlow sets it"),
    }


def versions() -> dict[str, str]:
    """What a run was made with."""
    return {
        "layerloom": __version__,
        "python": platform.python_version(),
        "tensorflow": tf.__version__,
        "keras": keras.__version__,
        "numpy": np.__version__,
        **({} if backend() == TENSORFLOW else {backend(): str(importlib.import_module(backend()).__version__)}),
    }


def choose(wanted: str) -> Place:
    """The place a recipe asks for ("auto", "cpu", "gpu", "gpu:1", "all"); raises `RecipeError` when it isn't there."""
    gpus = _pins()
    if wanted == "cpu" or (wanted == "auto" and not gpus):
        return Place(described(wanted), pinned=_CPU[backend()] if gpus else "")
    if not gpus:
        raise RecipeError(tr("There is no GPU to train on: {0}", why_no_gpu()), tr('Set the device to "auto" or "cpu".'))
    if wanted == "all" and len(gpus) > 1:
        if backend() != TENSORFLOW:
            raise RecipeError(
                tr("Several GPUs are not used together on {0}.", title(backend())), tr('Set the backend to "tensorflow".')
            )
        return Place(described(wanted), strategy=mirrored([gpu.name for gpu in tf.config.list_logical_devices("GPU")]))
    number = int(wanted.partition(":")[2] or 0) if wanted.startswith("gpu") else 0
    if number >= len(gpus):
        raise RecipeError(
            tr("There is no GPU {0}; {1} sees {2}, counted from 0.", number, title(backend()), len(gpus)),
            tr("Choose another device."),
        )
    return Place(described(wanted), pinned=gpus[number])


#: what each backend calls the CPU
_CPU = {TENSORFLOW: "/CPU:0", JAX: "cpu:0", TORCH: "cpu"}


def _pins() -> list[str]:
    """What this backend calls each GPU that it sees."""
    if backend() == TENSORFLOW:
        return [f"/GPU:{number}" for number in range(len(tf.config.list_logical_devices("GPU")))]
    names = gpu_names(backend())
    kind = {JAX: "gpu", TORCH: "mps" if names == ("Apple's GPU",) else "cuda"}[backend()]
    return [kind if kind == "mps" else f"{kind}:{number}" for number in range(len(names))]


def mirrored(devices: Sequence[str]) -> Any:
    """One copy of the model on each device; every batch is shared out among them."""
    return tf.distribute.MirroredStrategy(list(devices))


def described(wanted: str) -> Device:
    """The device that a recipe's choice comes down to; its words are kept in files, see `cnn.words.kept`."""
    with in_english():
        return _described(wanted)


def _described(wanted: str) -> Device:
    gpus = gpu_names(backend())
    if not gpus or wanted == "cpu":
        reason = tr("the recipe asks for the CPU.") if gpus else why_no_gpu()
        return Device(kind="CPU", name=_cpu_name(), reason=reason, memory=psutil.virtual_memory().total, choice="cpu")
    if wanted == "all" and len(gpus) > 1:
        sizes = [_gpu_memory(number) for number in range(len(gpus))]
        memory = None if None in sizes else sum(size for size in sizes if size)
        return Device(kind="GPU", name=" + ".join(map(_gpu_name, range(len(gpus)))), memory=memory, choice="all")
    number = int(wanted.partition(":")[2] or 0)
    return Device(kind="GPU", name=_gpu_name(number), memory=_gpu_memory(number), choice=f"gpu:{number}")


def every_device() -> tuple[Device, ...]:
    """What a recipe can choose from on this machine: the CPU, each GPU, and all GPUs together where there are several."""
    count = len(gpu_names(backend()))
    choices = ["cpu", *(f"gpu:{number}" for number in range(count)), *(["all"] if count > 1 else [])]
    return tuple(described(choice) for choice in choices)


def make_reproducible() -> None:
    """From now on the backend uses no operation whose result may differ from run to run; on a GPU that takes longer.

    https://www.tensorflow.org/api_docs/python/tf/config/experimental/enable_op_determinism,
    https://pytorch.org/docs/stable/generated/torch.use_deterministic_algorithms.html. JAX takes it from XLA_FLAGS alone, when it
    starts; on a CPU it needs nothing.
    """
    if backend() == TORCH:
        importlib.import_module("torch").use_deterministic_algorithms(True)
    tf.config.experimental.enable_op_determinism()


class TorchGenerator(keras.callbacks.Callback):  # type: ignore[misc]
    """PyTorch's own source of random numbers, from which Keras's Dropout draws there when it has no seed of its own, and each
    pass over the data once: every epoch begins with numbers of its own, and within an epoch its state is kept and given back as
    a variable's value (8-bit numbers), so that a run goes on to the same bit. Of a GPU the state within an epoch is not kept.
    """

    dtype = "uint8"

    def __init__(self, seed: int) -> None:
        super().__init__()
        self._seed, self._epoch = seed, 0
        self._torch = importlib.import_module("torch")
        self._entering = self._inside = False
        self._given: Any = None

    @property
    def value(self) -> Any:
        """The state within an epoch, else only zeros."""
        state = self._torch.get_rng_state()
        return state if self._inside else self._torch.zeros_like(state)

    @property
    def shape(self) -> tuple[int, ...]:
        """How many numbers it has."""
        return tuple(self._torch.get_rng_state().shape)

    def assign(self, state: Any) -> None:
        """The epoch that comes goes on from a state, if that is one."""
        self._given = self._torch.tensor(state, dtype=self._torch.uint8, device="cpu") if state.any() else None

    def on_epoch_begin(self, epoch: int, logs: Any = None) -> None:
        self._epoch, self._entering = epoch, True

    def on_train_batch_begin(self, batch: int, logs: Any = None) -> None:
        if not self._entering:
            return
        if self._given is None:
            self._torch.manual_seed(zlib.crc32(f"{self._seed} {self._epoch}".encode()))
        else:
            self._torch.set_rng_state(self._given)
        self._entering, self._inside, self._given = False, True, None

    def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
        self._inside = False


def why_no_gpu() -> str:
    """Why this backend sees no GPU, in a sentence."""
    if backend() != TENSORFLOW:
        return _why_not_other()
    if sys.platform == "win32":
        return tr("TensorFlow has no GPU support on Windows after 2.10; WSL2 has.")
    if sys.platform == "darwin":
        return tr("TensorFlow has no official GPU support on macOS.")
    names = _nvidia_names()
    if names is None:
        return tr("no NVIDIA driver was found.")
    if not names:
        return tr("the NVIDIA driver sees no GPU.")
    if not tf.test.is_built_with_cuda():
        return tr("this TensorFlow was built without CUDA, so {0} is not used.", names[0])
    return tr("TensorFlow could not load the CUDA libraries for {0}; install layerloom[gpu].", names[0])


def _why_not_other() -> str:
    """As `why_no_gpu`, on JAX and PyTorch."""
    names = _nvidia_names()
    if sys.platform == "darwin":
        return tr("{0} sees none of Apple's.", title(backend()))
    if names:
        package = '"jax[cuda13]"' if backend() == JAX else "torch"
        return tr(
            "this {0} was installed without CUDA, so {1} is not used; install {2} with CUDA.", title(backend()), names[0], package
        )
    return tr("no NVIDIA driver was found.") if names is None else tr("the NVIDIA driver sees no GPU.")


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _processor() -> str:
    """The processor's own name; where the system doesn't tell it, its kind."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        lines = []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()


def _cpu_name() -> str:
    return number_of("{0} core|{0} cores", _cores())


def _gpu_name(number: int) -> str:
    return gpu_names(backend())[number]


def _gpu_memory(number: int) -> int | None:
    """The memory of the GPU that the backend counts as `number`, in bytes; `None` when the driver doesn't say."""
    name = _gpu_name(number)
    alike = [other for other in range(number) if _gpu_name(other) == name]
    sizes = [size for other, size in _nvidia_gpus() or [] if other == name]
    return sizes[len(alike)] if len(alike) < len(sizes) else None


def _nvidia_names() -> list[str] | None:
    """The names of the GPUs the NVIDIA driver knows; `None` without a driver."""
    found = _nvidia_gpus()
    return None if found is None else [name for name, _ in found]


def _nvidia_gpus() -> list[tuple[str, int]] | None:
    """Name and memory in bytes of each GPU the NVIDIA driver knows; `None` without a driver."""
    with nvidia_driver() as nvml:
        if nvml is None:
            return None
        try:
            handles = [nvml.nvmlDeviceGetHandleByIndex(number) for number in range(nvml.nvmlDeviceGetCount())]
            return [(str(nvml.nvmlDeviceGetName(one)), int(nvml.nvmlDeviceGetMemoryInfo(one).total)) for one in handles]
        except nvml.NVMLError:
            return []
