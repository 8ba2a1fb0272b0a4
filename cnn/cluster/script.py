"""A script for Slurm's `sbatch` that trains one run; a person reads it, and submits it. https://slurm.schedmd.com/sbatch.html"""

import re
import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from cnn.errors import UsageError

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
                raise UsageError(f"{option} should be one word of letters, digits and - _ . ,; it is {value!r}.", "Change it.")
        if self.time and not _TIME.fullmatch(self.time):
            raise UsageError(
                f"--time should be minutes, HOURS:MINUTES:SECONDS or DAYS-HOURS; it is {self.time!r}.", "An example: 2:00:00."
            )
        if self.memory and not _MEMORY.fullmatch(self.memory):
            raise UsageError(f"--memory should be a number with K, M, G or T; it is {self.memory!r}.", "An example: 16G.")

    @property
    def lines(self) -> list[str]:
        """What stands at the head of the script."""
        asked = {
            "job-name": self.name,
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
        *job.lines,
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


def _about_nodes(job: Job) -> list[str]:
    if job.nodes == 1:
        return []
    return [
        f"# {job.nodes} processes, one on each node, train one network together. The first node listens on two ports from 49152",
        "# up, which the network between the nodes has to let through. All nodes need the same paths: program, data and run.",
    ]
