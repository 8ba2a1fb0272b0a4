"""What the doctor finds in figures: one disease each, and nothing where nothing is wrong."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from cnn.doctor.case import Case
from cnn.doctor.examine import DISEASES, examine
from cnn.doctor.finding import Finding
from cnn.graph import Graph
from cnn.layers import Dense
from cnn.project import Project, save
from cnn.recipe import Recipe
from cnn.runs.folder import RunFolder
from cnn.runs.messages import Batch, Diagnostics, Epoch, LayerDiagnostics, write_line
from tests.cnn.doctor.patients import batch_normalised, dense


def epoch(number: int, loss: float | None, **logs: Any) -> Epoch:
    figures = {"loss": loss, "accuracy": 0.5, "learning_rate": 1e-3, **logs}
    return Epoch(time=0, epoch=number, epochs=9, seconds=1, images_per_second=1, logs=figures)


def look(number: int, *layers: LayerDiagnostics, **said: Any) -> Diagnostics:
    return Diagnostics(**{"time": 0, "epoch": number, "layers": layers, "loss": 1.0, "labels": (40,) * 10, **said})


def layer(name: str, **said: Any) -> LayerDiagnostics:
    return LayerDiagnostics(**{"name": name, "weights": 0.1, "gradient": 0.01, **said})


def case_of(*events: Any, graph: Graph | None = None, **recipe: Any) -> Case:
    case = Case(Project(dense(8, 8) if graph is None else graph, Recipe(**recipe), "mnist-sample"))
    for event in events:
        case.hear(event)
    return case


def kinds(case: Case) -> list[str]:
    return [finding.kind for finding in examine(case)]


def only(case: Case) -> Finding:
    (finding,) = examine(case)
    return finding


def test_nothing_is_found_where_nothing_is_known() -> None:
    assert examine(case_of()) == ()


def test_a_loss_that_is_no_number_is_told_at_the_batch_that_shows_it() -> None:
    batch = Batch(time=0, epoch=1, step=3, steps=10, logs={"loss": None})
    case = case_of(learning_rate=10.0)
    assert case.hear(batch)
    finding = only(case)
    assert (finding.kind, finding.suggestion and dict(finding.suggestion.settings)) == ("nan", {"learning_rate": 1e-3})


def test_the_layer_that_breaks_first_is_named() -> None:
    broken = [layer("dense"), layer("dense_1", gradient=None, finite=False)]
    assert only(case_of(epoch(1, 1.0), look(2, *broken, loss=None))).layer == "dense_1"
    everything = [replace_finite(one) for one in broken]
    assert only(case_of(epoch(1, 1.0), look(2, *everything, loss=None))).layer == ""


def replace_finite(one: LayerDiagnostics) -> LayerDiagnostics:
    return one.model_copy(update={"finite": False})


def test_dead_units_are_told_when_two_looks_show_them() -> None:
    events = look(1, layer("dense", dead=0.9)), epoch(1, 1.5), look(2, layer("dense", dead=0.8)), epoch(2, 1.4)
    case = case_of(events[0])
    assert kinds(case) == []
    for event in events[1:]:
        case.hear(event)
    finding = only(case)
    assert (finding.kind, finding.layer) == ("dead_relu", "dense")
    assert finding.evidence.bars == (("dense", 0.8),)
    assert finding.suggestion is not None
    mended = finding.suggestion.applied(case.project)
    assert [node.layer.activation for node in mended.graph.nodes.values() if isinstance(node.layer, Dense)] == [
        "leaky_relu",
        "relu",
        "softmax",
    ]
    assert not finding.suggestion.helps(mended)


def test_a_few_dead_units_are_nothing() -> None:
    assert (
        kinds(case_of(*(event for number in (1, 2) for event in (look(number, layer("dense", dead=0.3)), epoch(number, 1)))))
        == []
    )


def test_what_was_taken_back_is_forgotten() -> None:
    case = case_of(*(event for number in (1, 2) for event in (look(number, layer("dense", dead=0.9)), epoch(number, 1.5))))
    assert kinds(case) == ["dead_relu"]
    case.hear(look(1, layer("dense", dead=0.0)))
    case.hear(epoch(1, 1.5))
    assert kinds(case) == []
    assert len(case.epochs) == 1


def test_consequences_are_left_out() -> None:
    """Dead units keep the accuracy at the level of the largest class: that is said once."""
    events = [
        event
        for number in range(1, 5)
        for event in (
            look(number, layer("dense", dead=1.0, gradient=0.0), predicted=(0,) * 9 + (400,)),
            epoch(number, 2.3, val_accuracy=0.1),
        )
    ]
    assert kinds(case_of(*events)) == ["dead_relu"]


def test_small_batches_are_told_before_training() -> None:
    case = case_of(graph=batch_normalised(), batch_size=2)
    finding = only(case)
    assert (finding.kind, finding.layer) == ("small_batch", "batch_normalization")
    assert finding.suggestion is not None
    assert finding.suggestion.applied(case.project).recipe.batch_size == 32
    assert kinds(case_of(graph=batch_normalised(), batch_size=16)) == []


def test_a_run_is_read_from_its_folder_and_torn_lines_are_left_out(tmp_path: Path) -> None:
    folder = RunFolder.create(Project(dense(8, 8), Recipe(), "mnist-sample"), tmp_path / "run")
    events = [look(1, layer("dense", dead=1.0)), epoch(1, 2.3), look(2, layer("dense", dead=1.0)), epoch(2, 2.3)]
    folder.events.write_text("".join(map(write_line, events)) + '{"event": "epoch", "epoch": 3, "lo')
    assert kinds(Case.of_run(folder)) == ["dead_relu"]
    project = replace(Case.of_run(folder).project, recipe=Recipe(epochs=2))
    save(project, folder.project)
    assert Case.of_run(folder).project.recipe.epochs == 2


@pytest.mark.parametrize("kind", DISEASES)
def test_causes_stand_before_their_consequences(kind: str) -> None:
    order = list(DISEASES)
    assert DISEASES[kind].title[0].isupper()
    assert all(order.index(kind) <= order.index(consequence) for consequence in DISEASES[kind].causes)
