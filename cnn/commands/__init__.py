"""The command line. A terminal gets tables and progress bars, `--json` one JSON document.

Exit codes: 0 done, 1 a job that failed, 2 wrong use or an unusable file.
"""

import logging
import os
import sys
from collections.abc import Sequence

from cnn.commands.ending import asked_to_end, ended_by
from cnn.files.logs import PRINTED, TERMINAL, Log, log_file
from cnn.words.language import tr
from cnn.words.lists import sentences

FAILED = 1
UNUSABLE = 2

log = logging.getLogger(__name__)


def main(arguments: Sequence[str]) -> int:
    """Runs one command; returns the exit code. What goes wrong is one line on stderr, and in the log."""
    _speak_utf8()
    from cnn.commands.names import without_verbose
    from cnn.words import language

    # what programs read stays as it is, whatever the machine speaks
    language.use(language.ENGLISH if {"--json", "--events"} & set(arguments) else language.wanted())

    meant, verbose = without_verbose(arguments)
    with Log(TERMINAL, verbose=verbose) as own:
        own.start(arguments)
        try:
            with asked_to_end():
                code = _run(meant)
        except Exception:
            log.critical("An error that nobody foresaw", exc_info=True, extra=PRINTED)
            print("layerloom: " + tr("This is a defect of Layerloom; it is in its log: {0}", log_file(TERMINAL)), file=sys.stderr)
            raise
        log.info("Ends with exit code %s", code)
    _leave_hanging(code)
    return code


def _leave_hanging(code: int) -> None:
    """Ends an interrupted program whose threads wait for a share that hangs: Python would wait for them."""
    reading = sys.modules.get("cnn.datasets.calling_off")
    if code > 128 and reading is not None and reading.left_behind():
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _run(arguments: Sequence[str]) -> int:
    import typer

    from cnn.commands.app import app, command_named
    from cnn.commands.names import COMMANDS
    from cnn.errors import ComputerError, DiskFullError, DownloadError, GroupError, LayerloomError, WorkerError

    try:
        _wait_for_disks(arguments)
        return int(typer.main.get_command(app).main(_understood(arguments), prog_name="layerloom", standalone_mode=False) or 0)
    except typer.TyperException as error:
        from cnn.commands.parsing.refusals import refusal

        return _complain(*refusal(error, {name: command_named(name) for name in COMMANDS}, arguments), error.exit_code)
    except LayerloomError as error:
        failed = isinstance(error, WorkerError | ComputerError | GroupError | DownloadError | DiskFullError)
        return _complain(error.message, error.hint, FAILED if failed else UNUSABLE)
    except (KeyboardInterrupt, typer.Abort) as error:
        return _complain("Interrupted.", "", 128 + ended_by(error))
    except (BrokenPipeError, SystemExit):  # the latter is the parser's own answer to a pipe that nobody reads any more
        return _reader_is_gone()


def _wait_for_disks(arguments: Sequence[str]) -> None:
    """Asks once for every path that is named, beside the thread that hears Ctrl-C: on a share that hangs it would hear none."""
    values = [word.partition("=")[2] if word.startswith("-") else word for word in arguments]
    if paths := [value.partition("::")[0] for value in values if "/" in value or os.sep in value]:
        from cnn.datasets.calling_off import patiently

        patiently(lambda: [_asked(path) for path in paths])


def _asked(path: str) -> bool:
    """Whether there is something; the command asks again, and says what is wrong."""
    return os.path.exists(path)  # noqa: PTH110 - of a word that may be no path at all


def _understood(arguments: Sequence[str]) -> list[str]:
    """The arguments behind a command's name as that command declares them."""
    from cnn.commands.app import command_named, paths_of
    from cnn.commands.parsing.arguments import require_said, understood_arguments

    command = command_named(arguments[0]) if arguments else None
    if command is None:
        return list(arguments)
    options = [item for item in command.params if item.param_type_name == "option"]
    understood = understood_arguments(options, arguments[1:])
    require_said(options, paths_of(arguments[0]), understood)
    return [arguments[0], *understood]


def _complain(message: str, hint: str, code: int) -> int:
    sentence = message if message.endswith((".", "?", "!", "。", "？", "！")) else f"{message}."
    line = " ".join(sentences(sentence, hint).split())
    log.warning("Refused: %s", line, extra=PRINTED)
    print("layerloom:", line, file=sys.stderr)
    return code


def _reader_is_gone() -> int:
    """`layerloom … | head` closes the pipe early; that is nobody's mistake."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _speak_utf8() -> None:
    """Windows would write × and … in a code page that may not have them."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")
