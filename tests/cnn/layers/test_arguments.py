"""What every layer of the catalogue owes to forms, files and people who mistype."""

import json
import math
from typing import Any, get_args

import pytest
from hypothesis import given, settings

from cnn.errors import ArgumentError, LayerloomError
from cnn.layers import LAYERS, Conv2D, Dense, EinsumDense, Layer, SpectralNormalization, create
from cnn.layers.controls import Kind
from cnn.layers.objects import OBJECTS
from tests.cnn.layers.rows import ROWS
from tests.stages import examples

FAMILIES = (
    "Input and preprocessing",
    "Core",
    "Convolution",
    "Pooling",
    "Normalization",
    "Activation",
    "Regularization",
    "Reshaping",
    "Merging",
)

every_layer = pytest.mark.parametrize("kind", LAYERS.values(), ids=LAYERS)


@every_layer
def test_it_can_be_dropped_as_it_is(kind: type[Layer]) -> None:
    layer = kind.create({})
    assert layer == kind()
    assert layer.changed() == {}
    assert create(layer.class_name, json.loads(json.dumps(layer.config()))) == layer


@every_layer
def test_no_bound_is_overruled_by_a_wider_one(kind: type[Layer]) -> None:
    """Of two bounds on the same side pydantic takes the last, which need not be the narrower one."""
    for name, field in kind.model_fields.items():
        sides = [type(bound).__name__ for bound in field.metadata if type(bound).__name__ in ("Ge", "Gt", "Le", "Lt")]
        assert len(sides) == len(set(sides)), name


@every_layer
def test_it_says_what_it_is(kind: type[Layer]) -> None:
    first_line = (kind.__doc__ or "").splitlines()[0]
    assert "https://" in first_line or "Krizhevsky" in first_line
    assert kind.__doc__ != kind.__mro__[1].__doc__
    assert kind.family in FAMILIES
    assert kind.synonyms == tuple(word.lower() for word in kind.synonyms)
    assert len(set(kind.synonyms)) == len(kind.synonyms)
    assert kind.default_name().isidentifier()
    headline = kind.create({}).headline()
    assert len(headline) <= 60
    assert headline.isprintable()


@every_layer
def test_its_ports_fit_what_it_needs(kind: type[Layer]) -> None:
    assert kind.variadic or kind.min_inputs <= len(kind.ports)
    assert len(set(kind.ports)) == len(kind.ports)
    assert kind.takes_list or not kind.variadic


@every_layer
def test_a_form_can_be_drawn_from_its_arguments(kind: type[Layer]) -> None:
    arguments = kind.arguments()
    assert tuple(argument.name for argument in arguments) == kind.argument_names
    assert [argument.advanced for argument in arguments] == sorted(argument.advanced for argument in arguments)
    for argument in arguments:
        assert argument.kind in get_args(Kind)
        assert 0 < len(argument.help) < 120, argument
        assert argument.label[0].isupper()
        assert not argument.required
        assert argument.default is not None or argument.optional, argument
        if argument.kind == "choice":
            assert argument.choices
            assert argument.default in (None, *argument.choices)
        if argument.kind in ("int", "size"):
            assert argument.minimum is not None
            assert argument.maximum is not None
        if argument.kind == "size":
            assert argument.length >= 1
        assert kind.create({argument.name: argument.default}) == kind()
        assert kind().value(argument.name) == argument.default


@every_layer
def test_every_choice_of_a_form_is_taken(kind: type[Layer]) -> None:
    for argument in kind.arguments():
        for choice in argument.choices:
            assert kind.create({argument.name: choice}).value(argument.name) is not None


@pytest.mark.parametrize("class_name", LAYERS)
@pytest.mark.more
def test_what_changed_makes_the_same_layer_again(class_name: str) -> None:
    @settings(max_examples=examples(12))
    @given(ROWS[class_name])
    def law(example: tuple[dict[str, Any], Any]) -> None:
        try:
            layer = create(class_name, example[0])
        except ArgumentError:
            return
        assert create(class_name, json.loads(json.dumps(layer.changed()))) == layer
        assert create(class_name, json.loads(json.dumps(layer.config()))) == layer
        assert layer.replace() == layer
        assert hash(layer) == hash(layer.replace())
        assert set(layer.changed()) <= set(layer.argument_names)

    law()


class _Odd:
    """A value whose own representation fails."""

    def __repr__(self) -> str:
        raise RuntimeError("no representation")


_DEEP: Any = []
for _ in range(500):
    _DEEP = [_DEEP]

HOSTILE = [
    2e9,
    10**5000,
    -(10**5000),
    -1,
    0,
    1.5,
    math.nan,
    math.inf,
    -math.inf,
    True,
    "",
    "7",
    "x" * 100_000,
    "\x00",
    b"7",
    [],
    (),
    {},
    [0] * 100_000,
    [1] * 9,
    [[1] * 9] * 9,
    _DEEP,
    [None],
    [math.nan, math.nan],
    [True, True],
    {"class_name": "Conv2D"},
    {"class_name": "Conv2D", "config": {"filters": -1}},
    {"class_name": "os.system", "config": {}},
    {"class_name": ["x"]},
    {"class_name": "Constant", "config": {"value": math.nan}},
    {"class_name": "L2", "config": {"l2": 10**5000}},
    {"class_name": "VarianceScaling", "config": {"mode": "__class__"}},
    {"rmin": math.inf},
    {1: 2},
    _Odd(),
    object,
    set(),
    iter([1]),
]


@pytest.mark.slow
@every_layer
def test_hostile_values_are_refused_at_once_or_harmless(kind: type[Layer]) -> None:
    for name in kind.argument_names:
        for value in HOSTILE:
            layer = _made_or_refused(kind, name, value)
            if layer is not None:
                assert json.loads(json.dumps(layer.config(), allow_nan=False)) is not None
                _try_shapes(layer)


def _made_or_refused(kind: type[Layer], name: str, value: Any) -> Layer | None:
    """The layer with that value, or None when it was refused in a few words that name the argument."""
    refusal = ArgumentError("")
    try:
        return kind.create({name: value})
    except ArgumentError as error:
        refusal = error
    assert refusal.argument in (name, "")
    assert 10 < len(refusal.message) < 600
    return None


def _try_shapes(layer: Layer) -> None:
    for shape in ((), (1,), (None, None), (8, 8, 3), (4, 4, 4, 2), (1, 2, 3, 4, 5, 6)):
        inputs = (shape,) * layer.min_inputs
        try:
            output = layer.output_shape(*inputs)
        except LayerloomError:
            continue
        assert all(size is None or size > 0 for size in output)
        assert all(weight.size > 0 for weight in layer.weights(*inputs))
        layer.macs(inputs, output)
        layer.windows(*inputs)
        layer.caution(*inputs)
        assert layer.headline().isprintable()


@every_layer
def test_unknown_arguments_are_named(kind: type[Layer]) -> None:
    with pytest.raises(ArgumentError, match="has no argument 'wheels'") as caught:
        kind.create({"wheels": 4})
    assert caught.value.argument == "wheels"


@pytest.mark.parametrize(
    ("class_name", "config", "argument", "message"),
    [
        ("Conv2D", {"filters": 0}, "filters", "Conv2D: filters must be at least 1; it is 0."),
        ("Conv2D", {"filters": True}, "filters", "Conv2D: filters must be a whole number; it is True."),
        ("Conv2D", {"filters": 2.5}, "filters", "Conv2D: filters must be a whole number; it is 2.5."),
        (
            "Conv2D",
            {"kernel_size": (3, 3, 3)},
            "kernel_size",
            "Conv2D: kernel_size must have at most 2 entries; it is (3, 3, 3).",
        ),
        ("Conv2D", {"kernel_size": [3]}, "kernel_size", "Conv2D: kernel_size has too few entries; it is [3]."),
        ("Conv2D", {"padding": "full"}, "padding", "Conv2D: padding must be 'valid' or 'same'; it is 'full'."),
        ("Conv2D", {"use_bias": "yes"}, "use_bias", "Conv2D: use_bias must be true or false; it is 'yes'."),
        ("Conv2D", {"strides": 2, "dilation_rate": 2}, "", "Conv2D: strides and dilation_rate can't both be larger than 1."),
        ("Conv2D", {"filters": 5, "groups": 2}, "", "Conv2D: filters (5) must be a multiple of groups (2)."),
        ("Conv2D", {"activation": "magic"}, "activation", "Conv2D: activation is not an activation of Keras; it is 'magic'."),
        ("Dropout", {"rate": 1.5}, "rate", "Dropout: rate must be at most 1; it is 1.5."),
        ("Dropout", {"rate": math.nan}, "rate", "Dropout: rate must be a finite number; it is nan."),
        ("Reshape", {"target_shape": (-1, -1)}, "", "Reshape: target_shape can have only one −1."),
        ("Permute", {"dims": (1, 3)}, "", "Permute: dims must hold each of 1 to 2 once."),
        ("EinsumDense", {"equation": "ab"}, "", 'EinsumDense: equation must have the form "ab,bc->ac", "...b,bc->...c" or'),
        ("RandomRotation", {"factor": 3}, "factor", "RandomRotation: factor must lie between −1 and 1; it is 3."),
        ("RandomFlip", {"mode": "diagonal"}, "mode", "RandomFlip: mode must be 'horizontal', 'vertical' or"),
        ("Dense", {"kernel_initializer": "magic"}, "kernel_initializer", "Dense: kernel_initializer must be one of Zeros, Ones"),
        (
            "Dense",
            {"bias_initializer": "orthogonal"},
            "bias_initializer",
            "Dense: bias_initializer can't be Orthogonal, which fits matrices only; it is 'orthogonal'.",
        ),
        (
            "Dense",
            {"kernel_regularizer": {"class_name": "L2", "config": {"l2": -1}}},
            "kernel_regularizer",
            "Dense: kernel_regularizer L2: l2 must be at least 0, not -1; it is",
        ),
        (
            "SpectralNormalization",
            {"layer": {"class_name": "Flatten", "config": {}}},
            "layer",
            "SpectralNormalization: layer must have one kernel, as Conv1D, Conv2D",
        ),
        (
            "SpectralNormalization",
            {"layer": {"class_name": "Dense", "config": {"units": 0}}},
            "layer",
            "SpectralNormalization: layer is refused: Dense: units must be at least 1; it is 0; it is",
        ),
    ],
)
def test_messages_name_the_argument_and_what_came(class_name: str, config: dict[str, Any], argument: str, message: str) -> None:
    with pytest.raises(ArgumentError) as caught:
        create(class_name, config)
    assert caught.value.message.startswith(message)
    assert caught.value.argument == argument


def test_a_layer_that_does_not_exist() -> None:
    with pytest.raises(ArgumentError, match="There is no layer 'Conv7D'"):
        create("Conv7D")


def test_main_arguments_come_before_advanced_ones_in_keras_own_order() -> None:
    assert Conv2D.argument_names == (
        "filters", "kernel_size", "strides", "padding", "data_format", "dilation_rate", "groups", "activation", "use_bias",
        "kernel_initializer", "bias_initializer", "kernel_regularizer", "bias_regularizer", "activity_regularizer",
        "kernel_constraint", "bias_constraint", "lora_rank", "lora_alpha", "dtype",
    )  # fmt: skip
    assert list(Conv2D(filters=4).replace(bias_initializer="ones", filters=6).changed()) == ["filters", "bias_initializer"]


def test_one_number_stands_for_all_axes() -> None:
    assert Conv2D.create({"kernel_size": 5, "strides": [2, 2]}) == Conv2D(kernel_size=(5, 5), strides=(2, 2))
    assert create("ZeroPadding2D", {"padding": 2}) == create("ZeroPadding2D", {"padding": ((2, 2), (2, 2))})
    assert create("ZeroPadding2D", {"padding": (1, 2)}) == create("ZeroPadding2D", {"padding": [[1, 1], [2, 2]]})
    assert create("Cropping1D", {"cropping": 2}) == create("Cropping1D", {"cropping": (2, 2)})
    assert create("LayerNormalization", {"axis": 1}) == create("LayerNormalization", {"axis": [1]})
    assert create("Dot", {"axes": 2}) == create("Dot", {"axes": (2, 2)})


def test_words_of_keras_mean_the_same_in_any_notation() -> None:
    assert Dense(activation=None) == Dense(activation="linear")
    assert create("Dense", {"activation": "swish"}) == create("Dense", {"activation": "silu"})
    assert create("Dense", {"kernel_initializer": "glorot_uniform"}) == Dense()
    assert create("Dense", {"kernel_initializer": {"class_name": "GlorotUniform", "config": {"seed": None}}}) == Dense()
    assert create("MaxPooling2D", {"data_format": None, "padding": "VALID"}) == create("MaxPooling2D")


def test_output_shape_as_an_argument_does_not_hide_the_method() -> None:
    layer = EinsumDense.create({"equation": "abc,cd->abd", "output_shape": (None, 8)})
    assert layer.value("output_shape") == (None, 8)
    assert layer.output_shape((4, 5)) == (None, 8)
    assert layer.replace(output_shape=(4, 8)).changed() == {"equation": "abc,cd->abd", "output_shape": [4, 8]}


def test_a_wrapped_layer_keeps_what_differs_and_tells_keras_everything() -> None:
    wrapper = SpectralNormalization.create({"layer": Dense(units=3)})
    assert wrapper.changed() == {"layer": {"class_name": "Dense", "config": {"units": 3}}}
    assert wrapper.config()["layer"]["config"] == Dense(units=3).config()
    assert SpectralNormalization.create(wrapper.config()) == wrapper


@pytest.mark.parametrize("kind", ["initializer", "regularizer", "constraint"])
def test_every_object_can_start_or_limit_a_dense_kernel(kind: str) -> None:
    for class_name in OBJECTS[kind]:  # type: ignore[index]
        layer = create("Dense", {f"kernel_{kind}": class_name})
        assert layer.config()[f"kernel_{kind}"]["class_name"] == class_name
