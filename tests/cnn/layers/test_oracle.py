"""Layerloom's numbers are Keras's numbers: shape, weights and refusals of every layer, for many settings.

`LAYERLOOM_ORACLE_EXAMPLES` sets how many settings are tried per layer: a release takes thousands.
"""

import os
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

pytest.importorskip("keras")

import keras

from cnn.errors import LayerloomError
from cnn.layers import LAYERS, create
from cnn.shapes import Shape
from tests.cnn.layers.differences import DIFFERENCES, Difference, applies
from tests.cnn.layers.oracle import Answer, Refusal, ask, fits, run, runs
from tests.cnn.layers.rows import ROWS
from tests.stages import examples

pytestmark = pytest.mark.keras

EXAMPLES = int(os.environ.get("LAYERLOOM_ORACLE_EXAMPLES") or examples(40))

#: the same settings in every run, and no deadline on a busy machine
FIXED = settings(derandomize=True, database=None, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.fixture(autouse=True)
def _forget() -> Iterator[None]:
    """Keras remembers every name and graph; after thousands of layers that is gigabytes."""
    yield
    keras.utils.clear_session(free_memory=False)


def answer(class_name: str, config: dict[str, Any], shapes: tuple[Shape, ...]) -> Answer | Refusal:
    """What Layerloom says."""
    try:
        layer = create(class_name, config)
        return Answer(layer.output_shape(*shapes), layer.weights(*shapes))
    except LayerloomError as error:
        return Refusal(str(error))


def without_row(catalogue: Mapping[str, Any]) -> list[str]:
    """The layers that no row of the oracle covers."""
    return [class_name for class_name in catalogue if class_name not in ROWS]


def test_every_layer_has_a_row() -> None:
    assert without_row(LAYERS) == []
    assert sorted(ROWS) == sorted(LAYERS)


def test_a_layer_without_a_row_is_noticed() -> None:
    assert without_row({**LAYERS, "Conv4D": LAYERS["Conv3D"]}) == ["Conv4D"]


def test_every_layer_that_people_are_offered_as_keras_own_is_one_that_keras_offers() -> None:
    offered = {name for name, kind in LAYERS.items() if not kind.is_internal() and not kind.registered_name}
    assert len(offered) > 80
    assert offered <= set(dir(keras.layers))


@pytest.mark.more
@pytest.mark.parametrize("class_name", sorted(LAYERS))
def test_numbers_and_refusals_are_those_of_keras(class_name: str) -> None:
    accepted = 0

    @settings(FIXED, max_examples=EXAMPLES)
    @given(ROWS[class_name])
    def agree(example: tuple[dict[str, Any], tuple[Shape, ...]]) -> None:
        nonlocal accepted
        config, shapes = example
        ours, theirs = answer(class_name, config, shapes), ask(class_name, config, shapes)
        accepted += isinstance(ours, Answer)
        if isinstance(ours, Answer):
            assert ours == theirs
        elif isinstance(theirs, Answer) and not applies(class_name, config, shapes):
            assert not runs(class_name, config, shapes, theirs.shape), f"refused without need: {ours.reason}"

    agree()
    assert accepted >= EXAMPLES // 10  # else the row tests little


@pytest.mark.more
@pytest.mark.parametrize("class_name", sorted(set(LAYERS) - {"Input"}))
def test_what_is_accepted_runs(class_name: str) -> None:
    @settings(FIXED, max_examples=max(4, EXAMPLES // 20))
    @given(ROWS[class_name].filter(lambda example: isinstance(answer(class_name, *example), Answer)))
    def runs_as_said(example: tuple[dict[str, Any], tuple[Shape, ...]]) -> None:
        config, shapes = example
        closed = tuple(tuple(3 if size is None else size for size in shape) for shape in shapes)
        config = in_float32(config)
        said = answer(class_name, config, closed)
        if isinstance(said, Refusal) or cautioned(class_name, config, closed):
            return
        for training in (True, False):
            found = run(class_name, config, closed, training=training)
            assert fits(found, said.shape), (found, said.shape)

    runs_as_said()


def in_float32(config: dict[str, Any]) -> dict[str, Any]:
    """The settings without a precision: which of them a processor can compute is not the layer's business."""
    plain = {name: value for name, value in config.items() if name != "dtype"}
    if "layer" in plain:
        plain["layer"] = {**plain["layer"], "config": in_float32(plain["layer"]["config"])}
    return plain


def cautioned(class_name: str, config: dict[str, Any], shapes: tuple[Shape, ...]) -> bool:
    """Whether Layerloom warns that Keras's own shape of this layer doesn't hold when it runs."""
    return bool(create(class_name, config).caution(*shapes))


@pytest.mark.parametrize("difference", DIFFERENCES, ids=lambda difference: difference.reason[:40])
def test_every_difference_is_real(difference: Difference) -> None:
    assert isinstance(answer(*difference.example), Refusal)
    assert isinstance(ask(*difference.example), Answer)
    assert difference.applies(difference.example)
