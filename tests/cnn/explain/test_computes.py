"""What a layer computes: the formula that is shown gives what Keras makes of numbers."""

import math
import re
from typing import Any

import numpy as np
import pytest

from cnn.analysis import analyse
from cnn.explain.activations import FUNCTIONS, activated
from cnn.explain.computes import Computation, computed
from cnn.explain.papers import BLOCK_PAPERS, PAPERS, links_of
from cnn.graph import Graph
from cnn.layers import (
    ELU,
    LAYERS,
    BatchNormalization,
    Conv2D,
    Dense,
    Input,
    Layer,
    LayerNormalization,
    LeakyReLU,
    LocalResponseNormalization,
    MaxPooling2D,
    ReLU,
    RMSNormalization,
    StochasticPooling2D,
    UnitNormalization,
    create,
)

SIGNS = {"·": "*", "−": "-", "²": "**2", "√": "sqrt", "^": "**", "ln(": "log(", "γ": "gamma", "β": "beta", "μ": "mu"}
NUMBERS: dict[str, Any] = {"exp": np.exp, "tanh": np.tanh, "log": np.log, "sqrt": np.sqrt, "max": np.maximum, "min": np.minimum}


def value(formula: str, **letters: Any) -> Any:
    """What a formula comes to, as it is written."""
    text = re.sub(r"√(\d|σ²|x)", r"√(\1)", formula.removeprefix("y = "))
    text = re.sub(r"\|(.+?)\|", r"abs(\1)", text)
    for sign, plain in {"σ²": "variance", "ε": "epsilon", "α": "alpha", **SIGNS}.items():
        text = text.replace(sign, plain)
    return eval(text, {"erf": np.vectorize(math.erf), **NUMBERS, **letters})


def of(layer: Layer, *shapes: tuple[int, ...]) -> Computation:
    graph, ids = Graph(), []
    for shape in shapes:
        graph, source = graph.add(Input(shape=shape))
        ids.append(source.id)
    graph, node = graph.add(layer, *ids)
    return computed(layer, analyse(graph).nodes[node.id])


@pytest.mark.parametrize("name", [name for name in FUNCTIONS if "Σ" not in FUNCTIONS[name]])
def test_an_activation_is_what_its_formula_says(name: str) -> None:
    known = 0
    for x in (-7.0, -2.5, -0.5, -0.1, 0.0, 0.3, 1.0, 2.9, 6.5):
        if (expected := activated(name, x, 0, lambda: np.zeros(1))) is not None:
            known += 1
            assert float(value(FUNCTIONS[name], x=x)) == pytest.approx(expected, abs=2e-4)
    assert known or name in ("celu", "exponential", "log_sigmoid", "hard_tanh", "squareplus", "tanh_shrink", "soft_shrink",
                             "sparse_sigmoid")  # fmt: skip


@pytest.mark.keras
def test_keras_has_the_same_activations() -> None:
    import keras

    x = np.linspace(-7, 7, 57, dtype="float32")
    for name, formula in FUNCTIONS.items():
        if "Σ" not in formula:
            found = np.asarray(keras.ops.convert_to_numpy(keras.activations.get(name)(x)))
            assert np.allclose(value(formula, x=x.astype("float64")), found, atol=2e-3), name


@pytest.mark.keras
def test_normalizations_are_what_their_formulas_say() -> None:
    import keras

    rng = np.random.default_rng(1)
    x = rng.normal(2, 3, (4, 5, 5, 6)).astype("float32")
    gamma, beta, mu, variance = [*rng.normal(size=(3, 6)).tolist(), rng.uniform(0.5, 2, 6).tolist()]
    batch = keras.layers.BatchNormalization()
    batch.build(x.shape)
    batch.set_weights([np.asarray(one) for one in (gamma, beta, mu, variance)])
    told = of(BatchNormalization(), (5, 5, 6))
    assert told.formula == "y = γ·(x − μ) / √(σ² + ε) + β"
    known = {
        name: np.asarray(one) for name, one in zip(("gamma", "beta", "mu", "variance"), (gamma, beta, mu, variance), strict=True)
    }
    found = value(told.formula, x=x, **known, epsilon=float(one_of(told, "ε")))
    assert np.allclose(found, batch(x), atol=1e-4)
    layer = keras.layers.LayerNormalization()
    mean, spread = x.mean(axis=-1, keepdims=True), x.var(axis=-1, keepdims=True)
    told = of(LayerNormalization(), (5, 5, 6))
    found = value(told.formula, x=x, gamma=1, beta=0, mu=mean, variance=spread, epsilon=float(one_of(told, "ε")))
    assert np.allclose(found, layer(x), atol=1e-3)
    rms = of(RMSNormalization(), (5, 5, 6)).formula.replace("Σ x² / n", "q")
    q = (x**2).mean(axis=-1, keepdims=True)
    assert np.allclose(value(rms, x=x, gamma=1, q=q, epsilon=1e-6), keras.layers.RMSNormalization()(x), atol=1e-3)
    unit = of(UnitNormalization(), (5, 5, 6)).formula.replace("Σ x²", "q")
    assert np.allclose(value(unit, x=x, q=(x**2).sum(axis=-1, keepdims=True)), keras.layers.UnitNormalization()(x), atol=1e-3)
    for ours, theirs in (
        (ReLU(max_value=2.0), keras.layers.ReLU(max_value=2.0)),
        (ReLU(negative_slope=0.1), keras.layers.ReLU(negative_slope=0.1)),
        (LeakyReLU(), keras.layers.LeakyReLU()),
        (ELU(alpha=2.0), keras.layers.ELU(alpha=2.0)),
    ):
        told = of(ours, (5, 5, 6))
        letters = {{"α": "alpha"}.get(symbol.letter, symbol.letter): float(symbol.value) for symbol in told.symbols}
        assert np.allclose(value(told.formula, x=x, **letters), theirs(x), atol=1e-4), told


def one_of(told: Computation, letter: str) -> str:
    (found,) = (symbol.value for symbol in told.symbols if symbol.letter == letter)
    return found


def test_stochastic_pooling_tells_what_training_draws() -> None:
    told = of(StochasticPooling2D(), (4, 4, 2))
    assert told.formula == "y = Σᵢ pᵢ·xᵢ"
    assert one_of(told, "pᵢ") == "xᵢ / Σⱼ xⱼ"
    assert "drawn with probability" in told.note
    assert [link.address for link in told.links] == ["https://arxiv.org/abs/1301.3557"]


def test_dense_on_an_image_is_said_to_work_per_pixel() -> None:
    told = of(Dense(units=7), (6, 5, 3))
    assert told.note.startswith("It works per pixel: the same 7 units at each of 6×5 places")
    assert "Flatten" in told.note
    assert "per pixel" not in of(Dense(units=7), (90,)).note


def test_an_activation_within_a_layer_is_told() -> None:
    told = of(Conv2D(activation="tanh"), (9, 9, 3))
    assert told.formula == "y = a(Σ w·x + b)"
    assert one_of(told, "a(x)") == "tanh"
    assert of(Conv2D(use_bias=False), (9, 9, 3)).formula == "y = Σ w·x"


def test_response_normalization_has_its_own_numbers() -> None:
    told = of(LocalResponseNormalization(alpha=0.5, beta=0.25), (4, 4, 8))
    assert {symbol.letter: symbol.value for symbol in told.symbols if symbol.value} == {"k": "2", "α": "0.5", "β": "0.25"}


@pytest.mark.parametrize("class_name", LAYERS)
def test_every_layer_has_a_page_or_a_paper(class_name: str) -> None:
    required = {"EinsumDense": {"equation": "abcd,de->abce", "output_shape": (8, 8, 5)}, "Reshape": {"target_shape": (6, 64)}}
    links = links_of(create(class_name, required.get(class_name)))
    assert links
    assert all(link.address.startswith("https://") and link.title for link in links)


@pytest.mark.parametrize("class_name", LAYERS)
def test_every_layer_has_a_formula_or_a_sentence(class_name: str) -> None:
    shape = (8, 6) if class_name.endswith("1D") else (6, 8, 7, 6) if class_name.endswith("3D") else (8, 8, 3)
    required = {"EinsumDense": {"equation": "abcd,de->abce", "output_shape": (8, 8, 5)}, "Reshape": {"target_shape": (6, 32)}}
    layer = create(class_name, required.get(class_name))
    if layer.ports:
        told = of(layer, *[(6,) if class_name == "RepeatVector" else shape] * max(layer.min_inputs, 1))
        assert told.formula or told.note
        assert all(symbol.meaning or symbol.value for symbol in told.symbols)


def test_only_what_there_is_has_papers() -> None:
    from cnn.blocks import BLOCKS

    assert set(PAPERS) <= set(LAYERS)
    assert set(BLOCK_PAPERS) == set(BLOCKS)


def test_pooling_takes_the_largest() -> None:
    assert of(MaxPooling2D(pool_size=(3, 3)), (9, 9, 2)).formula == "y = max xᵢ"
