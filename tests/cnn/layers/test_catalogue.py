"""A new layer is one class: what else belongs to it is asked for here, with the place where it goes."""

import ast
import importlib
import inspect
import pkgutil
from pathlib import Path

import pytest

from cnn import layers
from cnn.formats.python.own_layers import definitions
from cnn.layers import LAYERS, Layer, Opaque, Operation

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
        f"{layer.__module__} has {layer.__name__}, and LAYERS in cnn/layers/__init__.py lacks it: put it in its palette's place"
    )
    assert LAYERS.get(layer.__name__) is layer, place


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
