"""The kernel under the pointer: which window is shown, and that its sizes wear the letters' colours."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cnn.analysis import analyse
from cnn.explain.kernels import Kernel, kernel_of
from cnn.graph import Graph
from cnn.layers import Conv2D, Conv2DTranspose, Conv3D, Input, Layer
from gui.style import theme
from gui.widgets.dataset.sample_sheet import Sample
from gui.widgets.explain.kernel_picture import GIVEN, KernelPicture


def kernel(layer: Layer, shape: tuple[int, ...] = (14, 14, 6)) -> Kernel:
    graph, source = Graph().add(Input(shape=shape))
    graph, node = graph.add(layer, source.id)
    found = kernel_of(layer, analyse(graph).nodes[node.id])
    assert found is not None
    return found


@pytest.fixture
def picture(dressed: QApplication, qtbot: QtBot) -> KernelPicture:
    shown = KernelPicture()
    qtbot.addWidget(shown)
    assert shown.show_kernel(kernel(Conv2D(filters=16, kernel_size=(5, 5), padding="same")))
    shown.show()
    qtbot.waitExposed(shown)
    return shown


def colours(image: QImage) -> set[str]:
    spots = ((x, y) for x in range(image.width()) for y in range(image.height()))
    return {image.pixelColor(x, y).name() for x, y in spots}


def test_the_kernel_follows_the_pointer_into_the_padding(picture: KernelPicture, qtbot: QtBot) -> None:
    said: list[str] = []
    picture.descriptionChanged.connect(said.append)
    with qtbot.waitSignal(picture.placeChosen):
        QTest.mouseMove(picture, QPoint(4, picture.height() - 3))
    assert picture.place == (13, 0)
    assert said[-1] == ("Place 13, 0 of 14 × 14 reads rows 11 to 15 and columns −2 to 2 of 14 × 14; what lies outside is padding")
    assert picture.accessibleDescription() == said[-1]


def test_arrow_keys_move_it_and_stop_at_the_rim(picture: KernelPicture) -> None:
    assert picture.place == (7, 7)
    QTest.keyClick(picture, Qt.Key.Key_Up)
    QTest.keyClick(picture, Qt.Key.Key_Right)
    assert picture.place == (6, 8)
    for _ in range(20):
        QTest.keyClick(picture, Qt.Key.Key_Left)
    assert picture.place == (6, 0)


@pytest.mark.slow
def test_sizes_have_the_colours_of_their_letters(picture: KernelPicture) -> None:
    look, shown = theme.current(), colours(picture.grab().toImage())
    for letter in ("W", "F", "S", "K", "W′"):
        assert QColor(look.letter(letter)).name() in shown, letter


def test_what_is_read_is_bright_and_the_rest_veiled(picture: KernelPicture) -> None:
    image = QImage(14, 14, QImage.Format.Format_Grayscale8)
    image.fill(0)
    picture.show_samples([Sample(image, "nothing")])
    before = picture.grab().toImage()
    picture.show_place((2, 2))
    after = picture.grab().toImage()
    dark = sum(after.pixelColor(x, y).value() < 90 for x in range(GIVEN // 2) for y in range(GIVEN // 2))
    assert dark > sum(before.pixelColor(x, y).value() < 90 for x in range(GIVEN // 2) for y in range(GIVEN // 2))


def test_of_a_large_image_the_window_is_magnified(picture: KernelPicture) -> None:
    picture.show_kernel(kernel(Conv2D(filters=64, kernel_size=(7, 7), strides=(2, 2)), (224, 224, 3)))
    shown = picture.grab().toImage()
    magnified = shown.copy(GIVEN + 17, picture.height() - 60, 70, 58)
    assert {QColor(theme.current().letter(letter)).name() for letter in "FS"} <= colours(magnified)


def test_without_a_window_there_is_nothing(picture: KernelPicture) -> None:
    assert not picture.show_kernel(None)
    assert not picture.grab().isNull()
    QTest.mouseMove(picture, QPoint(30, 30))


def test_a_volume_is_gone_through_and_a_spread_kernel_is_told(picture: KernelPicture) -> None:
    picture.show_kernel(kernel(Conv3D(filters=4, kernel_size=3), (8, 8, 8, 2)))
    assert picture.accessibleDescription() == (
        "Place 3, 3, 3 of 6 × 6 × 6 reads depths 3 to 5, rows 3 to 5 and columns 3 to 5 of 8 × 8 × 8"
    )
    QTest.keyClick(picture, Qt.Key.Key_PageDown)
    assert picture.accessibleDescription().startswith("Place 4, 3, 3 of 6 × 6 × 6 reads depths 4 to 6")
    picture.show_kernel(kernel(Conv2DTranspose(filters=4, strides=2, padding="same"), (7, 7, 2)))
    assert not picture.of_output
    assert picture.accessibleDescription() == "Place 3, 3 of 7 × 7 is spread over rows 6 to 8 and columns 6 to 8 of 14 × 14"
