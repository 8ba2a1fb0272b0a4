"""Before a run: what keeps the open network from being trained, and what would be trained."""

import pytest

from cnn.layers import Dense
from cnn.plan.checks import obstacle
from gui.background.dataset_download import DatasetDownload
from gui.background.training_session import TrainingSession
from gui.document import Document
from gui.document.readiness import Readiness


@pytest.fixture
def readiness(document: Document, session: TrainingSession) -> Readiness:
    return Readiness(document, session, DatasetDownload(session), session)


def test_what_would_be_trained_is_told_where_nothing_keeps_it(readiness: Readiness, document: Document) -> None:
    words, of_network = readiness.told()
    assert words.startswith(f"Ready: {document.analysis.trainable_params:,} trainable parameters, 5,000 images")
    assert of_network == readiness.of_network() == ""


def test_an_error_in_the_network_is_told_as_the_command_line_tells_it(readiness: Readiness, document: Document) -> None:
    document.edit("Break it", lambda graph: graph.add(Dense(units=3)))
    found = obstacle(document.analysis, document.recipe, document.dataset, document.facts)
    assert found is not None
    assert found.in_network
    assert readiness.told() == (found.message, found.message)
    assert readiness.of_network() == found.message


def test_what_is_no_fault_of_the_network_does_not_count_as_one(readiness: Readiness, document: Document) -> None:
    """Ten outputs do not suit two classes, but the same network can learn from other images."""
    document.edit("Fewer", lambda graph: graph.replace_layer(graph.named("dense_2").id, Dense(units=2, activation="softmax")))
    words = 'The output "dense_2" is 2; the dataset has 10 classes and needs 10 numbers.'
    assert readiness.told() == (words, "")
    assert readiness.of_network() == ""
    document.undo()
    assert readiness.told()[0].startswith("Ready")


def test_frozen_layers_that_learn_later_are_told_with_both_numbers(readiness: Readiness, document: Document) -> None:
    document.set_recipe(freeze_until="conv2d_1", fine_tune_after=3)
    words, _ = readiness.told()
    assert "from epoch 4 on 61,706" in words
    assert "59,134" in words  # without 156 and 2,416 of the two Conv2D


@pytest.mark.parametrize("edit", ["analysis", "recipe", "hidden"])
def test_whoever_shows_it_is_told_of_each_change(readiness: Readiness, document: Document, edit: str) -> None:
    told: list[object] = []
    readiness.changed.connect(lambda: told.append(edit))
    if edit == "analysis":
        document.edit("More", lambda graph: graph.replace_layer(graph.named("dense").id, Dense(units=7)))
    elif edit == "recipe":
        document.set_recipe(epochs=3)
    else:
        document.hiddenChanged.emit()
    assert told
