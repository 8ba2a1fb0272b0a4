"""New from data: what is proposed is what the core proposes, baselines follow, and Create opens it."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QInputDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from cnn.datasets import open_dataset
from cnn.datasets.inspection.baselines import baselines
from cnn.errors import LayerloomError
from cnn.project import Project
from cnn.proposals import Known, propose
from gui.dialogs.new_from_data import NewFromDataDialog

pytestmark = pytest.mark.slow


def opened(qtbot: QtBot, source: str) -> NewFromDataDialog:
    found = NewFromDataDialog(source)
    found.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(found)
    found.show()
    return found


@pytest.fixture
def small(tmp_path: Path) -> str:
    """Forty images of two shades, the one brighter than the other."""
    labels = np.arange(40) % 2
    images = np.full((40, 12, 12, 1), 60, np.uint8) + 120 * labels[:, None, None, None].astype(np.uint8)
    np.savez(tmp_path / "shades.npz", x_train=images, y_train=labels)
    return str(tmp_path / "shades.npz")


def ready(qtbot: QtBot, dialog: NewFromDataDialog) -> None:
    qtbot.waitUntil(lambda: dialog.proposal is not None and len(dialog.baselines.bars) > 0, timeout=60_000)


@pytest.mark.slow
def test_proposals_and_baselines_are_those_of_the_core(dressed: QApplication, qtbot: QtBot, small: str) -> None:
    dialog = opened(qtbot, small)
    ready(qtbot, dialog)
    dataset = open_dataset(small)
    expected = propose(small, Known.of(dataset))
    titles = [dialog.list.item(row).text().split("\n")[0] for row in range(dialog.list.count())]
    assert titles == [proposal.title for proposal in expected]
    worth = baselines(dataset)
    assert [(bar.name, bar.text) for bar in dialog.baselines.bars] == [(item.title, item.spelled) for item in worth.found]
    assert dialog.proposal is not None
    assert dialog.proposal.project == expected[0].project


def test_one_unit_is_offered_for_two_classes(dressed: QApplication, qtbot: QtBot, small: str) -> None:
    """The network that is looked at stays the one that is looked at."""
    dialog = opened(qtbot, small)
    ready(qtbot, dialog)
    dialog.list.setCurrentRow(1)
    dialog.one_unit.click()
    wanted = propose(small, Known.of(open_dataset(small)), one_unit=True)[1].project
    qtbot.waitUntil(lambda: dialog.proposal is not None and dialog.proposal.project == wanted)
    dialog._look_at("mnist-sample")
    qtbot.waitUntil(lambda: dialog.proposal is not None, timeout=60_000)
    assert dialog.one_unit.isHidden()


@pytest.mark.parametrize("way", ["double click", "enter", "button"])
def test_create_takes_the_network_that_is_looked_at(dressed: QApplication, qtbot: QtBot, small: str, way: str) -> None:
    dialog = opened(qtbot, small)
    ready(qtbot, dialog)
    place = dialog.list.visualItemRect(dialog.list.item(1)).center()
    with qtbot.waitSignal(dialog.projectChosen) as told:
        qtbot.mouseClick(dialog.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
        if way == "double click":
            qtbot.mouseDClick(dialog.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
        elif way == "enter":
            qtbot.keyClick(dialog.list, Qt.Key.Key_Return)
        else:
            box = dialog.findChild(QDialogButtonBox)
            assert box is not None
            qtbot.mouseClick(box.button(QDialogButtonBox.StandardButton.Ok), Qt.MouseButton.LeftButton)
    project = told.args[0]
    assert isinstance(project, Project)
    assert (project.graph.name, project.dataset) == (propose(small, Known.of(open_dataset(small)))[1].name, small)
    assert not dialog.isVisible()


def test_what_can_not_be_read_is_told_and_nothing_can_be_created(dressed: QApplication, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = opened(qtbot, str(tmp_path / "gone.npz"))
    qtbot.waitUntil(dialog.message.isVisible, timeout=60_000)
    assert "gone.npz" in dialog.message.text.text()
    assert dialog.proposal is None
    box = dialog.findChild(QDialogButtonBox)
    assert box is not None
    assert not box.button(QDialogButtonBox.StandardButton.Ok).isEnabled()


@pytest.mark.slow
def test_another_dataset_gives_other_networks(dressed: QApplication, qtbot: QtBot, small: str) -> None:
    dialog = opened(qtbot, small)
    ready(qtbot, dialog)
    dialog.dataset.datasetChosen.emit("mnist-sample")
    assert dialog.proposal is None  # nothing of the data before can be created meanwhile
    qtbot.waitUntil(lambda: dialog.proposal is not None, timeout=60_000)
    assert dialog.proposal is not None
    assert dialog.proposal.project.dataset == "mnist-sample"
    assert dialog.proposal.image == (28, 28, 1)


def test_columns_of_a_table_are_chosen_here_as_well(
    dressed: QApplication, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "table.csv").write_text("path,bright,large\n" + "\n".join(f"{n}.png,{n}.5,{n / 4}" for n in range(12)))
    for number in range(12):
        Image.new("L", (8, 8), 20 * number).save(tmp_path / f"{number}.png")
    offered: list[str] = []

    def choose(*asked: Any) -> tuple[str, bool]:
        offered.append(asked[3][asked[4]])
        return asked[3][asked[4]], True

    monkeypatch.setattr(QInputDialog, "getItem", choose)
    dialog = opened(qtbot, str(tmp_path / "table.csv"))
    qtbot.waitUntil(dialog.message.isVisible, timeout=20_000)
    button = next(one for one in dialog.message.findChildren(QPushButton) if "columns" in one.text())
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.proposal is not None, timeout=60_000)
    assert dialog.proposal is not None
    assert dialog.proposal.project.dataset == f"{tmp_path / 'table.csv'}::label=bright"
    assert offered == ["bright"], "not where the images are"


def test_why_data_can_not_be_read_is_said_once(dressed: QApplication, qtbot: QtBot, tmp_path: Path) -> None:
    """The simple answers can't be found either, for the same reason."""
    told: list[LayerloomError] = []
    refused = NewFromDataDialog._not_known
    dialog = opened(qtbot, "mnist-sample")
    dialog._not_known = lambda error: (refused(dialog, error), told.append(error))  # type: ignore[method-assign]
    dialog._look_at(str(tmp_path / "gone.npz"))
    qtbot.waitUntil(lambda: len(told) > 0, timeout=60_000)
    assert "gone.npz" in dialog.message.text.text()
    assert not any("gone.npz" in label.text() for label in dialog.findChildren(QLabel) if label is not dialog.message.text)


def test_it_stays_where_its_project_is_not_taken(dressed: QApplication, qtbot: QtBot, small: str) -> None:
    """The person was asked whether the present design may go, and keeps it."""
    dialog = opened(qtbot, small)
    ready(qtbot, dialog)
    dialog.projectChosen.connect(lambda _: setattr(dialog, "stays", True))
    dialog.accept()
    assert dialog.isVisible()
