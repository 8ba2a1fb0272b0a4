"""Programs and notebooks are run as their readers run them; what imports something else than a network needs isn't run."""

import json
from pathlib import Path
from typing import Any

import pytest

from cnn.worker.proofs.programs import network_of_notebook, network_of_program

ALONE = {"alone": True, "read": False}
PROGRAM = """
import sys
def build():
    return "built"
def compile_model(network):
    compiled.append(network)
compiled = []
if __name__ == "__main__":
    network = f"run with {len(sys.argv)} argument"
"""


def program(folder: Path, text: str) -> Path:
    (folder / "net.py").write_text(text)
    return folder / "net.py"


def notebook(folder: Path, *cells: str) -> Path:
    code = [
        {"cell_type": "code", "execution_count": None, "outputs": [], "source": cell.splitlines(keepends=True)} for cell in cells
    ]
    text = {"cell_type": "markdown", "source": ["## Words"]}
    (folder / "net.ipynb").write_text(json.dumps({"cells": [text, *code], "nbformat": 4}))
    return folder / "net.ipynb"


def test_a_program_is_run_as_from_a_terminal(tmp_path: Path) -> None:
    assert network_of_program(program(tmp_path, PROGRAM), ALONE) == "run with 1 argument"


def test_one_that_would_take_what_is_not_here_only_builds(tmp_path: Path) -> None:
    assert network_of_program(program(tmp_path, PROGRAM), {**ALONE, "alone": False}) == "built"


@pytest.mark.parametrize("line", ["import cnn.errors", "from gui import app", "from . import x", "    import requests as np"])
def test_what_no_written_program_imports_is_not_run(tmp_path: Path, line: str) -> None:
    text = f"def build():\n    pass\n{line}\n" if line[0] != " " else f"def build():\n{line}\n"
    for ask, path in ((network_of_program, program(tmp_path, text)), (network_of_notebook, notebook(tmp_path, "1 / 0", text))):
        with pytest.raises(ValueError, match="which no program written here does"):
            ask(path, ALONE)


def test_the_data_of_a_program_is_read_where_it_is_here(tmp_path: Path) -> None:
    path = program(tmp_path, PROGRAM + "\ndef load_data():\n    return [], []\n")
    assert network_of_program(path, ALONE)
    with pytest.raises(ValueError, match="it reads no images"):
        network_of_program(path, {**ALONE, "read": True})


def test_what_the_cells_of_a_notebook_print_is_kept(tmp_path: Path) -> None:
    path = notebook(
        tmp_path, "def compile_model(_): print('not kept')", "x = 1", "print('two', x + 1)\nprint('lines')\nnetwork = x"
    )
    assert network_of_notebook(path, ALONE) == 1
    document: dict[str, Any] = json.loads(path.read_text())
    code = [cell for cell in document["cells"] if cell["cell_type"] == "code"]
    assert [cell["execution_count"] for cell in code] == [1, 2, 3]
    assert [cell["outputs"] for cell in code[:2]] == [[], []]
    assert code[2]["outputs"] == [{"name": "stdout", "output_type": "stream", "text": ["two 2\n", "lines\n"]}]


def test_a_notebook_whose_weights_are_not_here_is_run_without_them(tmp_path: Path) -> None:
    cells = ("def compile_model(_): pass", "def take_imagenet(_): 1 / 0", "network = 'built'\ntake_imagenet(network)")
    with pytest.raises(ZeroDivisionError):
        network_of_notebook(notebook(tmp_path, *cells), ALONE)
    assert network_of_notebook(notebook(tmp_path, *cells), {**ALONE, "alone": False}) == "built"


def test_a_notebook_that_fails_stays_as_it_was(tmp_path: Path) -> None:
    path = notebook(tmp_path, "print('begun')", "1 / 0")
    before = path.read_text()
    with pytest.raises(ZeroDivisionError):
        network_of_notebook(path, ALONE)
    assert path.read_text() == before
