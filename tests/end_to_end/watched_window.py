"""Runs the window under a real X server and tells, on request, where things are and how far they have come.

It never does anything to the window: what happens there comes from the mouse and the keyboard. A request is one line of JSON on
stdin, `[question, argument …]`; the answer is one line on stdout.
"""

import json
import sys
from typing import Any

from PySide6.QtCore import QPoint, QSocketNotifier
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu, QWidget

from gui import ending
from gui.app import create_window
from gui.background.workers import Workers

app = QApplication(sys.argv[:1])
if "--no-worker" in sys.argv:
    Workers.start_spare = lambda self: None
window = create_window([argument for argument in sys.argv[1:] if argument != "--no-worker"])


def place(widget: QWidget, point: QPoint | None = None) -> list[int]:
    where = widget.mapToGlobal(widget.rect().center() if point is None else point)
    return [where.x(), where.y()]


def widget(name: str) -> list[int] | None:
    found = window.findChild(QWidget, name)
    return place(found) if found is not None and found.isVisible() else None


def number() -> int:
    """The X server's own number for the window."""
    return int(window.winId())


def palette_row(text: str) -> list[int] | None:
    tree = window.palette_panel.tree
    for row in range(tree.topLevelItemCount()):
        item = tree.topLevelItem(row)
        if item.text(0) == text and tree.visualItemRect(item).isValid():
            return place(tree.viewport(), tree.visualItemRect(item).center())
    return None


def node(name: str) -> list[int]:
    return place(window.canvas.viewport(), window.canvas.position_of(window.document.graph.named(name).id))


def wire(source: str, target: str) -> list[int]:
    graph = window.document.graph
    return place(window.canvas.viewport(), window.canvas.drop_point_on_wire(graph.named(source).id, graph.named(target).id))


def output(name: str) -> list[int]:
    return place(window.canvas.viewport(), window.canvas.port_of(window.document.graph.named(name).id))


def repair(name: str) -> list[int]:
    scene = window.canvas.scene()
    button = scene.card_of(window.document.graph.named(name).id).repair_button(scene.paint_style)
    return place(window.canvas.viewport(), window.canvas.view_rect(button).center())


def canvas() -> dict[str, Any]:
    """What the canvas shows, and what was done."""
    scene, document, stack = window.canvas.scene(), window.document, window.document.undo_stack
    hint = window.canvas.findChild(QWidget, "canvasHint")
    return {
        "wiring": {
            node.name: [document.graph.nodes[item].name for item in node.inputs] for node in document.graph.nodes.values()
        },
        "selected": [document.graph.nodes[item].name for item in document.selection],
        "frozen": [node.name for node in document.graph.nodes.values() if not node.trainable],
        "skipped": [node.name for node in document.graph.nodes.values() if node.bypassed is not None],
        "cards": [card.words.name for card in scene.cards.values()],
        "places": {card.words.name: [card.x, card.y] for card in scene.cards.values()},
        "ghosts": len(scene.ghosts),
        "foreseen": {node.name: [scene.graph.nodes[item].name for item in node.inputs] for node in scene.graph.nodes.values()},
        "hint": hint.text() if hint.isVisible() else "",
        "total": window.findChild(QWidget, "totalParams").text(),
        "zoom": round(window.canvas.zoom, 3),
        "scroll": [window.canvas.horizontalScrollBar().value(), window.canvas.verticalScrollBar().value()],
        "steps": stack.index(),
        "step": stack.undoText(),
        "busy": window.canvas.gesture is not None,
        "menu": [action.text() for menu in window.canvas.findChildren(QMenu) if menu.isVisible() for action in menu.actions()],
    }


def design() -> dict[str, Any]:
    graph = window.document.graph
    return {
        "layers": [graph.nodes[item].name for item in graph.order],
        "params": window.document.analysis.total_params,
        "epochs": window.document.recipe.epochs,
        "dirty": window.document.dirty,
    }


def run() -> dict[str, Any]:
    record = window.session.run.record() if window.session.run else None
    return {
        "state": str(window.session.state),
        "device": window.session.device is not None,
        "epochs": record.epochs if record else 0,
        "failure": window.training.message.accessibleName() if window.training.message.isVisible() else "",
        "kept": record.state if record else "",
        "points": len(window.training.findChild(QWidget, "lossPlot")._traces[0].curve),
    }


def dialog() -> list[int] | None:
    """Where the file name is typed, once a file dialog stands on the screen."""
    found = next((item for item in app.topLevelWidgets() if isinstance(item, QFileDialog) and item.isVisible()), None)
    return place(found.findChild(QWidget, "fileNameEdit")) if found is not None else None


QUESTIONS = {
    item.__name__: item for item in (widget, number, palette_row, node, wire, output, repair, canvas, design, run, dialog)
}


def answer() -> None:
    line = sys.stdin.readline()
    if not line:
        app.exit(1)
        return
    question, *arguments = json.loads(line)
    try:
        found = {"answer": QUESTIONS[question](*arguments)}
    except Exception as error:
        found = {"error": repr(error)}
    print(json.dumps(found), flush=True)


window.move(0, 0)
window.show()
notifier = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)
notifier.activated.connect(answer)
code = app.exec()
window.end()
sys.exit(ending.leave(code))
