"""What must hold whenever nobody's hand is on the window: document, picture, figures and panels agree."""

from collections.abc import Callable, Iterator
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QCoreApplication, QModelIndex, Qt, QTimer, QVariantAnimation
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTableView,
    QTreeWidget,
    QWidget,
)

from cnn.analysis import Analysis, analyse
from cnn.project import Project, dumps, loads
from gui.canvas.overlays.totals import Totals
from gui.canvas.scene.layout_process import LayoutProcess
from gui.canvas.scene.scene import Scene
from gui.panels.code import Code
from gui.panels.explain import Explain
from gui.panels.history import History
from gui.panels.inspector import Inspector
from gui.panels.problems import Problems
from gui.panels.summary import Summary
from gui.panels.what_if import WhatIf
from gui.widgets.form.form import FormRow
from gui.widgets.network.scale_slider import ScaleSlider
from gui.window.main_window import MainWindow

#: larger networks are compared with what is worked out from nothing less often
SMALL = 120
#: what a panel says for a while in place of something else
PASSING = ("Copied.",)


class LawError(AssertionError):
    """A law that does not hold."""


def check(window: MainWindow, *, thoroughly: bool = False) -> None:
    """Raises `LawError` when anything that is shown is not what follows from the document."""
    document = window.document
    small = len(document.graph) <= SMALL
    if document.analysis.graph is not document.graph:
        raise LawError("the analysis is of another graph")
    if small or thoroughly:
        _same("the analysis", _answers(document.analysis), _answers(analyse(document.graph)))
    if any(item not in document.graph for item in document.selection):
        raise LawError(f"selected but not there: {document.selection}")
    _check_frame(window)
    if at_rest(window):
        _check_picture(window, compare=small or thoroughly)
        _check_totals(window)
        if thoroughly:
            _check_panels(window)
    if thoroughly:
        _same("saved and loaded", loads(dumps(document.project)).graph, document.graph)


def at_rest(window: MainWindow) -> bool:
    """Whether nothing is in the hand."""
    return window.canvas.gesture is None and window.canvas._pressed is None


def check_history(window: MainWindow, first: Project) -> None:
    """Undoes everything, which must give the first project and its picture; then does it again, which must give this one."""
    document, stack = window.document, window.document.undo_stack
    last, folds, index = document.project, window.canvas.folds.paths, stack.index()
    while stack.canUndo():
        document.undo()
    if document.graph is not first.graph:
        raise LawError("undoing everything does not give the first graph")
    _same("the project after undoing everything", document.project, first)
    check(window, thoroughly=True)
    while stack.index() < index:
        document.redo()
    if document.graph is not last.graph:
        raise LawError("redoing everything does not give the last graph")
    _same("the project after redoing everything", document.project, last)
    window.canvas.folds.unfold_all()
    window.canvas.folds.fold(folds)
    check(window, thoroughly=True)


# ---------------------------------------------------------------------- the analysis


def _answers(analysis: Analysis) -> dict[str, Any]:
    """Everything it says; repairs by their names, since functions are equal to nothing."""
    found = {name: value for name, value in vars(analysis).items() if name not in ("graph", "nodes", "problems")}
    for node_id, node in analysis.nodes.items():
        found[node_id] = (*node[:-1], _problems(node.problems))
    return {**found, "problems": _problems(analysis.problems)}


def _problems(problems: tuple[Any, ...]) -> list[tuple[Any, ...]]:
    return [(problem.node, problem.severity, problem.message, [item.title for item in problem.repairs]) for problem in problems]


# ---------------------------------------------------------------------- the picture


def picture(scene: Scene) -> dict[Any, Any]:
    """Cards, curves and frames as they stand when everything has arrived."""
    cards = {node_id: (card.node, card.rect.getRect(), card.words, card.problem) for node_id, card in scene.cards.items()}
    return {**cards, **{wire: curve.corners for wire, curve in scene.curves.items()}, "frames": scene.frames}


def _check_picture(window: MainWindow, *, compare: bool) -> None:
    scene, graph = window.canvas.scene(), window.document.graph
    assert isinstance(scene, Scene)
    behind = [member for shown in scene.cards for member in scene.folding.members(shown)]
    _same("the nodes on the canvas", sorted(behind), sorted(graph.nodes))
    _same("the wires on the canvas", set(scene.curves), set(scene.graph.wires))
    _same("ghosts", scene.ghosts, frozenset())
    _same("what is marked", scene.selected, frozenset(map(scene.folding.shown, window.document.selection)))
    if not scene.selected_wires <= scene.curves.keys():
        raise LawError("a wire is marked that is not there")
    if scene._motion.state() != QVariantAnimation.State.Running:
        _check_arrived(scene)
    if compare and not LayoutProcess.is_for(scene.graph):
        fresh = Scene()
        fresh.folded, fresh.direction, fresh.page = scene.folded, scene.direction, scene.page
        fresh.make_room(scene.has_pictures)
        fresh.show_graph(graph, window.document.analysis)
        _same("the picture", picture(scene), picture(fresh))


def _check_arrived(scene: Scene) -> None:
    for card in scene.cards.values():
        if card.shift != (0.0, 0.0) or card.strength != 1.0:
            raise LawError(f"{card.node.name} is still on its way: {card.shift}, {card.strength}")
    for wire, curve in scene.curves.items():
        if curve.shown != curve.corners:
            raise LawError(f"a wire is still on its way: {wire}")


# ---------------------------------------------------------------------- figures and panels


def _check_totals(window: MainWindow) -> None:
    totals, document = window.canvas.findChild(Totals), window.document
    figures = {label.objectName(): label for label in totals.findChildren(QLabel) if label.objectName()}
    foreseen = figures["totalParams"].foregroundRole() == QPalette.ColorRole.Link
    if foreseen:
        if not window.pages["whatIf"].isVisible():
            raise LawError("the totals show what nobody tries")
        return
    parent = QWidget()
    fresh = Totals(parent)
    fresh.show_analysis(document.analysis, document.selection)
    expected = {name: fresh.findChild(QLabel, name).text() for name in figures}
    _same("the totals", {name: label.text() for name, label in figures.items()}, expected)


def _check_frame(window: MainWindow) -> None:
    document, table = window.document, window.actions_table
    _same("Undo's state", table["actionUndo"].isEnabled(), document.undo_stack.canUndo())
    _same("Redo's state", table["actionRedo"].isEnabled(), document.undo_stack.canRedo())
    _same("the mark of an edited window", window.isWindowModified(), document.dirty)
    if not window.windowTitle().startswith(document.title):
        raise LawError(f"the window is called {window.windowTitle()!r}, the design {document.title!r}")
    number = len(document.analysis.problems)
    title = window.tabs.tabText(window.tabs.indexOf(window.pages["problems"]))
    if (f"({number})" in title) != bool(number):
        raise LawError(f"{number} problems, and the tab says {title!r}")


def _check_panels(window: MainWindow) -> None:
    """What the panels say is what new ones of this document would say; a field that is being typed into may differ."""
    document = window.document
    if isinstance(QApplication.focusWidget(), QLineEdit | QAbstractSpinBox | QPlainTextEdit):
        return
    QCoreApplication.sendPostedEvents()  # what was just put into a layout is not seen before that
    kinds: tuple[tuple[type[QWidget], Callable[[], QWidget]], ...] = (
        (Inspector, lambda: Inspector(document)),
        (Explain, lambda: Explain(document)),
        (Problems, lambda: Problems(document)),
        (Summary, lambda: Summary(document)),
        (Code, lambda: Code(document)),
        (History, lambda: History(document)),
        (WhatIf, lambda: WhatIf(document)),
    )
    for kind, make in kinds:
        live = window.findChild(kind)
        if live is None or not live.isVisible() or _waits(live):
            continue
        fresh = make()
        fresh.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
        fresh.resize(live.size())
        fresh.show()
        _unfold_as(fresh, live)
        QCoreApplication.sendPostedEvents()
        try:
            _same(f"the panel {kind.__name__}", list(words(live)), list(words(fresh)))
        finally:
            fresh.close()
            fresh.deleteLater()


def _waits(panel: QWidget) -> bool:
    """Whether it takes its time: the code is written after a pause, and what was typed and refused stays with the
    reason, and what is tried is no part of the document."""
    typed = any(row.problem for row in panel.findChildren(FormRow))
    passing = any(label.text() in PASSING for label in panel.findChildren(QLabel))
    tried = any(slider.value() for slider in panel.findChildren(ScaleSlider))
    return typed or passing or tried or any(clock.isActive() for clock in panel.findChildren(QTimer))


def _unfold_as(fresh: QWidget, live: QWidget) -> None:
    """What is unfolded is how a person looks at it."""
    unfolded = {button.text() for button in _folds(live) if button.isChecked()}
    for button in _folds(fresh):
        button.setChecked(button.text() in unfolded)


def _folds(panel: QWidget) -> list[QPushButton]:
    return [button for button in panel.findChildren(QPushButton) if button.isCheckable() and button.isVisibleTo(panel)]


def words(panel: QWidget) -> Iterator[str]:
    """Everything a panel says, in the order of its names; what is hidden, or in a window over it, is not said there."""
    found = []
    for widget in panel.findChildren(QWidget):
        if (
            widget.window() is panel.window()
            and widget.isVisibleTo(panel)
            and not isinstance(widget.parentWidget(), QComboBox | QAbstractSpinBox)
        ):
            found += [f"{type(widget).__name__} {widget.objectName()}: {text}" for text in _texts(widget)]
    return iter(sorted(found))


def _texts(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, QLabel | QLineEdit):
        yield widget.text()
    elif isinstance(widget, QAbstractButton):
        yield f"{widget.accessibleName() or widget.text()} {widget.isChecked()}"
    elif isinstance(widget, QComboBox):
        yield widget.currentText()
    elif isinstance(widget, QAbstractSpinBox):
        yield widget.text()
    elif isinstance(widget, QPlainTextEdit):
        yield widget.toPlainText()
    elif isinstance(widget, QTableView | QTreeWidget) and widget.model() is not None:
        yield from _cells(widget.model())


def _cells(model: QAbstractItemModel) -> Iterator[str]:
    root = QModelIndex()
    for row in range(model.rowCount(root)):
        yield " | ".join(str(model.index(row, column, root).data()) for column in range(model.columnCount(root)))


def _same(what: str, shown: Any, expected: Any) -> None:
    if shown != expected:
        raise LawError(f"{what}: {_difference(shown, expected)}")


def _difference(shown: Any, expected: Any) -> str:
    """Where two values differ, briefly."""
    if isinstance(shown, dict) and isinstance(expected, dict):
        keys = [key for key in {**shown, **expected} if shown.get(key) != expected.get(key)]
        return "; ".join(f"{key}: {shown.get(key)!r:.300} instead of {expected.get(key)!r:.300}" for key in keys[:3])
    if isinstance(shown, list) and isinstance(expected, list):
        more = [item for item in shown if item not in expected][:3]
        less = [item for item in expected if item not in shown][:3]
        return f"{more!r:.400} instead of {less!r:.400}"
    return f"{shown!r:.300} instead of {expected!r:.300}"
