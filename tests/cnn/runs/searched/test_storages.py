"""Where searches are kept: addresses, drivers that are missing, and databases that are away for a while."""

import sys

import pytest

from cnn.errors import UsageError
from cnn.presets import PRESETS
from cnn.project import Project
from cnn.runs.searched import storages
from cnn.runs.searched.space import parse
from cnn.runs.searched.storages import patiently
from cnn.runs.searched.study import Study

pytest.importorskip("optuna")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("address", "module", "package"),
    [
        ("mysql://a:secret@lab/x", "MySQLdb", "mysqlclient"),
        ("postgresql+psycopg2://a:secret@lab/x", "psycopg2", "psycopg2-binary"),
    ],
)
def test_a_driver_that_is_missing_is_named_with_what_to_install(
    address: str, module: str, package: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(UsageError) as refused:
        Study.open("s", Project(PRESETS["lenet5"].graph()), [parse("batch_size=16|32")], address)
    assert f"not installed ({module})" in refused.value.message
    assert refused.value.hint.endswith(f"pip install {package}")
    assert "secret" not in str(refused.value)


def test_a_database_that_is_away_is_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    from optuna.exceptions import StorageInternalError

    monkeypatch.setattr(storages, "WAIT", 0.0)
    asked: list[int] = []

    def answer() -> str:
        asked.append(1)
        if len(asked) < 4:
            raise StorageInternalError("gone")
        return "here"

    assert patiently(answer) == "here"
    with pytest.raises(KeyError):
        patiently(lambda: {}["what is wrong otherwise is told at once"])

    def never() -> str:
        asked.append(1)
        raise StorageInternalError("gone")

    asked.clear()
    with pytest.raises(StorageInternalError):
        patiently(never)
    assert len(asked) == storages.MOST_ASKED
