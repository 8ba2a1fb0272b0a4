"""The history: every step by its name; choosing one takes the design there, back or forth."""

from PySide6.QtWidgets import QFrame, QUndoView, QVBoxLayout, QWidget

from gui.document import Document


class History(QWidget):
    """The undo stack as a list, the step that is shown marked; the mouse and the arrow keys go through it."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("history")
        self.setProperty("look", "panel")
        self.steps = QUndoView(document.undo_stack)
        self.steps.setObjectName("historySteps")
        self.steps.setAccessibleName(self.tr("Steps of the design"))
        self.steps.setFrameShape(QFrame.Shape.NoFrame)
        self.steps.setEmptyLabel(self.tr("As it was opened"))
        self.setFocusProxy(self.steps)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.addWidget(self.steps)
