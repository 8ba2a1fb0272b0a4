"""The written program: it reads well, runs alone, and builds the network it was written from."""

import ast
import inspect
import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings

from cnn.analysis import analyse
from cnn.datasets.division.curation import Curation
from cnn.errors import FileError
from cnn.formats.files import write_python
from cnn.formats.python.layers import written_arguments
from cnn.graph import Graph
from cnn.layers import LAYERS, Concatenate, Dense, Input, create
from cnn.presets import PRESETS
from cnn.project import Project
from cnn.recipe import Recipe
from tests.cnn.formats.networks import every_layer, networks
from tests.stages import LONG, examples


def program(graph: Graph, **recipe: Any) -> str:
    project = Project(graph)
    return write_python(replace(project, recipe=project.recipe.changed(**recipe)))


def run_in_place(source: str) -> dict[str, Any]:
    """What the program defines, without what it does when it runs alone."""
    found: dict[str, Any] = {"__name__": "program"}
    exec(compile(source, "program.py", "exec"), found)
    return found


def counts(model: Any) -> tuple[int, int]:
    return model.count_params(), sum(int(np.prod(weight.shape)) for weight in model.trainable_weights)


def our_counts(graph: Graph) -> tuple[int, int]:
    analysis = analyse(graph)
    return analysis.total_params, analysis.trainable_params


# ---------------------------------------------------------------------- how it reads


def test_lenet_reads_like_keras_code() -> None:
    source = program(PRESETS["lenet5"].graph())
    assert 'inputs = keras.Input(shape=(28, 28, 1), name="input")' in source
    assert 'x = layers.Rescaling(scale=1 / 255, name="rescaling")(inputs)' in source
    assert 'x = layers.Conv2D(filters=16, kernel_size=5, activation="tanh", name="conv2d_1")(x)' in source
    assert "optimizer=keras.optimizers.Adam(learning_rate=0.001)" in source
    fit = [line.strip() for line in source.split("return model.fit(")[1].split("\n    )")[0].splitlines() if line.strip()]
    assert fit[:5] == ["images,", "labels,", "batch_size=64,", "epochs=10,", "validation_split=0.2,"]
    assert "keras.callbacks.TerminateOnNaN()," in fit
    assert {'monitor="val_accuracy",', "patience=10,", "restore_best_weights=True,"} <= set(fit)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["lenet5", "vgg11", "resnet18", "squeezenet", "googlenet-plain", "inception_v3", "densenet121"])
def test_formatted_as_ruff_does_it(name: str, tmp_path: Path) -> None:
    path = tmp_path / "net.py"
    definitions = "class LocalResponseNormalization"  # our own source, formatted as our own
    source = program(PRESETS[name].graph())
    path.write_text(source, encoding="utf-8")
    ruff = [sys.executable, "-m", "ruff"]
    checks = [[*ruff, "check", "--isolated", "--select", "F,I,E4,E7,E9,W,N,B", path]]
    if definitions not in source:
        checks += [[*ruff, "format", "--isolated", "--diff", path], [*ruff, "check", "--isolated", "--select", "E501", path]]
    for command in checks:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr


def test_names_that_python_would_not_take() -> None:
    graph, first = Graph().add(Input(shape=(4,)), name="class")
    for name in ("1st", "keras", "import", "a.b", "a_b", "x"):
        graph, _ = graph.add(Dense(units=3), first.id, name=name)
    graph, _ = graph.add(Concatenate(), *graph.outputs)
    source = program(graph.rename_network('"""; evil = 1'))
    assigned = {node.id for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    assert {"layer_1st", "keras_1", "layer_import", "a_b", "a_b_1"} <= assigned
    assert not assigned & {"keras", "layers", "evil"}


@pytest.mark.slow
@given(networks())
def test_every_program_is_python_and_quotes_what_is_foreign(graph: Graph) -> None:
    tree = ast.parse(program(graph))
    called = {node.func.attr for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)}
    assert {node.layer.class_name for node in graph.nodes.values() if node.inputs} <= called


def test_a_network_that_cannot_be_built_is_not_written() -> None:
    graph, _ = Graph().add(Dense(units=3))
    with pytest.raises(FileError, match="can't be built yet"):
        program(graph)


# ---------------------------------------------------------------------- what it does


@pytest.mark.keras
def test_every_argument_that_keras_asks_for_is_written() -> None:
    from cnn.worker.model.builder import keras_class

    for name, layer in LAYERS.items():
        if layer is Input or layer.registered_name:
            continue
        parameters = inspect.signature(keras_class(name).__init__).parameters.values()
        asked = {p.name for p in parameters if p.default is p.empty and p.kind is p.POSITIONAL_OR_KEYWORD and p.name != "self"}
        needed = {argument.name for argument in layer.arguments() if argument.required}
        assert not needed, f"{name} needs an example here"
        assert asked <= set(written_arguments(layer())), name


@pytest.mark.keras
@pytest.mark.parametrize("layer", every_layer(), ids=lambda layer: layer.class_name)
def test_every_layer_is_written_so_that_keras_takes_it(layer: Any) -> None:
    import keras
    from keras import layers

    from cnn.formats.python.layers import constructor
    from cnn.worker.model.builder import keras_arguments, keras_class

    own = {name: keras_class(name) for name in LAYERS if name != "Input"}
    written = eval(constructor(layer).flat(), {"keras": keras, "layers": layers, **own})
    expected = keras_class(layer.class_name)(**keras_arguments(layer))
    assert _settings(written.get_config()) == _settings(expected.get_config())


def _settings(config: Any) -> Any:
    """A layer's settings without names and seeds; one axis is as good as a list of one."""
    if isinstance(config, list | tuple) and len(config) == 1:
        return config[0]
    if not isinstance(config, dict):
        return config
    return {key: _settings(value) for key, value in config.items() if key not in ("name", "seed")}


#: runs programs one after the other and tells what each builds; zeros stand for random numbers, which take their time
RUN_ALL = """
import json, math, pathlib, runpy, sys
import keras

for path in sorted(pathlib.Path(sys.argv[1]).glob("*.py")):
    with keras.StatelessScope(initialize_variables=False):  # nobody asks for the numbers
        model = runpy.run_path(str(path))["build"]()
    weights = {layer.name: [list(weight.shape) for weight in layer.weights] for layer in model.layers}
    trainable = sum(math.prod(weight.shape) for weight in model.trainable_weights)
    outputs = [list(tensor.shape) for tensor in model.outputs]
    print(json.dumps([path.stem, model.name, model.count_params(), trainable, weights, outputs]))
    keras.backend.clear_session()
"""


@pytest.mark.keras
@pytest.mark.thorough
def test_every_preset_builds_in_a_fresh_interpreter_with_the_same_counts_and_shapes(tmp_path: Path) -> None:
    graphs = {name: preset.graph() for name, preset in PRESETS.items()}
    for name, graph in graphs.items():
        (tmp_path / f"{name}.py").write_text(program(graph), encoding="utf-8")
    command = [sys.executable, "-I", "-c", RUN_ALL, str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=280)
    built = {name: told for name, *told in map(json.loads, done.stdout.splitlines())}
    assert set(built) == set(graphs)
    for name, (called, params, trainable, weights, outputs) in built.items():
        graph, analysis = graphs[name], analyse(graphs[name])
        assert (called, params, trainable) == (graph.name, analysis.total_params, analysis.trainable_params)
        shapes = {n.name: [list(w.shape) for w in analysis.nodes[n.id].weights] for n in graph.nodes.values() if not n.shares}
        assert {layer: found for layer, found in weights.items() if found} == {k: v for k, v in shapes.items() if v}, name
        assert set(weights) == set(shapes), name
        assert outputs == [[None, *(analysis.nodes[output].output_shape or ())] for output in graph.outputs]


@pytest.mark.keras
@given(networks())
@settings(max_examples=examples(15))
def test_random_networks_build_with_the_same_counts(graph: Graph) -> None:
    model = run_in_place(program(graph))["build"]()
    assert counts(model) == our_counts(graph)
    assert [tensor.shape[1:] for tensor in model.outputs] == [
        analyse(graph).nodes[output].output_shape for output in graph.outputs
    ]


@pytest.mark.story
@pytest.mark.keras
@pytest.mark.parametrize(
    ("last", "recipe"),
    [
        ({"units": 3, "activation": "softmax"}, {}),
        ({"units": 3}, {"optimizer": "SGD", "momentum": 0.5}),
        ({"units": 3, "activation": "softmax"}, {"loss": "categorical_crossentropy"}),
        ({"units": 3, "activation": "softmax"}, {"loss": "mean_squared_error"}),
        ({"units": 3, "activation": "sigmoid"}, {}),
        ({"units": 1}, {}),
        ({"units": 1, "activation": "sigmoid"}, {}),
        ({"units": 3, "activation": "softmax"}, {"precision": "mixed_bfloat16"}),
    ],
)
def test_the_recipe_trains(last: dict[str, Any], recipe: dict[str, Any]) -> None:
    graph = Graph()
    for layer in (Input(shape=(4, 4, 1)), create("Flatten"), create("Dense", last)):
        graph, _ = graph.append(layer)
    found = run_in_place(program(graph, epochs=2, batch_size=8, **recipe))
    try:
        model = found["build"]()
        found["compile_model"](model)
        labels = np.arange(40) % max(2, last["units"])
        history = found["train"](model, np.zeros((40, 4, 4), "uint8") + labels[:, None, None].astype("uint8") * 80, labels)
    finally:
        import keras

        keras.config.set_dtype_policy("float32")
    assert len(history.history["loss"]) == 2
    assert {"accuracy", "val_accuracy"} <= set(history.history)


@pytest.mark.story
@pytest.mark.keras
@pytest.mark.slow
def test_it_runs_alone(tmp_path: Path) -> None:
    (tmp_path / "lenet.py").write_text(program(PRESETS["lenet5"].graph(), epochs=1), encoding="utf-8")
    labels = np.arange(60) % 10
    np.savez(tmp_path / "data.npz", x_train=np.zeros((60, 28, 28), "uint8"), y_train=labels)
    command = [sys.executable, "-I", "lenet.py", "data.npz"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True, timeout=LONG)
    assert "Total params: 61,706" in done.stdout
    assert (tmp_path / "lenet5.keras").is_file()


def test_a_program_says_that_it_does_not_know_decisions_about_images() -> None:
    plain = Project(PRESETS["lenet5"].graph())
    assert "does not know" not in write_python(plain)
    program = write_python(plain.curated(Curation().exclude({"train[0]": "a", "train[1]": "b"})))
    compile(program, "program", "exec")
    assert "It does not know what was decided about 2 images (excluded, relabelled, moved)." in program
    divided = Project(PRESETS["lenet5"].graph(), Recipe(fold="2/5"), "cells::group={}_*")
    assert "It does not know groups that belong together, nor that it is to validate on the part 2/5." in write_python(divided)


def test_a_program_says_that_it_records_no_histograms() -> None:
    recorded = Project(PRESETS["lenet5"].graph(), Recipe(histogram_freq=1))
    assert "It does not know that histograms of its layers are to be recorded." in write_python(recorded)
