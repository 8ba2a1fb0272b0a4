"""The Explain panel shows the arithmetic of the selected layer with its own values."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from cnn.presets import PRESETS
from cnn.project import Project
from cnn.runs.chosen_image import ChosenImage
from cnn.runs.messages import ShowImage
from cnn.tours import materials
from cnn.tours.lessons import convolution
from cnn.words import language
from gui.document import Document
from gui.document.questions.subject import Subject
from gui.panels.explain import Explain
from gui.style import theme
from gui.widgets.explain.derivation import Derivation
from gui.widgets.explain.field_picture import SIDE, FieldPicture
from gui.widgets.explain.kernel_picture import GIVEN


@pytest.mark.slow
def test_the_arithmetic_of_the_selected_layer_follows_every_edit(qtbot: QtBot) -> None:
    document = Document(Project(PRESETS["lenet5"].graph()))
    panel = Explain(document)
    qtbot.addWidget(panel)
    shown = panel.findChild(Derivation)
    conv = document.graph.named("conv2d_1")
    document.select([conv.id])
    assert "Parameters: (5·5·6 + 1)·16 = 2,416" in shown.text()
    assert "MACs: 10·10·16 · 5·5·6 = 240,000" in shown.text()
    document.edit("Widen", lambda graph: graph.replace_layer(conv.id, conv.layer.replace(filters=32)))
    assert "Parameters: (5·5·6 + 1)·32 = 4,832" in shown.text()


def test_rows_that_are_not_needed_go_away(qtbot: QtBot) -> None:
    document = Document(Project(PRESETS["lenet5"].graph()))
    panel = Explain(document)
    qtbot.addWidget(panel)
    shown = panel.findChild(Derivation)
    document.select([document.graph.named("conv2d_1").id])
    many = len(shown.text().splitlines())
    document.select([document.graph.named("flatten").id])
    assert 0 < len(shown.text().splitlines()) < many


@pytest.fixture
def seeing(qtbot: QtBot) -> Explain:
    """The panel on the screen, with conv2d_1 selected and the images read."""
    document = Document(Project(PRESETS["lenet5"].graph()))
    panel = Explain(document)
    qtbot.addWidget(panel)
    panel.resize(292, 400)
    panel.show()
    qtbot.waitExposed(panel)
    document.select([document.graph.named("conv2d_1").id])
    qtbot.waitUntil(lambda: panel.picture.label != "")
    return panel


@pytest.mark.slow
def test_what_the_selected_layer_sees_is_drawn_on_an_image_of_the_dataset(seeing: Explain) -> None:
    picture, words = seeing.picture, seeing.findChild(QLabel, "fieldWords")
    assert picture.label in "0123456789"
    assert words.text() == "Place 4, 4 of 10 × 10 sees 14 × 14 of 28 × 28"
    assert picture.box == ((6, 19), (6, 19))
    shown = picture.grab().toImage()
    accent = theme.current().accent
    assert shown.pixelColor(round(6 / 28 * SIDE) + 1, SIDE // 2).name().upper() == accent.upper()
    assert shown.pixelColor(5, SIDE // 2).name().upper() != accent.upper()


@pytest.mark.slow
def test_the_box_follows_selection_and_pointer_and_is_clipped_to_the_image(seeing: Explain, qtbot: QtBot) -> None:
    document, picture = seeing._document, seeing.picture
    QTest.mouseMove(picture, QPoint(1, SIDE - 1))
    assert picture.position == (9, 0)
    assert picture.box == ((16, 27), (0, 11))
    document.select([document.graph.named("conv2d").id])
    assert picture.box == ((11, 15), (11, 15))
    document.select([document.graph.named("dense").id])
    assert picture.box == ((0, 27), (0, 27))
    assert seeing.findChild(QLabel, "fieldWords").text() == "Every output sees all of 28 × 28"


@pytest.mark.slow
def test_arrow_keys_choose_a_neighbour_and_a_click_another_image(seeing: Explain) -> None:
    picture = seeing.picture
    before, label = picture.position, picture.label
    QTest.keyClick(picture, Qt.Key.Key_Down)
    assert picture.position == (before[0] + 1, before[1])
    for _ in range(12):
        QTest.keyClick(picture, Qt.Key.Key_Right)
    assert picture.position == (before[0] + 1, 9)
    QTest.mouseClick(picture, Qt.MouseButton.LeftButton)
    assert picture.label != label


@pytest.mark.slow
def test_a_dataset_that_can_not_be_read_leaves_the_ground_blank(seeing: Explain, qtbot: QtBot) -> None:
    seeing._document.set_dataset("nowhere.npz")
    qtbot.waitUntil(lambda: seeing.picture.label == "")
    assert not seeing.picture.grab().isNull()
    assert seeing.picture.box == ((6, 19), (6, 19))


@pytest.mark.slow
def test_the_image_that_is_chosen_elsewhere_comes_first(qtbot: QtBot, tmp_path: Path) -> None:
    document, subject = Document(Project(PRESETS["lenet5"].graph())), Subject()
    asked: list[ShowImage] = []

    class Questions:
        def ask(self, kind: str, make: Any, done: Any, *_: Any, **__: Any) -> None:
            asked.append(make(request=kind, path=str(tmp_path / "image.npz"), project="p", weights=""))
            np.savez(asked[-1].path, allow_pickle=False, image=np.full((28, 28), 200, np.uint8))
            done({"path": asked[-1].path})

        def call_off(self, kind: str) -> None:
            pass

    panel = Explain(document, asked=(subject, Questions()))  # type: ignore[arg-type]
    qtbot.addWidget(panel)
    panel.show()
    subject.choose_image(ChosenImage(place=3, name="the third"))
    assert not asked  # nobody looks yet
    document.select([document.graph.named("conv2d_1").id])
    qtbot.waitUntil(lambda: panel.picture.label == "the third")
    assert panel.picture.grab().toImage().pixelColor(SIDE // 2, SIDE // 2).getRgb()[:3] == (200, 200, 200)
    subject.choose_image(None)
    qtbot.waitUntil(lambda: panel.picture.label in [*"0123456789"])  # images of the dataset again


@pytest.mark.slow
def test_without_a_picture_there_is_none(seeing: Explain) -> None:
    document = seeing._document
    document.select(())
    assert not seeing.findChild(FieldPicture).isVisible()
    conv = document.graph.named("conv2d_1")
    document.edit(
        "Break it", lambda graph: graph.replace_layer(conv.id, conv.layer.replace(kernel_size=(50, 50))), select=[conv.id]
    )
    assert not seeing.picture.isVisible()


@pytest.mark.slow
def test_a_block_a_group_and_several_layers_are_explained(qtbot: QtBot) -> None:
    document = Document(Project(PRESETS["resnet50"].graph()))
    panel = Explain(document)
    qtbot.addWidget(panel)
    shown = panel.findChild(Derivation)
    document.select([node.id for node in document.graph.members("conv2/block2")])
    assert "y = relu(x + F(x))" in panel.computation.text()
    assert panel.findChild(QLabel, "computationTitle").text() == "Computation of Bottleneck residual"
    assert "MACs: 16,384 + " not in shown.text()
    assert [chart.title for chart in panel.charts.shown][:1] == ["Bottleneck"]
    document.select([document.graph.named(name).id for name in ("conv2_block2_1_conv", "conv2_block2_1_bn")])
    assert panel.findChild(QLabel, "computationTitle").text() == "Computation of 2 layers"
    assert "Parameters: 16,448 + 256 = 16,704" in shown.text()
    assert not panel.charts.shown[0].logarithmic
    document.select([])
    assert panel.computation.isHidden() or not panel.computation.isVisible()


@pytest.mark.slow
def test_letters_are_explained_once_and_one_of_several_sizes_has_no_value(qtbot: QtBot) -> None:
    document = Document(Project(PRESETS["googlenet"].graph()))
    panel = Explain(document)
    qtbot.addWidget(panel)
    document.select([document.graph.named("inception_3a_5x5").id])
    lines = panel.legend.plain().splitlines()
    letters = [line.split(" ")[0] for line in lines]
    assert len(set(letters)) == len(letters)
    assert {"W", "F", "P", "S", "C", "K", "B"} <= set(letters)
    assert "F = 5 kernel: pixels a side" in lines
    assert "C channels that come in" in lines, "16 and, without the bottleneck, 192"


@pytest.mark.slow
def test_kernel_and_receptive_field_show_the_same_place_and_image(seeing: Explain) -> None:
    QTest.mouseMove(seeing.kernel, QPoint(3, seeing.kernel.height() - 4))
    assert seeing.kernel.place == (9, 0) == seeing.picture.position
    QTest.keyClick(seeing.picture, Qt.Key.Key_Up)
    assert seeing.picture.position == (8, 0) == seeing.kernel.place
    before = seeing.kernel.grab().toImage()
    QTest.mouseClick(seeing.picture, Qt.MouseButton.LeftButton)
    assert seeing.kernel.grab().toImage() != before


def test_a_picture_says_where_the_image_only_stands_for_what_comes_in(qtbot: QtBot) -> None:
    document = Document(Project(PRESETS["lenet5"].graph()))
    panel = Explain(document)
    qtbot.addWidget(panel)
    said = panel.findChild(QLabel, "kernelStands")
    document.select([document.graph.named("conv2d").id])
    assert said.isHidden(), "a rescaled image is still one"
    document.select([document.graph.named("average_pooling2d").id])
    assert not said.isHidden()


class _Comings(QObject):
    """Counts what is shown or hidden in a widget."""

    def __init__(self, watched: QWidget) -> None:
        super().__init__(watched)
        self.number = 0
        for part in watched.findChildren(QWidget):
            part.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.number += event.type() in (QEvent.Type.ShowToParent, QEvent.Type.HideToParent, QEvent.Type.Show, QEvent.Type.Hide)
        return False


@pytest.mark.slow
def test_where_only_numbers_change_nothing_is_hidden_and_shown_again(seeing: Explain, qtbot: QtBot) -> None:
    """Each time it would be laid out anew, and a person's next number waits for that."""
    document, shown = seeing._document, seeing.findChild(Derivation)
    conv = document.graph.named("conv2d_1")
    comings = _Comings(seeing)
    document.edit("Widen", lambda graph: graph.replace_layer(conv.id, conv.layer.replace(filters=32)))
    qtbot.waitUntil(lambda: "= 4,832" in shown.text())
    assert comings.number == 0
    document.select([document.graph.named("flatten").id])
    qtbot.waitUntil(lambda: "conv" not in shown.text() and comings.number > 0)


@pytest.fixture
def _english_again() -> Iterator[None]:
    yield
    language.use("en")


@pytest.mark.slow
@pytest.mark.usefixtures("_english_again")
def test_another_language_is_spoken_at_once(qtbot: QtBot) -> None:
    document = Document(Project(PRESETS["lenet5"].graph()))
    panel = Explain(document)
    qtbot.addWidget(panel)
    document.select([document.graph.named("conv2d").id])
    assert "F = 5 kernel: pixels a side" in panel.legend.plain()
    language.use("zh_CN")
    QApplication.sendEvent(panel, QEvent(QEvent.Type.LanguageChange))
    fresh = Explain(document)
    qtbot.addWidget(fresh)
    assert "F = 5 卷积核：边长的像素数" in panel.legend.plain()
    assert panel.legend.plain() == fresh.legend.plain()
    assert panel.computation.text() == fresh.computation.text()
    assert panel.charts.shown == fresh.charts.shown


@pytest.mark.slow
def test_the_pixels_of_the_first_tour_can_be_told_apart(
    dressed: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """They are 0 to 8 of 255."""
    monkeypatch.setenv(materials.VARIABLE, str(tmp_path))
    document = Document(convolution.begin())
    panel = Explain(document)
    qtbot.addWidget(panel)
    panel.resize(292, 400)
    panel.show()
    qtbot.waitExposed(panel)
    document.select([document.graph.named("conv2d").id])
    qtbot.waitUntil(lambda: panel.picture.label != "")
    shown = panel.kernel.grab().toImage()
    cells = [(GIVEN * column // 6, 20 + GIVEN * row // 6) for row in (1, 3, 5) for column in (1, 3, 5)]
    values = [shown.pixelColor(x, y).value() for x, y in cells]
    assert max(values) - min(values) > 60, values
