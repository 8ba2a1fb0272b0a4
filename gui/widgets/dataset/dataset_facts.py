"""A dataset in words and figures: how many images of what size, its pixels per channel, and what may spoil a training."""

from functools import partial

from PySide6.QtCore import QCoreApplication, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from cnn.datasets.questions import Contents
from cnn.datasets.sources import for_window
from cnn.words.language import filled, marked, tr
from cnn.words.lists import listed, phrases, sentences
from cnn.words.quantities import number_of
from gui.style import theme
from gui.widgets.basic import numbers
from gui.widgets.basic.eliding import ElidingLabel

#: stands for several columns, whose names are asked for
SEVERAL = "\n"
_RGB = marked("red"), marked("green"), marked("blue")
CHANNELS = {1: (marked("grey"),), 3: _RGB, 4: (*_RGB, marked("alpha"))}


def split_words() -> dict[str, str]:
    """Split → what it is called."""
    return {"train": _tr("training"), "validation": _tr("validation"), "test": _tr("test")}


class DatasetFacts(QWidget):
    """Lines of text below each other; `title` is a label that the owner puts where it likes."""

    labelColumnChosen = Signal(str)  # the column of a table that holds the labels, or several (`x,y`); "" finds it by itself
    taskChosen = Signal(str)  # what the labels are; "" finds it by itself
    repairWanted = Signal(str)  # the kind of finding, or another way to mend one

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title, self.text, self.figures, self.notes = ElidingLabel(), QLabel(), QLabel(), QLabel()
        self.columns = QComboBox()
        self.columns.setAccessibleName(self.tr("Column of the labels"))
        self.columns.activated.connect(lambda place: self.labelColumnChosen.emit(self.columns.itemData(place)))
        self.tasks = QComboBox()
        self.tasks.setObjectName("labelTask")
        self.tasks.setAccessibleName(self.tr("What the labels are"))
        self.tasks.setToolTip(self.tr("What the labels are: a class for each image, any number of labels, or numbers to be told"))
        self.tasks.activated.connect(lambda place: self.taskChosen.emit(self.tasks.itemData(place)))
        self.findings = QVBoxLayout()
        self._in_effect: frozenset[str] = frozenset()
        self._columns_row = QWidget()
        self._lay_out()

    def clear(self, name: str) -> None:
        """Nothing but a name."""
        self.title.setText(name)
        self.title.setToolTip(name)
        for label in (self.text, self.figures, self.notes):
            label.clear()
            label.hide()
        self._columns_row.hide()
        self._show_findings(())

    def say(self, text: str) -> None:
        """One line instead of facts."""
        self.text.setText(text)
        self.text.show()

    def show_contents(self, contents: Contents) -> None:
        """Counts, sizes, and what was noticed while reading."""
        shape = numbers.shape(contents.image_shape) if contents.image_shape else self.tr("of different sizes")
        images = contents.images
        parts = [f"{numbers.exact(count)} {split_words()[name]}" for name, count in images.items()]
        learned = {"labels": self.tr("{0} label|{0} labels"), "numbers": self.tr("{0} number|{0} numbers")}
        classes = number_of(learned.get(contents.task, self.tr("{0} class|{0} classes")), len(contents.classes))
        if contents.others:
            classes = listed(aim.words for aim in contents.facts.aims)
        words = number_of(self.tr("{0} image, {1}, {2}|{0} images, {1}, {2}"), sum(images.values()), shape, classes)
        self.say(words + "\n" + phrases(parts) if len(parts) > 1 else words)
        self.notes.setText("\n".join(for_window(note, self.controls()) for note in contents.notes))
        self.notes.setVisible(bool(contents.notes))

    @staticmethod
    def controls() -> dict[str, str]:
        """Where it is chosen here what stands behind a source at the terminal."""
        labels = _tr("choose under Labels")
        return {"label": labels, "task": labels, "pages": _tr("press They are channels, or They are images")}

    def show_columns(self, columns: tuple[str, ...], chosen: str) -> None:
        """Of a table: where its labels may be taken from."""
        self.columns.setVisible(bool(columns))
        with QSignalBlocker(self.columns):
            self.columns.clear()
            self.columns.addItem(self.tr("found by itself"), "")
            several = (chosen,) if chosen and chosen not in columns else ()
            for name in (*several, *columns):
                self.columns.addItem(name, name)
            self.columns.setCurrentIndex(max(self.columns.findData(chosen), 0))
            if len(columns) > 1:
                self.columns.addItem(self.tr("several …"), SEVERAL)

    def show_tasks(self, found: str, chosen: str) -> None:
        """What the labels were `found` to be ("": nobody can say otherwise), and what somebody has `chosen` ("": nothing)."""
        self._columns_row.setVisible(bool(found))
        words = {
            "classes": self.tr("one class per image"),
            "labels": self.tr("any number of labels"),
            "numbers": self.tr("numbers"),
        }
        with QSignalBlocker(self.tasks):
            self.tasks.clear()
            self.tasks.addItem(
                filled(self.tr("found: {0}"), words.get(found, "")) if not chosen else self.tr("found by itself"), ""
            )
            for task, text in words.items():
                self.tasks.addItem(text, task)
            self.tasks.setCurrentIndex(max(self.tasks.findData(chosen), 0))

    def show_survey(self, survey: object) -> None:
        """Pixels in figures, and what was found."""
        from cnn.datasets.inspection.findings import Survey

        assert isinstance(survey, Survey)
        lines = [line for split, pixels in survey.pixels.items() for line in _lines(split_words()[split], pixels)]
        self.figures.setText("\n".join(lines))
        self.figures.setVisible(bool(lines))
        self._show_findings(survey.findings)

    def show_in_effect(self, kinds: frozenset[str]) -> None:
        """Which of the ways to mend a finding are chosen already: their buttons say so, and can't be pressed."""
        self._in_effect = kinds
        for finding in self.findChildren(_Finding):
            finding.show_in_effect(kinds)

    def _show_findings(self, findings: tuple[object, ...]) -> None:
        while item := self.findings.takeAt(0):
            if widget := item.widget():
                widget.deleteLater()
        for finding in findings:
            self.findings.addWidget(_Finding(finding, self))
        self.show_in_effect(self._in_effect)

    def _lay_out(self) -> None:
        looks = ((self.title, "title"), (self.text, "secondary"), (self.figures, "secondary"), (self.notes, "warning"))
        for label, look in looks:
            label.setProperty("look", look)
            label.setTextFormat(Qt.TextFormat.PlainText)  # names of files and classes are a stranger's
            label.setWordWrap(True)
        self.figures.setFont(theme.number_font(theme.small_font()))
        row = QHBoxLayout(self._columns_row)
        row.setContentsMargins(0, 0, 0, 0)
        words = QLabel(self.tr("Labels"))
        words.setBuddy(self.columns)
        row.addWidget(words)
        row.addWidget(self.columns, 1)
        row.addWidget(self.tasks, 1)
        self._columns_row.hide()
        self.findings.setSpacing(4)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(4)
        column.addWidget(self.text)
        column.addLayout(self.findings)  # what may spoil a training is seen without scrolling
        column.addWidget(self.notes)
        column.addWidget(self._columns_row)
        column.addWidget(self.figures)
        column.addStretch(1)


class _Finding(QWidget):
    """A sentence, what to do, and a button where that is a click."""

    def __init__(self, finding: object, facts: DatasetFacts) -> None:
        from cnn.datasets.inspection.findings import Finding

        super().__init__(facts)
        assert isinstance(finding, Finding)
        words = {
            "imbalance": {"imbalance": _tr("Use class weights"), "sampling": _tr("Show as many of every class")},
            "channels": {"channels": _tr("The channels stand first")},
            "pages": {"pages=channels": _tr("They are channels"), "pages=images": _tr("They are images")},
        }.get(finding.kind, {})
        text = QLabel(finding.message if words else sentences(finding.message, finding.hint))  # buttons say what to do
        text.setToolTip(finding.hint if words else "")
        text.setProperty("look", "warning")
        text.setTextFormat(Qt.TextFormat.PlainText)
        text.setWordWrap(True)
        row = QVBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(text)
        row.setSpacing(2)
        self._buttons: dict[str, tuple[QPushButton, str]] = {}
        ways = QHBoxLayout()
        ways.setSpacing(6)
        for kind, title in words.items():
            button = QPushButton(title)
            self._buttons[kind] = button, title
            button.setProperty("look", "repair")
            button.setToolTip(finding.hint)
            button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
            button.clicked.connect(partial(facts.repairWanted.emit, kind))
            ways.addWidget(button)
        if words:
            ways.addStretch(1)
            row.addLayout(ways)

    def show_in_effect(self, kinds: frozenset[str]) -> None:
        """Which ways are chosen already."""
        done = {"imbalance": _tr("Class weights are used"), "sampling": _tr("As many of every class are shown")}
        for kind, (button, title) in self._buttons.items():
            button.setEnabled(kind not in kinds)
            button.setText(done.get(kind, title) if kind in kinds else title)


def _lines(split: str, pixels: object) -> list[str]:
    """A split's pixels: one line for what was looked at, one for each channel."""
    from cnn.datasets.inspection.findings import Pixels

    assert isinstance(pixels, Pixels)
    head = split
    if pixels.smallest != pixels.largest:
        head += filled(_tr(", from {0} to {1}"), numbers.shape(pixels.smallest), numbers.shape(pixels.largest))
    if pixels.looked_at < pixels.images:
        head += number_of(_tr(" (of {0} image)| (of {0} images)"), pixels.looked_at)
    names = CHANNELS.get(len(pixels.mean), tuple(map(str, range(len(pixels.mean)))))
    rows = zip(names, pixels.mean, pixels.std, pixels.low, pixels.high, strict=True)
    return [
        head,
        *(
            filled(_tr("  {0}: {1} ± {2}, from {3} to {4}"), tr(n), f"{m:.1f}", f"{s:.1f}", f"{a:.4g}", f"{b:.4g}")
            for n, m, s, a, b in rows
        ),
    ]


def _tr(text: str) -> str:
    return QCoreApplication.translate("DatasetFacts", text)
