"""Which processes a run that goes on has."""

from pathlib import Path

import pytest

from cnn.commands.train.together import together_as_before
from cnn.presets import PRESETS
from cnn.project import Project
from cnn.runs import orders
from cnn.runs.folder import RunFolder
from cnn.runs.orders import past_run


def _run(folder: Path, processes: str) -> RunFolder:
    run = RunFolder.create(Project(PRESETS["lenet5"].graph()), folder)
    run.update_record(state="stopped", planned_epochs=9, arithmetic={"processes": processes} if processes else {})
    (run.checkpoints / "epoch-0001").mkdir(parents=True)
    return run


@pytest.mark.parametrize(("before", "now"), [("", None), ("1", None), ("2", 2), ("64", None)])
def test_it_goes_on_with_as_many_as_before(
    before: str, now: int | None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    order = together_as_before(past_run(_run(tmp_path / "run", before).path), quiet=False)
    assert (order.group and order.group.processes) == now
    said = capsys.readouterr().err
    assert ("as before; --launch 1" in said) == (now is not None)
    assert ("here it goes on in a single one" in said) == (before == "64")
    assert order.project.recipe.backend == ("jax" if now else "auto")


def test_without_jax_it_goes_on_in_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(orders, "installed", lambda _: False)
    order = together_as_before(past_run(_run(tmp_path / "run", "2").path), quiet=True)
    assert order.group is None
    assert not capsys.readouterr().err
