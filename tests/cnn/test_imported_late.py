"""Tables whose modules are imported when somebody asks for what they have."""

import sys
from pathlib import Path
from types import ModuleType

import pytest

from cnn.imported_late import ImportedLate


def squares(module: ModuleType) -> dict[str, int]:
    return {name: value for name, value in vars(module).items() if isinstance(value, int)}


@pytest.fixture
def modules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    monkeypatch.syspath_prepend(str(tmp_path))
    (tmp_path / "some_late_squares.py").write_text("two = 4\nthree = 9\nbeside = 0\n")
    (tmp_path / "other_late_squares.py").write_text("four = 16\n")
    found = {"four": "other_late_squares", "two": "some_late_squares", "three": "some_late_squares"}
    for name in found.values():
        monkeypatch.delitem(sys.modules, name, raising=False)
    return found


def test_names_are_known_in_their_order_and_modules_come_with_the_first_entry(modules: dict[str, str]) -> None:
    table = ImportedLate(modules, squares)
    assert [*table] == ["four", "two", "three"]
    assert (len(table), "three" in table, "beside" in table) == (3, True, False)
    assert not {*modules.values()} & {*sys.modules}
    assert table["two"] == 4
    assert {*modules.values()} & {*sys.modules} == {"some_late_squares"}
    assert dict(table) == {"four": 16, "two": 4, "three": 9}


def test_what_else_a_module_has_is_no_entry(modules: dict[str, str]) -> None:
    table = ImportedLate(modules, squares)
    assert table["three"] == 9
    with pytest.raises(KeyError):
        table["beside"]
    assert table.get("beside") is None
