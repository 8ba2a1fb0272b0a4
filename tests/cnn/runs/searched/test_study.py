"""A search's study: what is asked for and told; the results are those of a function whose best place is known."""

import math
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cnn.errors import UsageError
from cnn.presets import PRESETS
from cnn.project import Project
from cnn.runs.searched.listed import file_of
from cnn.runs.searched.space import Varied, parse
from cnn.runs.searched.study import ALIVE, FIRST_TRIALS, GONE, Study

pytest.importorskip("optuna")

ROOT = Path(__file__).resolve().parents[4]
RATE, SIZE = parse("learning_rate=1e-5..1e-1"), parse("batch_size=16|32")


@pytest.fixture(autouse=True)
def runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Runs, and with them the searches, in a folder of the test's own."""
    monkeypatch.setenv("LAYERLOOM_RUNS", str(tmp_path / "runs"))


def _study(name: str = "s", varied: tuple[Varied, ...] = (RATE, SIZE), preset: str = "lenet5", storage: str = "") -> Study:
    return Study.open(name, Project(PRESETS[preset].graph()), varied, storage)


def _loss(rate: float) -> float:
    """Least at 1e-3, whatever the batch size is."""
    return (math.log10(rate) + 3) ** 2


@pytest.mark.slow
def test_it_finds_the_best_place_and_says_what_mattered() -> None:
    study = _study()
    for _ in range(25):
        trial = study.ask()
        trial.ends("val_loss", _loss(float(trial.chosen["learning_rate"])))
    best = study.best()
    assert best is not None
    assert best.value == min(one.value for one in study.tried() if one.value is not None)
    assert 1e-4 < float(best.chosen["learning_rate"]) < 1e-2
    shares = study.importances()
    assert shares["learning_rate"] > 0.8 > 0.2 > shares["batch_size"]


def test_what_is_drawn_at_random_is_not_drawn_twice_where_values_can_be_counted() -> None:
    study = _study(varied=(SIZE, parse("epochs=1..2")))
    for _ in range(FIRST_TRIALS):
        study.ask().ends("val_loss", 1.0)
    chosen = [(one.chosen["batch_size"], one.chosen["epochs"]) for one in study.tried()]
    assert sorted(chosen) == [(16, 1), (16, 2), (32, 1), (32, 2)]  # four are drawn of four
    study.ask().ends("val_loss", 1.0)  # and then it goes on


def test_of_an_accuracy_the_highest_is_best() -> None:
    study = _study()
    for value in (0.2, 0.9, 0.5):
        study.ask().ends("val_accuracy", value)
    best = study.best()
    assert best is not None
    assert (best.number, best.value, best.figure) == (1, 0.9, "val_accuracy")


@pytest.mark.slow
def test_who_falls_behind_half_of_the_others_is_ended_but_not_among_the_first() -> None:
    study = _study()
    for place in range(FIRST_TRIALS):
        trial = study.ask()
        assert not any(trial.hopeless("val_loss", epoch, float(place)) for epoch in (1, 2, 3))
        trial.ends("val_loss", float(place))
    bad, good = study.ask(), study.ask()
    assert bad.hopeless("val_loss", 2, 99.0)
    bad.ends("val_loss", 99.0)
    assert not good.hopeless("val_loss", 2, -1.0)
    good.ends("val_loss", -1.0)
    assert [one.state for one in study.tried()][-2:] == ["pruned", "finished"]
    best = study.best()
    assert best is not None
    assert best.number == good.number
    whole = study.ask()
    assert not whole.hopeless("val_loss", 2, 99.0, last=True)
    whole.ends("val_loss", 99.0)
    assert study.tried()[-1].state == "finished"  # it was trained to its end


def test_trials_of_other_lengths_are_compared_after_as_many_epochs() -> None:
    """Those that end before that epoch say nothing of it, and few that came so far say too little."""
    study = _study()
    for _ in range(FIRST_TRIALS):
        short = study.ask()
        for epoch in (1, 2):
            short.hopeless("val_loss", epoch, 0.1)
        short.ends("val_loss", 0.1)
    long = study.ask()
    assert not any(long.hopeless("val_loss", epoch, 9.0) for epoch in (3, 4))
    long.ends("val_loss", 9.0)


def test_a_dip_is_not_the_end_of_a_trial_that_was_good_before() -> None:
    study = _study()
    for _ in range(FIRST_TRIALS):
        trial = study.ask()
        for epoch, value in enumerate((0.5, 0.1, 0.9), 1):  # the third epoch of the others is bad, their best so far is not
            trial.hopeless("val_loss", epoch, value)
        trial.ends("val_loss", 0.1)
    behind, dipped = study.ask(), study.ask()
    assert not dipped.hopeless("val_loss", 2, 0.05)
    assert not dipped.hopeless("val_loss", 3, 5.0)
    assert behind.hopeless("val_loss", 3, 0.8)
    for one in (behind, dipped):
        one.ends("val_loss", 0.1)


def test_it_goes_on_where_it_was_with_what_failed_too() -> None:
    trial = _study().ask()
    trial.begins(Path("/somewhere/run"))
    trial.ends("", None)
    _study().ask().ends("val_loss", 1.0)
    assert [(one.state, one.run) for one in _study().tried()] == [("failed", "/somewhere/run"), ("finished", "")]
    assert file_of("s").is_file()


def test_a_trial_that_a_person_stopped_did_not_fail() -> None:
    _study().ask().ends("val_loss", None, stopped=True)
    assert [one.state for one in _study().tried()] == ["stopped"]


def _states(study: Study) -> list[str]:
    return [one.state for one in study.tried()]


def test_a_trial_whose_program_was_killed_counts_as_failed_and_its_values_are_tried_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    study = _study(varied=(parse("batch_size=16|32"),))
    lives, killed = study.ask(), study.ask()
    study.give_up_abandoned()
    assert _states(study) == ["running", "running"]
    killed._trial.set_user_attr("program", f"{socket.gethostname()} {os.getpid()} 1.5")  # that number had another process
    again = study.ask()
    assert _states(study) == ["running", "failed", "running"]
    assert again.chosen == killed.chosen != lives.chosen
    killed.ends("val_loss", 0.1)  # should it come back: no harm
    assert _states(study)[1] == "failed"


@pytest.mark.parametrize("said", ["elsewhere", "elsewhere x 1.5", "elsewhere 0 1.5", "elsewhere 7 nan", "elsewhere 7 1e300"])
def test_what_a_shared_storage_says_of_a_program_may_be_anything(said: str) -> None:
    study = _study()
    study.ask()._trial.set_user_attr("program", said)
    (trial,) = study.tried()
    assert (trial.host, trial.pid, trial.lives) == ("elsewhere", None, False)


def test_a_trial_says_which_program_tries_it() -> None:
    study = _study()
    study.ask()
    (trial,) = study.tried()
    assert (trial.pid, trial.lives) == (os.getpid(), True)


def test_a_trial_on_another_computer_is_given_up_when_it_has_told_nothing_for_long(monkeypatch: pytest.MonkeyPatch) -> None:
    study = _study()
    trial = study.ask()
    trial._trial.set_user_attr("program", f"elsewhere {os.getpid()} 1.5")
    study.give_up_abandoned()
    assert _states(study) == ["running"]
    assert study.tried()[0].host == "elsewhere"
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + GONE + 1)
    trial.alive()  # less than a minute ago it said so already
    study.give_up_abandoned()
    assert _states(study) == ["failed"]
    other = study.ask()
    other._trial.set_user_attr("program", "elsewhere 1 1.5")
    moments = time.monotonic() + ALIVE
    monkeypatch.setattr(time, "monotonic", lambda: moments)
    monkeypatch.setattr(time, "time", lambda: now + 2 * GONE)
    other.alive()
    study.give_up_abandoned()
    assert _states(study) == ["failed", "running"]


@pytest.mark.parametrize(("value", "stopped"), [(None, False), (None, True), (1.0, False)])
def test_values_of_a_trial_that_ended_are_not_tried_again(value: float | None, stopped: bool) -> None:
    study = _study(varied=(parse("batch_size=16|32"),))
    first = study.ask()
    first.ends("val_loss", value, stopped=stopped)
    assert study.ask().chosen != first.chosen


def test_another_search_of_that_name_is_refused() -> None:
    _study()
    with pytest.raises(UsageError, match="has another network: lenet5"):
        _study(preset="nin")
    with pytest.raises(UsageError, match=r"varies something else: [a-z]"):
        _study(varied=(RATE,))


@pytest.mark.parametrize("name", ["", "../up", "a/b", ".hidden"])
def test_a_name_is_no_path(name: str) -> None:
    with pytest.raises(UsageError, match="can't be called"):
        _study(name)


@pytest.mark.story
def test_a_file_on_a_disk_that_several_see_is_a_storage(tmp_path: Path) -> None:
    shared = str(tmp_path / "shared" / "search.log")
    _study(storage=shared).ask().ends("val_loss", 1.0)
    assert [one.value for one in _study(storage=shared).tried()] == [1.0]
    assert not file_of("s").exists()


@pytest.mark.slow
def test_an_address_that_leads_nowhere() -> None:
    with pytest.raises(UsageError, match="can't be kept in nothing://here"):
        _study(storage="nothing://here")


def _before_tables(between: Callable[[], object], monkeypatch: pytest.MonkeyPatch) -> None:
    from optuna.storages._rdb.models import BaseModel
    from sqlalchemy import event

    event.listen(BaseModel.metadata, "before_create", lambda *_, **__: between(), once=True)


def _before_rows(between: Callable[[], object], monkeypatch: pytest.MonkeyPatch) -> None:
    from alembic.runtime.migration import HeadMaintainer

    insert = HeadMaintainer._insert_version

    def late(maintainer: Any, version: str) -> None:
        monkeypatch.undo()
        between()
        insert(maintainer, version)

    monkeypatch.setattr(HeadMaintainer, "_insert_version", late)


@pytest.mark.story
@pytest.mark.parametrize("when", [_before_tables, _before_rows])
def test_two_programs_begin_in_a_new_database_at_the_same_moment(
    when: Callable[[Callable[[], object], pytest.MonkeyPatch], None], tmp_path: Path
) -> None:
    """The second does all it does after the first has looked what is there."""
    address = f"sqlite:///{tmp_path / 'shared.db'}"
    with pytest.MonkeyPatch.context() as patch:
        when(lambda: _study(storage=address).ask().ends("val_loss", 1.0), patch)
        first = _study(storage=address)
    first.ask().ends("val_loss", 2.0)
    assert [one.value for one in first.tried()] == [1.0, 2.0]


#: what each of several programs does
TRIES = """
import sys
from tests.cnn.runs.searched.test_study import _study
study = _study(storage=sys.argv[1])
for _ in range(3):
    study.ask().ends("val_loss", 1.0)
"""


@pytest.mark.story
@pytest.mark.slow
def test_several_programs_search_together(tmp_path: Path) -> None:
    """In a database, as several computers would."""
    address = f"sqlite:///{tmp_path / 'shared.db'}"
    _study(storage=address)
    others = [subprocess.Popen([sys.executable, "-c", TRIES, address], cwd=ROOT) for _ in range(2)]
    assert [other.wait() for other in others] == [0, 0]
    tried = _study(storage=address).tried()
    assert [one.number for one in tried] == list(range(6))
    assert {one.state for one in tried} == {"finished"}
