"""Networks as people elsewhere build them with Keras: functions on tensors, numbers, shared models, odd names, odd calls."""

from collections.abc import Callable
from typing import Any

import keras
import numpy as np
from keras import layers, ops

IMAGE = (8, 8, 4)


def of(compute: Callable[[Any], Any], shape: tuple[int | None, ...] = IMAGE) -> Callable[[], Any]:
    def build() -> Any:
        inputs = keras.Input(shape, name="image")
        return keras.Model(inputs, compute(inputs))

    return build


def _behind_a_convolution(compute: Callable[[Any], Any]) -> Callable[[], Any]:
    return of(lambda x: layers.Dense(3, name="head")(compute(layers.Conv2D(4, 3, padding="same", name="conv")(x))))


NUMBERS = np.array([103.9, 116.7, 123.6, 1.0], "float32")

#: what stands on the canvas as what it is, or as a layer that does the same
FUNCTIONS: dict[str, Callable[[Any], Any]] = {
    "x / 127.5 - 1": lambda x: x / 127.5 - 1.0,
    "ops.divide": lambda x: ops.subtract(ops.divide(x, 127.5), 1.0),
    "1 / x": lambda x: 1 / (x + 1),
    "2 - x": lambda x: 2 - x,
    "x - array": lambda x: x - NUMBERS,
    "array * x": lambda x: ops.multiply(ops.convert_to_tensor(NUMBERS), x),
    "x ** 2": lambda x: x**2,
    "-x": lambda x: -x,
    "abs": abs,
    "x @ matrix": lambda x: x @ np.ones((4, 2), "float32"),
    "x @ x": lambda x: ops.matmul(x, ops.transpose(x, (0, 1, 3, 2))),
    "einsum": lambda x: ops.einsum("bhwc,bhwd->bcd", x, x),
    "mean": lambda x: ops.mean(x, axis=[1, 2]),
    "mean kept": lambda x: ops.mean(x, axis=(1, 2), keepdims=True),
    "max": lambda x: ops.max(x, axis=-1, keepdims=True),
    "min": lambda x: ops.min(x, axis=1),
    "sum": lambda x: ops.sum(x, axis=-2),
    "std": lambda x: ops.std(x, axis=1),
    "var": lambda x: ops.var(x, axis=1),
    "prod": lambda x: ops.prod(x, axis=1),
    "logsumexp": lambda x: ops.logsumexp(x, axis=-1),
    "argmax": lambda x: ops.cast(ops.argmax(x, axis=-1), "float32"),
    "slice": lambda x: x[:, 1:5, ::2],
    "one channel": lambda x: x[..., 0],
    "other way round": lambda x: x[..., ::-1],
    "new axis": lambda x: x[..., None],
    "reshape": lambda x: ops.reshape(x, (-1, 64, 4)),
    "flat": lambda x: ops.reshape(x, (-1, 256)),
    "transpose": lambda x: ops.transpose(x, (0, 3, 1, 2)),
    "swapaxes": lambda x: ops.swapaxes(x, 1, 3),
    "expand and squeeze": lambda x: ops.squeeze(ops.expand_dims(x, -1), -1),
    "concatenate": lambda x: ops.concatenate([x, x * 2], axis=-1),
    "stack": lambda x: ops.stack([x, x], axis=1),
    "repeat": lambda x: ops.repeat(x, 2, axis=1),
    "tile": lambda x: ops.tile(x, [1, 2, 1, 1]),
    "pad": lambda x: ops.pad(x, ((0, 0), (1, 1), (2, 0), (0, 0))),
    "flip": lambda x: ops.flip(x, axis=1),
    "roll": lambda x: ops.roll(x, 1, axis=2),
    "cast": lambda x: ops.cast(ops.cast(x, "float16"), "float32"),
    "clip": lambda x: ops.clip(x, 0.0, 1.0),
    "relu": ops.relu,
    "leaky relu": lambda x: ops.leaky_relu(x, 0.1),
    "relu to 6": lambda x: keras.activations.relu(x, max_value=6.0),
    "softmax": ops.softmax,
    "gelu": ops.gelu,
    "normalize": ops.normalize,
    "where": lambda x: ops.where(x > 0.5, x, 0.0),
    "maximum": lambda x: ops.maximum(x, 0.3),
    "average pool": lambda x: ops.average_pool(x, 2),
    "max pool": lambda x: ops.max_pool(x, 3, 2, padding="same"),
    "resize": lambda x: ops.image.resize(x, (5, 3)),
    "one hot": lambda x: ops.one_hot(ops.cast(x[..., 0], "int32"), 5),
    "split": lambda x: ops.concatenate(ops.split(x, 2, axis=-1)[::-1], axis=-1),
    "a part of a split": lambda x: ops.split(x, [1, 3], axis=2)[1],
    "unstack": lambda x: ops.unstack(x, axis=1)[2],
    "moments": lambda x: list(ops.moments(x, [1, 2])),
    "exp, log, sqrt": lambda x: ops.sqrt(ops.log(ops.exp(x) + 1.0)),
    "vgg16": lambda x: keras.applications.vgg16.preprocess_input(x[..., :3]),
    "mobilenet": lambda x: keras.applications.mobilenet.preprocess_input(x),
}


def _shared_in_two_models() -> Any:
    outer = inputs = keras.Input((10,), name="numbers")
    dense = layers.Dense(10, name="dense")
    inner = keras.Model(inputs, dense(inputs), name="inner")
    return keras.Model(outer, inner(dense(outer)))


def _activation(activation: Any) -> Callable[[], Any]:
    return of(lambda x: layers.Dense(3, activation=activation(), name="dense")(layers.Conv2D(4, 3, activation=activation())(x)))


def _shared_activation() -> Any:
    act = layers.ELU(0.5, name="act")
    inputs = keras.Input(IMAGE)
    return keras.Model(inputs, layers.Conv2D(4, 3, activation=act)(layers.Conv2D(4, 3, activation=act)(inputs)))


def _called_twice_with_an_activation() -> Any:
    conv = layers.Conv2D(4, 3, padding="same", activation=layers.LeakyReLU(0.2))
    inputs = keras.Input(IMAGE)
    return keras.Model(inputs, conv(conv(inputs)))


def _named(*names: str) -> Callable[[], Any]:
    def build() -> Any:
        inputs = x = keras.Input((5,))
        for name in names:
            x = layers.Dense(5, name=name)(x)
        return keras.Model(inputs, x, name="of odd names")

    return build


def _outputs_twice() -> Any:
    inputs = keras.Input(IMAGE)
    x = layers.Conv2D(3, 3, name="conv")(inputs)
    return keras.Model(inputs, [x, layers.Flatten()(x)])


def _inputs_twice() -> Any:
    inner_inputs = keras.Input(IMAGE)
    inner = keras.Model([inner_inputs, inner_inputs], layers.Rescaling(0.5)(inner_inputs), name="inner")
    inputs = keras.Input(IMAGE)
    return keras.Model(inputs, inner([inputs, layers.Rescaling(3.0)(inputs)]))


def _deep_and_open() -> Any:
    inputs = x = keras.Input((None, None, 1))
    for _ in range(4):
        x = layers.MaxPooling2D()(layers.Conv2D(4, 3)(x))
    return keras.Model(inputs, layers.GlobalAveragePooling2D()(x))


def _self_attention(x: Any) -> Any:
    return layers.GroupQueryAttention(4, 4, 2, use_gate=True, name="attention")(x, x)


def _low_rank(x: Any) -> Any:
    x = layers.Conv2D(4, 3, lora_rank=2, lora_alpha=3)(x)
    return layers.EinsumDense("abcd,de->abce", (None, None, 3), lora_rank=1)(layers.Dense(5, lora_rank=2, use_bias=False)(x))


def _of_frames(x: Any) -> Any:
    x = layers.TimeDistributed(layers.Conv2D(4, 3, activation="relu"), name="each")(x)
    x = layers.TimeDistributed(layers.BatchNormalization())(x)
    return layers.Dense(2)(layers.TimeDistributed(layers.Flatten())(x))


MODELS: dict[str, Callable[[], Any]] = {
    **{name: of(compute) for name, compute in FUNCTIONS.items()},
    "functions between layers": _behind_a_convolution(lambda x: ops.mean(ops.relu(x / 2 - 1), axis=(1, 2))),
    "a function that is called often": _behind_a_convolution(lambda x: ops.max(ops.max(x, axis=1), axis=1)),
    "an open size": of(lambda x: ops.mean(x / 255.0, axis=(1, 2)), (None, None, 3)),
    "a layer in two models": _shared_in_two_models,
    "an activation layer": _activation(lambda: layers.LeakyReLU(0.1)),
    "an activation of two layers": _shared_activation,
    "an activation called twice": _called_twice_with_an_activation,
    "an activation alone": of(lambda x: layers.Activation(layers.ReLU(max_value=3.0))(x)),
    "long names": _named("a" * 200, "a" * 201, "a" * 202, "b" * 300),
    "an inner model of one input listed twice": _inputs_twice,
    "odd names": _named("a b", "a_b", " c ", "d.e", "f:0", "g>h", "é", "i\nj", "k(l)"),
    "names that meet": _named("x y", "x:y", "x_y", "x_y_1"),
    "an output twice": _outputs_twice,
    "deep, of any size": _deep_and_open,
    "bfloat16": of(lambda x: layers.Conv2D(4, 3, dtype="bfloat16")(x)),
    "steps of a sequence": of(_of_frames, (3, 8, 8, 2)),
    "shared keys and values": of(_self_attention, (5, 8)),
    "kernels of low rank": of(_low_rank),
    "an augmentation without a batch": of(lambda x: layers.RandomFlip()(x), (8, 3)),
}
