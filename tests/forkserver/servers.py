"""Processes of this program that need not import anything: forked from one that has done it once. Else they are real.

While they run, `main.py ARGUMENTS` is started as `client.py ARGUMENTS`, which asks a server for a fork. There are four,
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
from tests.forkserver import client, server
from tests.forkserver.client import KINDS, MAIN, PLACE


@contextlib.contextmanager
def running() -> Iterator[str]:
    """Servers that end with this process; yields where they are asked, "" where the system can't have them."""
    if not hasattr(os, "pidfd_open"):  # Linux has it
        yield ""
        return
    with contextlib.ExitStack() as stack:
        place = stack.enter_context(tempfile.TemporaryDirectory(prefix="forkserver-"))
        for kind in KINDS:
            stack.enter_context(_server(f"{place}/{kind}"))
        yield place


@contextlib.contextmanager
def used(place: str) -> Iterator[None]:
    """While it lasts, what this process starts of the program is forked by the servers at this place."""
    with pytest.MonkeyPatch.context() as patch:
        if place:
            patch.setenv(PLACE, place)
            patch.setattr(program, "MAIN", Path(client.__file__))
        yield


@contextlib.contextmanager
def _server(place: str) -> Iterator[None]:
    """It is no child of this process, whose children are counted; it ends when the pipe to it does."""
    theirs, ours = os.pipe()
    try:
        with socket.socket(socket.AF_UNIX) as listener:
            listener.bind(place)
            listener.listen(64)  # who asks before it is ready waits
            command = [sys.executable, server.__file__, place, str(listener.fileno())]
            subprocess.run(command, stdin=theirs, stderr=subprocess.DEVNULL, pass_fds=(listener.fileno(),), check=True)
        yield
    finally:
        os.close(theirs)
        os.close(ours)


@contextlib.contextmanager
def bypassed() -> Iterator[None]:
    """While it lasts, processes of the program are started as people's are."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(program, "MAIN", Path(MAIN))
        patch.delenv(PLACE, raising=False)
        yield
