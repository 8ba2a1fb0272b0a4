"""Whatever is different between two projects is said."""

from dataclasses import fields, replace

import pytest

from cnn.datasets.division.curation import Curation
from cnn.edits.differences import differences
from cnn.graph import Graph
from cnn.graph.bypass import bypass
from cnn.layers import Conv2D, Dense, MaxPooling2D
from cnn.presets import PRESETS
from cnn.project import Project
from cnn.recipe import Recipe

PROJECT = Project(graph=PRESETS["lenet5"].graph())


def edited(change: object) -> Project:
    graph = change(PROJECT.graph)  # type: ignore[operator]
    return replace(PROJECT, graph=graph[0] if isinstance(graph, tuple) else graph)


def layer(name: str, **changes: object) -> object:
    def change(graph: Graph) -> Graph:
        node = graph.named(name)
        return graph.replace_layer(node.id, node.layer.replace(**changes))

    return change


def node(name: str, **changes: object) -> object:
    def change(graph: Graph) -> Graph:
        old = graph.named(name)
        return replace(graph, nodes={**graph.nodes, old.id: replace(old, **changes)})  # type: ignore[arg-type]

    return change


def pooled(graph: Graph) -> Graph:
    return graph.replace_layer(graph.named("average_pooling2d").id, MaxPooling2D())


def shared(graph: Graph) -> Graph:
    return node("dense_1", shares=graph.named("dense").id)(graph)  # type: ignore[operator]


def test_the_same_has_no_difference() -> None:
    assert differences(PROJECT, PROJECT) == ()
    assert differences(PROJECT, Project(graph=PRESETS["lenet5"].graph())) == ()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda graph: graph.append(Dense(units=3)), ("dense_3 (Dense) is new.",)),
        (lambda graph: graph.rename(graph.named("flatten").id, "flat"), ("flatten is called flat.",)),
        (lambda graph: graph.rename_network("other"), ("The network's name: other instead of lenet5.",)),
        (layer("conv2d", filters=8), ("conv2d: filters 8 instead of 6.",)),
        (pooled, ("average_pooling2d is a MaxPooling2D instead of a AveragePooling2D.",)),
        (node("dense", trainable=False), ("dense is frozen.",)),
        (node("dense", group="head"), ("The group of dense: head instead of none.",)),
        (node("dense", position=(1.0, 2.0)), ("1 layer stands at another place.",)),
        (shared, ("Whose weights dense_1 uses: dense instead of none.",)),
        (lambda graph: bypass(graph, [graph.named("dense").id]), ("dense is skipped.",)),
    ],
)
def test_a_change_is_said_and_so_is_its_return(change: object, words: tuple[str, ...]) -> None:
    assert differences(PROJECT, edited(change)) == words
    assert differences(edited(change), PROJECT)


def test_a_layer_that_is_gone_and_what_reads_another_now() -> None:
    after = edited(lambda graph: graph.remove(graph.named("flatten").id))
    lines = differences(PROJECT, after)
    assert "flatten (Flatten) is gone." in lines
    assert "dense reads: average_pooling2d_1 instead of flatten." in lines


@pytest.mark.parametrize("name", sorted({field.name for field in fields(Project) if field.compare} - {"graph", "recipe"}))
def test_every_part_of_a_project_is_compared(name: str) -> None:
    decided = Curation(dataset=PROJECT.dataset).exclude({"train[3]": "c4"})
    other = replace(PROJECT, **{name: {"folded": ("a",), "curations": (decided,)}.get(name, "another")})
    assert len(differences(PROJECT, other)) == 1


@pytest.mark.parametrize("name", list(Recipe.model_fields))
def test_every_setting_is_compared(name: str) -> None:
    other = replace(PROJECT, recipe=PROJECT.recipe.model_copy(update={name: "another"}))
    assert any(name.replace("_", " ") in line for line in differences(PROJECT, other))


@pytest.mark.parametrize("name", list(Conv2D.model_fields))
def test_every_argument_is_compared(name: str) -> None:
    other = edited(lambda graph: node("conv2d", layer=graph.named("conv2d").layer.model_copy(update={name: "another"}))(graph))
    assert any(name.replace("_", " ") in line for line in differences(PROJECT, other))
