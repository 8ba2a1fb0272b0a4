"""The summary table: every number of the analysis, sorted, copied, saved."""

import csv
import io
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from cnn.graph.bypass import bypass
from gui.document import Document
from gui.panels.summary import COLUMNS, Summary

pytestmark = pytest.mark.slow

LAYER, PARAMS, MACS = COLUMNS.index("Layer"), COLUMNS.index("Parameters"), COLUMNS.index("MACs")


@pytest.fixture
def summary(document: Document, qtbot: QtBot) -> Summary:
    panel = Summary(document)
    qtbot.addWidget(panel)
    panel.resize(1200, 300)
    panel.show()
    return panel


def column(summary: Summary, number: int) -> list[str]:
    model = summary.table.model()
    return [model.index(row, number).data() for row in range(model.rowCount())]


def test_it_says_what_the_analysis_says(summary: Summary, document: Document) -> None:
    analysis = document.analysis
    assert column(summary, LAYER) == [analysis.graph.nodes[item].name for item in analysis.graph.order]
    assert column(summary, PARAMS) == [f"{analysis.nodes[item].params:,}" for item in analysis.graph.order]
    assert any("61,706 parameters" in label.text() for label in summary.findChildren(QLabel))


def test_a_skipped_layer_is_called_by_its_own_kind(summary: Summary, document: Document) -> None:
    dense = document.graph.named("dense")
    document.edit("Skip", lambda graph: bypass(graph, [dense.id]))
    kinds = dict(zip(column(summary, LAYER), column(summary, COLUMNS.index("Type")), strict=True))
    assert (kinds["dense"], kinds["dense_1"]) == ("Dense, skipped", "Dense")


def test_numbers_are_sorted_as_numbers_and_a_third_click_restores_the_order(summary: Summary, document: Document) -> None:
    before = column(summary, LAYER)
    summary.table.sortByColumn(PARAMS, Qt.SortOrder.DescendingOrder)
    assert column(summary, PARAMS)[:4] == ["48,120", "10,164", "2,416", "850"]
    summary.table.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
    assert column(summary, LAYER) == before


def test_what_is_unknown_stands_first_when_sorted(summary: Summary, document: Document) -> None:
    document.edit("unwire", lambda graph: graph.disconnect(graph.wires[3]))
    summary.table.sortByColumn(MACS, Qt.SortOrder.AscendingOrder)
    assert column(summary, MACS)[0] == "?"


def test_rows_and_nodes_are_selected_together(summary: Summary, document: Document, qtbot: QtBot) -> None:
    dense = document.graph.named("dense")
    summary.table.sortByColumn(PARAMS, Qt.SortOrder.DescendingOrder)
    qtbot.mouseClick(
        summary.table.viewport(),
        Qt.MouseButton.LeftButton,
        pos=summary.table.visualRect(summary.table.model().index(0, 0)).center(),
    )
    assert document.selection == (dense.id,)
    document.select([document.graph.named("conv2d").id, document.graph.named("flatten").id])
    rows = summary.table.selectionModel().selectedRows()
    assert sorted(index.data() for index in rows) == ["conv2d", "flatten"]
    assert len(document.selection) == 2


def test_the_table_has_a_menu_with_what_is_below_it(summary: Summary) -> None:
    assert summary.table.contextMenuPolicy() == Qt.ContextMenuPolicy.ActionsContextMenu
    copy, save = summary.table.actions()
    assert [copy.text(), save.text()] == ["Copy", "Save as CSV …"]
    summary.table.selectRow(2)
    copy.trigger()
    assert [line.partition("\t")[0] for line in QGuiApplication.clipboard().text().splitlines()] == ["Layer", "conv2d"]


def test_edits_keep_the_chosen_order(summary: Summary, document: Document) -> None:
    summary.table.sortByColumn(PARAMS, Qt.SortOrder.DescendingOrder)
    node = document.graph.named("conv2d")
    document.edit("widen", lambda graph: graph.replace_layer(node.id, node.layer.replace(filters=4000)))
    assert column(summary, LAYER)[1] == "conv2d"


def test_ctrl_c_copies_what_spreadsheets_take(summary: Summary, document: Document, qtbot: QtBot) -> None:
    qtbot.keyClick(summary.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert len(lines) == 1 + len(document.graph)
    document.select([document.graph.named("dense").id])
    summary.copy()
    cells = QGuiApplication.clipboard().text().splitlines()[1].split("\t")
    assert (cells[LAYER], cells[PARAMS]) == ("dense", "48120")


def test_the_table_is_saved_as_csv(summary: Summary, document: Document, tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "table.csv"
    assert summary.save(path)
    rows = list(csv.DictReader(io.StringIO(path.read_text())))
    assert sum(int(row["Parameters"]) for row in rows) == document.analysis.total_params
    with qtbot.waitSignal(summary.refused):
        assert not summary.save(tmp_path / "nowhere" / "table.csv")


def test_nothing_is_worked_out_while_nobody_looks(summary: Summary, document: Document) -> None:
    summary.hide()
    document.edit("delete", lambda graph: graph.remove(graph.named("dense").id))
    assert len(column(summary, LAYER)) == 10
    summary.show()
    assert len(column(summary, LAYER)) == 9
