"""From a dataset to batches: values 0-255 as float32 at the size of each Input layer, in an order of our own.

The order of an epoch is `permutation(seed, epoch)`, so it differs every epoch, repeats for the same seed, and a resumed
run sees what an uninterrupted one would have seen. Nothing is resized up front: an image is brought to size when its
batch is made.
"""

import os
import threading
from collections.abc import Callable, Iterator, Sequence
from math import ceil
from pathlib import Path
from typing import Any, Self

import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from cnn.datasets import Split
from cnn.datasets.pixels.images import decode
from cnn.datasets.pixels.pixel_range import Range
from cnn.datasets.pixels.resizing import Region, Resizing, region
from cnn.datasets.sizes import Size
from cnn.errors import DatasetError
from cnn.memory import free_memory
from cnn.plan.sampling import balanced_order, permutation
from cnn.words.language import tr
from cnn.worker.data.augmentation import Augmenter
from cnn.worker.data.share import Share
from cnn.worker.model.objective import Head, Objective

#: images in memory up to this size live in TensorFlow's own memory, where batches are gathered inside the graph
IN_GRAPH_BYTES = 1 << 30
#: of the memory that is free when a training begins, the share that decoded images of a folder may take
CACHE_SHARE = 0.25

#: what stands beside images and labels where batches say which images they have
PLACES, WEIGHTS = "places", "weights"

#: nothing in what is given depends on a tensor's value: AutoGraph need not read it, which takes as long as all of the rest
as_written = tf.autograph.experimental.do_not_convert
#: from the places of some images (int32) to these images (float32) and the places of those that could be read
Fetch = Callable[[Any], tuple[Any, Any]]
Pixels = NDArray[np.uint8] | NDArray[np.float32]


def steps_per_epoch(count: int, batch_size: int) -> int:
    """How many batches that many images make; the last one may be smaller."""
    return ceil(count / batch_size)


class Batches:
    """The batches of one split, in the order that `shuffle` set last (at first as they are stored).

    With an `augmenter` they are changed at random, in a way that follows from the epoch and the step. With `class_weights`
    a third part says how much each image counts; one of several classes counts as the shares of its classes do. `balanced`
    batches have as many images of every class, see `cnn.plan.sampling`. With a `share` they have the rows of one of several
    processes.
    """

    def __init__(
        self,
        split: Split,
        sizes: tuple[Size, ...],
        objective: Objective,
        batch_size: int,
        augmenter: Augmenter | None = None,
        class_weights: NDArray[np.float32] | None = None,
        resizing: Resizing = "stretch",
        *,
        balanced: bool = False,
        share: Share | None = None,
    ) -> None:
        self.count = len(split)
        self.steps = steps_per_epoch(self.count, batch_size)
        self._batch_size = batch_size
        self._share = share
        self._sampled = split.labels.astype(np.int32) if balanced else None  # by class
        self._order = tf.Variable(np.arange(self.count, dtype=np.int32), trainable=False, name="order")
        self._labels = tf.constant(split.labels)
        self._others = [tf.constant(labels) for labels in split.others] if objective.several else []
        self._readers = [FileReader.of(split, size, resizing) for size in sizes] if split.images is None else []
        self._fetches: list[Fetch] = [map_files(reader) for reader in self._readers] or [
            fetch(split, size, resizing) for size in sizes
        ]
        self._objective = objective
        self._augmenter = augmenter
        self._weights = None if class_weights is None else tf.constant(class_weights)
        self._epoch = tf.Variable(0, dtype=tf.int32, trainable=False, name="epoch")
        self._instead: Fetch | None = None
        self._cheap = augmenter is None and split.images is not None and all(size == split.images.shape[1:] for size in sizes)

    @property
    def skipped(self) -> int:
        """How many image files turned out to be unreadable so far."""
        return max((len(reader.broken) for reader in self._readers), default=0)

    @property
    def filled(self) -> dict[int, int]:
        """Of each size that batches of several processes are filled up to, how many rows it has."""
        return {} if self._share is None else self._share.sizes(self.count, self._batch_size)

    def shuffle(self, seed: int, epoch: int) -> None:
        """Sets the order of the next pass, that of epoch number `epoch` from 0."""
        self._epoch.assign(epoch)
        if self._sampled is None:
            self._order.assign(permutation(seed, epoch, self.count))
        else:
            self._order.assign(balanced_order(seed, epoch, self._sampled))

    def in_order(self) -> Iterator[tuple[NDArray[np.int32], Any]]:
        """Places and images (float32, unchanged) of a network with one input, as they are stored, batch by batch."""
        (fetch,) = self._fetches
        starts = tf.data.Dataset.range(0, self.count, self._batch_size)

        def batch(start: Any) -> tuple[Any, Any]:
            places = tf.range(start, tf.minimum(start + self._batch_size, self.count))
            images, found = fetch(tf.cast(places, tf.int32))
            return found, images

        for places, images in starts.map(
            as_written(batch), num_parallel_calls=None if self._cheap else os.cpu_count() or 1
        ).prefetch(2):
            yield places.numpy(), images

    def some(self, count: int) -> tuple[list[Any], list[Any]]:
        """So many images (float32, unchanged), spread evenly over the split, and their labels: an array an input, an output."""
        places = tf.constant(np.linspace(0, self.count - 1, min(count, self.count)).round().astype(np.int32))
        images = []
        for fetch in self._fetches:
            image, places = fetch(places)
            images.append(image)
        return images, list(self._heads(places))

    def give_instead(self, source: Fetch | None) -> None:
        """From the next pass on batches have what comes from `source` in place of images; or images again."""
        self._instead = source

    def dataset(self, first: int = 0, *, placed: bool = False) -> Any:
        """A `tf.data.Dataset` of (images, labels), one pass; or what is left of one after the `first` steps.

        `placed` batches also say which places in the split their images have, beside the weights: {"places", "weights"}.
        """
        options = tf.data.Options()
        options.autotune.enabled = False  # its thread costs small networks 5 % on two cores
        options.experimental_distribute.auto_shard_policy = tf.data.experimental.AutoShardPolicy.OFF
        parallel = None if self._cheap or self._instead is not None else os.cpu_count() or 1

        def batch(step: Any) -> tuple[Any, ...]:
            return self._batch(step, placed=placed)

        return (
            tf.data.Dataset.range(first, self.steps)
            .map(batch if self._augmenter is not None else as_written(batch), num_parallel_calls=parallel)
            .prefetch(2)
            .with_options(options)
        )

    def _of_others(self) -> Iterator[tuple[Head, Any]]:
        """The outputs behind the first, each with the labels of what it learns."""
        return zip(self._objective.heads[1:], self._others, strict=True)

    def _batch(self, step: Any, *, placed: bool = False) -> tuple[Any, ...]:
        """Batch number `step` of the epoch, counted from its beginning also where a run goes on in the middle."""
        start = tf.cast(step, tf.int32) * self._batch_size
        places = self._order[start : start + self._batch_size]
        if self._share is not None:
            changed, rows, places = self._shared(places, self._share, step)
        else:
            images = []
            for fetch in self._fetches if self._instead is None else [self._instead]:
                image, places = fetch(places)
                images.append(image)
            changed, rows = tuple(images), self._rows(places)
            if self._augmenter is not None:
                changed, rows = self._augmenter(changed, rows, self._epoch, step)
        labels = tf.gather(self._labels, places)
        shared = self._objective.heads[:1] if self._others else self._objective.heads
        heads = tuple(rows if head.one_hot else labels for head in shared)
        heads += self._other_heads(places)
        batch = _one_or_all(changed), _one_or_all(heads)
        weights = None
        if self._weights is not None:
            weights = _one_or_all((tf.linalg.matvec(rows, self._weights),) * len(heads))
        if placed:
            return *batch, {PLACES: places, **({} if weights is None else {WEIGHTS: weights})}
        return batch if weights is None else (*batch, weights)

    def _rows(self, places: Any) -> Any:
        """The labels of unchanged images; of classes as rows of shares."""
        labels = tf.gather(self._labels, places)
        return tf.one_hot(labels, self._objective.classes) if self._objective.task == "classes" else labels

    def _shared(self, places: Any, share: Share, step: Any) -> tuple[tuple[Any, ...], Any, Any]:
        """This process's images of a batch, their labels as rows, and their places in the split.

        What an augmentation draws is drawn for the whole batch, so that each image is changed as one process would change it;
        only where images are mixed are the others' read as well, elsewhere zeros stand for them.
        """
        own = share.places(tf.size(places), self._batch_size)
        mine = tf.gather(places, own)
        if self._augmenter is None:
            return tuple(self._whole(fetch, mine) for fetch in self._fetches), self._rows(mine), mine
        if self._augmenter.mixes:
            batch = tuple(self._whole(fetch, places) for fetch in self._fetches)
        else:
            batch = tuple(_spread(self._whole(fetch, mine), own, tf.size(places)) for fetch in self._fetches)
        changed, rows = self._augmenter(batch, self._rows(places), self._epoch, step)
        return tuple(tf.gather(image, own) for image in changed), tf.gather(rows, own), mine

    def _whole(self, fetch: Fetch, places: Any) -> Any:
        """All images at these places: a process that left one out would be out of step with the others."""
        image, found = fetch(places)
        told = "DatasetError: An image file can't be read; several processes that train together can't skip it. See the log."
        with tf.control_dependencies([tf.debugging.assert_equal(tf.size(found), tf.size(places), told)]):
            return tf.identity(image)

    def _heads(self, places: Any) -> tuple[Any, ...]:
        """The labels of unchanged images as each output's loss takes them."""
        labels, rows = tf.gather(self._labels, places), self._rows(places)
        shared = self._objective.heads[:1] if self._others else self._objective.heads
        return *(rows if head.one_hot else labels for head in shared), *self._other_heads(places)

    def _other_heads(self, places: Any) -> tuple[Any, ...]:
        """The labels of the outputs behind the first, where these learn something else."""
        if not self._others:
            return ()
        return tuple(_as_wanted(head, tf.gather(other, places)) for head, other in self._of_others())


def _as_wanted(head: Head, labels: Any) -> Any:
    """Labels as an output's loss takes them."""
    return tf.one_hot(labels, head.target.units) if head.one_hot and head.target.task == "classes" else labels


def fetch(split: Split, size: Size, resizing: Resizing = "stretch") -> Fetch:
    """How to get images of a split at a size: from TensorFlow's memory, from ours, or from files."""
    if split.images is None:
        return map_files(FileReader.of(split, size, resizing))
    adapt = _adaptation(split.images.shape[1:], size, resizing)
    stored = _in_graph(split.images) if split.images.nbytes <= IN_GRAPH_BYTES else _in_memory(split.images)
    return lambda places: (adapt(stored(places)), places)


# ---------------------------------------------------------------------- where images come from


def _in_graph(images: NDArray[Any]) -> Callable[[Any], Any]:
    held = tf.constant(images)
    return lambda places: tf.gather(held, places)


def _in_memory(images: NDArray[Any]) -> Callable[[Any], Any]:
    def gather(places: Any) -> Any:
        batch = tf.numpy_function(lambda wanted: images[wanted], [places], images.dtype, stateful=False)
        batch.set_shape((None, *images.shape[1:]))
        return batch

    return gather


def map_files(reader: "FileReader") -> Fetch:
    """How to get the images of a reader."""

    def read(places: Any) -> tuple[Any, Any]:
        images, found = tf.numpy_function(reader.read, [places], [reader.kind, tf.int32])
        images.set_shape((None, *reader.size))
        found.set_shape((None,))
        return tf.cast(images, tf.float32), found

    return read


class FileReader:
    """Decodes image files at one size; keeps what it decoded if all of it fits into a share of the free memory."""

    def __init__(
        self,
        files: Sequence[Path],
        size: Size,
        resizing: Resizing = "stretch",
        known: Range | None = None,
        *,
        deep: bool = False,
    ) -> None:
        self._files = files
        self.size = size
        self._resizing = resizing
        self._range = known
        self.kind = np.dtype(np.float32 if deep or known is not None else np.uint8)
        fits = len(files) * int(np.prod(size)) * self.kind.itemsize <= CACHE_SHARE * free_memory()
        self._kept = np.empty((len(files), *size), self.kind) if fits else None
        self._known = np.zeros(len(files), bool)
        self.broken: set[int] = set()
        self._lock = threading.Lock()

    @classmethod
    def of(cls, split: Split, size: Size, resizing: Resizing) -> Self:
        """That of a split of files."""
        return cls(split.files, size, resizing, split.range, deep=split.deep)

    def read(self, places: NDArray[np.int32]) -> tuple[Pixels, NDArray[np.int32]]:
        """The images at these places (number × height × width × channels, 0-255, of one `kind`: uint8, or float32 where they are
        deep or in a range), and the places of those that could be read.

        Others are named in the log and left out; raises `DatasetError` when there is none left.
        """
        images = {place: image for place in places.tolist() if (image := self._image(place)) is not None}
        if not images:
            raise DatasetError(tr("None of {0} images of a batch can be read.", len(places)), tr("Check the dataset's files."))
        return np.stack(list(images.values()), dtype=self.kind, casting="unsafe"), np.fromiter(images, np.int32, len(images))

    def _image(self, place: int) -> Pixels | None:
        if self._kept is not None and self._known[place]:
            kept: Pixels = self._kept[place]
            return kept
        if place in self.broken:
            return None
        try:
            image = decode(self._files[place], self.size, self._resizing, self._range)
        except DatasetError as error:
            self._note(place, error)
            return None
        if self._kept is not None:
            self._kept[place] = image
            self._known[place] = True
        return image

    def _note(self, place: int, error: DatasetError) -> None:
        with self._lock:
            if place not in self.broken:
                self.broken.add(place)
                print(f"skipped {self._files[place]}: {error.message}", flush=True)


# ---------------------------------------------------------------------- bringing images to size


def _adaptation(stored: tuple[int, ...], size: Size, resizing: Resizing) -> Callable[[Any], Any]:
    """From a batch as stored to float32 at a size: grey or colour first, then cut or padded where it is to keep its proportions,
    then resized (bilinear, smoothed when smaller)."""
    height, width, channels = size
    taken = region((stored[0], stored[1]), (height, width), resizing)
    shrinks = height < taken.height or width < taken.width

    def adapt(images: Any) -> Any:
        images = _taken(_with_channels(images, stored[2], channels), taken)
        if (height, width) != (taken.height, taken.width):
            return tf.image.resize(images, (height, width), antialias=shrinks)
        return tf.cast(images, tf.float32)

    return adapt


def _taken(images: Any, part: Region) -> Any:
    """That part of each image; black beyond its edges."""
    top, left, height, width = part
    if top < 0 or left < 0:
        return tf.pad(images, [[0, 0], [-top, -top], [-left, -left], [0, 0]])
    return images[:, top : top + height, left : left + width]


def _with_channels(images: Any, stored: int, wanted: int) -> Any:
    if stored == wanted:
        return images
    if stored == 4:
        images, stored = images[..., :3], 3
    if stored == 3 and wanted == 1:
        return tf.image.rgb_to_grayscale(images)
    return images if stored == wanted else tf.image.grayscale_to_rgb(images)


def _spread(image: Any, places: Any, rows: Any) -> Any:
    """A batch of so many rows that has these images at these places, and zeros elsewhere."""
    shape = tf.concat([[rows], tf.shape(image)[1:]], 0)
    batch = tf.tensor_scatter_nd_update(tf.zeros(shape, image.dtype), places[:, None], image)
    batch.set_shape((None, *image.shape[1:]))
    return batch


def _one_or_all(values: tuple[Any, ...]) -> Any:
    return values[0] if len(values) == 1 else values
