"""The definitions of what Keras lacks, layers above all, as Python source that exported programs carry."""

import ast
import re
from collections.abc import Sequence
from importlib.resources import files

from cnn.graph import Graph

#: where the files are that need nothing but Keras; they are read here, never imported
_FOLDER = ("worker", "model")


def own_classes(graph: Graph) -> list[str]:
    """The names of the classes in a network that Keras lacks."""
    return sorted({node.layer.class_name for node in graph.nodes.values() if node.layer.registered_name})


def own_definitions(graph: Graph) -> list[str]:
    """The source of those classes."""
    return definitions("custom_layers", own_classes(graph))


def definitions(module: str, names: Sequence[str]) -> list[str]:
    """The source of some classes of a module of the worker, in their order there; raises LookupError for one it lacks."""
    if not names:
        return []
    source = files("cnn").joinpath(*_FOLDER, f"{module}.py").read_text(encoding="utf-8")
    classes = [item for item in ast.parse(source).body if isinstance(item, ast.ClassDef) and item.name in names]
    if missing := set(names) - {item.name for item in classes}:  # a program must never name what it does not define
        raise LookupError(f"cnn/worker/model/{module}.py has no class {', '.join(sorted(missing))}")
    return [_text(source, item) for item in classes]


def _text(source: str, item: ast.ClassDef) -> str:
    """A class with its decorators, without comments that are for our own type checker."""
    first = min([item.lineno, *(decorator.lineno for decorator in item.decorator_list)])
    lines = source.splitlines()[first - 1 : item.end_lineno]
    return re.sub(r"  # type: ignore\[[\w-]+\]", "", "\n".join(lines))
