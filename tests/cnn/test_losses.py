"""How outputs weigh in the loss."""

from cnn.formats.python_writer import write_python
from cnn.losses import output_weights
from cnn.presets import PRESETS
from cnn.project import Project
from cnn.recipe import Recipe


def test_googlenet_weighs_its_auxiliary_classifiers_as_the_paper_does() -> None:
    preset = PRESETS["googlenet"]
    graph = preset.graph()
    weights = dict(zip([graph.nodes[item].name for item in graph.outputs], output_weights(graph, preset.recipe), strict=True))
    assert sorted(weights.values()) == [0.3, 0.3, 1.0]
    assert all(weight == 0.3 for name, weight in weights.items() if name.startswith("aux"))


def test_an_output_nobody_weighs_counts_once_and_a_layer_that_is_none_counts_nothing() -> None:
    graph = PRESETS["lenet5"].graph()
    assert output_weights(graph, Recipe(loss_weights="gone=0.5")) == [1.0]


def test_the_written_program_weighs_alike() -> None:
    preset = PRESETS["googlenet"]
    assert "loss_weights=[1.0, 0.3, 0.3]" in write_python(Project(preset.graph(), preset.recipe))
    assert "loss_weights" not in write_python(Project(PRESETS["lenet5"].graph()))
