"""Processes of this program that need not import anything: forked from one that has done it once. Else they are real.

Where they are opened, `main.py ARGUMENTS` is started as `stand_in.py ARGUMENTS`, which asks a nurse for a fork. There are four,
which import what they are for when they are asked the first time: "worker", "keras" for proofs in which there is nothing else,
"reader" of datasets, and "light".
"""

import contextlib
import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from cnn import program
from tests.nursery import nurse, stand_in
from tests.nursery.stand_in import MAIN, NURSES, PLACE


@contextlib.contextmanager
def opened() -> Iterator[None]:
    """While it lasts, what this process starts of the program comes from nurses, which end with it."""
    if not hasattr(os, "pidfd_open"):  # Linux has it
        yield
        return
    with contextlib.ExitStack() as stack, pytest.MonkeyPatch.context() as patch:
        place = stack.enter_context(tempfile.TemporaryDirectory(prefix="nursery-"))
        for kind in NURSES:
            stack.enter_context(_nurse(f"{place}/{kind}"))
        patch.setenv(PLACE, place)
        patch.setattr(program, "MAIN", Path(stand_in.__file__))
        yield


@contextlib.contextmanager
def _nurse(place: str) -> Iterator[None]:
    """It is no child of this process, whose children are counted; it ends when the pipe to it does."""
    theirs, ours = os.pipe()
    try:
        with socket.socket(socket.AF_UNIX) as listener:
            listener.bind(place)
            listener.listen(64)  # who asks before it is ready waits
            command = [sys.executable, nurse.__file__, place, str(listener.fileno())]
            subprocess.run(command, stdin=theirs, stderr=subprocess.DEVNULL, pass_fds=(listener.fileno(),), check=True)
        yield
    finally:
        os.close(theirs)
        os.close(ours)


@contextlib.contextmanager
def closed() -> Iterator[None]:
    """While it lasts, processes of the program are started as people's are."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(program, "MAIN", Path(MAIN))
        patch.delenv(PLACE, raising=False)
        yield
