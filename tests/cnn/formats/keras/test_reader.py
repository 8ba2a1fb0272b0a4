"""Keras's JSON read without Keras: what was written comes back, old notations are known, and nothing foreign gets in."""

import copy
import json
import zipfile
from pathlib import Path
from typing import Any

import h5py
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnn.analysis import analyse
from cnn.errors import FileError
from cnn.formats.files import read
from cnn.formats.keras.reader import read_model
from cnn.formats.keras.writer import model_document, write_json
from cnn.graph import Graph
from cnn.layers import Dense, Opaque
from cnn.presets import PRESETS
from cnn.project import Project, dumps, loads
from tests.cnn.formats.networks import anatomy, networks

LENET = model_document(PRESETS["lenet5"].graph())


def conv_item(**changes: Any) -> dict[str, Any]:
    config = {"name": "conv", "filters": 4, "kernel_size": [3, 3], "trainable": True, "dtype": "float32"}
    return {"class_name": "Conv2D", "config": {**config, **changes}}


INPUT_ITEM = {"class_name": "InputLayer", "config": {"batch_input_shape": [None, 8, 8, 3], "name": "image", "dtype": "float32"}}


# ---------------------------------------------------------------------- what comes back


@pytest.mark.slow
@given(networks())
def test_written_and_read_is_the_same(graph: Graph) -> None:
    assert anatomy(read_model(json.loads(write_json(graph)), "it")) == anatomy(graph)


@pytest.mark.slow
@pytest.mark.parametrize("name", PRESETS)
def test_presets_come_back(name: str, tmp_path: Path) -> None:
    graph = PRESETS[name].graph()
    path = tmp_path / "network.json"
    path.write_text(write_json(graph), encoding="utf-8")
    assert anatomy(read(path)) == anatomy(graph)


def test_a_network_that_cannot_be_built_is_not_written() -> None:
    graph = Graph()
    graph, _ = graph.add(Dense(units=3))
    with pytest.raises(FileError, match="can't be built yet"):
        write_json(graph)


# ---------------------------------------------------------------------- notations


def test_sequential_with_input() -> None:
    graph = read_model({"class_name": "Sequential", "config": {"name": "s", "layers": [INPUT_ITEM, conv_item()]}}, "it")
    assert [node.name for node in graph.nodes.values()] == ["image", "conv"]
    assert analyse(graph).total_params == (3 * 3 * 3 + 1) * 4


@pytest.mark.parametrize(
    "document",
    [
        {"config": {"layers": [conv_item(batch_input_shape=[None, 8, 8, 3])]}},
        {"config": {"layers": [conv_item()], "build_input_shape": [None, 8, 8, 3]}},
        {"config": {"layers": [conv_item()]}, "build_config": {"input_shape": [None, 8, 8, 3]}},
        {"config": [conv_item(batch_input_shape=[None, 8, 8, 3])]},
    ],
)
def test_sequential_without_input_layer(document: dict[str, Any]) -> None:
    graph = read_model({"class_name": "Sequential", **document}, "it")
    assert analyse(graph).nodes[graph.outputs[0]].output_shape == (6, 6, 4)


def test_functional_of_keras_2() -> None:
    conv = {**conv_item(), "name": "conv", "inbound_nodes": [[["image", 0, 0, {}]], [["conv_b", 0, 0, {}]]]}
    other = {**conv_item(name="conv_b", filters=3), "name": "conv_b", "inbound_nodes": [[["image", 0, 0, {}]]]}
    config = {
        "name": "old",
        "layers": [{**INPUT_ITEM, "name": "image", "inbound_nodes": []}, conv, other],
        "input_layers": [["image", 0, 0]],
        "output_layers": [["conv", 0, 0], ["conv", 1, 0]],
    }
    graph = read_model({"class_name": "Model", "config": config}, "it")
    called_again = graph.named("conv_1")
    assert called_again.shares == graph.named("conv").id
    assert analyse(graph).total_params == (27 + 1) * 4 + (27 + 1) * 3


def test_frozen_layers_and_names_with_slashes() -> None:
    graph = read_model({"class_name": "Sequential", "config": [INPUT_ITEM, conv_item(name="block/conv", trainable=False)]}, "it")
    assert not graph.named("block_conv").trainable
    assert analyse(graph).trainable_params == 0


def test_order_of_inputs_is_the_files() -> None:
    items = [{**INPUT_ITEM, "config": {**INPUT_ITEM["config"], "name": n}, "name": n, "inbound_nodes": []} for n in ("a", "b")]
    add = {"class_name": "Add", "config": {"name": "add"}, "name": "add", "inbound_nodes": [[["a", 0, 0], ["b", 0, 0]]]}
    config = {"layers": [*items, add], "input_layers": [["b", 0, 0], ["a", 0, 0]], "output_layers": ["add", 0, 0]}
    graph = read_model({"class_name": "Functional", "config": config}, "it")
    assert [graph.nodes[i].name for i in graph.inputs] == ["b", "a"]
    assert [graph.nodes[i].name for i in graph.named("add").inputs] == ["a", "b"]


# ---------------------------------------------------------------------- what is refused


def conv(document: dict[str, Any]) -> dict[str, Any]:
    """The document of the first Conv2D."""
    return next(item for item in document["config"]["layers"] if item["class_name"] == "Conv2D")


def source(document: dict[str, Any]) -> dict[str, Any]:
    """What says where that Conv2D reads."""
    config: dict[str, Any] = conv(document)["inbound_nodes"][0]["args"][0]["config"]
    return config


REFUSED = {
    "a model within that is none": (lambda d: conv(d).update(class_name="Functional"), "is missing"),
    "a subclassed model": (lambda d: d.update(class_name="MyModel"), "neither a Functional nor a Sequential"),
    "too many filters": (lambda d: conv(d)["config"].update(filters=2_000_000_000), "filters"),
    "a float": (lambda d: conv(d)["config"].update(filters=4.5), "filters"),
    "a missing wire": (lambda d: source(d).update(keras_history=["nope", 0, 0]), "not there"),
    "a second output": (
        lambda d: source(d).update(keras_history=["input", 0, 1]),
        "one output",
    ),
    "a loop": (lambda d: source(d).update(keras_history=["flatten", 0, 0]), "own output"),
    "a name twice": (lambda d: d["config"]["layers"].append(conv(d)), "Two layers are called"),
    "no layers": (lambda d: d["config"].pop("layers"), "layers' is missing"),
    "no config": (lambda d: d.pop("config"), "config' is missing"),
    "layers that are no list": (lambda d: d["config"].update(layers=7), "damaged"),
    "an input that is sparse": (lambda d: d["config"]["layers"][0]["config"].update(sparse=True), "sparse"),
    "a shape of words": (lambda d: d["config"]["layers"][0]["config"].update(batch_shape=["a", "b"]), "shape"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_refused_in_one_line(case: str) -> None:
    change, expected = REFUSED[case]
    document = copy.deepcopy(LENET)
    change(document)
    with pytest.raises(FileError, match=expected) as caught:
        read_model(document, "net.json")
    assert str(caught.value).startswith("net.json ")
    assert "\n" not in str(caught.value)


UNKNOWN = {
    "another class": lambda d: conv(d).update(class_name="Lambda"),
    "another module": lambda d: conv(d).update(module="os.path"),
    "a registered class of the same name": lambda d: conv(d).update(registered_name="mine>Conv2D"),
    "an argument": lambda d: conv(d)["config"].update(colour="red"),
    "an initializer": lambda d: conv(d)["config"].update(kernel_initializer={"class_name": "Eval", "config": {}}),
    "an activation": lambda d: conv(d)["config"].update(activation="mine>wobble"),
    "a keyword": lambda d: conv(d)["inbound_nodes"][0]["kwargs"].update(mask=3),
    "a constant": lambda d: conv(d)["inbound_nodes"][0]["args"].append(3),
    "a quantized policy": lambda d: conv(d)["config"].update(
        dtype={"module": "keras", "class_name": "QuantizedDTypePolicy", "config": {"mode": "int8"}, "registered_name": None}
    ),
    "the name of a quantized policy": lambda d: conv(d)["config"].update(dtype="int8_from_float32"),
}


@pytest.mark.parametrize("case", UNKNOWN)
def test_unknown_layers_are_kept_to_the_letter(case: str) -> None:
    document = copy.deepcopy(LENET)
    UNKNOWN[case](document)
    graph = read_model(document, "net.json")
    node = graph.named(conv(document)["name"] if case != "another class" else _lambda(document)["name"])
    assert isinstance(node.layer, Opaque)
    analysis = analyse(graph)
    assert analysis.nodes[node.id].params is None
    assert analysis.nodes[node.id].output_shape is None
    assert not analysis.buildable
    written = json.loads(write_json(graph))
    mine = next(item for item in written["config"]["layers"] if item["name"] == node.name)
    theirs = next(item for item in document["config"]["layers"] if item["name"] == node.name)
    assert mine == theirs
    assert loads(dumps(Project(graph))).graph == graph


def _lambda(document: dict[str, Any]) -> dict[str, Any]:
    return next(item for item in document["config"]["layers"] if item["class_name"] == "Lambda")


JSON_VALUES: Any = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-9, 9), st.floats(), st.sampled_from(["", "Conv2D", "input", "Add"])),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.sampled_from(["config", "name"]), inner, max_size=2)),
    max_leaves=6,
)


@pytest.mark.slow
@given(st.lists(st.tuples(st.lists(st.integers(0, 12), min_size=1, max_size=9), JSON_VALUES), min_size=1, max_size=3))
def test_no_mutation_gets_past_or_crashes(mutations: list[tuple[list[int], Any]]) -> None:
    document = copy.deepcopy(LENET)
    for path, value in mutations:
        place: Any = document
        for step in path[:-1]:
            inner = list(place.values()) if isinstance(place, dict) else place
            inner = [item for item in inner if isinstance(item, dict | list) and item]
            if not inner:
                break
            place = inner[step % len(inner)]
        place[list(place)[path[-1] % len(place)] if isinstance(place, dict) else path[-1] % len(place)] = value
    try:
        graph = read_model(document, "it")
    except FileError:
        return
    analyse(graph)  # what is read is a graph like any other


# ---------------------------------------------------------------------- files


def keras_file(path: Path, entries: dict[str, bytes | str]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return path


def test_the_config_in_a_keras_archive(tmp_path: Path) -> None:
    path = keras_file(tmp_path / "m.keras", {"config.json": json.dumps(LENET), "model.weights.h5": b"not looked at"})
    assert anatomy(read(path)) == anatomy(PRESETS["lenet5"].graph())


@pytest.mark.slow
def test_the_config_in_an_h5_file(tmp_path: Path) -> None:
    path = tmp_path / "m.h5"
    with h5py.File(path, "w") as file:
        file.attrs["model_config"] = json.dumps(LENET)
    assert anatomy(read(path)) == anatomy(PRESETS["lenet5"].graph())


def _bad_files(folder: Path) -> dict[str, tuple[Path, str]]:
    whole = keras_file(folder / "whole.keras", {"config.json": json.dumps(LENET)}).read_bytes()
    texts: dict[str, tuple[str, bytes, str]] = {
        "truncated archive": ("a.keras", whole[: len(whole) // 2], "damaged"),
        "no archive": ("b.keras", b"hello", "damaged"),
        "empty file": ("c.keras", b"", "damaged"),
        "empty json": ("d.json", b"", "not a Keras file"),
        "bad utf-8": ("e.json", b'{"class_name": "\xff\xfe"}', "not a Keras file"),
        "deep nesting": ("f.json", b"[" * 200_000, "not a Keras file"),
        "json of another kind": ("g.json", b"[1, 2]", "not a Keras network"),
        "json without a model": ("h.json", b'{"a": 1}', "class_name' is missing"),
        "no hdf5": ("i.h5", b"hello", "can't be read"),
        "another suffix": ("j.txt", b"hello", "not a file Layerloom can open"),
    }
    found = {}
    for case, (name, data, expected) in texts.items():
        (folder / name).write_bytes(data)
        found[case] = (folder / name, expected)
    found["archive without a config"] = (keras_file(folder / "k.keras", {"x": "y"}), "no config.json")
    found["zip bomb"] = (keras_file(folder / "l.keras", {"config.json": b" " * (65 << 20)}), "24 MB")
    found["nothing"] = (folder / "nothing.json", "can't be read")
    found["folder"] = (folder, "not a file Layerloom can open")
    with h5py.File(folder / "w.h5", "w") as file:
        file["kernel"] = [1.0]
    found["weights alone"] = (folder / "w.h5", "no network")
    return found


@pytest.mark.story
def test_files_that_are_no_networks(tmp_path: Path) -> None:
    for case, (path, expected) in _bad_files(tmp_path).items():
        with pytest.raises(FileError) as caught:
            read(path)
        assert expected in str(caught.value), case
        assert path.name in str(caught.value), case
        assert caught.value.hint, case


def test_layers_that_say_the_same_but_for_their_names_are_one_and_nothing_else_is() -> None:
    items = [conv_item(name="a"), conv_item(name="b", trainable=False), conv_item(name="c", strides=2)]
    odd = {**conv_item(name="d"), "module": "evil.layers"}  # says the same, and is another one's
    graph = read_model({"class_name": "Sequential", "config": {"name": "s", "layers": [INPUT_ITEM, *items, odd]}}, "it")
    a, b, c, d = (graph.named(name) for name in "abcd")
    assert a.layer is b.layer
    assert (a.trainable, b.trainable) == (True, False)
    assert c.layer == a.layer.replace(strides=(2, 2))
    assert isinstance(d.layer, Opaque)
