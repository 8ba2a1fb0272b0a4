"""A node on the canvas: where it stands and what it says."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, QRectF, Qt

from cnn.analysis import NodeAnalysis, Problem
from cnn.graph import Node
from cnn.layout.arrange import NODE_HEIGHT, NODE_WIDTH, Point
from cnn.layout.direction import DOWN, Direction
from cnn.layout.folding import Box, Group
from cnn.pictures import cards
from cnn.pictures.cards import INDENT, LINE, MARGIN, NAME_INDENT, Words, without_name
from gui.canvas.scene.node_picture import NodePicture
from gui.canvas.scene.paint_style import LARGE_INDENT, PaintStyle

#: the picture under a card: its height, and how far from the card it stands
PICTURE_HEIGHT, PICTURE_GAP = 48, 4
#: what the box takes that is as large as what the layer puts out, before the shape
GLYPH = 30
#: between settings and shape where that box has no room
APART = 8
#: what a line under a card takes that tells what would come of it
FORETOLD = LINE + 4


@dataclass(frozen=True)
class Face:
    """The words on a card, cut to fit; numbers are never cut."""

    name: str
    params: str
    settings: str
    shape: str
    params_width: float
    shape_width: float
    problem: str = ""
    repair: str = ""
    repair_width: float = 0.0
    glyph: bool = True  # whether there is room for the box beside the shape


def words(node: Node, analysis: NodeAnalysis, frozen: str = "", box: Box | None = None) -> Words:
    """Name, parameters, settings and output shape of a node, in the language of the window."""
    return cards.words(node, analysis, frozen, box)


class Card:
    """One node's place. `shift` is how far it stands from there while it moves, `strength` how visible it is."""

    __slots__ = (
        "_brief", "_face", "_large", "_style", "_wanted", "analysis", "below", "direction", "foretells", "frozen", "node",
        "picture", "problem", "shift", "strength", "words", "x", "y",
    )  # fmt: skip

    def __init__(
        self, node: Node, analysis: NodeAnalysis, problem: Problem | None, words: Words, *, frozen: bool = False
    ) -> None:
        self.frozen = frozen  # it doesn't learn, or not at first
        self.node, self.analysis, self.problem, self.words = node, analysis, problem, words
        self.x = self.y = 0.0
        self.shift = (0.0, 0.0)
        self.strength = 1.0
        self.direction: Direction = DOWN  # wires leave it that way
        self.below = 0.0  # what a picture takes under it, whether there is one or not
        self.picture: NodePicture | None = None
        self.foretells = False  # it would be added, and has a line below that says what the network would come to
        self._brief = False  # its class is shortened, as on the others of its class
        self._wanted: tuple[PaintStyle, bool] | None = None
        self._face: Face | None = None
        self._large: tuple[int, PaintStyle, str] | None = None
        self._style: PaintStyle | None = None

    def move(self, place: Point) -> None:
        """Puts it at a place."""
        self.x, self.y = place

    @property
    def kind(self) -> str:
        """What it is: the layer's class, or the name of the folded group."""
        return self.words.name if isinstance(self.node.layer, Group) else self.node.layer.class_name

    @property
    def rect(self) -> QRectF:
        """The card where it belongs."""
        return QRectF(self.x, self.y, NODE_WIDTH, NODE_HEIGHT)

    @property
    def shown(self) -> QRectF:
        """The card where it is drawn now."""
        return QRectF(self.x + self.shift[0], self.y + self.shift[1], NODE_WIDTH, NODE_HEIGHT)

    @property
    def room(self) -> float:
        """What it needs below itself: for a picture, and to tell what is wrong and how to cure it."""
        return self._problem_room + self.below + self.foretells * FORETOLD

    @property
    def _problem_room(self) -> float:
        if not self.problem:
            return 0.0
        return 2.0 * LINE + 8 if self.problem.repairs else LINE + 4.0

    @property
    def picture_rect(self) -> QRectF:
        """Where its picture stands: under the card and what is wrong with it."""
        shown = self.shown
        return QRectF(shown.x(), shown.bottom() + self._problem_room + PICTURE_GAP, NODE_WIDTH, PICTURE_HEIGHT)

    @property
    def whole(self) -> QRectF:
        """Everything it may paint on: rim, ports, shadow, problem, repair."""
        return self.shown.adjusted(-8, -8, 8, 8 + self.room)

    @property
    def place(self) -> QRectF:
        """The same where it belongs, wherever it is on its way there."""
        return self.rect.adjusted(-8, -8, 8, 8 + self.room)

    @property
    def output(self) -> QPointF:
        """Its output port."""
        return QPointF(*self.direction.output((self.x, self.y)))

    @property
    def foretold_line(self) -> QRectF:
        """The line under a card that would be added: what the network would come to."""
        shown = self.shown
        return QRectF(shown.x(), shown.bottom() + 2, NODE_WIDTH, LINE)

    @property
    def problem_line(self) -> QRectF:
        """The line under the card that tells what is wrong; empty when nothing is."""
        shown = self.shown
        return QRectF(shown.x(), shown.bottom() + 2, NODE_WIDTH, LINE) if self.problem else QRectF()

    def repair_button(self, style: PaintStyle) -> QRectF:
        """Where the first repair is clicked, below that line; empty when there is none."""
        width = self.face(style).repair_width
        return QRectF(self.shown.x(), self.problem_line.bottom() + 2, width, LINE) if width else QRectF()

    def large_name(self, style: PaintStyle, size: int) -> str:
        """The name where it stands alone, cut to fit; worked out once for each size."""
        if self._large is None or self._large[:2] != (size, style):
            room = NODE_WIDTH - LARGE_INDENT - 4
            text = style.large_metrics(size).elidedText(self.words.name, Qt.TextElideMode.ElideMiddle, room)
            self._large = size, style, text
        return self._large[2]

    def face(self, style: PaintStyle) -> Face:
        """The words, cut to fit the card; worked out when first drawn."""
        if self._face is None or self._style is not style:
            self._face, self._style = _face(self.words, self.problem, style, brief=self._brief), style
        return self._face

    def wants_brief(self, style: PaintStyle, known: dict[Words, bool] | None = None) -> bool:
        """Whether its class has no room in full; `known` keeps what was found of others that say the same."""
        if self._wanted is None or self._wanted[0] is not style:
            said, known = self.words, {} if known is None else known
            if not said.kind or len(said.spellings) < 2:  # most often: a box has no class, and most classes one spelling
                self._wanted = style, False
                return False
            if said.params:  # only without them the name takes part, see `_spread`
                said = replace(said, name="", params="0")
            if said not in known:
                known[said] = _wants_brief(said, style)
            self._wanted = style, known[said]
        return self._wanted[1]

    def make_brief(self, brief: bool) -> None:
        """Shortens its class, or has it in full where there is room."""
        if brief is not self._brief:
            self._brief, self._face = brief, None


def agree(cards: Collection[Card], style: PaintStyle) -> None:
    """Cards of one class spell it alike: where one has to shorten it, all do."""
    brief: set[str] = set()
    known: dict[Words, bool] = {}  # what says the same, under whatever name, is measured once: most of a large network does
    for card in cards:
        if card.words.kind not in brief and card.wants_brief(style, known):
            brief.add(card.words.kind)
    for card in cards:
        card.make_brief(card.words.kind in brief)


def _wants_brief(said: Words, style: PaintStyle) -> bool:
    said = _spread(said, style)
    room = NODE_WIDTH - INDENT - MARGIN - style.small_metrics.horizontalAdvance(said.shape)
    full, *shorter = said.spellings
    return bool(said.kind and shorter and _settings(said, room, style)[0] != full)


def _face(said: Words, problem: Problem | None, style: PaintStyle, *, brief: bool = False) -> Face:
    right, middle = Qt.TextElideMode.ElideRight, Qt.TextElideMode.ElideMiddle
    width = NODE_WIDTH - INDENT - MARGIN
    said = _spread(said, style)
    params_width = style.plain_metrics.horizontalAdvance(said.params)
    shape_width = style.small_metrics.horizontalAdvance(said.shape)
    name = style.bold_metrics.elidedText(
        said.name, middle, NODE_WIDTH - NAME_INDENT - MARGIN - params_width - (10 if said.params else 0)
    )
    settings, glyph = _settings(said, width - shape_width, style, brief=brief)
    message = repair = ""
    if problem is not None:
        message = style.small_metrics.elidedText(without_name(problem.message, said.name), right, NODE_WIDTH)
        repair = style.small_metrics.elidedText(problem.repairs[0].title, right, NODE_WIDTH - 24) if problem.repairs else ""
    repair_width = style.small_metrics.horizontalAdvance(repair) + 20 if repair else 0.0
    return Face(name, said.params, settings, said.shape, params_width, shape_width, message, repair, repair_width, glyph)


def _settings(said: Words, room: float, style: PaintStyle, *, brief: bool = False) -> tuple[str, bool]:
    """How the settings are spelled in so much room, beside the shape, and whether the box of the shape stays between them.

    The class is shortened first, with `brief` in any case, then the box leaves, then the class; only what has no room even so is
    cut.
    """
    without = room - (APART if said.shape else 0)
    full, *shorter = said.spellings
    for text in shorter if brief and said.kind and shorter else said.spellings:
        taken = style.small_metrics.horizontalAdvance(text)
        if taken <= room - GLYPH:
            return text, True
        if taken <= without and (text != full or not shorter):
            return text, False
    return style.small_metrics.elidedText(said.spellings[-1], Qt.TextElideMode.ElideRight, without), False


def _spread(said: Words, style: PaintStyle) -> Words:
    """The words with the shape on the first line, where nothing else stands beside the name and the second is too full for it."""
    first = style.bold_metrics.horizontalAdvance(said.name) + style.plain_metrics.horizontalAdvance(said.shape)
    second = style.small_metrics.horizontalAdvance(said.settings) + style.small_metrics.horizontalAdvance(said.shape)
    full = second + GLYPH > NODE_WIDTH - INDENT - MARGIN
    if said.params or not full or first + 10 > NODE_WIDTH - NAME_INDENT - MARGIN:
        return said
    return replace(said, params=said.shape, shape="")
