"""What PySide6 does to `import` does not stay: in a process of its own, since the tests have PySide6 already."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CODE = """
import builtins
own = builtins.__import__
import gui
assert "PySide6.QtCore" in __import__("sys").modules
assert builtins.__import__ is own
import linecache, gui.style.number_colours
assert not [name for name in linecache.cache if name.endswith("number_colours.py")], "its source was read"
"""


@pytest.mark.slow
def test_python_s_own_import_stays() -> None:
    subprocess.run([sys.executable, "-c", CODE], cwd=ROOT, check=True, timeout=280)
