"""Options that several commands share, and those that a recipe brings."""

import inspect
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import typer

from cnn.datasets.division.curation import Curation, base, curation_of, read
from cnn.datasets.sources import absolute, title
from cnn.errors import UsageError
from cnn.project import Project
from cnn.recipe import SECTIONS, Recipe, takers
from cnn.words.language import called, tr
from cnn.words.lists import listed, sentences

Model = Annotated[
    str,
    typer.Argument(
        metavar="MODEL_OR_RUN",
        help="A run's folder or id, a trained .loom project, a .keras file, or a preset with ImageNet weights.",
    ),
]
Resizing = Annotated[
    str, typer.Option("--resizing", metavar="HOW", help="Of a .keras file: what it expects of images: stretch, crop or pad.")
]

PixelRange = Annotated[
    str,
    typer.Option(
        "--pixel-range",
        "--range",
        metavar="LOW-HIGH",
        help="Of a .keras file: which values of images are black and white for it; else those of their data type.",
    ),
]
ImageSize = Annotated[
    tuple[int, int, int] | None,
    typer.Option("--image", metavar="H W C", help="Rebuild the network for images of this height, width and channels."),
]
Classes = Annotated[
    int | None,
    typer.Option(
        "--classes",
        metavar="N",
        help="Rebuild the network for this many classes; 1: two classes that a single unit with sigmoid tells apart.",
    ),
]
Weights = Annotated[
    str,
    typer.Option(
        "--weights",
        metavar="imagenet",
        help="Take a preset's ImageNet weights as keras.applications publishes them, and prepare pixels as they expect it "
        "(see weights).",
    ),
]
BatchSize = Annotated[
    int | None, typer.Option("--batch-size", metavar="N", min=1, help="Images per step, for the memory estimate.")
]


CurationFile = Annotated[
    Path | None,
    typer.Option(
        "--curation",
        metavar="FILE",
        help="What was decided about single images (excluded, relabelled, moved): a NAME.data.json; a .loom file has its own.",
    ),
]


def curated_by(project: Project, path: Path) -> Project:
    """A project with what a file says about the images of its dataset, and of its validation data; raises as `curation_in`."""
    held = project.recipe.validation_data
    found = read(path.expanduser(), named=True) if held and path.expanduser().is_file() else ()
    about = next((curation for curation in found if held and curation.dataset == base(held)), None)
    if about is None:
        return project.curated(curation_in(path, project.dataset))
    beside = project.curated(about, held)
    return beside.curated(own) if (own := curation_of(found, project.dataset)) and len(found) > 1 else beside


def curation_in(path: Path, dataset: str) -> Curation:
    """What a file says about the images of a dataset; raises `FileError`, and `UsageError` where it is about other ones."""
    if not path.expanduser().is_file():
        raise UsageError(tr("There is no file {0}.", path), tr("Expected a NAME.data.json, as it stands beside a project."))
    found = read(path.expanduser(), named=True)
    curation = found[0] if len(found) == 1 else curation_of(found, dataset)
    if not curation:
        named = listed(other.dataset for other in found) or tr("no dataset")
        raise UsageError(tr("{0} says nothing about {1}.", path.name, title(dataset)), tr("It is about {0}.", named))
    return curation


#: what the option of a setting may be called as well
_ALSO = {"pixel_range": ("--range",), "histogram_freq": ("--histograms",)}


def data_path(data: str) -> str:
    """A dataset's name as it is, a path as an absolute one, because the worker may stand elsewhere."""
    return absolute(data)


def recipe_options(function: Callable[..., int]) -> Callable[..., int]:
    """Gives a command one option for every setting of the recipe; it gets those that were used as `settings`."""
    names = list(Recipe.model_fields)

    @wraps(function)
    def command(**given: Any) -> int:
        settings = {name: value for name in names if (value := given.pop(name)) is not None}
        return function(**given, settings=settings)

    signature = inspect.signature(function, eval_str=True)
    own = [parameter for parameter in signature.parameters.values() if parameter.name != "settings"]
    added = [_option(name, field, section.title) for section in SECTIONS for name, field in section.model_fields.items()]
    command.__signature__ = signature.replace(parameters=[*own, *added])  # type: ignore[attr-defined]
    command.__annotations__ = {parameter.name: parameter.annotation for parameter in (*own, *added)}
    return command


def _option(name: str, field: Any, panel: str) -> inspect.Parameter:
    """The option of one setting; its own checks are the recipe's."""
    flag = "--" + name.replace("_", "-")
    kind = _plain(field.annotation)
    on_or_off = kind is bool
    option = typer.Option(
        f"{flag}/--no-{flag[2:]}" if on_or_off else flag,
        *_ALSO.get(name, ()),
        help=_help(name, field),
        metavar=None if on_or_off else _metavar(kind),
        rich_help_panel=_panel(name, panel),
    )
    given = kind if on_or_off or kind in (int, float) else str
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=Annotated[given | None, option])


def help_of_setting(name: str) -> str:
    """What the help says of the option of a setting, in the language chosen; "" for what is no setting of the recipe."""
    return next((_help(name, section.model_fields[name]) for section in SECTIONS if name in section.model_fields), "")


def panel_of_setting(name: str) -> str:
    """Where the help lists the option of a setting; "" for what is no setting of the recipe."""
    return next((_panel(name, section.title) for section in SECTIONS if name in section.model_fields), "")


def _panel(name: str, section: str) -> str:
    """Where the help lists it; what a single optimizer takes stands apart, so that the rest can be found."""
    return tr("{0}: arguments of one", called(section)) if len(takers(name)) == 1 else called(section)


def _help(name: str, field: Any) -> str:
    words = [tr("{0}.", tr(field.description))] if field.description else []
    if get_origin(kind := _plain(field.annotation)) is Literal:
        words.append(tr("One of {0}.", listed(get_args(kind))))
    if optimizers := takers(name):
        words.append(tr("({0})", listed(optimizers)))
    if field.default not in (None, {}, (), ""):
        words.append(tr("(default {0})", field.default))
    return sentences(*words)


def _metavar(kind: Any) -> str:
    if get_origin(kind) is Literal:
        return "NAME"
    return {int: "N", float: "X"}.get(kind, "TEXT")


def _plain(annotation: Any) -> Any:
    """The type of a setting without bounds and without None; text where it is no single word or number."""
    if get_origin(annotation) is Annotated:
        return _plain(get_args(annotation)[0])
    if get_origin(annotation) in (Union, UnionType):
        members = [member for member in get_args(annotation) if member is not NoneType]
        return _plain(members[0]) if len(members) == 1 else str
    return str if get_origin(annotation) in (dict, tuple) else annotation
