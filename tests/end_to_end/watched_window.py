"""Runs the window under a real X server and tells, on request, where things are and how far they have come.

It never does anything to the window: what happens there comes from the mouse and the keyboard. A request is one line of JSON on
stdin, `[question, argument …]`; the answer is one line on stdout.
"""

import json
import sys
from typing import Any

from PySide6.QtCore import QPoint, QSocketNotifier
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from gui.app import create_window

app = QApplication(sys.argv)
window = create_window([])


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


QUESTIONS = {item.__name__: item for item in (widget, number, palette_row, node, wire, design, run, dialog)}


def answer() -> None:
    line = sys.stdin.readline()
    if not line:
        app.exit(1)
        return
    question, *arguments = json.loads(line)
    print(json.dumps(QUESTIONS[question](*arguments)), flush=True)


window.move(0, 0)
window.show()
notifier = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)
notifier.activated.connect(answer)
code = app.exec()
sys.exit(code)
