"""A network as a small picture without words: for lists of files and of published networks."""

from cnn.analysis import analyse
from cnn.graph import Graph
from cnn.pictures.drawing import Icon, Picture, Text
from cnn.pictures.moving import bounds_of, extent, moved, scaled, shifted
from cnn.pictures.picture import Look, theme_of
from cnn.pictures.png import write_png
from cnn.pictures.volumes import draw_volumes


def small_picture(graph: Graph, look: Look, width: int, height: int) -> bytes:
    """The network's volumes within so many pixels, as a PNG twice as fine; raises `FileError` where they can't be drawn."""
    drawn = draw_volumes(graph, analyse(graph), theme_of(look))
    solid = [shape for shape in drawn.shapes if not isinstance(shape, Text | Icon) and shape.fill]
    lowest = extent(solid)[3]  # below it stand words, and lines that tie them to layers
    seen = [shape for shape in drawn.shapes if not isinstance(shape, Text) and bounds_of(shape)[3] <= lowest]
    whole = moved(seen, theme_of(look).raised, 2.0, "")
    by = min(width / whole.width, height / whole.height, 1.0)
    x, y = (width - whole.width * by) / 2, (height - whole.height * by) / 2
    shapes = tuple(shifted(scaled(shape, by), x, y) for shape in whole.shapes)
    return write_png(Picture(width, height, whole.ground, shapes), "")
