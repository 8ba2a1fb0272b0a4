"""Layerloom: arguments → the window, a command, or the worker. Imports nothing heavy.

python main.py [FILE]      the window
python main.py COMMAND …   the command line; `python main.py --help` lists the commands

With `--verbose` both log details, and show them on stderr.
"""

import gc
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

#: seconds that a disk has to say whether there is a file
PATIENCE = 1.0
#: what this program starts itself, here and on other computers, and what may have something to say to a person
_OWN = ("worker", "prove", "convert-litert", "read-h5", "far-end", "keep-run", "relay", "read-dataset")


def main(argv: Sequence[str] | None = None) -> int:
    """Starts what the arguments ask for; returns the exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    _find_own_modules_first()
    # which packages add to pydantic is asked of all that are installed: 6 ms, and what they run is none of ours
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    _serve_frozen_children()
    if arguments[:1] and arguments[0] in _OWN:
        _speak()
    if arguments[:1] == ["worker"]:
        from cnn.worker import main as work

        return work(arguments[1:])
    if arguments[:1] == ["guard"]:
        from cnn.worker.guard import main as guard

        return guard(arguments[1:])
    if arguments[:1] == ["prove"]:
        from cnn.worker.proofs import main as prove

        return prove(arguments[1:])
    if arguments[:1] == ["convert-litert"]:
        from cnn.worker.exports.litert_process import main as convert

        return convert(arguments[1:])
    if arguments[:1] == ["read-h5"]:
        from cnn.formats.keras.hdf5_process import main as read_hdf5

        return read_hdf5(arguments[1:])
    if arguments == ["arrange"]:
        from cnn.layout.process import main as arrange

        return arrange()
    if arguments == ["far-end"]:
        from cnn.computers.far.agent import main as answer

        return answer()
    if arguments[:1] == ["keep-run"]:
        from cnn.computers.far.keeper import main as keep

        return keep(arguments[1:])
    if arguments[:1] == ["relay"]:
        from cnn.computers.relay import main as relay

        return relay(arguments[1:])
    if arguments == ["read-dataset"]:
        from cnn.datasets.serving import main as read_dataset

        read_dataset()
    from cnn.commands.names import without_verbose

    meant, verbose = without_verbose(arguments)
    if _is_for_window(meant):
        return _open_window(meant, verbose=verbose)
    from cnn.commands import main as command

    return command(arguments)


def _find_own_modules_first() -> None:
    """In this process `cnn` and `gui` are ours, whatever else is called so; under `-P` Python leaves a script's folder out."""
    folder = str(Path(__file__).resolve().parent)
    if sys.path[:1] != [folder]:
        sys.path.insert(0, folder)


def _serve_frozen_children() -> None:
    """In a frozen program a child process starts here as well and must be told apart before anything heavy is imported."""
    if getattr(sys, "frozen", False):
        from multiprocessing import freeze_support

        freeze_support()


def _speak() -> None:
    """In the language that the window or the terminal speaks, which had this process started."""
    from cnn.words import language

    language.use(language.wanted())


def _is_for_window(arguments: list[str]) -> bool:
    """Whether there is no command: nothing at all, or one file or preset."""
    if not arguments:
        return True
    if len(arguments) > 1 or arguments[0].startswith("-"):
        return False
    from cnn.commands.names import COMMANDS

    return arguments[0] not in COMMANDS and (_is_file(arguments[0]) or _is_preset(arguments[0]))


def _is_file(name: str) -> bool:
    """Whether there is such a file, or folder of a run; one on a share that takes its time is taken for one: the window says then
    that it waits."""
    from queue import Empty, SimpleQueue
    from threading import Thread

    from cnn.files.files import RUN_PROJECT

    answer: SimpleQueue[bool] = SimpleQueue()
    Thread(target=lambda: answer.put(Path(name).is_file() or (Path(name) / RUN_PROJECT).is_file()), daemon=True).start()
    try:
        return answer.get(timeout=PATIENCE)
    except Empty:
        return True


def _is_preset(name: str) -> bool:
    from cnn.presets import preset_named

    return preset_named(name) is not None


def _open_window(arguments: list[str], *, verbose: bool) -> int:
    if not _has_display():
        return _train_in_terminal(verbose=verbose)
    signal.signal(
        signal.SIGINT, signal.SIG_DFL
    )  # until somebody listens, it ends the program, and no import takes it for its own
    from gui import ending

    ending.listen()
    gc.disable()  # the window collects on a clock of its own; without pauses it also stands 45 ms sooner
    from gui.app import main as window

    return window(arguments, verbose=verbose)


def _has_display() -> bool:
    """Whether a window can be shown: everywhere but on a Linux without X or Wayland."""
    if not sys.platform.startswith("linux"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def _train_in_terminal(*, verbose: bool) -> int:
    from cnn.commands import main as command
    from cnn.commands.names import VERBOSE

    arguments = ["train", "lenet5", "--data", "mnist-sample"]
    print(f"There is no display for the window. In the terminal instead: {' '.join(arguments)}", flush=True)
    return command([*arguments, VERBOSE] if verbose else arguments)


# CPython keeps frames in chunks of 16 KiB, and a loop that stands at the end of one takes and gives back a chunk with every call
# it makes: ten thousand times while the layers are imported, a quarter of `summary`. Below so large a frame none reaches an end.
main.__code__ = main.__code__.replace(co_stacksize=66_000)

if __name__ == "__main__":
    sys.exit(main())
