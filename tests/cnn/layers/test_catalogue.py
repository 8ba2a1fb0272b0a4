"""A new layer is one class: what else belongs to it is asked for here, with the place where it goes."""

import ast
import importlib
import inspect
import pkgutil
import subprocess
import sys
from pathlib import Path

import pytest

from cnn import layers
from cnn.formats.python.own_layers import definitions
from cnn.layers import LAYERS, Layer, Opaque, Operation
from cnn.layers.catalogue import INTERNAL, TABLE

ROOT = Path(layers.__file__).parents[2]
MODULES = [importlib.import_module(f"cnn.layers.{found.name}") for found in pkgutil.iter_modules(layers.__path__)]
TWINS = Path(layers.__file__).parents[1] / "worker" / "model" / "custom_layers.py"


def concrete() -> list[type[Layer]]:
    """Every class of the catalogue's files that stands for a layer: those with a family, that no other is made from."""
    found = [
        item
        for module in MODULES
        for _, item in inspect.getmembers(module, inspect.isclass)
        if issubclass(item, Layer) and item.__module__ == module.__name__
    ]
    bases = {base for item in found for base in item.__bases__}
    return [item for item in found if item not in bases and item.family and not issubclass(item, Opaque | Operation)]


def test_there_are_layers_to_look_at() -> None:
    assert len(concrete()) > 80


@pytest.mark.parametrize("layer", concrete(), ids=lambda layer: layer.__name__)
def test_every_class_stands_in_the_list(layer: type[Layer]) -> None:
    place = (
        f"{layer.__module__} has {layer.__name__}, and TABLE in cnn/layers/catalogue.py lacks it: put it in its palette's place"
    )
    assert LAYERS.get(layer.__name__) is layer, place


@pytest.mark.parametrize("name", LAYERS)
def test_the_list_says_of_a_class_what_the_class_says(name: str) -> None:
    (rows,) = (rows for rows in TABLE if name in rows.names)
    kind = LAYERS[name]
    told = rows.family, f"cnn.layers.{rows.module}", name in INTERNAL
    assert told == (kind.family, kind.__module__, kind.is_internal())


def test_what_is_imported_by_name_is_in_the_list() -> None:
    """`from cnn.layers import …`: what mypy sees there and what Python gives are the same."""
    tree = ast.parse(Path(layers.__file__).read_text(encoding="utf-8"))
    seen = next(item for item in tree.body if isinstance(item, ast.If) and ast.unparse(item.test) == "TYPE_CHECKING")
    names = [(f"{item.module}", name.name) for item in seen.body if isinstance(item, ast.ImportFrom) for name in item.names]
    assert {name for _, name in names} >= set(LAYERS)
    for module, name in names:
        assert getattr(layers, name) is getattr(importlib.import_module(module), name)


def test_names_and_families_are_known_before_any_class_is_built() -> None:
    code = (
        "import sys; from cnn.layers.catalogue import offered; found = dict(offered()); import cnn.layers; "
        "print(found['Conv2D'], len(found), 'cnn.layers.convolution' in sys.modules)"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT).stdout
    assert told.split() == ["Convolution", str(len(LAYERS) - len(INTERNAL)), "False"]


def test_a_network_for_images_needs_no_class_of_sequences_and_volumes() -> None:
    """LeNet-5 is the first that the window draws; what it does not have is not built for it."""
    code = (
        "import sys; from cnn.presets import PRESETS; PRESETS['lenet5'].graph(); "
        "print(*(module for module in sys.modules if module.startswith('cnn.layers.')))"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT).stdout.split()
    assert "cnn.layers.pooling" in told
    others = "adaptive_pooling", "pooling_1d_3d", "preprocessing", "normalization", "upsampling"
    assert not {f"cnn.layers.{name}" for name in others} & set(told)


OWN = [layer for layer in LAYERS.values() if layer.registered_name]


@pytest.mark.parametrize("layer", OWN, ids=lambda layer: layer.__name__)
def test_what_keras_lacks_has_a_keras_twin(layer: type[Layer]) -> None:
    classes = {item.name for item in ast.parse(TWINS.read_text(encoding="utf-8")).body if isinstance(item, ast.ClassDef)}
    assert layer.__name__ in classes, f"its Keras class belongs into {TWINS.name}"
    assert layer.registered_name == f"layerloom>{layer.__name__}"
    (source,) = definitions("custom_layers", [layer.__name__])
    assert f"class {layer.__name__}(" in source


def test_a_program_never_names_what_it_does_not_define() -> None:
    with pytest.raises(LookupError, match=r"custom_layers\.py has no class Mystery"):
        definitions("custom_layers", ["Mystery", "StochasticPooling2D"])
