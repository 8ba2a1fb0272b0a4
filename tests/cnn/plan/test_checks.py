"""What can be known to fail before a worker starts."""

from pathlib import Path

import pytest

from cnn.analysis import Analysis, analyse
from cnn.blocks.functional import Network
from cnn.datasets.sizes import Facts, Sizes
from cnn.datasets.task import Task
from cnn.errors import RecipeError
from cnn.graph import Graph
from cnn.layers import Dense, Flatten
from cnn.plan.checks import missing_files, obstacle, require_ready
from cnn.presets import PRESETS
from cnn.recipe import Recipe
from cnn.shapes import Shape


def ready(shape: Shape = (8, 8, 1), units: int = 3, **settings: object) -> None:
    net = Network()
    net(Dense(units=units, activation="softmax"), net(Flatten(), net.input(shape)), name="head")
    require_ready(net.graph, Recipe.create(settings), task="classes")


def lenet(units: int = 10) -> Analysis:
    graph = PRESETS["lenet5"].graph()
    last = graph.outputs[0]
    return analyse(graph.replace_layer(last, graph.node(last).layer.replace(units=units)))


def test_nothing_keeps_a_whole_network_from_its_images() -> None:
    assert obstacle(lenet(), Recipe(), "mnist-sample") is None
    assert obstacle(lenet(), Recipe(), "somewhere", Facts(10, Sizes.of([(28, 28, 1)]))) is None
    assert missing_files("mnist-sample", Recipe()) is None
    assert missing_files("cifar-10", Recipe()) is None


def test_whatever_would_fail_is_an_obstacle(tmp_path: Path) -> None:
    empty = obstacle(analyse(Graph()), Recipe(), "mnist-sample")
    assert empty is not None
    assert empty.in_network
    classes = obstacle(lenet(5), Recipe(), "mnist-sample")
    assert classes is not None
    assert (classes.in_network, classes.hint) == (False, "MNIST sample has 10 classes.")
    assert any("10" in repair.title for repair in classes.repairs)
    read = obstacle(lenet(), Recipe(), str(tmp_path), Facts(3, Sizes.of([(28, 28, 1)])))
    assert read is not None
    assert "3 classes" in read.message
    frozen = obstacle(lenet(), Recipe.create({"freeze_until": "nowhere"}), "mnist-sample")
    assert frozen is not None
    assert 'no layer "nowhere"' in frozen.message
    missing = missing_files(str(tmp_path / "gone.npz"), Recipe())
    assert missing is not None
    gone = obstacle(lenet(), Recipe(), str(tmp_path / "gone.npz"), missing=missing)
    assert gone is not None
    assert "gone.npz" in gone.message


def test_what_works_passes() -> None:
    ready()
    ready(augmentation="RandomFlip(), MixUp()")
    ready(shape=(None, None, 1), augmentation="RandomFlip()")


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"augmentation": "RandomCrop(height=4, width=4)"}, "4×4×1; the network takes 8×8×1"),
        ({"augmentation": "RandomHue()"}, "channels"),
        ({"augmentation": "CutMix()", "units": 1}, "one output per class"),
        ({"freeze_until": "nowhere"}, 'no layer "nowhere"'),
    ],
)
def test_what_cannot_work_says_why(settings: dict[str, object], words: str) -> None:
    units = settings.pop("units", 3)
    with pytest.raises(RecipeError, match=words):
        ready(units=int(str(units)), **settings)


@pytest.mark.parametrize(
    ("settings", "task"),
    [({"monitor": "val_mae"}, "numbers"), ({"monitor": "val_auc_pr"}, "labels"), ({"monitor": "val_accuracy"}, "classes")],
)
def test_what_is_not_known_of_a_dataset_keeps_nothing_from_training(settings: dict[str, str], task: Task) -> None:
    """Only when it has been read is it known which figures there will be."""
    net = Network()
    net(Dense(units=3), net(Flatten(), net.input((8, 8, 1))))
    recipe = Recipe.create(settings)
    require_ready(net.graph, recipe)
    require_ready(net.graph, recipe, task=task)
    other: Task = "classes" if task == "numbers" else "numbers"
    with pytest.raises(RecipeError, match="there is no figure"):
        require_ready(net.graph, recipe, task=other)
