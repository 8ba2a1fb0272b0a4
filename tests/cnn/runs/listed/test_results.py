"""What came out of two runs beside each other."""

from cnn.runs.folder import RunRecord
from cnn.runs.listed.results import Outcome, Result, compare_results
from cnn.runs.logs.logs import Logged, Place


def test_figures_that_both_have_say_which_run_is_better() -> None:
    before = RunRecord(id="a", best={"epoch": 3, "loss": 0.5, "val_loss": 0.6, "val_accuracy": 0.9}, epochs=3, seconds=90)
    after = RunRecord(id="b", best={"epoch": 2, "loss": 0.4, "val_loss": 0.7, "val_accuracy": 0.9}, epochs=5, seconds=30)
    found = {result.name: result for result in compare_results(Outcome.of_run(before), Outcome.of_run(after))}
    assert list(found) == ["val_loss", "val_accuracy", "loss", "epochs", "seconds"]
    assert [found[name].better for name in found] == [False, None, True, None, None]
    assert found["val_loss"].spelled == ("0.6000", "0.7000", "+0.1000")
    assert found["seconds"].spelled == ("90", "30", "−60")
    assert found["val_accuracy"].spelled[2] == "0"
    assert Result("seconds", "Seconds", 3.3, 2.9, judges=False).spelled == ("3", "3", "0")  # not -0
    assert Result("loss", "Loss", 0.5, 0.49999).spelled[2] == "0"


def test_a_figure_that_is_no_number_is_left_out() -> None:
    before, after = Outcome.of_run(RunRecord(id="a", best={"loss": None})), Outcome.of_run(RunRecord(id="b", best={"loss": 1}))
    assert compare_results(before, after) == compare_results(after, before) == ()


def test_a_log_of_another_program_has_figures_and_no_costs_that_nobody_told() -> None:
    run = Outcome.of_run(RunRecord(id="a", best={"val_loss": 0.6, "loss": 0.5}, epochs=3, best_epoch=2, seconds=90, params=7))
    curves = {"val_loss": [0.9, 0.4, 0.5], "loss": [0.8, 0.3, 0.1], "f1": [0.1, 0.2, 0.3]}
    log = Logged({name: [Place(epoch, 0, value) for epoch, value in enumerate(told, 1)] for name, told in curves.items()})
    log.by_epoch = {*curves}
    found = {result.name: result for result in compare_results(run, Outcome.of_log(log))}
    assert {name: (result.before, result.after) for name, result in found.items()} == {
        "val_loss": (0.6, 0.4),
        "loss": (0.5, 0.3),
        "epochs": (3, 3),
        "best_epoch": (2, 2),
    }
    assert found["val_loss"].better
    steps = Logged(dict(log.curves))  # nothing says how many steps make an epoch
    assert {result.name for result in compare_results(run, Outcome.of_log(steps))} == {"val_loss", "loss"}
    steps.per_step = 0.5
    assert next(one.after for one in compare_results(run, Outcome.of_log(steps)) if one.name == "best_epoch") == 1


def test_the_difference_of_whole_numbers_is_that_of_those_that_are_shown() -> None:
    assert Result("seconds", "Seconds", 1.4, 1.6, judges=False).spelled == ("1", "2", "+1")
    assert Result("seconds", "Seconds", 2856.6, 2148.4, judges=False).spelled == ("2,857", "2,148", "\N{MINUS SIGN}709")
    assert Result("seconds", "Seconds", 1.6, 2.4, judges=False).spelled == ("2", "2", "0")
