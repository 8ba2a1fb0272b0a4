"""Notebooks: valid nbformat 4, and their code builds the network."""

import json
from typing import Any

import pytest

from cnn.analysis import analyse
from cnn.formats.files import write_notebook
from cnn.presets import PRESETS
from cnn.project import Project


def code(notebook: dict[str, Any]) -> str:
    return "\n".join("".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "code")


@pytest.mark.slow
@pytest.mark.parametrize("name", PRESETS)
def test_valid_notebooks_with_whole_code(name: str) -> None:
    notebook = json.loads(write_notebook(Project(PRESETS[name].graph())))
    assert (notebook["nbformat"], notebook["nbformat_minor"]) == (4, 5)
    assert len({cell["id"] for cell in notebook["cells"]}) == len(notebook["cells"])
    for cell in notebook["cells"]:
        keys = {"id", "cell_type", "metadata", "source"}
        assert set(cell) == (keys | {"execution_count", "outputs"} if cell["cell_type"] == "code" else keys)
        if cell["cell_type"] == "code":
            compile("".join(cell["source"]), name, "exec")
    assert "sys.argv" not in code(notebook)


@pytest.mark.story
@pytest.mark.keras
@pytest.mark.parametrize("name", ["lenet5", "alexnet"])
def test_its_cells_build_the_network(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    graph = PRESETS[name].graph()
    found: dict[str, Any] = {}
    exec(code(json.loads(write_notebook(Project(graph)))), found)
    assert found["network"].count_params() == analyse(graph).total_params
    capsys.readouterr()
