"""A project → a picture of its network that carries it: in a style, in light or dark colours, as SVG, PNG or PDF."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

from cnn.analysis import analyse
from cnn.analysis.hiding import hiding
from cnn.errors import FileError
from cnn.layout.direction import COLUMNS, USUAL_PAGE, Page, direction_of
from cnn.layout.folding import usually_folded
from cnn.pictures.carried import carried
from cnn.pictures.colours import DARK, LIGHT, Theme
from cnn.project import Project
from cnn.words.language import tr

if TYPE_CHECKING:
    from cnn.pictures.drawing import Picture

Style = Literal["canvas", "volumes", "blocks"]
Look = Literal["light", "dark"]
Fold = Literal["as shown", "folded", "all"]
STYLES: tuple[Style, ...] = get_args(Style)
LOOKS: tuple[Look, ...] = get_args(Look)


@dataclass(frozen=True)
class Wishes:
    """How a network is to be drawn.

    `fold` says which groups of a canvas are folded: those of the project, every one, or none; `only` names the nodes that are
    drawn, where it is a part, `hidden` those whose numbers are not. The whole network is inside in any case. A canvas that fills
    a `page` runs in columns, or in lines where it runs to the right; without one it runs downwards in one column.
    """

    style: Style = "canvas"
    look: Look = "light"
    fold: Fold = "as shown"
    only: tuple[str, ...] = ()
    page: Page | None = None
    hidden: tuple[str, ...] = ()


def draw(project: Project, wishes: Wishes | None = None) -> "Picture":
    """The picture of a project's network; raises `FileError` for one that can't be drawn like that."""
    wishes = wishes or Wishes()
    graph, theme = project.graph, theme_of(wishes.look)
    if not graph.nodes:
        raise FileError(tr("There is nothing to draw: the network has no layers."), tr("Add a layer first."))
    analysis = hiding(analyse(graph), wishes.hidden)
    if wishes.style == "blocks":
        from cnn.pictures.blocks import draw_blocks

        return draw_blocks(graph, analysis, theme)
    if wishes.style == "volumes":
        from cnn.pictures.volumes import draw_volumes

        return draw_volumes(graph, analysis, theme)
    from cnn.pictures.canvas import draw_canvas

    direction = direction_of(project.direction)
    if wishes.page is not None and not direction.lined:
        direction = COLUMNS
    folded = _folded(project, wishes.fold)
    return draw_canvas(graph, analysis, theme, folded, wishes.only, direction, wishes.page or USUAL_PAGE)


def write_picture(project: Project, suffix: str, wishes: Wishes | None = None) -> bytes:
    """The picture as a file of that kind, with the project inside; raises `FileError`."""
    return write(draw(project, wishes), suffix, carried(project))


def write(picture: "Picture", suffix: str, inside: str) -> bytes:
    """A picture as a file of that kind that carries a text."""
    return _writer(suffix)(picture, inside)


def remark(project: Project, suffix: str, wishes: Wishes | None = None) -> str:
    """What is to be said of the picture as that kind of file, if anything: letters that no font here has.

    An SVG is shown with the fonts of whoever looks at it.
    """
    if suffix == ".svg":
        return ""
    from cnn.pictures.drawing import Text
    from cnn.pictures.fonts import letters

    return letters.remark((shape.text for shape in draw(project, wishes).shapes if isinstance(shape, Text)), suffix)


def theme_of(look: Look) -> Theme:
    """The colours of a look."""
    return DARK if look == "dark" else LIGHT


def _folded(project: Project, fold: Fold) -> frozenset[str]:
    if fold == "as shown" and project.folded is not None:
        return frozenset(project.folded)
    groups = {"folded": frozenset(project.graph.groups), "all": frozenset[str]()}
    return groups.get(fold, usually_folded(project.graph))


def _writer(suffix: str) -> "Callable[[Picture, str], bytes]":
    if suffix == ".svg":
        from cnn.pictures.svg import write_svg

        return write_svg
    if suffix == ".png":
        from cnn.pictures.png import write_png

        return write_png
    from cnn.pictures.pdf import write_pdf

    return write_pdf
