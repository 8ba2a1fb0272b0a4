"""What layers make of an image is what Keras's own sub-models give, for trained networks and for what is being designed."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from cnn.blocks.functional import Network
from cnn.graph import Graph
from cnn.layers import Add, Conv2D, Dense, Flatten, GlobalAveragePooling2D, MaxPooling2D, Permute, ReLU, Rescaling
from cnn.project import Project, load, save
from cnn.recipe import Recipe
from cnn.runs.chosen_image import ChosenImage
from cnn.runs.messages import Activations, ShowImage
from tests.cnn.worker.answers.inside.chains import chain

pytestmark = pytest.mark.keras

pytest.importorskip("tensorflow")

IMAGE = ChosenImage(place=3, part="all")


LAYERS = Rescaling(scale=1 / 255), Conv2D(filters=6, activation="tanh"), MaxPooling2D(), Flatten(), Dense(units=10)


def question(path: Path, graph: Graph, *names: str, weights: str = "", **more: Any) -> Activations:
    save(Project(graph, Recipe(seed=4)), path / "design.loom")
    layers = names or tuple(node.name for node in graph.nodes.values())
    project, out = str(path / "design.loom"), str(path / "answer.npz")
    return Activations(request="1", project=project, weights=weights, image=IMAGE, path=out, layers=layers, **more)


def test_they_equal_those_of_keras_own_model(tmp_path: Path) -> None:
    import keras

    from cnn.worker.answers.inside.seen import Inside
    from cnn.worker.answers.loaded_model import LoadedModel
    from cnn.worker.model.builder import build

    graph = chain(*LAYERS)
    model = build(graph, seed=1)
    model.save(tmp_path / "model.keras")
    asked = question(tmp_path, graph, weights=str(tmp_path / "model.keras"))
    loaded = LoadedModel(asked.project, asked.weights)
    seen = Inside().of_model(asked, loaded)
    found = dict(seen.outputs(asked.layers))
    pixels = loaded.pixels(IMAGE)[0][None]
    whole = keras.Model(model.inputs, [layer.output for layer in model.layers])
    for layer, expected in zip(model.layers, whole.predict_on_batch(pixels), strict=True):
        assert np.abs(found[layer.name] - expected[0]).max() < 1e-5
    assert seen.told["weights"] == "trained"


def test_a_design_has_the_same_fresh_weights_after_an_edit_elsewhere(tmp_path: Path) -> None:
    from cnn.worker.answers.inside.seen import Inside

    inside, graph = Inside(), chain(*LAYERS)
    before = dict(inside.of_design(question(tmp_path, graph)).outputs(["conv2d", "dense"]))
    made = inside._design.get_layer("conv2d")
    edited = graph.replace_layer(graph.named("dense").id, Dense(units=7))
    seen = inside.of_design(question(tmp_path, edited))
    after = dict(seen.outputs(["conv2d", "dense"]))
    assert np.array_equal(before["conv2d"], after["conv2d"])
    assert inside._design.get_layer("conv2d") is made
    assert after["dense"].shape == (7,)
    assert seen.told["weights"] == "fresh"
    again = dict(Inside().of_design(question(tmp_path, edited)).outputs(["dense"]))
    assert np.array_equal(again["dense"], after["dense"])


def test_the_image_is_shown_also_of_a_design_that_can_not_be_built(tmp_path: Path) -> None:
    from cnn.worker.answers.inside.activations import image_shown
    from cnn.worker.answers.inside.seen import Inside

    broken = chain(MaxPooling2D(pool_size=64))
    save(Project(broken), tmp_path / "design.loom")
    project, out = str(tmp_path / "design.loom"), str(tmp_path / "image.npz")
    asked = ShowImage(request="1", project=project, weights="", image=IMAGE, path=out, side=64)
    seen = Inside().of_design(asked)
    image_shown(asked, seen)
    with np.load(out) as kept:
        assert np.array_equal(kept["image"], seen.pixels[0][..., 0].astype(np.uint8))


def test_what_can_be_built_is_shown_up_to_the_first_problem(tmp_path: Path) -> None:
    from cnn.worker.answers.inside.activations import activations
    from cnn.worker.answers.inside.seen import Inside

    broken = chain(Rescaling(scale=1 / 255), Conv2D(filters=4), MaxPooling2D(pool_size=64), Flatten(), Dense(units=10))
    asked = question(tmp_path, broken)
    answer = activations(asked, Inside().of_design(asked))
    assert [told["layer"] for told in answer["layers"]] == ["input", "rescaling", "conv2d"]
    with np.load(answer["path"]) as kept:
        assert kept["mean_0"].shape == (28, 28)
        assert kept["mosaic_2"].size


def test_trained_layers_keep_their_weights_and_new_ones_are_fresh(tmp_path: Path) -> None:
    from cnn.worker.answers.inside.seen import Inside
    from cnn.worker.model.builder import build

    graph = chain(*LAYERS)
    model = build(graph, seed=1)
    model.get_layer("conv2d").bias.assign(np.arange(6))
    model.save(tmp_path / "model.keras")
    edited = graph.replace_layer(graph.named("dense").id, Dense(units=7))
    asked = question(tmp_path, edited)
    save(replace(load(Path(asked.project)), weights=str(tmp_path / "model.keras")), Path(asked.project))
    seen = Inside().of_design(asked)
    list(seen.outputs(["dense"]))
    assert np.array_equal(np.asarray(seen.network.get_layer("conv2d").bias), np.arange(6))
    assert seen.told["weights"] == "partly trained"
    assert seen.told["origin"] == "model.keras"


@pytest.mark.parametrize(
    ("project", "weights", "title"),
    [
        ("run/project.loom", "run/model.keras", "run"),
        ("run/project.loom", "run/checkpoints/epoch-0003.keras", "run, epoch 3"),
        ("scratch/1.loom", "net.keras", "net.keras"),  # what a file holds is read from a project of the window's own
    ],
)
def test_a_model_is_called_what_it_was_chosen_as(tmp_path: Path, project: str, weights: str, title: str) -> None:
    from cnn.worker.answers.inside.seen import Inside
    from cnn.worker.answers.loaded_model import LoadedModel
    from cnn.worker.model.builder import build

    graph = chain(Flatten(), Dense(units=10))
    for name in (project, weights):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    save(Project(graph), tmp_path / project)
    build(graph, seed=1).save(tmp_path / weights)
    loaded = LoadedModel(str(tmp_path / project), str(tmp_path / weights))
    asked = question(tmp_path, graph)
    seen = Inside().of_model(asked, loaded)
    assert seen.told["origin"] == title
    other = Inside().of_other(asked, seen, str(tmp_path / project), str(tmp_path / weights))
    assert other.told["origin"] == title


def test_dead_layers_are_told_in_words(tmp_path: Path) -> None:
    from cnn.worker.answers.inside.activations import activations
    from cnn.worker.answers.inside.seen import Inside

    graph = chain(
        Rescaling(scale=-1.0),
        Conv2D(filters=3, kernel_size=1, kernel_initializer="ones"),
        ReLU(),
        GlobalAveragePooling2D(),
        Dense(units=2, use_bias=False),
    )
    asked = question(tmp_path, graph)
    told = {one["layer"]: one for one in activations(asked, Inside().of_design(asked))["layers"]}
    assert (told["re_lu"]["state"], told["re_lu"]["zero"]) == ("zero", 3)
    assert told["conv2d"]["state"] == ""
    assert told["dense"]["state"] == "zero"


def test_channels_in_front_are_seen_as_what_they_are(tmp_path: Path) -> None:
    from cnn.worker.answers.inside.activations import activations, channels_first
    from cnn.worker.answers.inside.seen import Inside

    graph = chain(
        Permute(dims=(3, 1, 2)), Conv2D(filters=5, kernel_size=3, data_format="channels_first"), ReLU(), shape=(28, 20, 1)
    )
    assert {graph.nodes[one].name for one in channels_first(graph)} == {"conv2d", "re_lu"}
    asked = question(tmp_path, graph)
    answer = activations(asked, Inside().of_design(asked))
    told = {one["layer"]: one for one in answer["layers"]}
    if "re_lu" not in told:  # where TensorFlow's convolution takes no channels in front
        assert "conv2d" in answer["refused"]
        return
    assert told["re_lu"]["channels"] == 5
    with np.load(answer["path"]) as kept:
        assert kept[f"mean_{told['re_lu']['place']}"].shape == (26, 18)


def test_several_readers_and_several_inputs_are_walked_once(tmp_path: Path) -> None:
    from cnn.worker.answers.inside.seen import Inside

    net = Network()
    one, two = net.input((14, 14, 1)), net.input((14, 14, 1))
    net(Add(), net(ReLU(), one), net(ReLU(), two), one)
    graph = net.graph
    asked = question(tmp_path, graph)
    found = dict(Inside().of_design(asked).outputs(["add"]))
    pixels = dict(Inside().of_design(asked).outputs([graph.nodes[graph.inputs[0]].name]))
    assert np.allclose(found["add"], 3 * next(iter(pixels.values())))


def test_two_models_are_compared_layer_by_layer(tmp_path: Path) -> None:
    from cnn.worker.answers.inside.activations import compared
    from cnn.worker.answers.inside.seen import Inside
    from cnn.worker.model.builder import build

    graph = chain(*LAYERS)
    other = graph.replace_layer(graph.named("dense").id, Dense(units=7))
    paths = [tmp_path / name for name in ("one", "two")]
    models = [build(network, seed=seed) for network, seed in ((graph, 1), (other, 2))]
    asked = []
    for path, network, model in zip(paths, (graph, other), models, strict=True):
        path.mkdir()
        model.save(path / "model.keras")
        asked.append(question(path, network, weights=str(path / "model.keras")))
    from cnn.worker.answers.loaded_model import LoadedModel

    inside = Inside()
    seen = inside.of_model(asked[0], LoadedModel(asked[0].project, asked[0].weights))
    beside = inside.of_other(asked[0], seen, asked[1].project, asked[1].weights)
    answer = compared(asked[0], seen, beside)
    told = {one["layer"]: one for one in answer["layers"]}
    image = seen.pixels[0][None]
    maps = [np.asarray(model.get_layer("conv2d")(model.get_layer("rescaling")(image))) for model in models]
    assert told["conv2d"]["difference"] == pytest.approx(float(np.abs(maps[0] - maps[1]).max()), abs=1e-5)
    assert (told["input"]["difference"], told["rescaling"]["difference"]) == (0.0, 0.0)
    assert not told["dense"]["compared"]
    assert told["dense"]["why"] == "shape"
    with np.load(answer["path"]) as kept:
        assert all(kept[f"{part}_{told['conv2d']['place']}"].shape == (26, 26) for part in ("mean", "other", "difference"))
        assert not kept[f"difference_{told['rescaling']['place']}"].any()


def test_what_was_called_off_leaves_no_layer_without_its_weights(tmp_path: Path) -> None:
    from cnn.errors import CalledOffError
    from cnn.worker.answers.inside.seen import Inside
    from cnn.worker.model.builder import build

    graph = chain(*LAYERS)
    model = build(graph, seed=1)
    model.get_layer("conv2d").bias.assign(np.arange(6))
    model.save(tmp_path / "model.keras")
    asked = question(tmp_path, graph)
    save(replace(load(Path(asked.project)), weights=str(tmp_path / "model.keras")), Path(asked.project))
    inside = Inside()
    seen, calls = inside.of_design(asked), []

    def check() -> None:
        calls.append(1)
        if len(calls) == 5:
            raise CalledOffError("Nobody wants it.")

    seen.check = check
    with pytest.raises(CalledOffError):
        list(seen.outputs(["dense"]))
    seen = inside.of_design(asked)
    list(seen.outputs(["dense"]))
    assert np.array_equal(np.asarray(seen.network.get_layer("conv2d").bias), np.arange(6))
