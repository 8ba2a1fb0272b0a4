"""A script for Slurm's `sbatch` that trains one run, or an array of them; a person reads it, and submits it.

https://slurm.schedmd.com/sbatch.html, https://slurm.schedmd.com/job_array.html
"""

import re
import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from cnn.errors import UsageError
from cnn.words.language import tr

#: seconds before the end of its time at which a job is asked to end, so that it keeps what it learned
NOTICE = 180

_WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.,:+-]{0,99}")
_TIME = re.compile(r"\d{1,5}|\d{1,4}:\d\d|\d{1,4}:\d\d:\d\d|\d{1,3}-\d\d?(:\d\d){0,2}")
_MEMORY = re.compile(r"\d{1,7}[KMGT]?")


@dataclass(frozen=True)
class Job:
    """What a job asks Slurm for; "" and 0 leave it to the cluster. `gpus` and `cpus` are those of each node.

    Raises `UsageError` for what Slurm would not take as one word: its lines know no quotes.
    """

    name: str = "layerloom"
    nodes: int = 1
    gpus: int = 0
    cpus: int = 0
    memory: str = ""
    time: str = ""
    partition: str = ""
    account: str = ""

    def __post_init__(self) -> None:
        for option, value in (("--job-name", self.name), ("--partition", self.partition), ("--account", self.account)):
            if value and not _WORD.fullmatch(value):
                raise UsageError(
                    tr("{0} should be one word of letters, digits and - _ . ,; it is {1!r}.", option, value), tr("Change it.")
                )
        if self.time and not _TIME.fullmatch(self.time):
            raise UsageError(
                tr("--time should be minutes, HOURS:MINUTES:SECONDS or DAYS-HOURS; it is {0!r}.", self.time),
                tr("An example: 2:00:00."),
            )
        if self.memory and not _MEMORY.fullmatch(self.memory):
            raise UsageError(
                tr("--memory should be a number with K, M, G or T; it is {0!r}.", self.memory), tr("An example: 16G.")
            )

    def lines(self, array: "Array | None" = None) -> list[str]:
        """What stands at the head of the script."""
        asked = {
            "job-name": self.name,
            "array": array.spelled if array is not None else "",
            "nodes": self.nodes,
            "ntasks-per-node": 1,
            "gpus-per-node": self.gpus,
            "cpus-per-task": self.cpus,
            "mem": self.memory,
            "time": self.time,
            "partition": self.partition,
            "account": self.account,
            "signal": f"TERM@{NOTICE}",
        }
        return [f"#SBATCH --{name}={value}" for name, value in asked.items() if value]


@dataclass(frozen=True)
class Array:
    """Tasks with numbers from `first` to `last`, at most `at_once` of them at a time (0: as many as there is room for)."""

    first: int
    last: int
    at_once: int = 0

    @property
    def spelled(self) -> str:
        """As `--array` takes it."""
        return f"{self.first}-{self.last}" + (f"%{self.at_once}" if self.at_once else "")


#: the number of a task, in the words of a shell
TASK = "$SLURM_ARRAY_TASK_ID"


def script(job: Job, program: Sequence[str], training: Sequence[str], run: Path) -> str:
    """The whole script: `program` runs this program, `training` is what stands behind its `train`, `run` is the run's folder.

    Submitted again it goes on with the run. With several nodes a process on each of them trains its share of every batch.
    """
    shared = ["--distributed"] if job.nodes > 1 else []
    command = f"srun --kill-on-bad-exit=1 {shlex.join(program)} train"
    folder = shlex.quote(str(run))
    begin, further = shlex.join([*training, "--out", str(run), *shared]), shlex.join(["--resume", str(run), *shared])
    lines = [
        "#!/bin/bash",
        *job.lines(),
        "",
        "# Written by Layerloom. Read it, then submit it with sbatch; submitted again it goes on where the run stopped.",
        *_about_nodes(job),
        "set -eu",
        f"if [ -e {folder}/run.json ]; then",
        f"    exec {command} {further}",
        "else",
        f"    exec {command} {begin}",
        "fi",
    ]
    return "\n".join(lines) + "\n"


def repeats_script(
    job: Job, program: Sequence[str], training: Sequence[str], runs: Path, array: Array, option: str, value: str, folder: str
) -> str:
    """A script whose tasks train the same with another seed or fold each.

    `option` gets `value`, and a run's folder is `folder` within `runs`, both as a shell reads them within double quotes, with the
    number of the task in them (`TASK`). Submitted again each task goes on with its run.
    """
    command = f"srun --kill-on-bad-exit=1 {shlex.join(program)} train"
    lines = [
        "#!/bin/bash",
        *job.lines(array),
        "",
        "# Written by Layerloom. Read it, then submit it with sbatch; submitted again every task goes on where its run stopped.",
        "# runs --add-folder lists the runs; marked together there, Mean and spread tells what chance makes of their figures.",
        "set -eu",
        f'run={shlex.quote(str(runs))}/"{folder}"',
        'if [ -e "$run/run.json" ]; then',
        f'    exec {command} --resume "$run"',
        "else",
        f'    exec {command} {shlex.join(training)} {option}="{value}" --out "$run"',
        "fi",
    ]
    return "\n".join(lines) + "\n"


def search_script(job: Job, program: Sequence[str], searching: Sequence[str], runs: Path, array: Array) -> str:
    """A script each of whose tasks is one trial of the same search; `searching` is what stands behind `search`, and the runs lie
    in `runs`, with the search beside it."""
    lines = [
        "#!/bin/bash",
        *job.lines(array),
        "",
        "# Written by Layerloom. Read it, then submit it with sbatch; every task is one trial, submitted again there are more.",
        f"# LAYERLOOM_RUNS={shlex.quote(str(runs))} in front of layerloom search shows how far it is.",
        "set -eu",
        f"export LAYERLOOM_RUNS={shlex.quote(str(runs))}",
        f"exec srun --kill-on-bad-exit=1 {shlex.join(program)} search {shlex.join(searching)} --trials 1",
    ]
    return "\n".join(lines) + "\n"


def _about_nodes(job: Job) -> list[str]:
    if job.nodes == 1:
        return []
    return [
        f"# {job.nodes} processes, one on each node, train one network together. The first node listens on two ports from 49152",
        "# up, which the network between the nodes has to let through. All nodes need the same paths: program, data and run.",
    ]
