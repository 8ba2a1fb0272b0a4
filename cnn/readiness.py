"""What of a recipe can't work with a network, found before anything is started; the data is not looked at."""

from cnn.augmentation import check
from cnn.graph import Graph
from cnn.losses import asked
from cnn.recipe import Recipe
from cnn.transfer import stages


def require_ready(graph: Graph, recipe: Recipe) -> None:
    """Raises `RecipeError` for what can't work.

    Layers to freeze and outputs with a loss must be there; augmentation must fit images and loss, losses the outputs.
    """
    stages(graph, recipe)
    for node_id in graph.inputs:
        size = graph.nodes[node_id].layer.output_shape()
        if len(size) == 3 and None not in size:
            check(recipe.augmentation, size)
    asked(graph, recipe)
