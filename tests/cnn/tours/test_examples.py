"""The further examples: each can be trained as it is, and those that are files are what README says of them."""

from pathlib import Path

import pytest

from cnn.analysis import analyse
from cnn.opening import open_project
from cnn.plan.losses import graph_targets
from cnn.presets import PRESETS
from cnn.tours.examples import EXAMPLES, FOLDER


@pytest.mark.parametrize("name", EXAMPLES)
def test_each_has_a_network_without_problems_and_a_loss(name: str) -> None:
    project = EXAMPLES[name].make()
    assert not analyse(project.graph).errors
    assert graph_targets(project.graph, project.recipe)
    assert project.dataset


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.loom")), ids=lambda path: path.stem)
def test_every_file_opens_as_others_do_and_is_one_of_the_examples(path: Path) -> None:
    project = open_project(str(path))
    assert project in [example.make() for example in EXAMPLES.values()]
    assert project.graph == PRESETS["lenet5"].graph()
