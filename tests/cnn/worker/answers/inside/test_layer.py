"""A layer in full: its maps and filters are Keras's numbers, and one number is worked out as Keras does it."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from cnn.graph import Graph
from cnn.layers import (
    BatchNormalization,
    Conv2D,
    Dense,
    DepthwiseConv2D,
    Flatten,
    GlobalAveragePooling2D,
    MaxPooling2D,
    Rescaling,
)
from cnn.project import Project, save
from cnn.recipe import Recipe
from cnn.runs.chosen_image import ChosenImage
from cnn.runs.messages import InspectLayer
from tests.cnn.worker.answers.inside.test_activations import chain

pytestmark = pytest.mark.keras

pytest.importorskip("tensorflow")

GRAPH = chain(
    Rescaling(scale=1 / 255),
    Conv2D(filters=6, kernel_size=3, strides=2, padding="same", activation="tanh"),
    DepthwiseConv2D(kernel_size=3, activation="relu"),
    MaxPooling2D(),
    BatchNormalization(),
    Conv2D(filters=4, kernel_size=2, groups=2),
    GlobalAveragePooling2D(),
    Dense(units=10, activation="softmax"),
)


def inspected(path: Path, layer: str, graph: Graph = GRAPH, **more: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """The answer and its arrays."""
    from cnn.worker.answers.inside.layer import layer_inside
    from cnn.worker.answers.inside.seen import Inside

    save(Project(graph, Recipe(seed=4)), path / "design.loom")
    image, project, out = ChosenImage(place=3, part="all"), str(path / "design.loom"), str(path / "answer.npz")
    asked = InspectLayer(request="1", project=project, weights="", image=image, path=out, layer=layer, **more)
    answer = layer_inside(asked, Inside().of_design(asked))
    if not answer["known"]:
        return answer, {}
    with np.load(out) as kept:
        return answer, dict(kept)


@pytest.mark.parametrize(
    ("layer", "place", "channel"),
    [
        ("conv2d", (0, 13), 2),
        ("depthwise_conv2d", (5, 6), 4),
        ("max_pooling2d", (2, 3), 5),
        ("conv2d_1", (1, 1), 3),
        ("global_average_pooling2d", (0, 0), 1),
        ("dense", (0, 0), 7),
    ],
)
def test_one_number_is_worked_out_as_keras_does_it(tmp_path: Path, layer: str, place: tuple[int, int], channel: int) -> None:
    answer, _ = inspected(tmp_path, layer, place=place, channel=channel)
    window = answer["window"]
    assert answer["explained"]
    assert window["result"] == pytest.approx(window["output"], abs=1e-5)
    assert (window["place"], window["channel"]) == (place, channel)


def test_maps_and_filters_are_pictures_of_one_range(tmp_path: Path) -> None:
    answer, arrays = inspected(tmp_path, "conv2d")
    assert arrays["maps"].shape == (6, 14, 14)
    assert answer["size"] == (14, 14)
    assert arrays["filters"].shape == (6, 3, 3)
    assert answer["filters"] == answer["filters"] | {"count": 6, "depth": 1, "size": [3, 3], "colour": False}
    assert 128 in arrays["maps"]  # zero, of a layer that gives negative numbers too
    assert answer["window"] is None
    deep, arrays = inspected(tmp_path, "conv2d_1")
    assert (deep["filters"]["depth"], arrays["filters"].shape) == (3, (4, 2, 6))


def test_filters_that_look_at_colours_have_their_colours(tmp_path: Path) -> None:
    graph = chain(Conv2D(filters=5, kernel_size=3), shape=(16, 16, 3))
    answer, arrays = inspected(tmp_path, "conv2d", graph)
    assert arrays["filters"].shape == (5, 3, 3, 3)
    assert answer["filters"]["colour"]
    assert (arrays["filters"].min(), arrays["filters"].max()) == (0, 255)


def test_a_vector_has_bars_and_other_layers_no_filters(tmp_path: Path) -> None:
    answer, arrays = inspected(tmp_path, "dense")
    assert set(arrays) == {"bars"}
    assert answer["size"] is None
    answer, _ = inspected(tmp_path, "batch_normalization", place=(0, 0))
    assert (answer["filters"], answer["explained"], answer["window"]) == (None, False, None)


def test_a_layer_behind_a_problem_says_why(tmp_path: Path) -> None:
    broken = chain(MaxPooling2D(pool_size=64), Flatten(), Dense(units=10))
    answer, _ = inspected(tmp_path, "max_pooling2d", broken)
    assert "64×64" in answer["why"]
    answer, _ = inspected(tmp_path, "dense", broken)
    assert answer["why"] == "A layer before it has a problem."
    answer, _ = inspected(tmp_path, "elsewhere", broken)
    assert answer["why"] == "This network has no such layer."
