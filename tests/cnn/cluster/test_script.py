"""The script for Slurm: a shell takes it whatever the paths are called, and srun gets exactly what is meant."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnn.cluster.script import TASK, Array, Job, repeats_script, script, search_script
from cnn.errors import UsageError
from tests.stages import examples

pytestmark = pytest.mark.skipif(os.name != "posix", reason="no bash")

#: stands for srun: says what it was given
SRUN = f"""#!/bin/sh
exec {sys.executable} -c 'import json, sys; print(json.dumps(sys.argv[1:]))' "$@"
"""
NAMES = st.text(st.characters(exclude_characters="\0/", exclude_categories=("Cs",)), min_size=1, max_size=30)


@pytest.fixture(scope="module")
def pretended(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bin")
    (folder / "srun").write_text(SRUN)
    (folder / "srun").chmod(0o755)
    return folder


def started(text: str, pretended: Path, task: int = 0) -> list[str]:
    """What srun is given when a shell runs this script."""
    line = {**os.environ, "PATH": f"{pretended}:{os.environ['PATH']}", "SLURM_ARRAY_TASK_ID": str(task)}
    done = subprocess.run(["bash"], input=text.encode("utf-8", "surrogateescape"), env=line, capture_output=True, check=True)
    told: list[str] = json.loads(done.stdout)
    return told


@pytest.mark.slow
@given(NAMES, NAMES)
@settings(max_examples=examples(15), deadline=None)
def test_srun_gets_every_name_as_it_is(pretended: Path, run: str, data: str) -> None:
    text = script(Job(nodes=2), ["layerloom"], ["lenet5", "--data", data], Path("/no/such", run))
    _, *told = started(text, pretended)
    assert told == ["layerloom", "train", "lenet5", "--data", data, "--out", f"/no/such/{run}", "--distributed"]
    read = [
        line for line in text.split("\n") if line.startswith("#SBATCH") and (run in line or data in line) and len(run + data) > 40
    ]
    assert not read, "names stand in no line that Slurm reads"


@pytest.mark.slow
def test_submitted_again_it_goes_on(pretended: Path, tmp_path: Path) -> None:
    run = tmp_path / "it's a $(run)"
    text = script(Job(), ["layerloom"], ["lenet5"], run)
    assert started(text, pretended)[1:] == ["layerloom", "train", "lenet5", "--out", str(run)], "one node needs no others"
    run.mkdir()
    (run / "run.json").write_text("{}")
    assert started(text, pretended)[1:] == ["layerloom", "train", "--resume", str(run)]


def test_what_a_job_asks_for_stands_at_the_head() -> None:
    job = Job("digits", nodes=4, gpus=2, cpus=8, memory="32G", time="1-12:00:00", partition="gpu", account="lab_7")
    head = [line for line in script(job, ["l"], ["x"], Path("/r")).splitlines() if line.startswith("#SBATCH")]
    asked = [
        "job-name=digits",
        "nodes=4",
        "ntasks-per-node=1",
        "gpus-per-node=2",
        "cpus-per-task=8",
        "mem=32G",
        "time=1-12:00:00",
    ]
    assert head == [f"#SBATCH --{line}" for line in [*asked, "partition=gpu", "account=lab_7", "signal=TERM@180"]]


MISREAD = [
    {"partition": "a b"},
    {"partition": "--wrap"},
    {"name": "x\n#SBATCH --uid=0"},
    {"account": "$(id)"},
    {"time": "soon"},
    {"time": "2h"},
    {"memory": "16 GB"},
]


@pytest.mark.parametrize("words", MISREAD)
def test_what_slurm_would_misread_is_refused(words: dict[str, str]) -> None:
    with pytest.raises(UsageError) as told:
        Job(**words)  # type: ignore[arg-type]
    assert told.value.hint


@pytest.mark.slow
def test_every_task_of_an_array_trains_its_own_seed_and_goes_on_with_its_own_run(pretended: Path, tmp_path: Path) -> None:
    runs = tmp_path / "my $runs"
    seed = "$((40 + SLURM_ARRAY_TASK_ID))"
    text = repeats_script(Job(), ["layerloom"], ["lenet5"], runs, Array(0, 4, 2), "--seed", seed, f"seed-{seed}")
    assert "#SBATCH --array=0-4%2" in text
    begun = started(text, pretended, 3)
    assert begun[-5:] == ["train", "lenet5", "--seed=43", "--out", str(runs / "seed-43")]
    (runs / "seed-43").mkdir(parents=True)
    (runs / "seed-43" / "run.json").touch()
    assert started(text, pretended, 3)[-3:] == ["train", "--resume", str(runs / "seed-43")]
    assert started(text, pretended, 2)[-1] == str(runs / "seed-42")


def test_every_task_of_a_search_is_a_trial_among_the_same_runs(pretended: Path, tmp_path: Path) -> None:
    text = search_script(Job(), ["layerloom"], ["lenet5", "--vary", "width=1|2"], tmp_path / "it's", Array(1, 20))
    assert "#SBATCH --array=1-20\n" in text
    assert started(text, pretended, 7)[-6:] == ["search", "lenet5", "--vary", "width=1|2", "--trials", "1"]
    told = text.replace("exec srun", "echo") + "printenv LAYERLOOM_RUNS\n"
    assert subprocess.run(["bash"], input=told, capture_output=True, text=True, check=True).stdout.endswith(f"{tmp_path}/it's\n")


def test_the_number_of_a_task_is_a_fold(pretended: Path, tmp_path: Path) -> None:
    text = repeats_script(Job(), ["layerloom"], ["vgg16"], tmp_path, Array(1, 5), "--fold", f"{TASK}/5", f"fold-{TASK}-of-5")
    assert started(text, pretended, 2)[-3:] == ["--fold=2/5", "--out", str(tmp_path / "fold-2-of-5")]
