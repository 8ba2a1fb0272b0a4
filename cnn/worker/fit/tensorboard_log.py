"""Logs as TensorBoard reads them: curves, the network as a graph, histograms of weights, and some training images.

Tags and steps are those of Keras's own callback: `epoch_loss` over epochs from 0, in the folders `train` and `validation`; what
is told within epochs is `batch_loss`, over steps. The files are written record by record, without TensorBoard, which a frozen
program lacks. A run that goes on takes out of them what came behind the checkpoint, so that no point is there twice.
"""

import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import keras
import numpy as np
import tensorflow as tf
from numpy.typing import NDArray
from tensorflow.core.framework import graph_pb2, summary_pb2
from tensorflow.core.util import event_pb2

from cnn.runs.messages import Logs
from cnn.runs.rewind import Position
from cnn.worker.fit.callback import EpochDone
from cnn.worker.fit.checkpoint import settle

#: so many training images are shown
SAMPLES = 8
BINS = 30
#: seconds after which what was told is on the disk
FLUSH = 2.0


class TensorBoardLog:
    """Writes below `folder`; `every` is how many epochs lie between two histograms."""

    def __init__(self, folder: Path, network: keras.Model, every: int, position: Position, steps: int) -> None:
        self._folder, self._network, self._every = folder, network, every
        self._works = True
        self._writers: dict[str, Any] = {}
        self._paths: dict[str, Path] = {}
        self._flushed = time.monotonic()
        self._new = True
        self._try(lambda: self._resume(position, steps))

    def begin(self, images: list[Any]) -> None:
        """Of a new run: the graph and some images (arrays of pixels from 0 to 255, one for each input of the network)."""
        if self._new:
            self._try(lambda: self._write("train", event_pb2.Event(graph_def=_graph(self._network).SerializeToString())))
            self._try(lambda: self._summarise("train", 0, _pictures(images)))
            self._try(lambda: self._histograms(0))

    def step(self, epoch: int, step: int, steps: int) -> None:
        """Nothing: only reports have figures."""

    def batch(self, epoch: int, step: int, steps: int, logs: Logs) -> None:
        """The running means at a step of the whole run."""
        at = (epoch - 1) * steps + step
        self._try(lambda: self._scalars("train", at, {f"batch_{name}": value for name, value in logs.items()}))

    def epoch(self, done: EpochDone) -> None:
        """The figures of an epoch, those of validation in a folder of their own."""
        own = {f"epoch_{name}": value for name, value in done.logs.items() if not name.startswith("val_")}
        judged = {f"epoch_{name[4:]}": value for name, value in done.logs.items() if name.startswith("val_")}
        at = done.epoch - 1
        self._try(lambda: self._scalars("train", at, {**own, "epoch_images_per_second": done.images_per_second}))
        if judged:
            self._try(lambda: self._scalars("validation", at, judged))
        if done.epoch % self._every == 0:
            self._try(lambda: self._histograms(done.epoch))
        self._try(self._flush)

    # ------------------------------------------------------------------ writing

    def _scalars(self, part: str, step: int, figures: Logs) -> None:
        values = [summary_pb2.Summary.Value(tag=tag, simple_value=value) for tag, value in figures.items() if value is not None]
        self._summarise(part, step, values)
        if time.monotonic() - self._flushed > FLUSH:
            self._flush()

    def _histograms(self, epoch: int) -> None:
        """How the weights of each layer are spread, after so many epochs."""
        settle(self._network)
        values = []
        for layer in self._network.layers:
            for variable in layer.weights:
                if "float" in str(variable.dtype):
                    numbers = np.asarray(variable, np.float64).reshape(-1)
                    values.append(summary_pb2.Summary.Value(tag=f"{layer.name}/{variable.name}", histo=_histogram(numbers)))
        self._summarise("train", epoch, values)

    def _summarise(self, part: str, step: int, values: list[Any]) -> None:
        self._write(part, event_pb2.Event(step=step, summary=summary_pb2.Summary(value=values)))

    def _write(self, part: str, event: Any) -> None:
        if part not in self._writers:
            path = self._paths.get(part)
            kept = list(_records(path)) if path else []
            self._open(part, kept or [event_pb2.Event(wall_time=time.time(), file_version="brain.Event:2")])
            if path is not None:
                path.unlink()
        event.wall_time = time.time()
        self._writers[part].write(event.SerializeToString())

    def _open(self, part: str, first: list[Any]) -> None:
        """A new file of a part, which begins with these."""
        folder = self._folder / part
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"events.out.tfevents.{time.time_ns() // 1000}.{socket.gethostname()}.layerloom"
        writer = self._writers[part] = tf.io.TFRecordWriter(str(path))
        for event in first:
            writer.write(event.SerializeToString())
        writer.flush()

    def _flush(self) -> None:
        self._flushed = time.monotonic()
        for writer in self._writers.values():
            writer.flush()

    def _resume(self, position: Position, steps: int) -> None:
        """Keeps of earlier files what was told until a position."""
        done, step = position.done, position.done * steps + position.step
        for path in sorted(self._folder.glob("*/events.out.tfevents.*")):
            kept = [event for event in _records(path) if _until(event, done, step)] if step else []
            if kept:
                self._new = False
                self._open(path.parent.name, kept)
            path.unlink()

    def _try(self, write: Callable[[], object]) -> None:
        """What can't be written keeps nobody from training; the log says so."""
        if self._works:
            try:
                write()
            except Exception as error:
                self._works = False
                print(f"Nothing more is written for TensorBoard: {error}", flush=True)


def _records(path: Path) -> Iterator[Any]:
    """The events of a file as far as it is whole."""
    try:
        for record in tf.compat.v1.io.tf_record_iterator(str(path)):
            yield event_pb2.Event.FromString(record)
    except (tf.errors.DataLossError, tf.errors.OutOfRangeError):
        return


def _until(event: Any, done: int, step: int) -> bool:
    """Whether an event tells of the first `done` epochs, or the first `step` steps."""
    if not event.HasField("summary"):
        return True
    tags = [value.tag for value in event.summary.value]
    if any(tag.startswith("batch_") for tag in tags):
        return bool(event.step <= step)
    if any(tag.startswith("epoch_") for tag in tags):
        return bool(event.step < done)
    return bool(event.step <= done)


# ---------------------------------------------------------------------- what is told


def _histogram(numbers: NDArray[np.float64]) -> Any:
    numbers = numbers[np.isfinite(numbers)]
    if not numbers.size:
        numbers = np.zeros(1)
    counts, edges = np.histogram(numbers, BINS)
    return summary_pb2.HistogramProto(
        min=float(numbers.min()),
        max=float(numbers.max()),
        num=float(numbers.size),
        sum=float(numbers.sum()),
        sum_squares=float(np.square(numbers).sum()),
        bucket_limit=edges[1:].tolist(),
        bucket=counts.astype(float).tolist(),
    )


def _pictures(images: list[Any]) -> list[Any]:
    """Some of the images that are trained on, as PNG; of those with many channels the first one."""
    found = []
    for place, batch in enumerate(images):
        pixels = np.clip(np.asarray(batch), 0, 255).astype(np.uint8)
        if pixels.ndim != 4:
            continue
        pixels = pixels if pixels.shape[-1] in (1, 3, 4) else pixels[..., :1]
        name = "images" if len(images) == 1 else f"images_{place}"
        for number, picture in enumerate(pixels):
            height, width, channels = picture.shape
            encoded = tf.io.encode_png(picture).numpy()
            image = summary_pb2.Summary.Image(height=height, width=width, colorspace=channels, encoded_image_string=encoded)
            found.append(summary_pb2.Summary.Value(tag=f"{name}/image/{number}", image=image))
    return found


def _graph(network: keras.Model) -> Any:
    """The network as TensorBoard draws one: a node for each layer, by its name and Keras's class."""
    graph = graph_pb2.GraphDef()
    for operation in network.operations:
        node = graph.node.add(name=operation.name, op=type(operation).__name__)
        for reads in operation._inbound_nodes:
            node.input.extend(parent.operation.name for parent in reads.parent_nodes)
    return graph
