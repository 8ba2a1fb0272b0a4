"""The eye of the crawl: it sees what is cut off, outside or blank, and nothing else."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenuBar,
    QPushButton,
    QScrollArea,
    QTableWidget,
    QTabWidget,
    QToolBar,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.crawl.fits import misfits

WORDS = "Some words that need a good deal of room to be read as a whole"


def label(host: QWidget) -> None:
    QLabel(WORDS, host).setGeometry(0, 0, 60, 30)


def wrapped(host: QWidget) -> None:
    words = QLabel(WORDS, host)
    words.setWordWrap(True)
    words.setGeometry(0, 0, 100, 20)


def button(host: QWidget) -> None:
    QPushButton(WORDS, host).setGeometry(0, 0, 60, 30)


def check_box(host: QWidget) -> None:
    QCheckBox(WORDS, host).setGeometry(0, 0, 60, 30)


def hint(host: QWidget) -> None:
    field = QLineEdit(host)
    field.setPlaceholderText(WORDS)
    field.setGeometry(0, 0, 60, 30)


def choice(host: QWidget) -> None:
    combo = QComboBox(host)
    combo.addItem(WORDS)
    combo.setGeometry(0, 0, 60, 30)


def outside(host: QWidget) -> None:
    QWidget(host).setGeometry(350, 0, 100, 30)


def above(host: QWidget) -> None:
    QWidget(host).setGeometry(0, -20, 100, 30)


def sideways(host: QWidget) -> None:
    from PySide6.QtCore import Qt

    area = QScrollArea(host)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setGeometry(0, 0, 100, 100)
    inside = QWidget()
    inside.setFixedSize(300, 50)
    area.setWidget(inside)


def heading(host: QWidget) -> None:
    table = QTableWidget(1, 1, host)
    table.setHorizontalHeaderLabels([WORDS])
    table.setColumnWidth(0, 40)
    table.setGeometry(0, 0, 300, 100)


def tools(host: QWidget) -> None:
    bar = QToolBar(host)
    for _ in range(9):
        bar.addWidget(QPushButton("A tool"))
    bar.setGeometry(0, 0, 200, 40)


def menus(host: QWidget) -> None:
    bar = QMenuBar(host)
    for word in WORDS.split():
        bar.addMenu(word)
    bar.setGeometry(0, 0, 100, 30)


def blank_icon(host: QWidget) -> None:
    empty = QPixmap(16, 16)
    empty.fill("transparent")
    button = QPushButton(QIcon(empty), "Go", host)
    button.resize(button.sizeHint())


@pytest.mark.parametrize(
    "plant",
    [label, wrapped, button, check_box, hint, choice, outside, above, sideways, heading, tools, menus, blank_icon],
    ids=lambda plant: plant.__name__,
)
def test_what_does_not_fit_is_seen(qtbot: QtBot, plant: Callable[[QWidget], None]) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(400, 300)
    plant(host)
    host.show()
    qtbot.waitExposed(host)
    assert list(misfits(host))


def test_what_fits_is_not_complained_of(qtbot: QtBot) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    row = QVBoxLayout(host)
    tabs = QTabWidget()
    tabs.addTab(QLabel(WORDS), "A page")
    wrapped = QLabel(WORDS)
    wrapped.setWordWrap(True)
    field = QLineEdit()
    field.setPlaceholderText("a name")
    combo = QComboBox()
    combo.addItems([WORDS, "short"])
    long = QScrollArea()
    inside = QWidget()
    inside.setFixedSize(QSize(900, 900))
    long.setWidget(inside)
    for widget in (tabs, QLabel(WORDS), wrapped, QPushButton(WORDS), QCheckBox(WORDS), field, combo, long):
        row.addWidget(widget)
    side = QHBoxLayout()
    side.addWidget(QLabel("left"))
    row.addLayout(side)
    host.show()
    qtbot.waitExposed(host)
    assert list(misfits(host)) == []
