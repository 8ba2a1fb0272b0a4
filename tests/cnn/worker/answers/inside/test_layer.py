"""A layer in full: its maps and filters are Keras's numbers, and one number is worked out as Keras does it."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from cnn.graph import Graph
from cnn.layers import (
    AveragePooling3D,
    BatchNormalization,
    Conv1D,
    Conv2D,
    Conv2DTranspose,
    Conv3D,
    Dense,
    DepthwiseConv2D,
    Flatten,
    GlobalAveragePooling2D,
    MaxPooling1D,
    MaxPooling2D,
    Rescaling,
    Reshape,
    SeparableConv2D,
)
from cnn.project import Project, save
from cnn.recipe import Recipe
from cnn.runs.chosen_image import ChosenImage
from cnn.runs.messages import InspectLayer
from tests.cnn.worker.answers.inside.chains import chain

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


ONE_AND_THREE_AXES = {
    "sequence": (Reshape(target_shape=(56, 14)), Conv1D(filters=5, kernel_size=4, strides=3, padding="same"), MaxPooling1D()),
    "volume": (
        Reshape(target_shape=(7, 8, 14, 1)),
        Conv3D(filters=3, kernel_size=(2, 3, 3), padding="same"),
        AveragePooling3D(),
    ),
    "enlarged": (Conv2DTranspose(filters=4, kernel_size=3, strides=2, padding="same"), SeparableConv2D(filters=2)),
}


@pytest.mark.parametrize(
    ("kind", "layer", "place", "channel", "meant"),
    [
        ("sequence", "conv1d", (7, 3), 0, ((7, 0), 3, None)),
        ("sequence", "max_pooling1d", (0, 4), 0, ((0, 0), 4, None)),
        ("volume", "conv3d", (8 + 3, 14 + 5), 2, ((3, 5), 2, 4)),  # depths stand three in a row
        ("volume", "conv3d", (2 * 8 + 1, 2 * 14), 0, ((1, 0), 0, 6)),  # where no depth stands: the last one
        ("volume", "average_pooling3d", (3, 7), 1, ((3, 0), 1, 1)),
        ("enlarged", "conv2d_transpose", (20, 31), 3, ((20, 31), 3, None)),
        ("enlarged", "separable_conv2d", (1, 2), 1, ((1, 2), 1, None)),
    ],
)
def test_sequences_volumes_and_enlarged_images_are_worked_out_too(
    tmp_path: Path, kind: str, layer: str, place: tuple[int, int], channel: int, meant: tuple[tuple[int, int], int, int | None]
) -> None:
    """A place of a map is a place of the output, also where it is a sequence, or depths stand side by side."""
    answer, arrays = inspected(tmp_path, layer, chain(*ONE_AND_THREE_AXES[kind]), place=place, channel=channel)
    window = answer["window"]
    assert window["result"] == pytest.approx(window["output"], abs=1e-5, rel=1e-5)
    assert (window["place"], window["channel"], window["depth"]) == meant
    assert "maps" in arrays
    assert (answer["filters"] is None) == ("pooling" in layer)
    if layer == "conv2d_transpose":
        assert (answer["filters"]["count"], answer["filters"]["depth"]) == (4, 1)


@pytest.mark.parametrize("order", ["channels_last", "channels_first"])
def test_a_unit_of_flatten_is_the_number_that_keras_puts_there(tmp_path: Path, order: str) -> None:
    shape = (3, 8, 6) if order == "channels_first" else (8, 6, 3)
    graph = chain(Reshape(target_shape=shape), Flatten(data_format=order), shape=(12, 12, 1))
    answer, arrays = inspected(tmp_path, "flatten", graph, place=(0, 0), channel=76)
    window = answer["window"]
    assert window["vector"]
    assert (window["kind"], window["result"]) == ("copied", pytest.approx(window["output"]))
    assert (window["rows"], window["columns"], window["slices"][0]["channel"]) == ((4,), (1,), 1)  # 76 = (4·6 + 1)·3 + 1
    assert arrays["units"][76] == window["output"]


def test_a_dense_layer_over_an_image_tells_the_number_that_is_pointed_at(tmp_path: Path) -> None:
    answer, _ = inspected(tmp_path, "dense", chain(Dense(units=3)), place=(4, 9), channel=2)
    assert answer["window"]["result"] == pytest.approx(answer["window"]["output"], abs=1e-5)
    assert answer["window"]["place"] == (4 * 28 + 9, 0)


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
    assert arrays["units"].sum() == pytest.approx(1)
    assert set(arrays) == {"units"}
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
