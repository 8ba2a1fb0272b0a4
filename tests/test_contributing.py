"""What CONTRIBUTING.md and README's map tell is so: the examples are the code of today, and what they name is there."""

import ast
import re
from pathlib import Path

import pytest

from cnn.analysis import analyse
from cnn.presets.preset import Preset

ROOT = Path(__file__).parent.parent
GUIDE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
MAP = (ROOT / "README.md").read_text(encoding="utf-8").partition("## Map of the code")[2].partition("\n## ")[0]
NEW_PRESET, *EXAMPLES = re.findall(r"```python\n(.*?)```", GUIDE, re.DOTALL)
#: where the code of each example stands
PLACES = (
    "cnn/layers/normalization.py",
    "cnn/datasets/mnist.py",
    "cnn/datasets/named.py",
    "cnn/formats/files.py",
    "gui/window/panels.py",
)


@pytest.mark.parametrize(("example", "place"), [*zip(EXAMPLES, PLACES, strict=True)], ids=PLACES)
def test_an_example_is_the_code_as_it_is(example: str, place: str) -> None:
    code = ast.parse((ROOT / place).read_text(encoding="utf-8"))
    there = {ast.dump(node) for node in ast.walk(code) if isinstance(node, ast.stmt | ast.Call)}
    shown = [part.value if isinstance(part, ast.Expr) else part for part in ast.parse(example).body]
    assert [ast.unparse(part) for part in shown if ast.dump(part) not in there] == []


def test_the_preset_that_is_shown_works_and_has_the_count_that_is_told() -> None:
    made: dict[str, object] = {}
    exec(NEW_PRESET, made)  # our own page
    presets = made["PRESETS"]
    assert isinstance(presets, tuple)
    (preset,) = presets
    assert isinstance(preset, Preset)
    count = analyse(preset.graph()).total_params
    assert f'"{preset.name}": {count:_}' in GUIDE


@pytest.mark.parametrize("text", [GUIDE, MAP], ids=["CONTRIBUTING", "README's map"])
def test_every_path_that_is_named_is_there(text: str) -> None:
    prose = re.sub(r"```.*?```", "", text, flags=re.DOTALL)
    paths = re.findall(r"`((?:cnn|gui|tests|assets|layerloom|\.ci)/[\w./]*|main\.py)`", prose)
    modules = [name.replace(".", "/") for name in re.findall(r"`((?:cnn|gui|tests)(?:\.\w+)+)`", prose)]
    assert len(paths) > 5
    paths = [path for path in paths if "NAME" not in path]
    own = ("cnn/presets/allcnn.py", "layerloom/app")  # which whoever reads it is to write, and setup.py makes
    assert [path for path in paths if not (ROOT / path).exists() and path not in own] == []
    assert [module for module in modules if not _is_there(module)] == []


def _is_there(module: str) -> bool:
    """Whether it is a module, a folder or a name in one."""
    path = ROOT / module
    return path.is_dir() or path.with_suffix(".py").exists() or path.parent.is_dir() or path.parent.with_suffix(".py").exists()


@pytest.mark.parametrize("top", ["cnn", "gui"])
def test_the_map_has_every_folder_and_module(top: str) -> None:
    """Each stands in the left column, by its name alone."""
    table = MAP.partition(f"| `{top}/` |")[2].partition("\n\n")[0]
    left = re.findall(r"`([\w./]+)`", " ".join(line.split("|")[1] for line in table.splitlines() if line.count("|") >= 3))
    named = {name.rstrip("/") for name in left}
    there = {path.name for path in (ROOT / top).iterdir() if path.name not in ("__init__.py", "__pycache__")}
    assert there - named == set()
    assert [name for name in named - there if not any((ROOT / top).rglob(name))] == []
