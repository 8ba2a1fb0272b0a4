"""Where a network can be cut so that what lies before is computed once for every image and kept, because it never changes.

That is so where nothing before the cut learns, draws at random, or gathers statistics, and where images come in the same in every
epoch. https://keras.io/guides/transfer_learning/ ("feature extraction")
"""

from dataclasses import dataclass
from math import prod

from cnn.analysis import Analysis
from cnn.layers import Input, Layer, Operation
from cnn.plan.stages import Stage, trainable_layers
from cnn.recipe import Recipe
from cnn.words.language import tr
from cnn.words.lists import told_of

#: of all multiply-accumulates, the part that lies before the cut; with less it is not worth the disk
LEAST_SHARE = 0.2
#: epochs of a stage that are still to come; computing features is one of them
LEAST_EPOCHS = 2
#: bytes of the numbers that are kept
NUMBER_BYTES = 4


@dataclass(frozen=True)
class Cut:
    """A node whose output stands for the image: its id, how many layers with weights lie before, how many numbers it gives,
    and the multiply-accumulates for one image that are saved."""

    node: str
    layers: int
    numbers: int
    macs: int

    def bytes_for(self, images: int) -> int:
        """What keeping it for so many images takes on the disk."""
        return self.numbers * NUMBER_BYTES * images


def cut_of(analysis: Analysis, stage: Stage, recipe: Recipe) -> tuple[Cut | None, str]:
    """The last place at which a network can be cut in a stage; or nothing, and why, where somebody might expect it.

    >>> from cnn.analysis import analyse
    >>> from cnn.plan.stages import stages
    >>> from cnn.presets import PRESETS
    >>> graph, recipe = PRESETS["vgg11"].graph((64, 64, 3), 5), Recipe(freeze_until="flatten", epochs=3)
    >>> cut, _ = cut_of(analyse(graph), stages(graph, recipe)[0], recipe)
    >>> graph.nodes[cut.node].name, cut.layers, cut.numbers
    ('flatten', 8, 2048)
    """
    if not any(not node.trainable for node in analysis.graph.nodes.values()) and not stage.frozen:
        return None, ""
    found, obstacle = _last_cut(analysis, stage)
    if found is None or found.macs < LEAST_SHARE * (analysis.macs or found.macs):
        return None, tr("The frozen layers are computed anew in every epoch: {0}.", obstacle) if obstacle else ""
    if recipe.augmentation:
        return None, tr("The frozen layers are computed anew in every epoch: augmentation changes the images each time.")
    return found, ""


def _last_cut(analysis: Analysis, stage: Stage) -> tuple[Cut | None, str]:
    graph = analysis.graph
    learns = trainable_layers(graph, stage)
    if len(graph.inputs) != 1:
        return None, ""
    settled: set[str] = set()  # nodes whose output is the same in every epoch
    obstacle = ""
    found: str | None = None
    for node_id in graph.order:
        node = graph.nodes[node_id]
        if not settled.issuperset(node.inputs):
            continue
        owner = graph.nodes[node.shares or node_id]
        frozen = not learns.get(owner.name, False)
        weighty = any(weight.trainable for weight in analysis.nodes[node_id].weights)
        if weighty and not frozen:
            continue
        if reason := _unsettled(node.layer, frozen=frozen):
            obstacle = obstacle or told_of(node.name, reason)
            continue
        settled.add(node_id)
    for node_id in graph.order:
        if node_id in settled and _stands_alone(analysis, node_id, settled):
            found = node_id
    if found is None:
        return None, obstacle
    before = graph.ancestors(found)
    shape = analysis.nodes[found].output_shape or ()
    macs = sum(analysis.nodes[item].macs or 0 for item in before)
    layers = sum(bool(analysis.nodes[item].weights) for item in before)
    return Cut(found, layers, prod(size or 0 for size in shape), macs), obstacle


def _stands_alone(analysis: Analysis, node_id: str, settled: set[str]) -> bool:
    """Whether all that the rest of the network reads of what lies before a node comes through it."""
    graph = analysis.graph
    node, shape = graph.nodes[node_id], analysis.nodes[node_id].output_shape
    shared = node.shares is not None or any(other.shares == node_id for other in graph.nodes.values())
    if isinstance(node.layer, Input | Operation) or shared or shape is None or None in shape or node_id in graph.outputs:
        return False
    before = set(graph.ancestors(node_id))
    if not before <= settled or not before.isdisjoint(graph.outputs):
        return False
    return all(set(graph.consumers[item]) <= before for item in before if item != node_id)


def _unsettled(layer: Layer, *, frozen: bool) -> str:
    """Why a layer does not give the same in every epoch; "" where it does."""
    if layer.training_only or "seed" in layer.argument_names:
        return tr("draws at random while training")
    if layer.class_name == "BatchNormalization" and not frozen:
        return tr("gathers statistics while training")
    if layer.class_name in ("SpectralNormalization", "TimeDistributed"):
        return tr("may change while training")
    return ""
