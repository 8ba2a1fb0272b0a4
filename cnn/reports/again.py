"""How to do a run again: the command that trains the same network by the same recipe on the same data."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from cnn.errors import LayerloomError
from cnn.files.places import Places
from cnn.graph import Graph
from cnn.presets import PRESETS, Preset
from cnn.presets.imagenet import published
from cnn.project import Project
from cnn.recipe import Recipe
from cnn.recipe.augmentation import spelled as spelled_layers
from cnn.recipe.section import spelled
from cnn.runs.folder import RunFolder
from cnn.words.lists import COMMA

PROGRAM = "layerloom"


@dataclass(frozen=True)
class Origin:
    """The preset that a network is called after, and what it was built for: whether it still is that very network."""

    preset: Preset
    image: tuple[int, ...]
    classes: int
    unchanged: bool
    weights: str = ""  # "imagenet" where it begins with the published ones


def origin_of(project: Project) -> Origin | None:
    """The preset that a project's network came from; `None` where it is called after none."""
    graph = project.graph
    source = published(project.weights) if project.weights else None
    preset = PRESETS.get(source.name if source is not None else graph.name)
    if preset is None:
        return None
    image, classes = _image(graph) or preset.image, _classes(graph) or preset.classes
    try:
        original = source.graph(image, classes) if source is not None else preset.graph(image, classes)
    except LayerloomError:
        return Origin(preset, image, classes, False)
    return Origin(preset, image, classes, _bare(original) == _bare(graph), "imagenet" if source is not None else "")


def train_arguments(project: Project, folder: RunFolder) -> list[str]:
    """The arguments of `train` that begin the same training anew, in a folder of its own.

    A preset's network is named, with what of its recipe isn't as usual; any other is in the run's project, with its recipe, and
    so is one that began with the weights of a file, or has a value that could be taken for an option.
    """
    origin = origin_of(project)
    plain = not project.dataset.startswith("-") and bool(project.weights) == bool(origin and origin.weights)
    if (
        origin is not None
        and origin.unchanged
        and plain
        and (settings := _settings(origin.preset.recipe, project.recipe)) is not None
    ):
        source = [origin.preset.name, "--data", project.dataset]
        if origin.image != origin.preset.image:
            source += ["--image", *map(str, origin.image)]
        if origin.classes != origin.preset.classes:
            source += ["--classes", str(origin.classes)]
        if origin.weights:
            source += ["--weights", origin.weights]
        if project.curation:
            source += ["--curation", str(folder.data.absolute())]
        return ["train", *source, *settings]
    return ["train", str(folder.project.absolute())]


def command_line(arguments: Iterable[str], places: Places) -> str:
    """Arguments as they are typed behind the program's name; files are named as the report tells them."""
    return places.command([PROGRAM, *arguments])


def changed_settings(recipe: Recipe) -> dict[str, Any]:
    """The settings of a recipe that aren't Layerloom's defaults, section by section."""
    usual = Recipe()
    return {name: value for name in Recipe.model_fields if (value := getattr(recipe, name)) != getattr(usual, name)}


def setting_text(name: str, value: Any) -> str:
    """The value of a setting as its option takes it."""
    if name == "augmentation":
        return spelled_layers(value)
    if isinstance(value, dict):
        return COMMA.join(f"{key}={item!r}" for key, item in value.items())
    return str(spelled(value))


def _settings(usual: Recipe, recipe: Recipe) -> list[str] | None:
    """The options that make one recipe of another; `None` where no options can."""
    options: list[str] = []
    given: dict[str, Any] = {}
    idle = recipe.idle_settings()
    for name in Recipe.model_fields:
        value = getattr(recipe, name)
        if value == getattr(usual, name):
            continue
        flag = name.replace("_", "-")
        if value is None or name in idle:  # an option can't say that, or would be refused as one without effect
            return None
        text = setting_text(name, value)
        if text.startswith("-"):
            return None
        given[name] = value if isinstance(value, bool) else text
        options += [f"--{'' if value else 'no-'}{flag}"] if isinstance(value, bool) else [f"--{flag}", text]
    try:
        return options if usual.changed(**given) == recipe else None
    except LayerloomError:
        return None


def _bare(graph: Graph) -> Graph:
    """The network alone, wherever its layers stand."""
    return replace(graph, nodes={key: replace(node, position=None) for key, node in graph.nodes.items()})


def _image(graph: Graph) -> tuple[int, int, int] | None:
    """The size of the images that a network with one input takes."""
    shapes = [tuple(graph.nodes[node].layer.value("shape") or ()) for node in graph.inputs]
    if len(shapes) != 1 or len(shapes[0]) != 3 or not all(isinstance(side, int) for side in shapes[0]):
        return None
    height, width, channels = shapes[0]
    return height, width, channels


def _classes(graph: Graph) -> int | None:
    """How many numbers the first output gives."""
    from cnn.analysis import analyse

    shapes = [analyse(graph).nodes[node].output_shape for node in graph.outputs]
    last = shapes[0][-1] if shapes and shapes[0] else None
    return last if isinstance(last, int) else None
