"""Small architectures as people write them in Keras, one for each structure that a file may have."""

from collections.abc import Callable
from typing import Any

import keras
from keras import Sequential, layers, ops

#: name → what makes it
ARCHITECTURES: dict[str, Callable[[], Any]] = {}

Maker = Callable[[], Any]


def _architecture(make: Maker) -> Maker:
    ARCHITECTURES[make.__name__.replace("_", " ").strip()] = make
    return make


def image(name: str | None = None, shape: tuple[int | None, ...] = (8, 8, 3)) -> Any:
    return keras.Input(shape, name=name)


def conv(filters: int = 3, size: int = 3, **more: Any) -> Any:
    return layers.Conv2D(filters, size, padding="same", **more)


def functional(body: Callable[[Any], Any], **more: Any) -> Any:
    inputs = image()
    return keras.Model(inputs, body(inputs), **more)


def stack(*items: Any, name: str | None = None) -> Any:
    return Sequential([image(), *items], name=name)


# one line each: name → layers behind an image
_STACKS: dict[str, Callable[[], list[Any]]] = {
    "plain stack": lambda: [conv(4), layers.MaxPooling2D(), layers.Flatten(), layers.Dense(3, activation="softmax")],
    "batch normalization": lambda: [conv(4, use_bias=False), layers.BatchNormalization(), layers.ReLU()],
    "batch normalization without scale and centre": lambda: [layers.BatchNormalization(scale=False, center=False), conv()],
    "layer and group normalization": lambda: [conv(4), layers.LayerNormalization(), layers.GroupNormalization(2)],
    "unit and root mean square normalization": lambda: [layers.UnitNormalization(), layers.RMSNormalization()],
    "spectral normalization": lambda: [layers.SpectralNormalization(conv(4)), layers.Flatten()],
    "normalization that was adapted": lambda: [layers.Normalization(), conv()],
    "normalization by given numbers": lambda: [layers.Normalization(mean=[1.0, 2.0, 3.0], variance=[1.0, 4.0, 9.0]), conv()],
    "separable and depthwise": lambda: [layers.SeparableConv2D(4, 3), layers.DepthwiseConv2D(3, depth_multiplier=2)],
    "grouped and dilated": lambda: [conv(6, groups=3), layers.Conv2D(4, 3, dilation_rate=2)],
    "transposed": lambda: [layers.Conv2DTranspose(4, 3, strides=2, padding="same"), conv()],
    "upsampling and cropping": lambda: [layers.UpSampling2D(interpolation="bilinear"), layers.Cropping2D(((1, 2), (0, 1)))],
    "padding": lambda: [layers.ZeroPadding2D(((1, 2), (3, 0))), layers.AveragePooling2D(3, 2)],
    "every activation layer": lambda: [layers.PReLU(shared_axes=[1, 2]), layers.LeakyReLU(0.1), layers.ELU(), layers.Softmax()],
    "activations by name": lambda: [conv(activation="gelu"), layers.Activation("swish"), conv(activation="mish")],
    "noise and dropout": lambda: [layers.Dropout(0.3), layers.SpatialDropout2D(0.2), layers.GaussianNoise(0.1), conv()],
    "reshaping": lambda: [layers.Reshape((-1, 3)), layers.Permute((2, 1)), layers.Flatten(), layers.RepeatVector(2)],
    "one axis": lambda: [layers.Reshape((64, 3)), layers.Conv1D(4, 3, padding="causal"), layers.GlobalMaxPooling1D()],
    "three axes": lambda: [layers.Reshape((4, 4, 4, 3)), layers.Conv3D(2, 2), layers.MaxPooling3D()],
    "einsum": lambda: [layers.EinsumDense("abcd,de->abce", output_shape=(None, None, 5), bias_axes="e")],
    "regularizers": lambda: [conv(kernel_regularizer=keras.regularizers.L1L2(1e-4, 1e-3), activity_regularizer="l2")],
    "constraints and initializers": lambda: [
        conv(kernel_constraint="max_norm", kernel_initializer=keras.initializers.HeNormal(3))
    ],
    "scaling in the network": lambda: [layers.Rescaling(1 / 127.5, offset=-1), conv()],
    "scaling channel by channel": lambda: [layers.Rescaling([0.1, 0.2, 0.3], offset=[1.0, 2.0, 3.0]), conv()],
    "resizing": lambda: [layers.Resizing(6, 5), layers.CenterCrop(4, 4), conv()],
    "augmentation": lambda: [layers.RandomFlip("horizontal"), layers.RandomRotation(0.1), conv()],
    "global pooling that keeps its axes": lambda: [layers.GlobalAveragePooling2D(keepdims=True), conv(2, 1)],
    "a mixed precision layer": lambda: [conv(4, dtype="mixed_bfloat16"), layers.Flatten(), layers.Dense(2, dtype="float32")],
}
for _name, _items in _STACKS.items():
    ARCHITECTURES[_name] = lambda items=_items: stack(*items())  # type: ignore[misc]


@_architecture
def sequential_without_an_input() -> Any:
    model = Sequential([conv(4), layers.Flatten(), layers.Dense(2)])
    model.build((None, 8, 8, 3))
    return model


@_architecture
def frozen_layers() -> Any:
    model = stack(conv(4), layers.BatchNormalization(), conv(2))
    model.layers[0].trainable = model.layers[1].trainable = False
    return model


@_architecture
def a_frozen_network() -> Any:
    model = stack(conv(4), layers.BatchNormalization())
    model.trainable = False
    return model


@_architecture
def a_residual_block() -> Any:
    return functional(lambda x: layers.Add()([x, layers.BatchNormalization()(conv()(x))]))


@_architecture
def all_ways_to_merge() -> Any:
    def body(x: Any) -> Any:
        a, b = conv()(x), conv()(x)
        merged = [layer()([a, b]) for layer in (layers.Add, layers.Subtract, layers.Multiply, layers.Average)]
        merged += [layers.Maximum()([a, b]), layers.Minimum()([a, b]), layers.Dot(axes=(3, 3))([a, b])]
        return layers.Concatenate()([layers.Flatten()(item) for item in merged])

    return functional(body)


@_architecture
def an_inception_module() -> Any:
    return functional(
        lambda x: layers.Concatenate()([conv(2, 1)(x), conv(2, 3)(x), conv(2, 5)(x), layers.MaxPooling2D(3, 1, "same")(x)])
    )


@_architecture
def squeeze_and_excite() -> Any:
    def body(x: Any) -> Any:
        x = conv(4)(x)
        weights = layers.Dense(4, activation="sigmoid")(layers.GlobalAveragePooling2D()(x))
        return layers.Multiply()([x, layers.Reshape((1, 1, 4))(weights)])

    return functional(body)


@_architecture
def a_shared_layer() -> Any:
    shared = conv()
    return functional(lambda x: layers.Add()([shared(x), shared(shared(x))]))


@_architecture
def two_inputs_in_an_order_of_their_own() -> Any:
    a, b = image("a"), image("b")
    x = layers.Subtract()([conv()(a), conv()(b)])
    return keras.Model([b, a], layers.Flatten()(x))


@_architecture
def several_outputs_one_of_them_read_on() -> Any:
    x = image()
    middle = conv(4)(x)
    return keras.Model(x, [layers.Flatten()(middle), middle, layers.GlobalMaxPooling2D()(conv()(middle))])


@_architecture
def a_model_in_a_model() -> Any:
    inner = stack(conv(), layers.BatchNormalization(), name="inner")
    return stack(inner, layers.Flatten(), layers.Dense(2))


@_architecture
def a_frozen_base_with_a_new_head() -> Any:
    base = stack(conv(), layers.BatchNormalization(), name="base")
    base.trainable = False
    return functional(lambda x: layers.Dense(2)(layers.GlobalAveragePooling2D()(base(x))))


@_architecture
def a_base_with_one_frozen_layer() -> Any:
    base = stack(conv(), layers.BatchNormalization(), conv(), name="base")
    base.layers[0].trainable = False
    return functional(lambda x: layers.Flatten()(base(x)))


@_architecture
def a_model_that_is_called_twice() -> Any:
    inner = stack(conv(), layers.ReLU(), name="inner")
    return functional(lambda x: layers.Add()([inner(x), inner(inner(x))]))


@_architecture
def a_model_of_two_inputs_and_outputs_in_a_model() -> Any:
    a, b = image(), image()
    x = layers.Add()([conv(name="same")(a), b])
    inner = keras.Model([a, b], [x, layers.ReLU()(x)], name="inner")

    def body(x: Any) -> Any:
        one, two = inner([x, conv(name="same")(x)])
        return layers.Concatenate()([two, one])

    return functional(body)


@_architecture
def models_three_deep() -> Any:
    deepest = stack(conv(), layers.BatchNormalization(), name="deepest")
    return stack(stack(stack(deepest, name="deeper"), conv(), name="deep"), layers.Flatten())


@_architecture
def an_inner_model_as_output() -> Any:
    inner = functional(lambda x: conv(2)(x), name="inner")
    return functional(lambda x: [inner(conv()(x)), inner(x)])


@_architecture
def operators_between_layers() -> Any:
    return functional(lambda x: ops.relu(conv()(x) + x) * 0.5 + 1.0 - conv()(x))


@_architecture
def attention() -> Any:
    def body(x: Any) -> Any:
        x = layers.Reshape((64, 3))(x)
        x = layers.MultiHeadAttention(2, 4)(x, conv1(x), x)
        return layers.Attention(use_scale=True)([x, x])

    def conv1(x: Any) -> Any:
        return layers.Conv1D(3, 1)(x)

    return functional(body)


@_architecture
def open_height_and_width() -> Any:
    x = image(shape=(None, None, 3))
    return keras.Model(x, layers.Dense(2)(layers.GlobalAveragePooling2D()(conv(4)(x))))


@_architecture
def names_as_people_give_them() -> Any:
    x = image("photo")
    return keras.Model(x, layers.Dense(2, name="Klassen äöü")(layers.Flatten(name="flat.1")(x)), name="My net")
