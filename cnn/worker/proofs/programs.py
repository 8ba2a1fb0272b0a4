"""A Python program or a notebook that was just written is run as whoever gets it runs it; then its network is asked.

Only what Layerloom has written itself comes here. Names and numbers in it may be a stranger's all the same, so one that imports
what no written program does isn't run.
"""

import ast
import contextlib
import io
import json
import runpy
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from cnn.words.language import tr

Job = Mapping[str, Any]

#: what a written program imports beside what comes with Python
IMPORTS = ("PIL", "h5py", "keras", "mlxtend", "numpy", "pillow_heif", "tensorflow", "tifffile")


def network_of_program(path: Path, job: Job) -> Any:
    """The network that a program builds, run as from a terminal; raises what the program raises."""
    _require_known(path.read_text(encoding="utf-8"))
    arguments = sys.argv
    sys.argv = [path.name]
    try:
        with contextlib.redirect_stdout(io.StringIO()), contextlib.chdir(path.parent):
            names = runpy.run_path(str(path), run_name="__main__" if job["alone"] else "program")
            return _tried(names, job)
    finally:
        sys.argv = arguments


def network_of_notebook(path: Path, job: Job) -> Any:
    """The network that a notebook builds, all its cells run in their order; what they print is kept in the file."""
    notebook = json.loads(path.read_text(encoding="utf-8"))
    cells = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    for cell in cells:
        _require_known("".join(cell["source"]))
    names: dict[str, Any] = {"__name__": "__main__"}
    for number, cell in enumerate(cells, start=1):
        if not job["alone"] and "take_imagenet" in names:
            names["take_imagenet"] = lambda _: None
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed), contextlib.chdir(path.parent):
            exec(compile("".join(cell["source"]), tr("cell {0} of {1}", number, path.name), "exec"), names)
        cell["execution_count"], cell["outputs"] = number, _outputs(printed.getvalue())
    with contextlib.redirect_stdout(io.StringIO()):
        network = _tried(names, job)
    path.write_text(json.dumps(notebook, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return network


def _outputs(printed: str) -> list[dict[str, Any]]:
    """As a notebook keeps what a cell printed. https://nbformat.readthedocs.io/en/latest/format_description.html"""
    return [{"name": "stdout", "output_type": "stream", "text": printed.splitlines(keepends=True)}] if printed else []


def _tried(names: Mapping[str, Any], job: Job) -> Any:
    """The network among the names of a program that was run, compiled; its data read, where that is here."""
    if job["read"] and "load_data" in names and not len(names["load_data"]()[0]):
        raise ValueError("it reads no images")
    network = names["network"] if "network" in names else names["build"]()
    names["compile_model"](network)
    return network


def _require_known(source: str) -> None:
    """Raises `ValueError` for a program that imports what none does."""
    for node in ast.walk(ast.parse(source)):
        found = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom):
            found = [f"{'.' * node.level}{node.module or ''}"]
        for name in found:
            root = name.partition(".")[0]
            if root not in IMPORTS and root not in sys.stdlib_module_names:
                raise ValueError(f"it imports {name[:80]}, which no program written here does")
