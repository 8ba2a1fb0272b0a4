"""Features of the frozen part: computed once for every image, kept on the disk, and given to the rest of the network.

While they are in use the model's `call` takes features in place of images, so that optimizer, metrics, callbacks and checkpoints
are the very same. What is trained are the same variables.
"""

import contextlib
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import keras
import numpy as np
import tensorflow as tf

from cnn.analysis import Analysis
from cnn.plan.frozen_features import Cut
from cnn.worker.data.batches import Batches, Fetch

#: of the free disk, the share that features may take
DISK_SHARE = 0.5
#: seconds between two words on how far it is
_TELL = 0.5

#: hears how many of how many images are done; what it raises ends it
Tell = Callable[[int, int], None]


@dataclass
class Features:
    """The features of one cut, for the images that are trained on and those that judge."""

    model: keras.Model
    parts: tuple[Batches, ...]
    folder: Path

    @classmethod
    def compute(
        cls, model: keras.Model, analysis: Analysis, cut: Cut, parts: tuple[Batches, ...], folder: Path, tell: Tell
    ) -> "Features":
        """Runs the frozen part over all images once, and lets the model and the batches work with what comes of it."""
        tensor = model.get_layer(analysis.graph.nodes[cut.node].name).output
        before, behind = keras.Model(model.inputs, tensor), keras.Model(tensor, model.outputs)
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        made, whole, done = cls(model, parts, folder), sum(part.count for part in parts), 0
        run = tf.function(lambda images: before(images, training=False), reduce_retracing=True)
        dtype = np.dtype(tensor.dtype) if tensor.dtype != "bfloat16" else np.dtype(np.float32)
        try:
            kept = []
            for number, part in enumerate(parts):
                path = folder / f"{number}.npy"
                numbers = np.lib.format.open_memmap(path, "w+", dtype, (part.count, *tensor.shape[1:]))
                found = np.zeros(part.count, bool)
                for places, images in part.in_order():
                    numbers[places] = run(images).numpy()
                    found[places] = True
                    done += len(places)
                    tell(done, whole)
                numbers.flush()
                kept.append(_reader(numbers, found))
        except BaseException:
            made._remove()
            raise
        for part, fetch in zip(parts, kept, strict=True):
            part.give_instead(fetch)
        object.__setattr__(
            model,
            "call",
            lambda inputs, training=None, mask=None: _like(model, behind(inputs, training=training)),  # noqa: ARG005
        )
        object.__setattr__(model, "_assert_input_compatibility", lambda *_: None)
        made._trace_anew()
        return made

    def drop(self) -> None:
        """The model and the batches work with images again; nothing stays on the disk."""
        for name in ("call", "_assert_input_compatibility"):
            object.__delattr__(self.model, name)
        for part in self.parts:
            part.give_instead(None)
        self._trace_anew()
        self._remove()

    def _trace_anew(self) -> None:
        self.model.make_train_function(force=True)
        self.model.make_test_function(force=True)

    def _remove(self) -> None:
        with contextlib.suppress(OSError):
            shutil.rmtree(self.folder)


def room_for(folder: Path, wanted: int) -> bool:
    """Whether there is room on the disk for so many bytes."""
    return wanted <= DISK_SHARE * shutil.disk_usage(folder).free


class Teller:
    """Tells a few times a second how far it is."""

    def __init__(self, tell: Tell) -> None:
        self._tell, self._last = tell, -_TELL

    def __call__(self, done: int, whole: int) -> None:
        now = time.monotonic()
        if now - self._last >= _TELL or done == whole:
            self._last = now
            self._tell(done, whole)


def _like(model: keras.Model, outputs: Any) -> Any:
    """One tensor where the model gives one."""
    return outputs[0] if isinstance(outputs, list | tuple) and not isinstance(model.output, list | tuple) else outputs


def _reader(numbers: Any, found: Any) -> Fetch:
    """Features by the places of their images; images that could not be read have none."""

    def read(places: Any) -> tuple[Any, Any]:
        there = places[found[places]]
        return np.asarray(numbers[there], np.float32), there

    def fetch(places: Any) -> tuple[Any, Any]:
        batch, there = tf.numpy_function(read, [places], [tf.float32, tf.int32], stateful=False)
        batch.set_shape((None, *numbers.shape[1:]))
        there.set_shape((None,))
        return batch, there

    return fetch
