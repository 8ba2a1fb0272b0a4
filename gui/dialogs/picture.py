"""A picture of the network: how it is drawn, how that looks, and where it goes."""

from typing import cast

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from cnn.errors import LayerloomError
from cnn.pictures.picture import Fold, Look, Style, Wishes, draw, write
from cnn.project import Project
from cnn.words.language import filled
from gui.background.task import Newest
from gui.document import Document
from gui.style import theme
from gui.widgets.basic.choice import choice
from gui.widgets.basic.room import open_at
from gui.widgets.basic.rows import add_row
from gui.widgets.pictures.preview import Preview

#: a picture of 96 dots to the inch, in millimetres
MILLIMETRES = 25.4 / 96


class PictureDialog(QDialog):
    """Follows the document while it is open."""

    saveWanted = Signal(object)  # Wishes: ask for a file and write it there
    copyWanted = Signal(object)  # Wishes

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("picture")
        self.setWindowTitle(self.tr("Export picture"))
        open_at(self, QSize(920, 640))
        self._document = document
        look: Look = "dark" if theme.current().dark else "light"
        styles = (("canvas", self.tr("As on the canvas")), ("blocks", self.tr("Block diagram, one column")))
        self.style_box = choice("pictureStyle", (*styles, ("volumes", self.tr("Volumes to scale"))), "canvas")
        self.look_box = choice("pictureLook", (("light", self.tr("Light")), ("dark", self.tr("Dark"))), look)
        folds = (("as shown", self.tr("As they are folded")), ("folded", self.tr("All folded")), ("all", self.tr("All open")))
        self.fold_box = choice("pictureFold", folds, "as shown")
        parts = (("whole", self.tr("The whole network")), ("selection", self.tr("The selected layers")))
        self.part_box = choice("picturePart", parts, "whole")
        runs = (("as shown", self.tr("As on the canvas")), ("one", self.tr("In one column")))
        self.columns_box = choice("pictureColumns", runs, "as shown" if document.page else "one")
        self.preview, self.note = Preview(), QLabel()
        self.area = QScrollArea()
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.area.setWidget(self.preview)
        self.area.viewport().installEventFilter(self)
        self.note.setObjectName("pictureNote")
        self.note.setWordWrap(True)
        self.outcome = QLabel()
        self.outcome.setObjectName("pictureOutcome")
        self.outcome.setWordWrap(True)
        self.outcome.setTextFormat(Qt.TextFormat.PlainText)
        self.outcome.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._drawing = Newest(self)
        self._lay_out()
        for box in (self.style_box, self.look_box, self.fold_box, self.columns_box, self.part_box):
            box.currentIndexChanged.connect(self._refresh)
        document.graphChanged.connect(self._refresh)
        document.hiddenChanged.connect(self._refresh)
        document.selectionChanged.connect(self._refresh)
        self._refresh()

    @property
    def wishes(self) -> Wishes:
        """What is chosen."""
        style = cast("Style", self.style_box.currentData())
        part = self._document.selection if self.part_box.isEnabled() and self.part_box.currentData() == "selection" else ()
        look, fold = cast("Look", self.look_box.currentData()), cast("Fold", self.fold_box.currentData())
        in_one = self._has_columns and self.columns_box.currentData() == "one"
        return Wishes(style, look, fold, tuple(part), None if in_one else self._document.page, self._document.untold)

    @property
    def _has_columns(self) -> bool:
        """Whether the canvas shows the network in columns."""
        return self._document.page is not None and self._document.direction == "down"

    def tell(self, words: str, *, problem: bool = False) -> None:
        """What became of the picture that was wanted last; the window below can't be seen."""
        self.outcome.setText(words)
        self.outcome.setProperty("look", "problem" if problem else "")
        self.outcome.style().polish(self.outcome)

    def _refresh(self) -> None:
        self.tell("")
        on_canvas = self.style_box.currentData() == "canvas"
        self.fold_box.setEnabled(on_canvas and bool(self._document.graph.groups))
        self.columns_box.setEnabled(on_canvas and self._has_columns)
        self.part_box.setEnabled(on_canvas and bool(self._document.selection))
        project, wishes = self._document.kept, self.wishes
        self._drawing.ask(lambda: _drawn(project, wishes), self._show, self._refuse)

    def _show(self, drawn: tuple[bytes, float, float]) -> None:
        data, wide, high = drawn
        self.preview.show_svg(data, self.area.viewport().size())
        across, down = (round(size * MILLIMETRES) for size in (wide, high))
        size = filled(self.tr("{0} × {1} mm at full size."), across, down)
        part = self.part_box.isEnabled() and self.part_box.currentData() == "selection"
        self._say(f"{size} {self._inside(part=part)}")

    def _inside(self, *, part: bool) -> str:
        """What a picture opens as: also that of a part carries all."""
        if part:
            return self.tr("Design and recipe of the whole network are inside: the picture opens as all of it.")
        return self.tr("Design and recipe are inside: the picture opens as this network.")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The picture is as large as there is room for."""
        if event.type() == QEvent.Type.Resize:
            self.preview.fit(self.area.viewport().size())
        return super().eventFilter(watched, event)

    def _refuse(self, error: LayerloomError) -> None:
        self.preview.show_svg(b"", QSize())
        self._say(str(error), problem=True)

    def _say(self, text: str, *, problem: bool = False) -> None:
        self.note.setText(text)
        self.note.setProperty("look", "problem" if problem else "secondary")
        self.note.style().polish(self.note)
        self.save_button.setEnabled(not problem)
        self.copy_button.setEnabled(not problem)

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(8)
        add_row(form, self.tr("Style"), self.style_box)
        add_row(form, self.tr("Colours"), self.look_box)
        add_row(form, self.tr("Groups"), self.fold_box)
        add_row(form, self.tr("Columns"), self.columns_box)
        form.setRowVisible(self.columns_box, self._has_columns)
        add_row(form, self.tr("Shows"), self.part_box)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.save_button = buttons.addButton(self.tr("Save as …"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.copy_button = buttons.addButton(self.tr("Copy"), QDialogButtonBox.ButtonRole.ActionRole)
        self.save_button.setObjectName("savePicture")
        self.copy_button.setObjectName("copyPicture")
        self.save_button.setDefault(True)
        self.save_button.setProperty("look", "primary")
        self.save_button.clicked.connect(lambda: self.saveWanted.emit(self.wishes))
        self.copy_button.clicked.connect(lambda: self.copyWanted.emit(self.wishes))
        buttons.rejected.connect(self.reject)
        left = QVBoxLayout()
        left.setSpacing(16)
        left.addLayout(form)
        left.addWidget(self.note)
        left.addWidget(self.outcome)
        left.addStretch(1)
        across = QHBoxLayout()
        across.setSpacing(20)
        across.addLayout(left)
        across.addWidget(self.area, 1)
        for words in (self.note, self.outcome):
            words.setFixedWidth(300)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 16)
        layout.setSpacing(16)
        layout.addLayout(across, 1)
        layout.addWidget(buttons)


def _drawn(project: Project, wishes: Wishes) -> tuple[bytes, float, float]:
    """The picture as SVG, and its size."""
    picture = draw(project, wishes)
    return write(picture, ".svg", ""), picture.width, picture.height
