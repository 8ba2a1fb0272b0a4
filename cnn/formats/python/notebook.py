"""Writes a project as a Jupyter notebook: the Python program in cells, each with a line that says what it does.

https://nbformat.readthedocs.io/en/latest/format_description.html
"""

import json
import re
from collections.abc import Sequence
from typing import Any

from cnn.datasets.task import Learned
from cnn.formats.python.writer import told, train_on_arrays, write_program
from cnn.project import Project

#: what stands above a part of the program, by how the part begins
_TITLES = {
    "import": "## What is needed",
    "from": "## What is needed",
    "@": "## What Keras lacks",
    "class": "## What Keras lacks",
    "def build": "## The network",
    "def take_weights": "## Weights to start from",
    "def take_imagenet": "## Weights to start from",
    "def stored_names": "## A file format",
    "def compile_model": "## How it learns",
    "def fitted": "## Images of the network's size",
    "def read_idx": "## A file format",
    "def read_image": "## A file format",
    "def page_count": "## A file format",
    "def deep_colours": "## A file format",
    "def arrays_to_train_on": "## The arrays of a file",
    "def with_axes": "## The arrays of a file",
    "def in_range": "## Values from 0 to 255",
    "def class_numbers": "## The classes",
    "def load_data": "## The dataset",
    "def train": "## Training",
}
#: the first of the plain imports, which stand together
_FIRST_IMPORT = r"(?<!import gzip\n)(?<!import math\n)(?<!import pathlib\n)(?<!import re\n)import (?:gzip|math|pathlib|re|sys)\n"
_LAST = """network = build()
{weights}network.summary()

# compile_model(network)"""
_TRAIN_OWN = """
# train(network, *load_data())"""


def write_notebook(project: Project, learned: Sequence[Learned] = ()) -> str:
    """A project as the JSON of a notebook (nbformat 4.5); raises `FileError` when its network can't be built."""
    learned = learned or told(project)
    program = write_program(project, learned).text
    title, *parts = _parts(program)
    arrays = [f"# {line}" for line in train_on_arrays('"data.npz"', project.graph, learned)]
    weights = "take_imagenet(network)\n" if "def take_imagenet" in program else ""
    last = _LAST.format(weights=weights) + (_TRAIN_OWN if "def load_data" in program else "\n" + "\n".join(arrays))
    cells = [_markdown(title.strip('"').split("Run it alone")[0].strip())]
    for part in parts:
        cells += [_markdown(_title(part)), _code(part)]
    cells += [_markdown("## Now"), _code(last)]
    document = {
        "cells": [{"id": f"cell-{number}", **cell} for number, cell in enumerate(cells)],
        "metadata": {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return json.dumps(document, indent=1, ensure_ascii=False) + "\n"


def _parts(program: str) -> list[str]:
    """The docstring, the imports, and each definition; what runs the program from a shell stays out."""
    beginnings = rf"(?m)^(?={_FIRST_IMPORT}|@|class (?!.*\n@)|def |if __name__)"
    parts = [part.strip("\n") for part in re.split(beginnings, program)]
    joined: list[str] = []
    for part in parts:
        if joined and joined[-1].startswith("@") and not re.search(r"(?m)^(class|def) ", joined[-1]):
            joined[-1] = f"{joined[-1]}\n{part}"
        elif part and not part.startswith("if __name__"):
            joined.append(part)
    if not any("sys." in part for part in joined):  # what runs the program from a shell alone needs it
        joined = [part.replace("import sys\n\n", "").replace("import sys\n", "") for part in joined]
    return joined


def _title(part: str) -> str:
    return next((title for beginning, title in _TITLES.items() if part.startswith(beginning)), "## A part of the network")


def _markdown(text: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "metadata": {}, "source": _lines(text)}


def _code(text: str) -> dict[str, Any]:
    return {"cell_type": "code", "execution_count": None, "metadata": {}, "outputs": [], "source": _lines(text)}


def _lines(text: str) -> list[str]:
    return text.splitlines(keepends=True)
