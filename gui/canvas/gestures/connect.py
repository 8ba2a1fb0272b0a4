"""A wire by key: every layer in sight that can take it bears a letter, and the letter wires it."""

from itertools import product
from string import ascii_uppercase

from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QPainter

from cnn.analysis.soundness import accepts
from cnn.words.language import filled
from gui.canvas.commands import Edit
from gui.canvas.gestures.drag_wire import DragWire
from gui.canvas.gestures.gesture import Gesture, Pointer, Stage
from gui.canvas.scene.paint_style import PaintStyle, pen

#: how wide the sign with one letter is, and how much wider with each more; how high; pixels of the screen
WIDE, MORE, HIGH = 20, 9, 20


class Connect(Gesture):
    """Waits for a letter. `forwards`: the node's output is wired to the layer that the letter names; else that layer's to it.

    The same as dragging a wire there with the mouse, which may choose as well.
    """

    scrolls = False

    def __init__(self, stage: Stage, shown: str, *, forwards: bool = True) -> None:
        super().__init__(stage)
        self._shown, self._forwards = shown, forwards
        self._node = stage.scene.folding.exit(shown) if forwards else shown
        self._wire = DragWire(stage, self._node, forwards=forwards)
        self._typed = ""
        self._letters: dict[str, str] = {}
        self._fitting: frozenset[str] = frozenset()
        self.letter()

    @property
    def letters(self) -> dict[str, str]:
        """The layers of the picture by the letters that they bear."""
        return self._letters

    def letter(self) -> None:
        """Gives letters to what is in sight."""
        scene, view = self.stage.scene, self.stage.view
        seen = view.mapToScene(view.viewport().rect()).boundingRect()
        cards = [card for card in scene.cards_in(seen) if card.rect.intersects(seen) and self._possible(card.node.id)]
        cards.sort(key=lambda card: (card.y, card.x))
        length = 1 if len(cards) <= len(ascii_uppercase) else 2
        names = map("".join, product(ascii_uppercase, repeat=length))
        self._letters = dict(zip(names, (card.node.id for card in cards), strict=False))
        self._fitting = frozenset(node_id for node_id in self._letters.values() if self._fits(node_id))
        self._typed = ""
        self._say()

    def type(self, text: str) -> bool:
        """Takes a letter; True when it names a layer, to which the wire then leads."""
        if not text:
            return False  # a key that changes others
        typed = self._typed + text.upper()
        if typed in self._letters:
            chosen = self._letters[typed]
            self._wire.aim(chosen, self.stage.scene.cards[chosen].rect.center())
            return True
        if any(name.startswith(typed) for name in self._letters):
            self._typed = typed
        else:
            self._typed = ""
        self._say()
        return False

    def move(self, pointer: Pointer) -> None:
        self._wire.move(pointer)
        if not self._wire.aimed:
            self._say()

    def finish(self) -> Edit | None:
        if self._wire.aimed:
            return self._wire.finish()
        self.cancel()
        return None

    def cancel(self) -> None:
        self._wire.cancel()

    def paint(self, painter: QPainter, style: PaintStyle) -> None:
        if self._wire.aimed:
            self._wire.paint(painter, style)
        transform = painter.worldTransform()
        painter.resetTransform()
        painter.setFont(style.bold)
        for name, node_id in self._letters.items():
            if name.startswith(self._typed) and node_id in self.stage.scene.cards:
                self._paint_sign(painter, transform.mapRect(self.stage.scene.cards[node_id].shown), name, node_id, style)
        painter.setWorldTransform(transform)

    def _paint_sign(self, painter: QPainter, card: QRectF, name: str, node_id: str, style: PaintStyle) -> None:
        """A letter on the left edge of a card; full where shapes fit."""
        fits = node_id in self._fitting
        wide = WIDE + MORE * (len(name) - 1)
        sign = QRectF(max(card.left() - wide / 2, 2), card.center().y() - HIGH / 2, wide, HIGH)
        painter.setPen(pen(style.accent, 1.5, Qt.PenStyle.SolidLine if fits else Qt.PenStyle.DotLine))
        painter.setBrush(style.accent if fits else style.surface)
        painter.drawRoundedRect(sign, 5, 5)
        painter.setPen(style.on_accent if fits else style.accent_text)
        painter.drawText(sign, Qt.AlignmentFlag.AlignCenter, name[len(self._typed) :])

    def _possible(self, shown: str) -> bool:
        """Whether a wire could lead there, into a free port or with a merging layer in between."""
        scene, graph = self.stage.scene, self.stage.document.graph
        if shown == self._shown:
            return False
        if not self._forwards:
            return shown in self._wire.ports and scene.folding.exit(shown) not in graph.node(self._node).inputs
        if shown in self._wire.ports:
            return True
        node = graph.nodes.get(shown)
        joins = node is not None and len(node.inputs) == 1 and node.inputs[0] != self._node
        return joins and shown not in graph.ancestors(self._node)

    def _fits(self, shown: str) -> bool:
        """Whether the layer that would read can take what it would get."""
        scene, graph = self.stage.scene, self.stage.document.graph
        if self._forwards and shown not in self._wire.ports:
            return False
        reader = graph.node(shown if self._forwards else self._node)
        source = self._node if self._forwards else scene.folding.exit(shown)
        return accepts(graph, reader.layer, (*reader.inputs, source))

    def _say(self) -> None:
        scene, view = self.stage.scene, self.stage.view
        card = view.view_rect(scene.cards[self._shown].rect)
        name = scene.cards[self._shown].words.name
        if not self._letters:
            line = filled(self.tr("Nothing in sight can be wired to {0}; the arrow keys go on."), name)
        elif self._forwards:
            line = filled(self.tr("{0} is read by …: type a letter. Arrow keys scroll, Esc ends."), name)
        else:
            line = filled(self.tr("{0} reads …: type a letter. Arrow keys scroll, Esc ends."), name)
        self.stage.hint.say(line, QPoint(card.center().x(), card.bottom()))
        view.viewport().update()
