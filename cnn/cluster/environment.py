"""Which process of how many this one is, as options and the environment of a cluster say it.

Slurm: https://slurm.schedmd.com/srun.html#SECTION_OUTPUT-ENVIRONMENT-VARIABLES. Kubernetes, jobs whose pods have numbers:
https://kubernetes.io/docs/concepts/workloads/controllers/job/#completion-mode
"""

import re
from collections.abc import Mapping

from cnn.cluster.group import Group
from cnn.errors import UsageError
from cnn.words.language import marked, tr
from cnn.words.lists import listed

#: the ports of a Slurm job, two each, which follow from its number: every process works out the same
FIRST_PORT, PORTS = 49152, 8000

_BY_HAND = marked(
    "Give --coordinator HOST:PORT, --processes N and --rank R, or start it with srun, or use --launch N on one machine."
)


def group_of(
    environment: Mapping[str, str], coordinator: str | None = None, processes: int | None = None, rank: int | None = None
) -> Group:
    """The group that options and environment speak of; an option counts more. Raises `UsageError` for what nobody says."""
    if coordinator is None or processes is None or rank is None:
        if "SLURM_JOB_ID" in environment:
            told = _slurm(environment)
            coordinator, processes = coordinator or told.address, processes or told.processes
            rank = told.rank if rank is None else rank
        elif "JOB_COMPLETION_INDEX" in environment:
            rank = _number(environment, "JOB_COMPLETION_INDEX", "Kubernetes") if rank is None else rank
            if coordinator is None or processes is None:
                raise UsageError(
                    tr("Kubernetes says which pod this is, but neither how many there are nor where they meet."),
                    tr(
                        "Give --processes N (the job's completions) and --coordinator JOB-0.SERVICE:PORT (its first pod "
                        "behind a headless service)."
                    ),
                )
    if coordinator is None or processes is None or rank is None:
        given = {"--coordinator": coordinator, "--processes": processes, "--rank": rank}
        missing = listed(name for name, value in given.items() if value is None)
        raise UsageError(tr("Nobody says which of how many processes this is: {0} is missing.", missing), tr(_BY_HAND))
    return Group.of(coordinator, processes, rank)


def _slurm(environment: Mapping[str, str]) -> Group:
    """The group of a step of a Slurm job."""
    if "SLURM_STEP_ID" not in environment:
        raise UsageError(tr("This Slurm job has no step, which starts the processes."), tr("Start it with srun."))
    job, step = _number(environment, "SLURM_JOB_ID", "Slurm"), _number(environment, "SLURM_STEP_ID", "Slurm")
    nodes = environment.get("SLURM_STEP_NODELIST") or environment.get("SLURM_JOB_NODELIST", "")
    tasks = "SLURM_STEP_NUM_TASKS" if "SLURM_STEP_NUM_TASKS" in environment else "SLURM_NTASKS"
    return Group.of(
        f"{first_host(nodes)}:{FIRST_PORT + 2 * ((job + step) % PORTS)}",
        _number(environment, tasks, "Slurm"),
        _number(environment, "SLURM_PROCID", "Slurm"),
    )


def first_host(nodes: str) -> str:
    """The first host of a list as Slurm writes it; raises `UsageError` for anything else.

    >>> first_host("gpu[007-009,12],login1"), first_host("rack[2-3]node[05,7]")
    ('gpu007', 'rack2node05')
    """
    host = re.sub(r"\[(\d+)[-\d,]*\]", r"\1", nodes)
    host = host.partition(",")[0]
    if not re.fullmatch(r"[A-Za-z0-9_.-]+", host):
        raise UsageError(
            tr("Slurm's list of nodes is {0!r}, which names no first host.", nodes), tr("Give --coordinator HOST:PORT.")
        )
    return host


def _number(environment: Mapping[str, str], name: str, whose: str) -> int:
    value = environment.get(name, "")
    if not value.isdecimal() or len(value) > 12:
        raise UsageError(tr("{0} should give a number in {1}; it is {2!r}.", whose, name, value), tr(_BY_HAND))
    return int(value)
