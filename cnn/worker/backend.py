"""Which engine Keras computes with in this worker: decided once, before Keras is imported.

TensorFlow always comes along: it makes the batches on the CPU, whatever trains on them. Where it does not train it is kept off
the GPUs, whose memory it would take.
"""

import contextlib
import os
from typing import NamedTuple

from cnn.backends import AUTO, BACKENDS, JAX, TENSORFLOW, TORCH, installed, others, settled, title
from cnn.errors import LayerloomError
from cnn.words.installing import how_to_install
from cnn.words.language import tr


class Choice(NamedTuple):
    """The backend of this worker, and why it is not the usual one; "" where there is nothing to say."""

    name: str
    reason: str = ""


def settle(wanted: str) -> Choice:
    """Makes Keras compute with the backend that is wanted; one that isn't installed gives way to TensorFlow, and what needs it
    is refused by `require`. Raises `LayerloomError` where TensorFlow is missing. Keras must not have been imported.
    """
    if not installed(TENSORFLOW):
        raise LayerloomError(
            tr("TensorFlow is not installed; it makes the batches on every backend."), how_to_install(TENSORFLOW)
        )
    choice = _automatic() if wanted == AUTO else Choice(wanted if installed(wanted) else TENSORFLOW)
    os.environ["KERAS_BACKEND"] = choice.name
    os.environ.setdefault("XLA_PYTHON_CLIENT_PREALLOCATE", "false")  # JAX would take three quarters of a GPU's memory at once
    if choice.name != TENSORFLOW:
        import tensorflow as tf

        with contextlib.suppress(RuntimeError, ValueError):
            tf.config.set_visible_devices([], "GPU")
    return choice


def _automatic() -> Choice:
    """TensorFlow, unless it sees no GPU and another backend that is installed does."""
    if settled(AUTO) == TENSORFLOW or gpu_names(TENSORFLOW):
        return Choice(TENSORFLOW)
    for name in others():
        if gpus := gpu_names(name):
            return Choice(name, tr("{0} sees {1}, TensorFlow sees no GPU.", title(name), gpus[0]))
    return Choice(TENSORFLOW)


def gpu_names(backend: str) -> tuple[str, ...]:
    """The GPUs that a backend can compute on, by name, in its order; imports the backend."""
    return _LOOKS[backend]()


def _tensorflow() -> tuple[str, ...]:
    import tensorflow as tf

    gpus = tf.config.list_physical_devices("GPU")
    details = [tf.config.experimental.get_device_details(gpu) for gpu in gpus]
    return tuple(str(detail.get("device_name") or f"GPU {number}") for number, detail in enumerate(details))


def _jax() -> tuple[str, ...]:
    import jax

    try:
        return tuple(str(device.device_kind) for device in jax.local_devices() if device.platform in ("gpu", "cuda", "rocm"))
    except RuntimeError:  # a plugin for a GPU that can't be reached
        return ()


def _torch() -> tuple[str, ...]:
    import torch  # type: ignore[import-not-found,unused-ignore]

    if torch.cuda.is_available():
        return tuple(str(torch.cuda.get_device_name(number)) for number in range(torch.cuda.device_count()))
    return ("Apple's GPU",) if torch.backends.mps.is_available() else ()


_LOOKS = {TENSORFLOW: _tensorflow, JAX: _jax, TORCH: _torch}
assert set(_LOOKS) == set(BACKENDS)
