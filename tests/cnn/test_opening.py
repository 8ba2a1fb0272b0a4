"""What a person calls a network by."""

from dataclasses import replace
from pathlib import Path

import pytest

from cnn.analysis import analyse, problems_with_classes
from cnn.analysis.adapting import with_classes
from cnn.analysis.outputs import last_activation
from cnn.edits.rebuilding import rebuilt
from cnn.errors import FileError, LayerloomError, UsageError
from cnn.formats.keras.writer import write_json
from cnn.layers import Dense
from cnn.opening import open_project, says_dataset
from cnn.presets import PRESETS
from cnn.project import Project, dumps, save

LENET = PRESETS["lenet5"].graph()


@pytest.fixture
def lenet(tmp_path: Path) -> Path:
    path = tmp_path / "mine.loom"
    project = Project(LENET, dataset="fashion-mnist")
    save(replace(project, recipe=project.recipe.changed(epochs=3)), path)
    return path


def test_a_preset() -> None:
    assert open_project("lenet5").graph.nodes == LENET.nodes


def test_a_preset_for_other_images_and_classes() -> None:
    graph = open_project("lenet5", image=(32, 32, 3), classes=7).graph
    assert analyse(graph).nodes[graph.inputs[0]].output_shape == (32, 32, 3)
    assert analyse(graph).nodes[graph.outputs[0]].output_shape == (7,)


@pytest.mark.parametrize("name", ["lenet5", "nin", "googlenet"])
def test_one_class_is_one_unit_with_sigmoid(name: str, tmp_path: Path) -> None:
    """Of a preset and of a file, at every output; the dataset then has two, and more make it softmax again."""
    graph = open_project(name, classes=1).graph
    ends = [(analyse(graph).nodes[output].output_shape, last_activation(graph, output)[1]) for output in graph.outputs]
    assert set(ends) == {((1,), "sigmoid")}
    two, path = PRESETS[name].graph(classes=2), tmp_path / "net.loom"
    save(Project(two), path)
    assert open_project(str(path), classes=1).graph.nodes == graph.nodes
    assert problems_with_classes(analyse(graph), 2) == ()
    five = with_classes(graph, 5)
    assert analyse(five).total_params == analyse(PRESETS[name].graph(classes=5)).total_params
    assert {last_activation(five, output)[1] for output in five.outputs} == {"softmax"}
    (other,) = open_project(str(path), classes=1).graph.inputs
    assert rebuilt(graph, analyse(graph).nodes[other].output_shape or ()) == graph  # still is the preset


def test_a_project_keeps_its_recipe_and_dataset(lenet: Path) -> None:
    project = open_project(str(lenet), image=(20, 20, 1))
    assert (project.recipe.epochs, project.dataset) == (3, "fashion-mnist")
    assert analyse(project.graph).nodes[project.graph.inputs[0]].output_shape == (20, 20, 1)


def test_what_says_what_it_is_trained_on(lenet: Path) -> None:
    """A project, however its name is spelled, and a run; the name of a preset is that of the preset."""
    assert [says_dataset(source) for source in (str(lenet), "MINE.LOOM", str(lenet.parent))] == [True, True, True]
    assert [says_dataset(source) for source in ("lenet5", "lenet5.json", "a.keras", "a.svg")] == [False] * 4


def test_the_folder_of_a_run(lenet: Path) -> None:
    lenet.rename(lenet.parent / "project.loom")
    assert open_project(str(lenet.parent)).graph.nodes == LENET.nodes


@pytest.mark.parametrize("suffix", [".loom", ".json"])
def test_a_file_for_other_images_and_classes(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"net{suffix}"
    path.write_text(dumps(Project(LENET)) if suffix == ".loom" else write_json(LENET), encoding="utf-8")
    opened = open_project(str(path), image=(32, 32, 3), classes=7).graph
    assert analyse(opened).total_params == analyse(PRESETS["lenet5"].graph((32, 32, 3), 7)).total_params


def test_a_file_without_images_has_no_image_size(tmp_path: Path) -> None:
    graph, node = Project().graph.add(LENET.nodes[LENET.inputs[0]].layer.replace(shape=(8,)))
    graph, _ = graph.add(Dense(units=2), node.id)
    (tmp_path / "net.json").write_text(write_json(graph), encoding="utf-8")
    with pytest.raises(UsageError, match="no Input layer for images"):
        open_project(str(tmp_path / "net.json"), image=(8, 8, 1))


@pytest.mark.parametrize(
    ("source", "kind", "message"),
    [
        ("lenet", UsageError, "Did you mean lenet5"),
        ("qqqq", UsageError, "presets lists"),
        ("nowhere/net.loom", UsageError, "no file nowhere/net.loom"),
        ("empty", FileError, "without a network"),
        ("odd.txt", FileError, "not a file Layerloom can open"),
        ("broken.loom", FileError, "not a Layerloom project"),
    ],
)
def test_what_it_is_not(
    source: str, kind: type[LayerloomError], message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty").mkdir()
    (tmp_path / "odd.txt").write_text("?")
    (tmp_path / "broken.loom").write_text("{")
    with pytest.raises(kind, match=message):
        open_project(source)


@pytest.mark.parametrize(("image", "classes"), [((3, 3, 1), None), (None, 0), ((0, 28, 1), None)])
def test_what_a_preset_cannot_be_rebuilt_for(image: tuple[int, int, int] | None, classes: int | None) -> None:
    with pytest.raises(LayerloomError):
        open_project("lenet5", image=image, classes=classes)
