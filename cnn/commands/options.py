"""Options that several commands share, and those that a recipe brings."""

import inspect
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Annotated, Any, get_args, get_origin

import typer

ImageSize = Annotated[
    tuple[int, int, int] | None,
    typer.Option("--image", metavar="H W C", help="Rebuild the network for images of this height, width and channels."),
]
Classes = Annotated[int | None, typer.Option("--classes", metavar="N", help="Rebuild the network for this many classes.")]
BatchSize = Annotated[
    int | None, typer.Option("--batch-size", metavar="N", min=1, help="Images per step, for the memory estimate.")
]


def data_path(data: str) -> str:
    """A dataset's name as it is, a path as an absolute one, because the worker may stand elsewhere."""
    from cnn.datasets import known

    path = Path(data).expanduser()
    is_path = data and path.exists() and all(data != info.name for info in known())
    return str(path.absolute()) if is_path else data


def recipe_options(function: Callable[..., int]) -> Callable[..., int]:
    """Gives a command one option for every setting of the recipe; it gets those that were used as `settings`."""
    from cnn.recipe import Recipe

    names = list(Recipe.model_fields)

    @wraps(function)
    def command(**given: Any) -> int:
        settings = {name: value for name in names if (value := given.pop(name)) is not None}
        return function(**given, settings=settings)

    signature = inspect.signature(function, eval_str=True)
    own = [parameter for parameter in signature.parameters.values() if parameter.name != "settings"]
    added = [_option(name, field) for name, field in Recipe.model_fields.items()]
    command.__signature__ = signature.replace(parameters=[*own, *added])  # type: ignore[attr-defined]
    command.__annotations__ = {parameter.name: parameter.annotation for parameter in (*own, *added)}
    return command


def _option(name: str, field: Any) -> inspect.Parameter:
    """The option of one setting; its own checks are the recipe's."""
    flag = "--" + name.replace("_", "-")
    declaration = f"{flag}/--no-{flag[2:]}" if field.annotation is bool else flag
    option = typer.Option(declaration, help=f"{_help(field)}(default {field.default})", rich_help_panel="Recipe")
    return inspect.Parameter(
        name, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=Annotated[_plain(field.annotation) | None, option]
    )


def _help(field: Any) -> str:
    return f"{field.description}. " if field.description else ""


def _plain(annotation: Any) -> Any:
    return _plain(get_args(annotation)[0]) if get_origin(annotation) is Annotated else annotation
