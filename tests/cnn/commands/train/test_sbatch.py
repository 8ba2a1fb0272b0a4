"""`sbatch`: what train would refuse is refused before a script is written."""

import subprocess
from pathlib import Path

import pytest

from tests.cnn.commands.cli import Command

pytestmark = pytest.mark.slow


@pytest.mark.slow
def test_it_writes_the_same_options_for_train(command: Command, tmp_path: Path) -> None:
    options = ["--data", "mnist-sample", "--nodes", 2, "--epochs", 3, "--class-weight", "balanced", "--reduce-on-plateau"]
    outcome = command("sbatch", "lenet5", *options, "--out", tmp_path / "run")
    assert outcome.code == 0
    told = " ".join(
        ["train lenet5 --data mnist-sample --epochs=3 --reduce-on-plateau --class-weight=balanced", "--out", str(tmp_path)]
    )
    assert f"{told}/run --distributed" in outcome.out
    assert subprocess.run(["sh", "-n"], input=outcome.out, text=True).returncode == 0
    file = tmp_path / "job.sh"
    assert "sbatch" in command("sbatch", "lenet5", *options, "--out", tmp_path / "run", "--script", file).out
    assert file.read_text() == outcome.out
    assert command("sbatch", "lenet5", *options, "--script", file).complained("exists already")


@pytest.mark.slow
def test_what_train_would_refuse_is_refused_before_it_is_submitted(command: Command) -> None:
    assert command("sbatch", "lenet5").complained("What should lenet5 be trained on?")
    assert command("sbatch", "lenett", "--data", "mnist").complained("lenett")
    assert command("sbatch", "lenet5", "--data", "mnist", "--epochs", "0").complained("epochs")
    assert command("sbatch", "lenet5", "--data", "mnist", "--time", "2h").complained("--time should be")


def test_several_gpus_of_one_node_are_all_used(command: Command) -> None:
    assert "--device=all" in command("sbatch", "lenet5", "--data", "mnist", "--gpus", 2).out
    assert "--device=cpu" in command("sbatch", "lenet5", "--data", "mnist", "--gpus", 2, "--device", "cpu").out


def test_arrays_of_repeats_and_of_trials(command: Command, tmp_path: Path) -> None:
    words = ("sbatch", "lenet5", "--data", "mnist-sample", "--out", tmp_path)
    assert "#SBATCH --array=0-2%2\n" in command(*words, "--seeds", 3, "--at-once", 2).out
    assert '--fold="$SLURM_ARRAY_TASK_ID/5"' in command(*words, "--folds", 5).out
    searched = command(*words, "--trials", 9, "--vary", "width=1|2", "--name", "mine").out
    assert "search lenet5 --data mnist-sample --name mine --vary 'width=1.0|2.0' --trials 1" in searched
    assert subprocess.run(["sh", "-n"], input=searched, text=True).returncode == 0
    assert command(*words, "--trials", 9, "--vary", "depth=1|2").complained("Nothing in lenet5 is repeated.")
    assert command(*words, "--trials", 9, "--seeds", 2).complained("--seeds and --trials are two arrays.")
    assert command(*words, "--seeds", 2, "--nodes", 2).complained("Every task of an array trains on one node.")
    assert command(*words, "--vary", "width=1|2").complained("--vary is for a search.")
    assert command(*words, "--at-once", 2).complained("--at-once is for an array.")
