"""Augmentation in the pipeline: Keras's image layers with randomness that knows no state.

What a layer draws follows from the seed, the layer's place in the list, the epoch and the step, and from nothing else. So a
resumed run sees the images that an uninterrupted one would have seen, however many batches are made at once. A step's batch is
what a fresh Keras layer with `seed=key(…)` makes of it at its first call.
"""

import random
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import keras
import tensorflow as tf

from cnn.layers import AugMix, CutMix, Layer, MixUp
from cnn.recipe.augmentation import mixes
from cnn.worker.model.builder import keras_arguments, keras_class

#: AugMix chooses its chains when it is traced; so many choices take turns
AUGMIX_CHOICES = 8

Images = tuple[Any, ...]


def key(seed: int, place: int, epoch: Any, step: Any) -> Any:
    """The seed (int32, from 0) that the layer at a place of the list draws with in a step of an epoch, both from 0."""
    pair = tf.constant([seed, place], tf.int32)
    for number in (epoch, step):
        pair = tf.random.experimental.stateless_fold_in(pair, tf.cast(number, tf.int32))
    return tf.random.stateless_uniform([], pair, minval=None, maxval=None, dtype=tf.int32) & 0x7FFFFFFF


class Augmenter:
    """Changes batches at random, inside a `tf.data` pipeline or outside."""

    def __init__(self, layers: Sequence[Layer], seed: int) -> None:
        self.mixes = mixes(layers)
        self._steps = [_Step(layer, seed, place) for place, layer in enumerate(layers)]

    def __call__(self, images: Images, rows: Any, epoch: Any, step: Any) -> tuple[Images, Any]:
        """Batches of float32 images (one per input of the network) and their labels as rows of shares (or None), changed."""
        for one in self._steps:
            images, rows = one(images, rows, epoch, step)
        return images, rows


class _Step:
    """One layer of the list."""

    def __init__(self, layer: Layer, seed: int, place: int) -> None:
        own = layer.value("seed") if "seed" in layer.argument_names else None
        self._seed, self._place = seed if own is None else own, place
        self._seeds = _Seeds()
        self._layer = _keras_layer(layer, self._seeds)
        self._mixes = isinstance(layer, MixUp | CutMix)
        self._choices = AUGMIX_CHOICES if isinstance(layer, AugMix) else 1

    def __call__(self, images: Images, rows: Any, epoch: Any, step: Any) -> tuple[Images, Any]:
        drawn = key(self._seed, self._place, epoch, step)
        changed = [self._chosen(image, rows, drawn) for image in images]
        return tuple(image for image, _ in changed), changed[0][1]

    def _chosen(self, image: Any, rows: Any, drawn: Any) -> tuple[Any, Any]:
        if self._choices == 1:
            return self._changed(image, rows, drawn, 0)
        image = tf.switch_case(drawn % self._choices, [self._choice(image, drawn, number) for number in range(self._choices)])
        return image, rows

    def _choice(self, image: Any, drawn: Any, number: int) -> Callable[[], Any]:
        return lambda: self._changed(image, None, drawn, number)[0]

    def _changed(self, image: Any, rows: Any, drawn: Any, choice: int) -> tuple[Any, Any]:
        self._seeds.begin(drawn)
        with _python_seed(f"{self._seed} {self._place} {choice}"):
            if self._mixes and rows is not None:
                both = self._layer({"images": image, "labels": rows}, training=True)
                return tf.cast(both["images"], tf.float32), tf.cast(both["labels"], tf.float32)
            return tf.cast(self._layer(image, training=True), tf.float32), rows


class _Seeds(keras.random.SeedGenerator):  # type: ignore[misc]
    """Gives what a fresh `SeedGenerator(key)` gives, one draw after the other, but keeps no variable."""

    def __init__(self) -> None:
        self._key: Any = None
        self._drawn = 0

    def begin(self, drawn: Any) -> None:
        """From here on the draws are those of this key."""
        self._key, self._drawn = tf.cast(drawn, tf.int64), 0

    def next(self, ordered: bool = True) -> Any:
        """The seed of the next draw."""
        self._drawn += 1
        return tf.stack([self._key, tf.constant(self._drawn - 1, tf.int64)])


def _keras_layer(layer: Layer, seeds: _Seeds) -> Any:
    """The Keras layer, drawing from our seeds; `seed=0` keeps its constructor from drawing one of its own."""
    arguments = {"dtype": "float32", **keras_arguments(layer)}
    if "seed" in arguments:
        arguments["seed"] = 0
    built = keras_class(layer.class_name)(**arguments)
    if hasattr(built, "generator"):
        object.__setattr__(built, "generator", seeds)
        object.__setattr__(built, "_backend_generators", {"tensorflow": seeds})  # in tf.data, where Keras has another backend
    return built


@contextmanager
def _python_seed(seed: str) -> Iterator[None]:
    """AugMix asks Python's generator; elsewhere it goes on as if nothing had been asked."""
    state = random.getstate()
    random.seed(seed)
    try:
        yield
    finally:
        random.setstate(state)
