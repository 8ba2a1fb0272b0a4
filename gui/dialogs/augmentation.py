"""Augmentation: the list of layers, the form of the chosen one, and training images as they will be learned from."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from cnn.errors import LayerloomError
from cnn.files.scratch import Scratch
from cnn.plan.checks import require_ready
from cnn.runs.messages import Answer, Failed
from cnn.shapes import Shape
from cnn.words.lists import sentences
from gui.background.task import Background
from gui.background.training_session import TrainingSession
from gui.document import Document
from gui.widgets.basic.room import open_at
from gui.widgets.training.augmentation_list import AugmentationList
from gui.widgets.training.augmentation_sheet import AugmentationSheet, rows_of

IMAGES, VERSIONS = 5, 6
#: milliseconds after a keystroke before the worker is asked
PATIENCE = 300


class AugmentationDialog(QDialog):
    """Follows the document while it is open; every change is an undo step, and the preview follows it."""

    def __init__(self, document: Document, session: TrainingSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("augmentation")
        self.setWindowTitle(self.tr("Augmentation"))
        self._document, self._session = document, session
        self._folder = Scratch()
        self._asked = ""  # the request that is being answered
        self._shown: Any = None  # what the preview was made of
        self._steps = 0
        self._reading: Background | None = None
        self.list, self.sheet, self.note = AugmentationList(), AugmentationSheet(), QLabel()
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(PATIENCE)
        self._later.timeout.connect(self._refresh)
        self._lay_out()
        self._connect()
        self._follow()

    def done(self, result: int) -> None:
        """Closes; nothing of the preview is left."""
        self._later.stop()
        self._asked = ""  # what is answered from now on lies in a folder that is gone
        if self._reading is not None:
            self._reading.wait()
        self._folder.remove()
        super().done(result)

    # ------------------------------------------------------------------ following

    def _follow(self) -> None:
        self.list.show_layers(self._document.recipe.augmentation, self._image())
        self._later.start()

    def _image(self) -> Shape:
        graph = self._document.graph
        sizes = (graph.nodes[node_id].layer.output_shape() for node_id in graph.inputs)
        return next((size for size in sizes if len(size) == 3), (None, None, None))

    def _edit(self, layers: object, typed: bool) -> None:
        self._steps += not typed
        self._document.set_recipe(merge=f"augmentation {self._steps} {self.list.list.currentRow()} {typed}", augmentation=layers)

    # ------------------------------------------------------------------ the preview

    def _refresh(self) -> None:
        """Asks for what the settings give now, unless it is shown already or another answer is still to come."""
        project = self._document.project
        wanted = (project.recipe.augmentation, project.recipe.seed, project.recipe.resizing, project.dataset, self._image())
        if not self.isVisible() or self._asked or self._reading is not None or wanted == self._shown:
            return
        try:
            facts = self._document.facts
            recipe = project.recipe.changed(freeze="", freeze_until="")
            require_ready(project.graph, recipe, task=facts.task if facts else None, aims=facts.aims if facts else ())
        except LayerloomError as error:
            self._say(str(error), problem=True)
            return
        if self._session.busy:
            self._say(self.tr("The preview comes when the run is over."))
            return
        self._shown = wanted
        self._say(self.tr("Making the preview …"))
        path = self._folder.path / "preview.npz"
        self._asked = self._session.preview(project, path, IMAGES, VERSIONS)

    def _on_answer(self, event: Answer) -> None:
        if event.request != self._asked:
            return
        self._asked = ""
        path, labels, classes = Path(event.result["path"]), event.result["labels"], event.result["classes"]
        captions = event.result.get("captions") or [classes[label] for label in labels]
        self._reading = Background(lambda: rows_of(path, labels, classes, captions), self)
        self._reading.done.connect(self._show_rows)

    def _show_rows(self, rows: Any) -> None:
        self._reading = None
        self._say("")
        self.sheet.show_rows(rows)
        self._refresh()

    def _on_failed(self, event: Failed) -> None:
        if event.request == self._asked:
            self._asked = ""
            self._say(sentences(event.message, event.hint), problem=True)
            self._later.start()

    def _say(self, text: str, *, problem: bool = False) -> None:
        self.note.setText(text)
        self.note.setProperty("look", "problem" if problem else "secondary")
        self.note.style().polish(self.note)

    # ------------------------------------------------------------------ building

    def _lay_out(self) -> None:
        self.note.setObjectName("augmentationNote")
        self.note.setWordWrap(True)
        self.note.setMinimumHeight(20)
        self.sheet.setObjectName("augmentationPreview")
        help_text = QLabel(self.tr("Only training images are changed, anew in every epoch; the same seed changes them alike."))
        help_text.setProperty("look", "secondary")
        help_text.setWordWrap(True)
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addWidget(self.sheet, 1)
        right.addWidget(self.note)
        parts = QHBoxLayout()
        parts.setSpacing(20)
        parts.addWidget(self.list)
        parts.addLayout(right, 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        below = QHBoxLayout()
        below.addWidget(help_text, 1)
        below.addWidget(buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 12)
        column.setSpacing(12)
        column.addLayout(parts, 1)
        column.addLayout(below)
        open_at(self, QSize(1120, 600))

    def _connect(self) -> None:
        self.list.layersEdited.connect(self._edit)
        for signal in (self._document.recipeChanged, self._document.datasetChanged, self._document.analysisChanged):
            signal.connect(self._follow)
        self._session.answerReceived.connect(self._on_answer)
        self._session.failed.connect(self._on_failed)
        self._session.stateChanged.connect(self._later.start)
