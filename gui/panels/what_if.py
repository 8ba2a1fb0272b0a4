"""What if the network were wider or deeper, or its images larger: the totals follow a slider; only Apply makes it so."""

import re

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from cnn.analysis import Analysis, Problem, analyse
from cnn.edits.depth import can_deepen, deepened
from cnn.edits.width import can_widen, resized, widened
from cnn.errors import LayerloomError
from cnn.graph import Graph
from cnn.words.language import filled
from cnn.words.lists import listed
from cnn.words.quantities import number_of
from gui.document import Document
from gui.style import theme
from gui.widgets.basic.scrolling import ScrollingColumn
from gui.widgets.network.before_after import BeforeAfter
from gui.widgets.network.facts import before_and_after, layers_before_and_after
from gui.widgets.network.scale_slider import ScaleSlider, spell

SLIDERS, FACTS = 360, 720
#: pixels between the figures and the bar that scrolls them
BESIDE = 12
#: sizes and counts in a sentence
_NUMBER = re.compile(r"[\d,.]*\d")


class WhatIf(QWidget):
    """Sliders for width and depth of what is selected, or of all, and for the images; beside them before and after.

    The network stays as it is until Apply is pressed. Whatever else happens ends the trial.
    """

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("whatIf")
        self.setProperty("look", "panel")
        self._document = document
        self._foreseen: bool = False
        self._build()
        self.setFocusProxy(self.width_slider)
        document.selectionChanged.connect(self._start_anew)
        document.analysisChanged.connect(self._start_anew)
        document.hiddenChanged.connect(self._start_anew)
        document.recipeChanged.connect(self._start_anew)
        document.datasetChanged.connect(self._start_anew)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous():
            self._start_anew()

    # ------------------------------------------------------------------ following

    def _start_anew(self) -> None:
        """Everything as it is, for the layers that are selected now; costs nothing while nobody looks."""
        if not self.isVisible():
            return
        document, selection = self._document, self._document.selection
        self._rest()
        possible = can_widen(document.analysis, self._scope())
        self.width_slider.setEnabled(possible)
        self.depth_slider.setEnabled(can_deepen(document.analysis, self._scope()))
        self.image_slider.setEnabled(bool(document.graph.inputs))
        whole = self.tr("The whole network")
        self._what.setText(number_of(self.tr("{0} selected layer|{0} selected layers"), len(selection)) if selection else whole)
        self._still = "" if possible else self.tr("No width here can change by itself: outputs and what is added to them stay.")
        self._preview()

    def _scope(self) -> tuple[str, ...] | None:
        return self._document.selection or None

    def _preview(self) -> None:
        """Shows what the network would amount to."""
        for slider, value in self._sliders:
            value.setText(spell(slider.factor))
        self._trial.setVisible(self._tries())
        self._reset_button.setEnabled(self._tries())
        self._apply_button.setEnabled(self._tries())
        if not self._tries():
            self._say(self._still)
            self._show(self._document.analysis)
            self._foresee(None)
            return
        try:
            after = analyse(self._scaled(), self._document.analysis)
        except LayerloomError as error:
            self._say(str(error), look="problem")
            self._apply_button.setEnabled(False)
            self._show(self._document.analysis)
            self._foresee(None)
            return
        self._show(after)
        self._foresee(after)
        wrong = _caused(self._document.analysis, after)
        if wrong is None:
            self._say(self.tr("Apply makes it so, in one step that can be undone."))
        else:
            self._say(wrong.message, look="problem" if wrong.severity == "error" else "warning")

    def _tries(self) -> bool:
        """Whether any slider stands elsewhere than at 1."""
        return any(slider.value() for slider, _ in self._sliders)

    def _rest(self) -> None:
        for slider, _ in self._sliders:
            slider.rest()

    def _scaled(self) -> Graph:
        before, scope = self._document.analysis, self._scope()
        deep = deepened(before, self.depth_slider.factor, scope)
        if scope is not None:  # what was repeated belongs to what was chosen
            scope = (*scope, *(item for item in deep.nodes if item not in before.graph))
        wide = widened(analyse(deep, before), self.width_slider.factor, scope)
        return resized(wide, self.image_slider.factor)

    def _foresee(self, after: Analysis | None) -> None:
        """Lets the totals over the canvas follow as well."""
        if self._foreseen or after is not None:
            self._foreseen = after is not None
            self._document.trialChanged.emit(after)

    def _show(self, after: Analysis) -> None:
        recipe, dataset = self._document.recipe, self._document.dataset
        rows = before_and_after(self._document.shown, self._document.veiled(after), recipe, dataset)
        rows += layers_before_and_after(self._document.graph, after.graph)
        self._facts.show_rows(rows, trial=after is not self._document.analysis)

    def hideEvent(self, event: QHideEvent) -> None:
        """What nobody looks at is no longer tried; a window that is only minimized comes back as it was."""
        if not event.spontaneous():
            self._rest()
            self._foresee(None)
        super().hideEvent(event)

    def _say(self, text: str, *, look: str = "secondary") -> None:
        if self._note.property("look") != look:
            self._note.setProperty("look", look)
            self._note.style().polish(self._note)
        self._note.setText(text)

    # ------------------------------------------------------------------ edits

    def _apply(self) -> None:
        """Makes it so, in one undo step."""
        if not self._apply_button.isEnabled():
            return
        selection = self._document.selection
        words = (self.tr("Width {0}"), self.tr("Depth {0}"), self.tr("Image {0}"))
        tried = [(text, slider) for text, (slider, _) in zip(words, self._sliders, strict=True) if slider.value()]
        parts = [filled(text, spell(slider.factor)) for text, slider in tried]
        if selection and tried[0][1] is not self.image_slider:
            parts[0] += number_of(self.tr(" of {0} layer| of {0} layers"), len(selection))
        self._document.edit(listed(parts), lambda _: self._scaled())
        self._start_anew()

    # ------------------------------------------------------------------ building

    def _build(self) -> None:
        self._still = ""
        self._what: QLabel = QLabel()
        self._what.setObjectName("whatIfScope")
        self._what.setProperty("look", "title")
        self._trial: QLabel = QLabel(self.tr("A trial: nothing is changed"))
        self._trial.setObjectName("whatIfTrial")
        self._trial.setProperty("look", "accent")
        head = QHBoxLayout()
        head.addWidget(self._what)
        head.addStretch(1)
        head.addWidget(self._trial)
        self.width_slider: ScaleSlider = ScaleSlider(self.tr("Width"))
        self.width_slider.setObjectName("widthSlider")
        self.width_slider.setToolTip(self.tr("Filters and units of the layers; what the network gives out stays"))
        self.depth_slider: ScaleSlider = ScaleSlider(self.tr("Depth"))
        self.depth_slider.setObjectName("depthSlider")
        self.depth_slider.setToolTip(self.tr("How often blocks, or layers in a row, are repeated in each stage"))
        self.image_slider: ScaleSlider = ScaleSlider(self.tr("Image size"))
        self.image_slider.setObjectName("imageSlider")
        self.image_slider.setToolTip(self.tr("Height and width of the images"))
        self._sliders: list[tuple[ScaleSlider, QLabel]] = [
            (slider, _figure()) for slider in (self.width_slider, self.depth_slider, self.image_slider)
        ]
        self._note = QLabel()
        self._note.setObjectName("whatIfNote")
        self._note.setProperty("look", "secondary")
        self._note.setWordWrap(True)
        self._facts = BeforeAfter()
        self._facts.setContentsMargins(0, 0, BESIDE, 0)
        facts = ScrollingColumn(self._facts)
        facts.setMaximumWidth(FACTS)
        rows = QGridLayout()
        rows.setHorizontalSpacing(12)
        rows.setColumnStretch(1, 1)
        for row, (slider, value) in enumerate(self._sliders):
            label = QLabel(slider.accessibleName())
            label.setProperty("look", "secondary")
            rows.addWidget(label, row, 0)
            rows.addWidget(slider, row, 1)
            rows.addWidget(value, row, 2)
            slider.factorMoved.connect(self._preview)
            slider.factorChosen.connect(self._apply)
        self._apply_button: QPushButton = QPushButton(self.tr("Apply"))
        self._apply_button.setObjectName("whatIfApply")
        self._apply_button.setToolTip(self.tr("Change the network so, in one step that can be undone (Enter)"))
        self._apply_button.clicked.connect(self._apply)
        self._reset_button: QPushButton = QPushButton(self.tr("Reset"))
        self._reset_button.setObjectName("whatIfReset")
        self._reset_button.setToolTip(self.tr("Put the sliders back; nothing was changed (Esc)"))
        self._reset_button.clicked.connect(self._start_anew)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self._reset_button)
        buttons.addWidget(self._apply_button)
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addLayout(head)
        left.addLayout(rows)
        left.addWidget(self._note)
        left.addLayout(buttons)
        left.addStretch(1)
        frame = QWidget()
        frame.setLayout(left)
        left.setContentsMargins(0, 0, 0, 0)
        frame.setFixedWidth(SLIDERS)
        columns = QHBoxLayout(self)
        columns.setContentsMargins(16, 12, 16, 12)
        columns.setSpacing(40)
        columns.addWidget(frame)
        columns.addWidget(facts, 1)
        columns.addStretch(0)


def _caused(before: Analysis, after: Analysis) -> Problem | None:
    """The worst that a trial brings about: what was wrong before it is no news, also where its sentence has other sizes now."""
    known = {(problem.node, _NUMBER.sub("", problem.message)) for problem in before.problems}
    found = [problem for problem in after.problems if (problem.node, _NUMBER.sub("", problem.message)) not in known]
    return min(found, key=lambda problem: problem.severity != "error", default=None)


def _figure() -> QLabel:
    """The factor beside a slider, as wide as the longest."""
    label = QLabel()
    label.setFont(theme.number_font())
    label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    label.setMinimumWidth(label.fontMetrics().horizontalAdvance("× 0.00"))
    return label
