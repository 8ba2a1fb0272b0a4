"""The command that does a run again is understood by `train`, and means the same project and recipe."""

import shlex
from pathlib import Path
from typing import Any

import pytest

from cnn.commands.app import command_named
from cnn.commands.parsing.arguments import understood_arguments
from cnn.commands.train import command as train_command
from cnn.datasets.division.curation import Curation
from cnn.files.places import Places
from cnn.presets import PRESETS
from cnn.presets.imagenet import weights_of
from cnn.project import Project
from cnn.recipe import Recipe
from cnn.reports.again import command_line, origin_of, train_arguments
from tests.cnn.reports.runs import run_of


def meant(arguments: list[str]) -> Project:
    """The project that `train` would begin with, as its own parser and its own functions read the arguments."""
    command = command_named(arguments[0])
    assert command is not None
    options = [item for item in command.params if item.param_type_name == "option"]
    given: dict[str, Any] = command.make_context("train", [*understood_arguments(options, arguments[1:])]).params
    settings = {name: given[name] for name in Recipe.model_fields if given[name] is not None}
    project, _ = train_command.named_project(
        given["source"], given["data"] or "", given["image"], given["classes"], settings, given["weights"] or ""
    )
    return project


RECIPES = [
    {},
    {"epochs": 3, "batch_size": 7, "seed": 5, "learning_rate": 3e-4},
    {"optimizer": "SGD", "momentum": 0.9, "nesterov": True, "schedule": "cosine", "warmup_epochs": 2},
    {"augmentation": 'RandomFlip(mode="horizontal"), RandomRotation(factor=0.1)', "resizing": "pad", "fold": "2/5"},
    {"restore_best": False, "early_stopping": True, "patience": 9, "metrics": ("top_k_accuracy",), "top_k": 3},
    {"class_weight": {"0": 2.0, "7": 0.5}, "time_limit": 2.5},
    {"monitor": "val_loss", "time_limit": 2.5, "device": "cpu"},
]


@pytest.mark.slow
@pytest.mark.parametrize("settings", RECIPES)
@pytest.mark.parametrize("preset", ["lenet5", "googlenet"])
def test_a_preset_is_named_with_what_was_chosen(tmp_path: Path, preset: str, settings: dict[str, Any]) -> None:
    image = (96, 96, 3) if preset == "googlenet" else (32, 32, 1)
    found = PRESETS[preset]
    project = Project(found.graph(image, 7), found.recipe.changed(**settings), "mnist-sample")
    run = run_of(tmp_path / "run", project)
    arguments = train_arguments(project, run)
    assert arguments[:2] == ["train", preset]
    again = meant(arguments)
    assert (again.graph, again.recipe, again.dataset) == (project.graph, project.recipe, project.dataset)


@pytest.mark.slow
def test_an_edited_network_is_taken_from_the_run(tmp_path: Path) -> None:
    graph = PRESETS["lenet5"].graph()
    dense = graph.named("dense")
    edited = graph.replace_layer(dense.id, dense.layer.replace(units=33))
    project = Project(edited, Recipe(epochs=2, seed=9), "mnist-sample")
    run = run_of(tmp_path / "a run with spaces", project)
    origin = origin_of(project)
    assert origin is not None
    assert not origin.unchanged
    again = meant(train_arguments(project, run))
    assert (again.graph, again.recipe, again.dataset) == (edited, project.recipe, project.dataset)


@pytest.mark.slow
def test_published_weights_and_decisions_about_images_go_along(tmp_path: Path) -> None:
    weights = weights_of("mobilenet_v2")
    curation = Curation(dataset="mnist-sample").exclude({"train[3]": "c4"})
    project = Project(weights.graph((96, 96, 3), 10), Recipe(), "mnist-sample", weights=weights.source).curated(curation)
    run = run_of(tmp_path / "run", project)
    arguments = train_arguments(project, run)
    assert arguments[arguments.index("--curation") + 1] == str(run.data)
    assert run.data.is_file()
    again = meant(arguments)
    assert (again.graph, again.weights) == (project.graph, project.weights)


@pytest.mark.parametrize(
    "project",
    [
        Project(PRESETS["lenet5"].graph(), Recipe(), "mnist-sample", weights="/somewhere/best.keras"),
        Project(PRESETS["lenet5"].graph(), Recipe(), "--out=/elsewhere"),
        Project(PRESETS["lenet5"].graph(), Recipe().changed(freeze="--data"), "mnist-sample"),
    ],
)
def test_what_no_option_says_is_taken_from_the_run(tmp_path: Path, project: Project) -> None:
    run = run_of(tmp_path / "run", project)
    assert train_arguments(project, run) == ["train", str(run.project)]


def test_a_strangers_values_are_words_and_no_commands(tmp_path: Path) -> None:
    project = Project(PRESETS["lenet5"].graph(), Recipe(), "x; rm -rf / `id` $(id) 'q'")
    arguments = train_arguments(project, run_of(tmp_path / "run", project))
    assert shlex.split(command_line(arguments, Places(tmp_path / "run"))) == ["layerloom", *arguments]
