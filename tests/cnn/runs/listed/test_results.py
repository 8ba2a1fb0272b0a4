"""What came out of two runs beside each other."""

from cnn.runs.folder import RunRecord
from cnn.runs.listed.results import Result, compare_results


def test_figures_that_both_have_say_which_run_is_better() -> None:
    before = RunRecord(id="a", best={"epoch": 3, "loss": 0.5, "val_loss": 0.6, "val_accuracy": 0.9}, epochs=3, seconds=90)
    after = RunRecord(id="b", best={"epoch": 2, "loss": 0.4, "val_loss": 0.7, "val_accuracy": 0.9}, epochs=5, seconds=30)
    found = {result.name: result for result in compare_results(before, after)}
    assert list(found) == ["val_loss", "val_accuracy", "loss", "epochs", "seconds"]
    assert [found[name].better for name in found] == [False, None, True, None, None]
    assert found["val_loss"].spelled == ("0.6000", "0.7000", "+0.1000")
    assert found["seconds"].spelled == ("90", "30", "-60")
    assert found["val_accuracy"].spelled[2] == "0"
    assert Result("seconds", "Seconds", 3.3, 2.9, judges=False).spelled == ("3", "3", "0")  # not -0
    assert Result("loss", "Loss", 0.5, 0.49999).spelled[2] == "0"


def test_a_figure_that_is_no_number_is_left_out() -> None:
    before, after = RunRecord(id="a", best={"loss": None}), RunRecord(id="b", best={"loss": 1})
    assert compare_results(before, after) == compare_results(after, before) == ()
