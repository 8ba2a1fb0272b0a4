"""The picture of a network: a card for every node, a curve for every wire, arranged.

It shows a graph and its analysis, and goes over to another by comparing nodes by identity; what a gesture foresees is
shown the same way. It holds no Qt items: a thousand Python objects that Qt asks one by one are too slow to paint.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace

from PySide6.QtCore import QEasingCurve, QObject, QPointF, QRectF, QVariantAnimation, Signal
from PySide6.QtWidgets import QApplication, QGraphicsScene

from cnn.analysis import Analysis, NodeAnalysis, Problem
from cnn.edits.spots import EMPTY, OnGroup, OnWire, Spot, node_of
from cnn.graph import Graph, Node, Wire
from cnn.layout.arrange import NODE_HEIGHT, NODE_WIDTH, Arrangement, Point, arrange
from cnn.layout.direction import COLUMNS, DOWN, USUAL_PAGE, Direction, Page
from cnn.layout.folding import Box, Folding, fold
from cnn.layout.pinned import placed
from cnn.layout.process import rough
from cnn.words.quantities import number_of
from gui.canvas.scene.card import PICTURE_GAP, PICTURE_HEIGHT, Card, agree, words
from gui.canvas.scene.frames import Frame, frames
from gui.canvas.scene.heat import Heat
from gui.canvas.scene.invitation import NO_INVITATION
from gui.canvas.scene.layout_process import LayoutProcess
from gui.canvas.scene.node_picture import NodePicture
from gui.canvas.scene.paint_style import PaintStyle
from gui.canvas.scene.wire import Curve
from gui.style import theme

MOTION = 120
PORTS_APART = 20
#: how far below itself a card may paint
MOST_ROOM = 56 + PICTURE_GAP + PICTURE_HEIGHT
#: one column that stands smaller than this on a page is broken into several, if they stand so much larger
READABLE, WORTH = 0.6, 1.25
#: more cards than this jump to their places: moving them would stutter
MOST_MOVING = 400


class Scene(QGraphicsScene):
    """Cards and curves of one graph, and what is marked on them."""

    arrangementChanged = Signal()
    selectionMarked = Signal()  # other nodes or wires are selected
    arrangementArrived = Signal()  # a very large network stands where it belongs, some time after it was shown

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.setItemIndexMethod(QGraphicsScene.ItemIndexMethod.NoIndex)
        self.paint_style = PaintStyle(theme.current(), QApplication.font())
        self.folded: frozenset[str] = frozenset()
        self.folding = Folding()
        self.heat_mode = ""
        self.thick_wires = False
        self.direction: Direction = DOWN
        self.page: Page = USUAL_PAGE  # what lines or columns fill
        self._heat: tuple[int, Heat] | None = None
        self._frames: tuple[Frame, ...] | None = None
        self._extent: tuple[int, Direction, QRectF] | None = None  # of which version, and where it runs to
        self.cards: dict[str, Card] = {}
        self.curves: dict[Wire, Curve] = {}
        self.entries: dict[str, tuple[float, ...]] = {}
        self.ghosts: frozenset[str] = frozenset()
        self.invitation = NO_INVITATION
        self.selected: frozenset[str] = frozenset()
        self.selected_wires: frozenset[Wire] = frozenset()
        self.hovered: Spot = EMPTY
        self.hovered_wire: Wire | None = None  # that a click would select; at its ends, where a drag means the port
        self.lit: Mapping[str, QPointF] = {}
        self.unplugged: Wire | None = None
        self.loose: tuple[QPointF, QPointF] | None = None  # a wire that waits for what is to be at its other end
        self.waiting = QRectF()  # what was asked to be painted again and is not yet
        self.version = 0
        self._frozen_epochs: Mapping[str, int] = {}
        self._marks: tuple[Problem, ...] = ()  # what a training showed of nodes
        self._arrangement = Arrangement()
        self.layout_process = LayoutProcess(self)
        self.layout_process.arrangementPlanned.connect(self._on_planned)
        self._room: dict[str, float] = {}
        self._below = 0.0  # what a picture takes under each card
        self._starts: dict[str, tuple[float, float]] = {}
        self._motion = QVariantAnimation(self, startValue=0.0, endValue=1.0)
        self._motion.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._motion.valueChanged.connect(self._move)

    # ------------------------------------------------------------------ showing

    @property
    def graph(self) -> Graph:
        """What is shown: the network, its folded groups as one node each."""
        return self.folding.graph

    @property
    def analysis(self) -> Analysis:
        """What follows from it."""
        return self.folding.analysis

    def show_graph(
        self,
        graph: Graph,
        analysis: Analysis,
        *,
        ghosts: frozenset[str] = frozenset(),
        as_group: str = "",
        ahead: Folding | None = None,
    ) -> None:
        """Shows another graph; `ghosts` are the nodes in it that would be added, as one box when they are a group. `ahead` is the
        graph with its groups folded, where somebody has worked that out already."""
        before, box = self.graph, f"/{as_group}"
        folded, apart = (self.folded | {as_group}, ()) if as_group else (self.folded, ghosts)
        self.folding = fold(graph, analysis, folded, ahead or self.folding, apart)
        old_ghosts = self.ghosts
        self.ghosts = frozenset({box}) if box in self.folding.boxes else ghosts
        graph = self.folding.graph
        problems = self._problems()
        old = self.cards
        self.cards = {node.id: self._card(node, problems.get(node.id), old.get(node.id)) for node in graph.nodes.values()}
        for node_id in (*old_ghosts, *self.ghosts):
            if node_id in self.cards:
                self.cards[node_id].foretells = node_id in self.ghosts
        agree(self.cards.values(), self.paint_style)
        room = self._rooms((*problems, *self.ghosts))
        if room != self._room or not _same_wiring(before, graph):
            self._room = room
            self._arrange(old)
        self.version += 1
        self.selected &= graph.nodes.keys()
        self.selected_wires &= self.curves.keys()
        if node_of(self.hovered) not in graph.nodes:
            self.hovered = EMPTY
        self.update()

    def _problems(self) -> dict[str, Problem]:
        """What is the matter with each node that is shown; marks of what a box holds are the box's."""
        marks = []
        for problem in self._marks:
            if problem.node is not None and problem.node in self.folding.design:
                item = self.folding.shown(problem.node)
                marks.append(problem if item == problem.node else replace(problem, node=item, repairs=()))
        return _worst((*self.analysis.problems, *marks))

    def show_marks(self, marks: tuple[Problem, ...]) -> None:
        """Shows what a training showed of nodes, as warnings are."""
        if marks == self._marks:
            return
        self._marks = marks
        old = self.cards
        problems, nodes = self._problems(), self.graph.nodes.values()
        self.cards = {node.id: self._card(node, problems.get(node.id), old.get(node.id)) for node in nodes}
        agree(self.cards.values(), self.paint_style)
        room = self._rooms((*problems, *self.ghosts))
        if room != self._room:
            self._room = room
            self._arrange(old)
        self.version += 1
        self.update()

    def _rooms(self, problems: Iterable[str]) -> dict[str, float]:
        """What is asked for under the cards that need any."""
        wanting = self.cards if self._below else [node_id for node_id in problems if node_id in self.cards]
        return {node_id: self.cards[node_id].room for node_id in wanting}

    @property
    def has_pictures(self) -> bool:
        """Whether there is room for a picture under each card."""
        return self._below > 0

    def make_room(self, wanted: bool) -> None:
        """Keeps room for a picture under every card, or takes it away, and the pictures with it."""
        if wanted == self.has_pictures:
            return
        self._below = float(PICTURE_GAP + PICTURE_HEIGHT) if wanted else 0.0
        for card in self.cards.values():
            card.below, card.picture = self._below, None
        self._room = self._rooms([node_id for node_id, card in self.cards.items() if card.problem])
        self._arrange(self.cards)
        self.version += 1
        self.update()

    def show_pictures(self, pictures: Mapping[str, NodePicture]) -> None:
        """Shows these under the cards, by the ids of what is shown, and none under the others."""
        for node_id, card in self.cards.items():
            card.picture = pictures.get(node_id)
        self.update()

    def show_frozen(self, epochs: Mapping[str, int]) -> None:
        """Shows which nodes a recipe keeps from learning: by id, for how many epochs; 0: always."""
        if epochs == self._frozen_epochs:
            return
        self._frozen_epochs = epochs
        problems = self._problems()
        nodes = self.graph.nodes.values()
        self.cards = {node.id: self._card(node, problems.get(node.id), self.cards.get(node.id), again=True) for node in nodes}
        agree(self.cards.values(), self.paint_style)
        self.version += 1
        self.update()

    def show_heat(self, mode: str) -> None:
        """Colours the cards by what they cost; "" by their families."""
        self.heat_mode, self._heat = mode, None
        self.update()

    def show_channels(self, shown: bool) -> None:
        """Whether wires are as thick as they carry channels."""
        self.thick_wires = shown
        self.update()

    @property
    def heat(self) -> Heat | None:
        """How hot each card is; nothing in the usual look."""
        if not self.heat_mode:
            return None
        if self._heat is None or self._heat[0] != self.version:
            nodes = {node_id: card.analysis for node_id, card in self.cards.items()}
            self._heat = self.version, Heat(self.heat_mode, nodes)
        return self._heat[1]

    def restyle(self) -> None:
        """Takes colours and font from the theme again."""
        self.paint_style = PaintStyle(theme.current(), QApplication.font())
        agree(self.cards.values(), self.paint_style)
        self.update()

    def retell(self) -> None:
        """Says what stands on the cards in the language that was chosen."""
        problems = self._problems()
        cards = self.cards.items()
        self.cards = {node_id: self._card(card.node, problems.get(node_id), card, again=True) for node_id, card in cards}
        agree(self.cards.values(), self.paint_style)
        self.version += 1
        self.update()

    def turn(self, direction: Direction) -> None:
        """Lets the network run another way."""
        if direction is not self.direction:
            self.direction = direction
            for card in self.cards.values():
                card.direction = direction
            self.curves = {}
            self.rearrange()

    def fill(self, page: Page) -> None:
        """Breaks lines anew, where the network runs in such, so that it stands as large as can be on another page."""
        if page != self.page:
            self.page = page
            if self.direction.lined and self.cards:
                self.rearrange()
                self.finish_motion()  # whoever asks looks at how large it is

    def fill_whole(self, page: Page) -> None:
        """As `fill`, for all of the network to be seen: one column that is too high to be read becomes several, or again one.

        What was placed by hand stays where it stands, in as many columns as there are.
        """
        self.fill(page)
        if self.direction.turned or not self.cards or any(node.position for node in self.graph.nodes.values()):
            return
        if (wanted := self._columns_or_one(page)) is not self.direction:
            self.turn(wanted)
            self.finish_motion()

    def _columns_or_one(self, page: Page) -> Direction:
        """Which of the two shows a network that runs downwards so that it can be read on a page."""
        if LayoutProcess.is_for(self.graph):
            return COLUMNS  # both would have to be worked out apart; it is high in any case
        one = _scale(self._arranged(DOWN, page), page)
        return COLUMNS if one < READABLE and _scale(self._arranged(COLUMNS, page), page) > one * WORTH else DOWN

    def _arranged(self, direction: Direction, page: Page) -> Arrangement:
        return arrange(self.graph, self._room, direction, page)

    def rearrange(self) -> None:
        """Works the places out anew."""
        self._arrange(self.cards)
        self.update()

    def _card(self, node: Node, problem: Problem | None, old: Card | None, *, again: bool = False) -> Card:
        """The card of a node: the one it has, unless it has something else to say. What a folded group says depends on its
        neighbours as well."""
        analysis, box = self.analysis.nodes[node.id], self.folding.boxes.get(node.id)
        same = old is not None and old.node is node and old.analysis is analysis and old.problem == problem
        if old and same and box is None and not again:
            return old
        frozen, told = self._frozen(node, analysis, box)
        card = Card(node, analysis, problem, words(node, analysis, told, box), frozen=frozen)
        card.below, card.direction = self._below, self.direction
        if old and same and card.words == old.words and card.frozen == old.frozen:
            return old
        if old:
            card.x, card.y, card.shift, card.strength = old.x, old.y, old.shift, old.strength
            card.picture = old.picture  # until there is a newer one
        return card

    def _frozen(self, node: Node, analysis: NodeAnalysis, box: Box | None) -> tuple[bool, str]:
        """Whether a node, or all of a folded group, does not learn, or not at first; and what is said of it."""
        if not node.trainable:
            return True, self.tr("frozen")
        members = (node.id,) if box is None else box.members
        if not members or not all(item in self._frozen_epochs for item in members):
            return False, ""
        epochs = {self._frozen_epochs[item] for item in members}
        if not analysis.params:
            return True, ""
        words = self.tr("frozen for {0} epoch|frozen for {0} epochs")
        return True, self.tr("frozen") if epochs == {0} else number_of(words, max(epochs))

    def _arrange(self, old: Mapping[str, Card]) -> None:
        places = {node_id: card.shown.topLeft() for node_id, card in old.items()}
        if LayoutProcess.is_for(self.graph):
            kept = {node_id: Point(card.x, card.y) for node_id, card in old.items()}
            self._settle(rough(self.graph, kept, self.direction), places)
            self.layout_process.plan(self.graph, self._room, self.direction, self.page)
        else:
            self.layout_process.stop()
            self._settle(self._arranged(self.direction, self.page), places)

    def _on_planned(self, arrangement: Arrangement) -> None:
        """A very large network has been arranged; meanwhile it stood roughly."""
        self._settle(arrangement, {node_id: card.shown.topLeft() for node_id, card in self.cards.items()})
        self.update()
        self.arrangementArrived.emit()

    def _settle(self, arrangement: Arrangement, places: Mapping[str, QPointF]) -> None:
        """Lets every card go to its place, from where it was."""
        self._arrangement = placed(self.graph, arrangement, self.direction)
        for node_id, card in self.cards.items():
            card.move(self._arrangement.places[node_id])
        self._bend()
        self._frames = self._extent = None
        self.version += 1  # whatever keeps something of the places, as the far view does, gathers it anew
        self._start_motion(places)
        self.arrangementChanged.emit()

    def _bend(self) -> None:
        """Makes the curves, and notes where they enter each node."""
        old = self.curves
        self.curves = {wire: _curve(wire, old.get(wire), path, self.direction) for wire, path in self._arrangement.paths.items()}
        found: dict[str, dict[int, float]] = {}
        for wire, curve in self.curves.items():
            found.setdefault(wire.target, {})[wire.port] = self.direction.flow(curve.corners[-1])[0]
        self.entries = {node_id: tuple(place for _, place in sorted(by_port.items())) for node_id, by_port in found.items()}

    # ------------------------------------------------------------------ motion

    def _start_motion(self, places: Mapping[str, QPointF]) -> None:
        self._motion.stop()
        self._starts = {
            node_id: (places[node_id].x() - card.x, places[node_id].y() - card.y) if node_id in places else (0.0, 0.0)
            for node_id, card in self.cards.items()
            if node_id not in places or (card.x, card.y) != places[node_id].toTuple()
        }
        duration = theme.duration(MOTION) if places and len(self._starts) <= MOST_MOVING else 0
        if duration:
            self._motion.setDuration(duration)
            self._motion.start()
        self._move(0.0 if duration else 1.0)

    def _move(self, progress: float) -> None:
        """Draws everything that is on its way this far along."""
        rest = 1.0 - progress
        for node_id, card in self.cards.items():
            start = self._starts.get(node_id)
            card.shift = (start[0] * rest, start[1] * rest) if start else (0.0, 0.0)
            card.strength = progress if start == (0.0, 0.0) else 1.0
        for wire, curve in self.curves.items():
            curve.follow(self.cards[wire.source].shift, self.cards[wire.target].shift)
        self._extent = None
        self.update()

    @contextmanager
    def at_rest(self) -> Iterator[None]:
        """Everything where it belongs while something is looked for; then what is on its way goes on from where it was."""
        if self._motion.state() != QVariantAnimation.State.Running:
            yield
            return
        progress = float(self._motion.currentValue())
        self._move(1.0)
        try:
            yield
        finally:
            self._move(progress)

    def finish_motion(self) -> None:
        """Lets everything arrive at once."""
        if self._motion.state() == QVariantAnimation.State.Running:
            self._motion.stop()
            self._move(1.0)

    def lift(self, nodes: Iterable[str], way: tuple[float, float]) -> None:
        """Shows cards this far from where they belong, their wires with them; (0, 0) puts them back."""
        lifted = [self.cards[node_id] for node_id in nodes]
        touched = {wire: self.curves[wire] for card in lifted for wire in self._wires_at(card.node)}
        for card in lifted:
            self.paint_again(card.whole)
            card.shift = way
            self.paint_again(card.whole)
        for wire, curve in touched.items():
            self.touch_wire(wire)
            curve.follow(self.cards[wire.source].shift, self.cards[wire.target].shift)
            self.touch_wire(wire)
        self._extent = None

    def _wires_at(self, node: Node) -> Iterator[Wire]:
        for port, source in enumerate(node.inputs):
            yield Wire(source, node.id, port)
        for reader in self.graph.consumers[node.id]:
            for port, source in enumerate(self.graph.nodes[reader].inputs):
                if source == node.id:
                    yield Wire(node.id, reader, port)

    # ------------------------------------------------------------------ marks

    def select(self, nodes: Iterable[str], wires: Iterable[Wire] = ()) -> None:
        """Marks nodes of the design and wires of the picture as selected."""
        before = self.selected, self.selected_wires
        self.selected, self.selected_wires = frozenset(map(self.folding.shown, nodes)), frozenset(wires)
        for node_id in before[0] ^ self.selected:
            self.touch(node_id)
        for wire in before[1] ^ self.selected_wires:
            self.touch_wire(wire)
        if before != (self.selected, self.selected_wires):
            self.selectionMarked.emit()

    def hover(self, spot: Spot, wire: Wire | None = None) -> None:
        """Marks what the pointer is over, and the wire that a click there would select."""
        wire = spot.wire if isinstance(spot, OnWire) else wire
        if (spot, wire) != (self.hovered, self.hovered_wire):
            before, self.hovered = self.hovered, spot
            wires, self.hovered_wire = (self.hovered_wire, wire), wire
            for one in (before, spot):
                self._touch_spot(one)
            for touched in filter(None, wires):
                self.touch_wire(touched)

    def light(self, ports: Mapping[str, QPointF], without: Wire | None = None) -> None:
        """Lights up the ports that a wire in the hand can join, by node, and hides the wire whose end it is."""
        self.lit, self.unplugged = ports, without
        self.update()

    def hold(self, loose: tuple[QPointF, QPointF] | None) -> None:
        """Shows a wire, from where it starts to where it ends, that waits for what is to be at its loose end; or none."""
        if loose != self.loose:
            self.loose = loose
            self.update()

    def paint_again(self, area: QRectF) -> None:
        """Asks for a part to be painted again; until that is done it waits."""
        self.waiting = self.waiting.united(area)
        self.update(area)

    def touch(self, node_id: str) -> None:
        """Asks for a node to be painted again."""
        if node_id in self.cards:
            self.paint_again(self.cards[node_id].whole)

    def touch_wire(self, wire: Wire) -> None:
        """Asks for a wire to be painted again, with its label."""
        if wire in self.curves:
            left, top, right, bottom = self.curves[wire].bounds
            self.paint_again(QRectF(QPointF(left, top), QPointF(right, bottom)).adjusted(-80, -20, 80, 20))

    def _touch_spot(self, spot: Spot) -> None:
        if isinstance(spot, OnGroup):
            self.update()
        if wire := getattr(spot, "wire", None):
            self.touch_wire(wire)
        self.touch(node_of(spot))

    # ------------------------------------------------------------------ reading

    @property
    def extent(self) -> QRectF:
        """What all cards and curves fill; asked at each step of a scroll and of the zoom, and so kept until something moves."""
        if self._extent is None or self._extent[:2] != (self.version, self.direction):
            self._extent = self.version, self.direction, self._measured()
        return QRectF(self._extent[2])

    def _measured(self) -> QRectF:
        if not self.cards:
            return QRectF()
        lefts = [card.x for card in self.cards.values()] + [curve.bounds[0] for curve in self.curves.values()]
        rights = [card.x + NODE_WIDTH for card in self.cards.values()] + [curve.bounds[2] for curve in self.curves.values()]
        tops = [card.y for card in self.cards.values()]
        below = max(self._room.values(), default=0.0)
        top, bottom = min(tops), max(tops) + NODE_HEIGHT + below
        if self.direction.lined:
            top = min([top, *(curve.bounds[1] for curve in self.curves.values())])
            bottom = max([bottom, *(curve.bounds[3] for curve in self.curves.values())])
            if not self.direction.turned:  # names of groups stand left of the columns
                lefts += [frame.label.left() for frame in self.frames]
        return QRectF(QPointF(min(lefts), top), QPointF(max(rights), bottom))

    @property
    def frames(self) -> tuple[Frame, ...]:
        """What stands around open groups; worked out when it is first looked at."""
        if self._frames is None:
            self._frames = frames(self.cards, self.curves, self._arrangement.lines, self.direction)
        return self._frames

    def card_of(self, node_id: str) -> Card:
        """The card that shows a node of the design."""
        return self.cards[self.folding.shown(node_id)]

    def layer_of(self, card: Card) -> int:
        """What a card covers: those in lower layers. Lowest are those that stand by themselves; over them those that were put
        somewhere; over these those that are selected, also while they are dragged."""
        return 2 if card.node.id in self.selected else int(card.node.position is not None)

    def cards_in(self, area: QRectF) -> Iterator[Card]:
        """The cards that show within an area."""
        left, top, right, bottom = (
            area.left() - NODE_WIDTH - 8,
            area.top() - NODE_HEIGHT - (MOST_ROOM if self._below else 32),
            area.right() + 8,
            area.bottom() + 8,
        )
        for card in self.cards.values():
            x, y = card.x + card.shift[0], card.y + card.shift[1]
            if left <= x <= right and top <= y <= bottom:
                yield card

    def curves_in(self, area: QRectF) -> Iterator[Curve]:
        """The curves that may show within an area."""
        left, top, right, bottom = area.left() - 4, area.top() - 4, area.right() + 4, area.bottom() + 4
        for curve in self.curves.values():
            bounds = curve.bounds
            if bounds[0] <= right and bounds[2] >= left and bounds[1] <= bottom and bounds[3] >= top:
                yield curve

    def marked(self, node_id: str) -> bool:
        """Whether a node is selected or under the pointer: then it shows its ports."""
        return node_id in self.selected or node_id == node_of(self.hovered)

    def input_ports(self, node_id: str) -> list[QPointF]:
        """Where wires enter a node, by port, and at the end the port that is still free, if there is one."""
        card, way = self.cards[node_id], self.direction
        across, along = way.flow((card.x, card.y))
        entries = list(self.entries.get(node_id, ()))
        if card.node.free_port:
            apart = min(PORTS_APART, way.apart + 2)
            last = max(entries, default=across + way.across / 2 - apart)
            entries.append(min(last + apart, across + way.across - 8))
        return [QPointF(*way.point(entry, along)) for entry in entries]


def _scale(arrangement: Arrangement, page: Page) -> float:
    """How large an arrangement stands on a page that shows all of it; 1.0 is life-size."""
    corners = [*arrangement.places.values(), *(at for path in arrangement.paths.values() for at in path)]
    xs, ys = [at.x for at in corners], [at.y for at in corners]
    right, bottom = (max(place[side] for place in arrangement.places.values()) for side in (0, 1))
    wide, high = max(*xs, right + NODE_WIDTH) - min(xs), max(*ys, bottom + NODE_HEIGHT) - min(ys)
    return min(page.width / wide, page.height / high)


def _worst(problems: Iterable[Problem]) -> dict[str, Problem]:
    """For each node its first error, else its first warning."""
    found: dict[str, Problem] = {}
    for problem in problems:
        if problem.node is not None and (problem.node not in found or _graver(problem, found[problem.node])):
            found[problem.node] = problem
    return found


def _graver(problem: Problem, other: Problem) -> bool:
    return problem.severity == "error" and other.severity != "error"


def _same_wiring(before: Graph, after: Graph) -> bool:
    """Whether both graphs have the same nodes in the same order, joined by the same wires."""
    if len(before.nodes) != len(after.nodes):
        return False
    pairs = zip(before.nodes.values(), after.nodes.values(), strict=True)
    return all(old is new or (old.id == new.id and _stands_alike(old, new)) for old, new in pairs)


def _stands_alike(old: Node, new: Node) -> bool:
    return old.inputs == new.inputs and old.position == new.position and old.group == new.group


def _curve(wire: Wire, old: Curve | None, path: tuple[Point, ...], direction: Direction) -> Curve:
    return old if old and old.corners == path else Curve(wire, path, direction)
