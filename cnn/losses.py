"""Which loss suits a network: told from the recipe and from what the last layer gives out."""

from typing import Literal

from cnn.errors import RecipeError
from cnn.graph import Graph
from cnn.node import Node
from cnn.recipe import Recipe

Meaning = Literal["probabilities", "independent", "logits"]

#: layers that hand on what they get, as far as the meaning of an output goes
_PASSING = ("Flatten", "Reshape", "Dropout", "Identity")


def meaning_of(graph: Graph, output: str) -> Meaning:
    """What the numbers of an output are, told from the last layer that changes their meaning."""
    node = graph.nodes[output]
    while node.layer.class_name in _PASSING and node.inputs:
        node = graph.nodes[node.inputs[0]]
    meanings: dict[str, Meaning] = {"softmax": "probabilities", "sigmoid": "independent"}
    return meanings.get(_activation(node), "logits")


def loss_name(wanted: str, meaning: Meaning, units: int) -> str:
    """Keras's name of the loss for an output of that many numbers; raises `RecipeError` when the wanted one can't work."""
    if units == 1:
        if wanted in ("auto", "binary_crossentropy", "mean_squared_error"):
            return "binary_crossentropy" if wanted == "auto" else wanted
        raise RecipeError(f"The loss {wanted} needs one output per class; the network has a single one.",
                          'Use "auto" or binary_crossentropy.')  # fmt: skip
    if wanted != "auto":
        return wanted
    return "binary_crossentropy" if meaning == "independent" else "sparse_categorical_crossentropy"


def loss_for_mixed(name: str, units: int) -> str:
    """The loss that takes labels of several classes at once, as MixUp and CutMix make them; raises `RecipeError`."""
    if units == 1:
        raise RecipeError("MixUp and CutMix need one output per class; the network has a single one.",
                          "Leave them out, or give the last layer two units with softmax.")  # fmt: skip
    return "categorical_crossentropy" if name == "sparse_categorical_crossentropy" else name


def loss_class(name: str) -> str:
    """The name of the loss's class in Keras: `BinaryCrossentropy` for `binary_crossentropy`."""
    return "".join(part.capitalize() for part in name.split("_"))


def wants_one_hot(name: str, units: int) -> bool:
    """Whether its labels are rows of 0 and 1 instead of class numbers."""
    return units > 1 and name != "sparse_categorical_crossentropy"


def _activation(node: Node) -> str:
    if node.layer.class_name == "Softmax":
        return "softmax"
    return str(getattr(node.layer, "activation", "linear"))


def output_weights(graph: Graph, recipe: Recipe) -> list[float]:
    """How much each output weighs in the loss, in the outputs' order; 1 where the recipe says nothing.

    A weight for a layer that is not an output (any more) counts nothing.
    """
    weights = recipe.loss_weights
    return [weights.get(graph.nodes[output].name, 1.0) for output in graph.outputs]
