"""Before a training at the terminal: paths that the worker finds too, and which layers will start from which weights."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cnn.project import Project


def with_absolute_paths(settings: dict[str, Any]) -> dict[str, Any]:
    """The settings of a recipe; the worker may stand in another folder."""
    from cnn.commands.options import data_path

    settings = dict(settings)
    if data := settings.get("validation_data"):
        settings["validation_data"] = data_path(data)
    if source := settings.get("start_from"):
        settings["start_from"] = str(Path(source).expanduser().absolute())
    return settings


def require_ready(project: "Project") -> list[str]:
    """Raises what of the recipe can't work; returns, line by line, where the weights come from when they are not fresh."""
    from cnn.datasets import open_dataset
    from cnn.datasets.sources import exists
    from cnn.plan.checks import require_ready

    recipe = project.recipe
    require_ready(project.graph, recipe)
    if recipe.validation_data and not exists(recipe.validation_data):
        open_dataset(recipe.validation_data)  # says what is wrong with the name
    return _weights(project) if recipe.start_from else []


def _weights(project: "Project") -> list[str]:
    from cnn.formats.keras.hdf5_process import layers_in_process
    from cnn.formats.keras.matching import matched, weights_file

    path = weights_file(project.recipe.start_from)
    first, *others = matched(project.graph, layers_in_process(path)).lines
    return [f"From {path}: {first}", *others]
