"""Every command of the command line, by name."""

from collections.abc import Callable
from typing import Annotated

import typer

from cnn.commands.catalogue import datasets, layers, presets
from cnn.commands.convert import convert
from cnn.commands.devices import devices
from cnn.commands.names import COMMANDS
from cnn.commands.runs import runs
from cnn.commands.score import evaluate, predict
from cnn.commands.summary import summary
from cnn.commands.train.command import train

app = typer.Typer(
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    no_args_is_help=True,
    help="Build convolutional networks for Keras, see what every layer costs, train them, take them with you. "
    "Without a command, or with a file, the window opens.",
)

_FUNCTIONS: tuple[Callable[..., int | None], ...] = (
    presets, layers, datasets, summary, convert, train, evaluate, predict, runs, devices,
)  # fmt: skip
for _name, _function in zip(COMMANDS, _FUNCTIONS, strict=True):
    app.command(_name)(_function)


def _print_version(asked: bool) -> None:
    if asked:
        from cnn import __version__

        print(f"Layerloom {__version__}")
        raise typer.Exit


_Version = Annotated[bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")]


@app.callback()
def options(version: _Version = False) -> None:
    """What can stand before a command."""
