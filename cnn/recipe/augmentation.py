"""What happens to training images before the network sees them: a list of Keras's random image layers, as plain values.

The layers are those of the catalogue, so they have the same forms and the same checks. As text they are written as in Python:
`RandomFlip(mode="horizontal"), RandomRotation(factor=0.1)`. https://keras.io/api/layers/preprocessing_layers/image_augmentation/
"""

import ast
from collections.abc import Iterable
from itertools import takewhile
from typing import Annotated, Any

from pydantic import BeforeValidator, PlainSerializer

from cnn.errors import ArgumentError, LayerloomError, RecipeError, RefusedValueError, brief
from cnn.layers import LAYERS, Layer, create
from cnn.shapes import Shape, spell
from cnn.words.language import marked, tr
from cnn.words.lists import COMMA, listed
from cnn.words.spelling import guess, understood

#: every layer that may stand in the list, in palette order; Resizing gives RandomCrop something to cut from
AUGMENTATIONS = LAYERS.of(
    "augmentation", "colours", also=("Resizing",), but=("AutoContrast", "ContrastLimitedAdaptiveHistogramEqualization")
)
#: other words for them: without "random", and what else people say
_WORDS = {
    **{name.removeprefix("Random"): name for name in AUGMENTATIONS if name.startswith("Random")},
    "rotate": "RandomRotation", "shift": "RandomTranslation", "translate": "RandomTranslation", "jitter": "RandomColorJitter",
    "blur": "RandomGaussianBlur", "cutout": "RandomErasing", "resize": "Resizing", "solarize": "Solarization",
    "posterize": "RandomPosterization", "gray": "RandomGrayscale", "sharpen": "RandomSharpness",
    "elastic": "RandomElasticTransform",
}  # fmt: skip
#: more layers than this nobody means
MOST = 64


def parse(text: str) -> tuple[Layer, ...]:
    """The layers that a text names, written as in Python; nothing of it is executed. Raises `ArgumentError`."""
    if not text.strip():
        return ()
    try:
        tree = ast.parse(f"[{text}]", mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise ArgumentError(tr("{0} is not a list of layers.", brief(text)), tr(_EXAMPLE)) from None
    return tuple(_parse_layer(item) for item in _items(tree))


def _items(tree: ast.expr) -> list[ast.expr]:
    """The layers of a list, also of one that stands in brackets or in a Sequential of its own; `None` is no layer."""
    items = tree.elts if isinstance(tree, ast.List | ast.Tuple) else [tree]
    if len(items) != 1:
        return items
    only = items[0]
    if isinstance(only, ast.List | ast.Tuple):
        return _items(only)
    if isinstance(only, ast.Call) and ast.unparse(only.func).endswith("Sequential") and len(only.args) == 1:
        return _items(only.args[0])
    return [] if ast.unparse(only).lower() in ("none", "off") else items


def named(word: str) -> str:
    """The layer's name for a word: `RandomFlip` for `flip`, `random_flip` or `randomflip`. Raises `ArgumentError`."""
    name = understood(word, AUGMENTATIONS, _WORDS)
    if name is not None:
        return name
    hint = guess(word, AUGMENTATIONS, _WORDS) or tr("Use {0}.", listed(AUGMENTATIONS))
    if word in LAYERS:
        raise ArgumentError(tr("{0} doesn't change images at random.", word), tr("Use {0}.", listed(AUGMENTATIONS)))
    raise ArgumentError(tr("There is no augmentation {0}.", brief(word)), hint)


def positional(layer: type[Layer]) -> tuple[str, ...]:
    """The arguments that may be given without their names, in Keras's order."""
    own = (name for name in layer.model_fields if name not in ("dtype", "data_format", "seed"))
    return tuple(takewhile(lambda name: name != "fill_value", own))


def spelled(layers: Iterable[Layer]) -> str:
    """The text that `parse` reads."""
    return COMMA.join(f"{layer.class_name}({_arguments(layer)})" for layer in layers)


def read(value: Any) -> tuple[Layer, ...]:
    """The list from text, from a project file, or as it is; raises `ArgumentError`."""
    if isinstance(value, str):
        return _allowed(parse(value))
    if not isinstance(value, list | tuple):
        raise ArgumentError(tr("{0} is not a list of layers.", brief(value)), tr(_EXAMPLE))
    if len(value) > MOST:
        raise ArgumentError(tr("An augmentation has at most {0} layers; this has {1}.", MOST, len(value)))
    return _allowed(tuple(_read_layer(item) for item in value))


def write(layers: Iterable[Layer]) -> list[dict[str, Any]]:
    """The list as plain values for a project file."""
    found = ((layer.class_name, layer.changed()) for layer in layers)
    return [{"class_name": name, **({"config": config} if config else {})} for name, config in found]


def _read_or_refuse(value: Any) -> tuple[Layer, ...]:
    try:
        return read(value)
    except LayerloomError as error:
        raise RefusedValueError(error.message, error.hint, whole=True) from error


#: the type of a recipe's field
Augmentations = Annotated[tuple[Layer, ...], BeforeValidator(_read_or_refuse), PlainSerializer(write)]


def mixes(layers: Iterable[Layer]) -> bool:
    """Whether images are mixed with each other, so that labels become shares of classes."""
    return any(layer.class_name in ("MixUp", "CutMix") for layer in layers)


def check(layers: Iterable[Layer], size: Shape) -> None:
    """Raises `RecipeError` unless images of that size can go through all layers and come out at the same size."""
    shape = size
    for layer in layers:
        if layer.value("data_format") != "channels_last":
            raise RecipeError(
                tr("{0} wants channels first; images here have them last.", layer.class_name),
                tr('Set its data_format to "channels_last".'),
            )
        try:
            shape = layer.output_shape(shape)
        except LayerloomError as error:
            raise RecipeError(tr("Augmentation: {0}", error.message), error.hint) from error
    if shape != size:
        hint = tr("Let the last RandomCrop or Resizing give {0}, or set the Input layer to {1}.", spell(size), spell(shape))
        raise RecipeError(tr("The augmentation gives images of {0}; the network takes {1}.", spell(shape), spell(size)), hint)


# ---------------------------------------------------------------------- inside

_EXAMPLE = marked('Write it like this: RandomFlip(mode="horizontal"), RandomRotation(factor=0.1)')


def _parse_layer(item: ast.expr) -> Layer:
    call = item if isinstance(item, ast.Call) else ast.Call(item, [], [])
    module, _, word = ast.unparse(call.func).rpartition(".")
    if not word.isidentifier() or module not in ("", "layers", "keras.layers", "tf.keras.layers"):
        raise ArgumentError(tr("{0} is not a layer.", brief(ast.unparse(item))), tr(_EXAMPLE))
    name = named(word)
    places = positional(AUGMENTATIONS[name])
    if len(call.args) > len(places) or any(keyword.arg is None for keyword in call.keywords):
        raise ArgumentError(tr("{0} takes {1} without their names; the others need them.", name, _listed(places)), tr(_EXAMPLE))
    keywords = [*(ast.keyword(place, value) for place, value in zip(places, call.args, strict=False)), *call.keywords]
    names = [str(keyword.arg) for keyword in keywords]
    if twice := next((argument for argument in names if names.count(argument) > 1), ""):
        raise ArgumentError(tr("{0} has the argument {1} twice.", name, twice), tr(_EXAMPLE))
    return create(name, {str(keyword.arg): _parse_value(name, keyword) for keyword in keywords})


def _listed(names: tuple[str, ...]) -> str:
    return listed(names) if names else "no arguments"


def _parse_value(name: str, keyword: ast.keyword) -> Any:
    """A number, text, True, False, None, or a list of them; a bare word stands for itself."""
    if isinstance(keyword.value, ast.Name):
        return keyword.value.id
    try:
        value = ast.literal_eval(keyword.value)
    except (ValueError, TypeError, RecursionError, MemoryError):
        raise ArgumentError(tr("{0}: {1} is not a plain value.", name, keyword.arg), tr(_EXAMPLE)) from None
    return list(value) if isinstance(value, tuple) else value


def _read_layer(item: Any) -> Layer:
    if isinstance(item, Layer):
        return item
    if isinstance(item, dict) and isinstance(item.get("class_name"), str) and isinstance(item.get("config", {}), dict):
        return create(item["class_name"], item.get("config", {}))
    raise ArgumentError(tr("{0} is not a layer.", brief(item)), tr(_EXAMPLE))


def _allowed(layers: tuple[Layer, ...]) -> tuple[Layer, ...]:
    for layer in layers:
        if layer.class_name not in AUGMENTATIONS:
            raise ArgumentError(
                tr("{0} doesn't change images at random.", layer.class_name), tr("Use {0}.", listed(AUGMENTATIONS))
            )
    if len(layers) > MOST:
        raise ArgumentError(tr("An augmentation has at most {0} layers; this has {1}.", MOST, len(layers)))
    return layers


def _arguments(layer: Layer) -> str:
    return COMMA.join(f"{name}={layer.value(name)!r}" for name in layer.changed())
