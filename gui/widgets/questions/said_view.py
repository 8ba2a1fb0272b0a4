"""What a model says of one image: in a sentence, how far it is to be trusted, and as bars."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from cnn.runs.predictions import Seen
from cnn.words.language import filled, labelled
from cnn.words.lists import clauses, listed, sentences
from cnn.words.quantities import spell_share
from gui.widgets.plot.bars import Bar, Bars

#: bars are shown of so many classes, in their order; of more only the likeliest
FEW, TOP = 10, 5


class SaidView(QWidget):
    """The sentence above, the bars below, in two columns: of several outputs the others' stand in the second."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.verdict, self.marks, self.model = QLabel(), QLabel(), QLabel()
        self.bars, self.more_bars = Bars(), Bars()
        for label, look in ((self.verdict, "title"), (self.marks, "warning"), (self.model, "secondary")):
            label.setProperty("look", look)
            label.setTextFormat(Qt.TextFormat.PlainText)  # names of files and classes are a stranger's
            label.setWordWrap(True)
        bars = QHBoxLayout()
        bars.setSpacing(24)
        bars.addWidget(self.bars, 1, Qt.AlignmentFlag.AlignTop)
        bars.addWidget(self.more_bars, 1, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout(self)
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(4)
        words.addWidget(self.verdict)
        words.addWidget(self.marks)
        words.addLayout(bars)
        words.addWidget(self.model)
        words.addStretch(1)
        self.show_nothing()

    def show_nothing(self) -> None:
        """There is no image."""
        self.bars.show_bars([])
        self.more_bars.hide()
        self.verdict.setText(self.tr("Draw something, paste, drop or take an image."))
        self.marks.clear()

    def show_said(self, name: str, said: Mapping[str, Any], classes: Mapping[str, list[str]]) -> None:
        """Shows an answer of `predict_image` about the image of that name; `classes` are those of each output."""
        self._show_bars(said, classes)
        truth = filled(self.tr("It is {0}."), said["truth"]) if said.get("truth") else ""
        self.verdict.setText(sentences(self._in_words(name, said), truth))
        self.marks.setText(sentences(*Seen.of(said).remarks))

    def show_marks(self, said: Mapping[str, Any]) -> None:
        """Shows how far the model is to be trusted with the image."""
        words = {"uncertain": self.tr("Uncertain."), "unlike": self.tr("Unlike anything it has seen in training.")}
        found = [text for mark, text in words.items() if said.get(mark)]
        self.marks.setText(sentences(*found, *Seen.of(said).remarks))

    # ------------------------------------------------------------------ inside

    def _in_words(self, name: str, said: Mapping[str, Any]) -> str:
        seen = Seen.of(said)
        if "numbers" in said:
            return filled(self.tr("{0}: {1}."), name, seen.predicted)
        if "labels" in said:
            return filled(
                self.tr("{0} has: {1}."), name, listed(filter(None, seen.predicted.split(";"))) or self.tr("none of the labels")
            )
        return filled(self.tr("{0} is: {1}."), name, clauses((seen.predicted, seen.others)))

    def _show_bars(self, said: Mapping[str, Any], classes: Mapping[str, list[str]]) -> None:
        """Of few classes all, in their order, so that none jumps; of many the likeliest; of numbers their values.

        What other outputs have learned stands beside the first.
        """
        if "outputs" in said:
            first, *others = said["outputs"].values()
            bars = _bars(first, list(said["classes"]))
            more = [
                bar._replace(name=labelled(other["target"] or name, bar.name))
                for name, other in zip([*said["outputs"]][1:], others, strict=True)
                for bar in _bars(other, classes.get(name, []))
            ]
        else:
            bars = _bars(said, list(said["classes"]))
            half = len(bars) if len(bars) <= TOP else (len(bars) + 1) // 2  # beside each other, where the panel is low
            bars, more = bars[:half], bars[half:]
        self.bars.show_bars(bars)
        self.more_bars.show_bars(more)
        self.more_bars.setVisible(bool(more))


def _bars(told: Mapping[str, Any], classes: list[str]) -> list[Bar]:
    """What one output says: the most likely classes, in their order where there are few of them, or its numbers."""
    if "numbers" in told:
        values = told["numbers"]
        largest = max((abs(item["value"]) for item in values), default=0) or 1
        return [Bar(item["name"], abs(item["value"]) / largest, f"{item['value']:.4g}") for item in values]
    top = told["top"]
    there = {item["class"] for item in told.get("labels", top[:1])}
    few = {item["class"] for item in top} <= set(classes) and len(classes) <= FEW
    shown = sorted(top, key=lambda item: classes.index(item["class"])) if few else top[:TOP]
    return [_bar(item, strong=item["class"] in there) for item in shown]


def _bar(item: Mapping[str, Any], *, strong: bool) -> Bar:
    share: float = item["probability"]
    return Bar(item["class"], share, spell_share(share, 1), strong)
