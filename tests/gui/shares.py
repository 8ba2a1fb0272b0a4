"""A share that hangs: who asks about what is under it waits, and no one may wait on the GUI thread."""

import io
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest


class Share:
    """A folder whose disk does not answer until `answer` is called."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.asked_on_gui_thread: list[str] = []
        self.asked = threading.Event()  # somebody waits
        self._answers = threading.Event()

    def answer(self) -> None:
        """From now on it is a disk like others."""
        self._answers.set()

    def look(self, path: object) -> None:
        if self._answers.is_set() or not isinstance(path, (str, bytes, os.PathLike)):
            return
        if not os.fsdecode(path).startswith(str(self.path)):
            return
        if threading.current_thread() is threading.main_thread():
            self.asked_on_gui_thread.append(os.fsdecode(path))
            return
        self.asked.set()
        self._answers.wait(60)


@contextmanager
def hanging(path: Path, patch: pytest.MonkeyPatch) -> Iterator[Share]:
    """The folder hangs; whoever asked about it on the GUI thread is told at the end."""
    share = Share(path)

    def watched(function: Callable[..., Any]) -> Callable[..., Any]:
        def call(path: object, *args: Any, **options: Any) -> Any:
            share.look(path)
            return function(path, *args, **options)

        return call

    for module, name in (
        (os, "stat"),
        (os, "lstat"),
        (os, "open"),
        (os, "listdir"),
        (os, "scandir"),
        (os, "access"),
        (os.path, "exists"),
        (os.path, "isdir"),
        (os.path, "isfile"),
        (os.path, "realpath"),
        (io, "open"),
        (Path, "stat"),
        (Path, "open"),
        (Path, "exists"),
        (Path, "is_dir"),
        (Path, "is_file"),
    ):
        patch.setattr(module, name, watched(getattr(module, name)))
    try:
        yield share
    finally:
        share.answer()
    assert share.asked_on_gui_thread == []
