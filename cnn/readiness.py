"""What of a recipe can't work with a network, found before anything is started; the data is not looked at."""

from cnn.analysis import analyse
from cnn.augmentation import check, mixes
from cnn.graph import Graph
from cnn.losses import loss_for_mixed, loss_name, meaning_of
from cnn.recipe import Recipe
from cnn.transfer import stages


def require_ready(graph: Graph, recipe: Recipe) -> None:
    """Raises `RecipeError` when layers to freeze are not there, or an augmentation doesn't fit the images or the loss."""
    stages(graph, recipe)
    for node_id in graph.inputs:
        size = graph.nodes[node_id].layer.output_shape()
        if len(size) == 3 and None not in size:
            check(recipe.augmentation, size)
    if mixes(recipe.augmentation):
        for output in graph.outputs:
            shape = analyse(graph).nodes[output].output_shape or ()
            units = shape[-1] or 0 if shape else 1
            loss_for_mixed(loss_name(recipe.loss, meaning_of(graph, output), units), units)
