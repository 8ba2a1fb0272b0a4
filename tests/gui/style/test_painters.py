"""Painters end with what they paint, also when that fails."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QApplication

import gui
from gui.style.painters import saved

SOURCES = sorted(Path(gui.__path__[0]).rglob("*.py"))


def loose_painters(source: str) -> Iterator[int]:
    """The lines where a painter is opened, or its state saved, other than by `with`."""
    tree = ast.parse(source)
    held = {id(item.context_expr) for node in ast.walk(tree) if isinstance(node, ast.With) for item in node.items}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and id(node) not in held:
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in ("QPainter", "QStylePainter", "save", "restore", "begin") and "ainter" in ast.unparse(node.func):
                yield node.lineno


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(SOURCES[0].parent)))
def test_painters_are_opened_by_with(path: Path) -> None:
    if path.name != "painters.py":
        assert list(loose_painters(path.read_text(encoding="utf-8"))) == []


def test_a_loose_painter_would_be_found() -> None:
    assert list(loose_painters("painter = QPainter(self)\nwith QPainter(self) as good:\n    pass\npainter.save()")) == [1, 4]


def test_what_is_painted_within_changes_nothing_after_it(qapp: QApplication) -> None:
    picture = QPixmap(4, 4)
    with QPainter(picture) as painter:
        painter.setPen(QColor("red"))

        def fail() -> None:
            with saved(painter):
                painter.setPen(QColor("blue"))
                raise ValueError

        with pytest.raises(ValueError):
            fail()
        assert painter.pen().color() == QColor("red")
