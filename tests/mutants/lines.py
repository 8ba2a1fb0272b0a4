"""A plugin for pytest: writes down which lines of some files the tests reach.

LAYERLOOM_LINES_OF are the files, LAYERLOOM_LINES_TO is the JSON file that is written: file → lines.
"""

import json
import os
import sys
import threading
from pathlib import Path
from types import FrameType
from typing import Any

_files = {str(Path(name).resolve()): name for name in os.environ["LAYERLOOM_LINES_OF"].split(os.pathsep)}
_reached: dict[str, set[int]] = {name: set() for name in _files.values()}


def _called(frame: FrameType, event: str, argument: object) -> Any:
    name = _files.get(frame.f_code.co_filename)
    if name is None:
        return None
    reached = _reached[name]
    reached.add(frame.f_lineno)

    def follow(frame: FrameType, event: str, argument: object) -> Any:
        reached.add(frame.f_lineno)
        return follow

    return follow


threading.settrace(_called)
sys.settrace(_called)


def pytest_unconfigure() -> None:
    """When all tests are over."""
    sys.settrace(None)
    to = Path(os.environ["LAYERLOOM_LINES_TO"])
    before = json.loads(to.read_text()) if to.exists() else {}
    to.write_text(json.dumps({name: sorted(lines | {*before.get(name, ())}) for name, lines in _reached.items()}))
