"""The totals below the picture: parameters, MACs, weights, and how much of the image is seen."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from cnn.analysis import Analysis
from cnn.runs.origins import Origins
from cnn.words.language import filled, labelled
from cnn.words.quantities import spell_bytes
from gui.style import theme
from gui.widgets.basic import numbers


class Totals(QWidget):
    """Figures with their units; the mouse goes through it."""

    figuresChanged = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("totals")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(12, 1, 12, 2)
        self._layout.setSpacing(6)
        self._trial = QLabel(self.tr("What if:"), self)
        self._trial.setObjectName("totalsTrial")
        self._trial.setForegroundRole(QPalette.ColorRole.Link)
        self._trial.hide()
        self._layout.addWidget(self._trial)
        self._pairs: list[tuple[QLabel, QLabel]] = []
        self._params = self._figure("totalParams", self.tr("parameters"))
        self._macs = self._figure("totalMacs", self.tr("MACs"))
        self._weights = self._figure("totalWeights", self.tr("weights"))
        self._sees = self._figure("totalSees", self.tr("receptive field"))

    def show_analysis(
        self, analysis: Analysis, selection: Sequence[str] = (), *, foreseen: bool = False, trial: bool = False
    ) -> None:
        """Shows what a network amounts to, and what the one selected node of it sees (else its first output).

        What is only `foreseen` stands there in the accent's colour; a `trial` is called one.
        """
        before = self._words()
        self._params.setText(numbers.total(analysis.total_params, analysis.known.params))
        self._macs.setText(numbers.exact(analysis.macs))
        self._weights.setText(numbers.total(analysis.weight_bytes, analysis.known_weight_bytes, spell_bytes))
        self._sees.setText(_seen(analysis, selection))
        self._trial.setVisible(trial)
        self._name_figures()
        for figure, _ in self._pairs:
            figure.setForegroundRole(QPalette.ColorRole.Link if foreseen else QPalette.ColorRole.WindowText)
        if before != self._words():
            self.figuresChanged.emit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._name_figures()

    def _name_figures(self) -> None:
        for label in (self._params, self._macs, self._weights, self._sees):
            label.setAccessibleName(labelled(label.accessibleDescription(), label.text()))

    def show_weights(self, found: Origins) -> None:
        """Says whether the weights are trained ones."""
        before, word = self._words(), self._pairs[2][1]
        words = {
            "trained": self.tr("weights, trained"),
            "partly trained": filled(self.tr("weights, {0} of {1} layers trained"), len(found.taken), found.layers),
            "fresh": self.tr("weights, fresh"),
        }
        word.setText(words[found.state] if found.layers else self.tr("weights"))
        if before != self._words():
            self.figuresChanged.emit()

    def _words(self) -> list[str]:
        return [part.text() for pair in self._pairs for part in pair] + [self._trial.text()] * (not self._trial.isHidden())

    def fit_into(self, width: int) -> None:
        """Takes no more room than that: the last figures go first, the parameters stay."""
        margins, apart = self._layout.contentsMargins(), self._layout.spacing()
        taken = margins.left() + margins.right() - apart
        if not self._trial.isHidden():
            taken += apart + self._trial.sizeHint().width()
        for pair in self._pairs:
            taken += sum(apart + label.sizeHint().width() for label in pair)
            shown = pair is self._pairs[0] or taken <= width
            for label in pair:
                if label.isHidden() == shown:
                    label.setVisible(shown)
        self._layout.activate()  # or the next picture has the old widths

    def _figure(self, name: str, unit: str) -> QLabel:
        figure, word = QLabel(self), QLabel(unit, self)
        figure.setObjectName(name)
        figure.setAccessibleDescription(unit)
        figure.setContentsMargins(8 if self._pairs else 0, 0, 0, 0)
        self._pairs.append((figure, word))
        self._layout.addWidget(figure)
        self._layout.addWidget(word)
        self._dress(figure, word)
        return figure

    def _dress(self, figure: QLabel, word: QLabel) -> None:
        figure.setFont(theme.number_font(bold=True))
        word.setProperty("look", "secondary")


def _seen(analysis: Analysis, selection: Sequence[str]) -> str:
    """The patch of the image that one output pixel of the selected node depends on."""
    kept = [item for item in selection if item in analysis.graph]
    wanted = kept[0] if len(kept) == 1 else next(iter(analysis.graph.outputs), "")
    found = analysis.nodes.get(wanted)
    if found is None or found.receptive_field is None:
        return numbers.shape(None)
    return numbers.shape(found.receptive_field.size)
