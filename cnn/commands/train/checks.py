"""Before a training at the terminal: whether it may begin and fits, paths as the worker finds them, weights to start from."""

import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from cnn.analysis import analyse
from cnn.commands.options import data_path
from cnn.commands.train.fitting import advice, comparison_of, facts_of, fitted_to_data
from cnn.datasets.sizes import Facts
from cnn.edits.rebuilding import rebuilt
from cnn.errors import UsageError
from cnn.formats.keras.hdf5_process import layers_in_process
from cnn.formats.keras.matching import matched
from cnn.memory import free_gpu_memory
from cnn.opening import says_dataset
from cnn.plan.checks import Obstacle, obstacle, shortage
from cnn.plan.stages import weights_file
from cnn.presets.imagenet import published
from cnn.project import Project
from cnn.runs.origins import Sources, origins, source_of_weights
from cnn.words.language import tr


def with_absolute_paths(settings: dict[str, Any]) -> dict[str, Any]:
    """The settings of a recipe; the worker may stand in another folder."""
    settings = dict(settings)
    if data := settings.get("validation_data"):
        settings["validation_data"] = data_path(data)
    if source := settings.get("start_from"):
        settings["start_from"] = str(Path(source).expanduser().absolute())
    return settings


def require_data(source: str, data: str) -> None:
    """Raises `UsageError` where neither an option nor what is to be trained says what it is trained on."""
    if not data and not says_dataset(source):
        raise UsageError(tr("What should {0} be trained on?", source), tr("Name a dataset with --data; datasets lists them."))


def suited(project: Project, *, fit: bool, quiet: bool) -> tuple[Project, list[str]]:
    """The project, with its network fitted to the data if `fit` says so, and what there is to say about how they suit.

    Raises `UsageError` for what can be known to be wrong before a worker starts, so that no run is begun in vain. `quiet` tells
    nothing.
    """
    facts, missing = facts_of(project)
    told = ""
    if facts is not None and analyse(project.graph).buildable:
        if fit:
            project, told = fitted_to_data(project, comparison_of(project, facts))
        else:
            told = advice(comparison_of(project, facts))
    if found := obstacle(analyse(project.graph), project.recipe, project.dataset, facts, missing=missing, rebuild=rebuilt):
        raise UsageError(found.message, _way_out(found, project, facts))
    if told and not quiet:
        print(f"layerloom: {told}", file=sys.stderr)
    return project, [told] * bool(told)


def _way_out(found: Obstacle, project: Project, facts: Facts | None) -> str:
    """What to do about it at the terminal."""
    if found.in_network:
        return tr("Cure its problems first; summary lists them.")
    best = comparison_of(project, facts).best if facts else None
    if found.classes and found.repairs:
        hint = tr("{0}, or use --classes {1}.", found.repairs[0].title, found.classes)
        return (
            tr("{0} --fit-data makes it: {1}.", hint, best.title)
            if best and best.options != f"--classes {found.classes}"
            else hint
        )
    return tr("{0} --fit-data makes it: {1}.", found.hint, best.title) if best and found.repairs else found.hint


def weight_lines(project: Project) -> list[str]:
    """Where the weights come from when they are not fresh, line by line. Raises what is wrong with the file they come from."""
    told = []
    if published(project.weights):
        source = source_of_weights(project)
        told = [tr("From {0}: {1}.", source.title, origins(analyse(project.graph), Sources((source,))).summary)]
    if not project.recipe.start_from:
        return told

    path = weights_file(project.recipe.start_from)
    first, *others = matched(project.graph, layers_in_process(path)).lines
    return [*told, tr("From {0}: {1}", path, first), *others]


def may_take_gpu(project: Project) -> bool:
    """Whether the machine has a GPU that the recipe would take if TensorFlow can."""
    return project.recipe.device != "cpu" and free_gpu_memory() is not None


def fitted(project: Project, devices: Iterable[str], *, auto_batch: bool, quiet: bool) -> tuple[Project, list[str]]:
    """The project, with the largest safe batch if `auto_batch` says so and the wanted one is too large; and what there is to say.

    Otherwise a batch that is too large is told on stderr and kept: a prediction is not a refusal. `quiet` tells nothing.
    `devices` are what TensorFlow can compute on.
    """
    found = shortage(analyse(project.graph), project.recipe, project.dataset, devices)
    if found is None:
        return project, []
    wanted, size = project.recipe.batch_size, found.batch_size
    if auto_batch and size:
        told = tr("{0} Trains with a batch size of {1} instead of {2}.", found.message, size, wanted)
        project = replace(project, recipe=project.recipe.changed(batch_size=size))
    else:
        told = f"{found.message} " + (
            tr("--batch-size {0} would fit.", size) if size else tr("Not even a batch of one image may fit.")
        )
    if not quiet:
        print(f"layerloom: {told}", file=sys.stderr)
    return project, [told]
