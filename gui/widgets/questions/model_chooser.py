"""Which trained model is meant: a run, one of its checkpoints, or a file."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QWidget

from cnn.runs.checkpoints import file_title
from cnn.runs.folder import RunRecord
from cnn.runs.listed.row import best_figure
from cnn.runs.listed.title import run_title, told_apart, unnamed
from cnn.words.quantities import spell_share

_PATH = Qt.ItemDataRole.UserRole + 1
#: what an item means that is no run
OWN, OPEN = "own", "open"

#: of the newest runs so many can be chosen; others are found in Runs
MOST_RUNS = 200


class ModelChooser(QWidget):
    """Two boxes: the run, or what else there is, and its checkpoint."""

    chosen = Signal(object, str, object)  # the run's folder (Path) or None, the name of a checkpoint or "", a file (Path) or None
    fileWanted = Signal()
    runsWanted = Signal()  # the list is about to be looked at

    def __init__(self, name: str, own: str = "", parent: QWidget | None = None) -> None:
        """`own` is what the network is called that is open; without it that can't be chosen."""
        super().__init__(parent)
        self.setObjectName(name)
        self._own = own
        self.models, self.checkpoints = _Box(self.runsWanted), QComboBox()
        self.models.setObjectName(f"{name}-models")
        self.models.setAccessibleName(self.tr("Model"))
        self.models.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.models.setMinimumContentsLength(12)
        self.models.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.checkpoints.setObjectName(f"{name}-checkpoints")
        self.checkpoints.setAccessibleName(self.tr("Checkpoint"))
        self.checkpoints.hide()
        self._before = 0
        self._listed: list[tuple[str, str]] | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.models, 1)
        row.addWidget(self.checkpoints)
        self.show_runs(())
        self.models.activated.connect(self._on_model)
        self.checkpoints.activated.connect(self._tell)

    @property
    def run(self) -> Path | None:
        """The run that is chosen."""
        found = self.models.currentData(_PATH)
        return Path(found) if self.models.currentData() == "run" else None

    @property
    def file(self) -> Path | None:
        """The file that is chosen."""
        found = self.models.currentData(_PATH)
        return Path(found) if self.models.currentData() == "file" else None

    def show_runs(self, records: Sequence[RunRecord]) -> None:
        """Lists these runs; what was chosen stays so. A list that is open is opened anew where others are in it."""
        folders = [record.folder for record in records]
        titles = told_apart([(title_of(record), Path(record.folder)) for record in records])
        listed = list(zip(titles, folders, strict=True))
        if listed == self._listed:
            return
        self._listed = listed
        kind, path = self.models.currentData(), self.models.currentData(_PATH)
        if (place := self._place(OWN, None)) >= 0:
            self._own = self.models.itemText(place)  # in the language of now
        with QSignalBlocker(self.models):
            self.models.clear()
            if self._own:
                self._add(self._own, OWN)
            if kind == "file":
                self._add(Path(path).name, "file", path)
            for title, folder in listed:
                self._add(title, "run", folder)
            if kind == "run" and self._place("run", path) < 0:
                self._add(run_title(Path(path)), "run", path)
            self._add(self.tr("A file…"), OPEN)
            self.models.setCurrentIndex(self._place(kind, path) if self._own or kind else -1)
            if self._own and self.models.currentIndex() < 0:
                self.models.setCurrentIndex(0)
        self._before = self.models.currentIndex()
        self.models.open_anew()

    def choose(self, run: Path | None, checkpoint: str = "", file: Path | None = None) -> None:
        """Shows what is chosen elsewhere; nothing is told."""
        kind, path = ("run", str(run)) if run is not None else ("file", str(file)) if file is not None else (OWN, None)
        with QSignalBlocker(self.models):
            if self._place(kind, path) < 0:
                name = run_title(run) if run is not None else Path(path or "").name
                self.models.insertItem(int(bool(self._own)), name, kind)
                self.models.setItemData(int(bool(self._own)), path, _PATH)
            self.models.setCurrentIndex(self._place(kind, path))
        self._before = self.models.currentIndex()
        self.show_checkpoints((), checkpoint)

    def show_checkpoints(self, files: Sequence[Path], chosen: str = "") -> None:
        """What the run keeps beside its best model."""
        chosen = chosen or str(self.checkpoints.currentData() or "")
        with QSignalBlocker(self.checkpoints):
            self.checkpoints.clear()
            self.checkpoints.addItem(self.tr("Best model"), "")
            for path in files:
                self.checkpoints.addItem(file_title(path), path.name)
            if chosen and self.checkpoints.findData(chosen) < 0:
                self.checkpoints.addItem(file_title(Path(chosen)), chosen)
            self.checkpoints.setCurrentIndex(max(self.checkpoints.findData(chosen), 0))
        self.checkpoints.setVisible(self.run is not None and self.checkpoints.count() > 1)

    def _add(self, text: str, kind: str, path: str | None = None) -> None:
        self.models.addItem(text, kind)
        place = self.models.count() - 1
        self.models.setItemData(place, path, _PATH)
        self.models.setItemData(place, path or text, Qt.ItemDataRole.ToolTipRole)

    def _place(self, kind: str | None, path: str | None) -> int:
        same = (
            place
            for place in range(self.models.count())
            if (self.models.itemData(place), self.models.itemData(place, _PATH)) == (kind, path)
        )
        return next(same, -1)

    def _on_model(self, place: int) -> None:
        if self.models.itemData(place) == OPEN:
            self.models.setCurrentIndex(self._before)
            self.fileWanted.emit()
            return
        self._before = place
        with QSignalBlocker(self.checkpoints):
            self.checkpoints.clear()
            self.checkpoints.hide()
        self._tell()

    def _tell(self) -> None:
        self.chosen.emit(self.run, str(self.checkpoints.currentData() or ""), self.file)


class _Box(QComboBox):
    """Says when its list is about to be looked at."""

    def __init__(self, opened: object) -> None:
        super().__init__()
        self._opened = opened

    def showPopup(self) -> None:
        """Opens the list."""
        self._opened.emit()  # type: ignore[attr-defined]
        super().showPopup()

    def open_anew(self) -> None:
        """Where its list is open, it is as long as what is in it now."""
        if self.view().isVisible():
            self.hidePopup()
            super().showPopup()


def title_of(record: RunRecord) -> str:
    """What to call a run in a list: as elsewhere, and how good it is."""
    name, best = best_figure(record)
    share = best is not None and name.endswith("accuracy")
    figure = "" if best is None else f" · {spell_share(best, 1) if share else f'{best:.4g}'}"
    return f"{record.called or unnamed(record.network, record.created)}{figure}"
