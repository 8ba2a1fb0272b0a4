"""Every command of the command line, by name; the module of one is loaded when it is called, or listed by `--help`."""

from importlib import import_module
from pathlib import Path
from typing import Annotated, get_args, get_type_hints

import typer
from typer.core import TyperCommand, TyperGroup, TyperOption

from cnn import __version__
from cnn.commands.names import COMMANDS, VERBOSE


class LazyGroup(TyperGroup):
    """Commands by the names of their functions."""

    def invoke(self, ctx: typer.Context) -> object:  # type: ignore[override]
        """Runs a command; a Ctrl-C within it is told, where Typer would leave only an exit code."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt as interrupted:
            raise typer.Abort from interrupted

    def list_commands(self, ctx: typer.Context) -> list[str]:  # type: ignore[override]
        return list(COMMANDS)

    def get_command(self, ctx: typer.Context, cmd_name: str) -> TyperCommand | None:  # type: ignore[override]
        return command_named(cmd_name)


def command_named(name: str) -> TyperCommand | None:
    """A command as the parser takes it; `None` when there is none of that name."""
    if name not in COMMANDS:
        return None
    alone = typer.Typer(add_completion=False, context_settings=_SETTINGS)
    alone.command(name)(getattr(import_module(COMMANDS[name]), name))
    command = typer.main.get_command(alone)
    assert isinstance(command, TyperCommand)
    command.params.append(_verbose())
    return command


def paths_of(name: str) -> frozenset[str]:
    """The parameters of a command that name files or folders."""
    hints = get_type_hints(getattr(import_module(COMMANDS[name]), name))
    return frozenset(parameter for parameter, hint in hints.items() if Path in (hint, *get_args(hint)))


def _verbose() -> TyperOption:
    """The switch as each command lists it; it is taken out of the arguments before."""
    switch = next(item for item in typer.main.get_command(app).params if VERBOSE in item.opts)
    assert isinstance(switch, TyperOption)
    switch.expose_value = False
    return switch


_SETTINGS = {"help_option_names": ["-h", "--help"]}

app = typer.Typer(
    cls=LazyGroup,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings=_SETTINGS,
    no_args_is_help=True,
    help="Build convolutional networks for Keras, see what every layer costs, train them, take them with you. "
    "Without a command, or with a file, the window opens.",
)


def _print_version(asked: bool) -> None:
    if asked:
        print(f"Layerloom {__version__}")
        raise typer.Exit


def _install_desktop(asked: bool) -> None:
    if asked:
        from cnn.files import desktop

        print("Layerloom is among the programs of this desktop, and opens .loom files. Written:", *desktop.install(), sep="\n  ")
        raise typer.Exit


def _remove_desktop(asked: bool) -> None:
    if asked:
        from cnn.files import desktop

        removed = desktop.remove()
        print("Removed:" if removed else "There was nothing of Layerloom among this desktop's programs.", *removed, sep="\n  ")
        raise typer.Exit


_Version = Annotated[bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")]
_Install = Annotated[
    bool,
    typer.Option(
        "--install-desktop",
        callback=_install_desktop,
        is_eager=True,
        help="Put Layerloom with its icon into this desktop's menu, as the program for .loom files (Linux, BSD).",
    ),
]
_Remove = Annotated[
    bool,
    typer.Option("--remove-desktop", callback=_remove_desktop, is_eager=True, help="Take that away again."),
]
_Verbose = Annotated[bool, typer.Option(VERBOSE, help="Log details, and show them on stderr; it may stand anywhere.")]


@app.callback()
def options(version: _Version = False, install: _Install = False, remove: _Remove = False, verbose: _Verbose = False) -> None:
    """What can stand before a command."""
