"""The worker process: the only code that imports Keras or TensorFlow. `main.py worker` runs `main`."""

from collections.abc import Sequence


def main(arguments: Sequence[str] = ()) -> int:
    """Serves commands from stdin until it is told to end, or its parent dies; returns the exit code.

    With `--verbose` its log holds details.
    """
    from cnn.worker.process import serve

    return serve(verbose="--verbose" in arguments)
