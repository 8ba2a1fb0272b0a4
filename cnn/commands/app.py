"""Every command of the command line, by name; the module of one is loaded when it is called, or listed by `--help`."""

import re
from collections.abc import Callable
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any, get_args, get_type_hints

import typer
from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption

from cnn import __version__
from cnn.commands.names import COMMANDS, VERBOSE
from cnn.words import language
from cnn.words.language import tr


class LazyGroup(TyperGroup):
    """Commands by the names of their functions."""

    def invoke(self, ctx: typer.Context) -> object:  # type: ignore[override]
        """Runs a command; a Ctrl-C within it is told, where Typer would leave only an exit code."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt as interrupted:
            raise typer.Abort from interrupted

    def get_help(self, ctx: typer.Context) -> str:  # type: ignore[override]
        _speak(self)
        _lay_out()
        return super().get_help(ctx)

    def get_help_option(self, ctx: typer.Context) -> TyperOption | None:  # type: ignore[override]
        option: TyperOption | None = _speaking_help(super().get_help_option(ctx))
        return option

    def list_commands(self, ctx: typer.Context) -> list[str]:  # type: ignore[override]
        return list(COMMANDS)

    def get_command(self, ctx: typer.Context, cmd_name: str) -> TyperCommand | None:  # type: ignore[override]
        return command_named(cmd_name)


def command_named(name: str) -> TyperCommand | None:
    """A command as the parser takes it; `None` when there is none of that name."""
    if name not in COMMANDS:
        return None
    return _command(name, getattr(import_module(COMMANDS[name]), name), language.current().language)


#: where a line of a docstring ends, and no paragraph
_LINE_END = re.compile(r"(?<!\n)\n(?!\n)")


@cache  # to read the options of all of them from their signatures takes a tenth of a second
def _command(name: str, carry_out: Callable[..., Any], _language: str) -> TyperCommand:
    """A command in the language that is spoken now."""
    alone = typer.Typer(add_completion=False, context_settings=_SETTINGS)
    alone.command(name, cls=SpeakingCommand)(carry_out)
    command = typer.main.get_command(alone)
    assert isinstance(command, TyperCommand)
    command.params.append(_verbose())
    command.help = _LINE_END.sub(" ", command.help or "")
    _speak(command)
    return command


class SpeakingCommand(TyperCommand):
    """Lists its options in the language of the terminal."""

    def get_help(self, ctx: typer.Context) -> str:  # type: ignore[override]
        _lay_out()
        return super().get_help(ctx)

    def get_help_option(self, ctx: typer.Context) -> TyperOption | None:  # type: ignore[override]
        option: TyperOption | None = _speaking_help(super().get_help_option(ctx))
        return option


def _speak(command: TyperCommand | TyperGroup) -> None:
    """Says what a command and its options are for in the language that was chosen."""
    if language.current().language == language.ENGLISH:
        return
    from cnn.commands.options import help_of_setting, panel_of_setting

    command.help = _spoken(command.help)
    for option in command.params:
        if isinstance(option, TyperOption | TyperArgument):
            own = language.current().find(option.help or "")  # a setting's help is put together, and stands in no catalogue
            option.help = own or help_of_setting(option.name or "") or option.help
            option.rich_help_panel = (not own and panel_of_setting(option.name or "")) or _spoken(option.rich_help_panel)


def _lay_out() -> None:
    """The help's headings in the language that was chosen; and no sentence is cut off in one that has no spaces."""
    from rich import _wrap
    from typer import rich_utils

    from cnn.commands.output import WORD

    rich_utils.ARGUMENTS_PANEL_TITLE, rich_utils.OPTIONS_PANEL_TITLE = tr("Arguments"), tr("Options")
    rich_utils.COMMANDS_PANEL_TITLE = tr("Commands")
    rich_utils.REQUIRED_LONG_STRING, rich_utils.DEFAULT_STRING = tr("[required]"), tr("[default: {}]")
    own: Any = rich_utils._make_rich_text
    if getattr(own, "folds", False):
        return

    def folding(*given: Any, **named: Any) -> Any:
        made = own(*given, **named)
        made.overflow = "fold"
        return made

    folding.folds = True  # type: ignore[attr-defined]
    rich_utils._make_rich_text = folding
    _wrap.re_word = WORD


def _speaking_help(option: Any) -> Any:
    if option is not None:
        option.help = tr("Show this message and exit.")
    return option


def _spoken(words: str | None) -> str | None:
    return language.current().find(words) or words if words else words


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

        told = tr("Layerloom is among the programs of this desktop, and opens .loom files. Written:")
        print(told, *desktop.install(), sep="\n  ")
        raise typer.Exit


def _remove_desktop(asked: bool) -> None:
    if asked:
        from cnn.files import desktop

        removed = desktop.remove()
        told = tr("Removed:") if removed else tr("There was nothing of Layerloom among this desktop's programs.")
        print(told, *removed, sep="\n  ")
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
