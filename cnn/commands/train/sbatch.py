"""`sbatch`: a script for Slurm that trains a network, once, as an array of repeats, or as a search; written, not submitted."""

import sys
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer

from cnn.cluster.script import TASK, Array, Job, repeats_script, script, search_script
from cnn.commands.options import data_path, recipe_options
from cnn.commands.train.checks import require_data
from cnn.errors import UsageError
from cnn.files.files import write_text
from cnn.opening import open_project_with_report
from cnn.program import own_program
from cnn.recipe import Recipe
from cnn.recipe.basics import MOST_FOLDS
from cnn.runs.repeated.folds import projects_of
from cnn.runs.repeated.repetition import MOST_SEEDS
from cnn.runs.searched.listed import require_name
from cnn.runs.searched.passwords import VARIABLE
from cnn.runs.searched.space import parse, require_effect, usual
from cnn.words.language import tr
from cnn.words.lists import both
from cnn.words.secrets import bare

Source = Annotated[str, typer.Argument(metavar="SRC", help="What train takes: a preset or a file.")]
Data = Annotated[str, typer.Option("--data", metavar="D", help="A dataset as every node finds it; a .loom file has its own.")]
Run = Annotated[Path, typer.Option("--out", metavar="DIR", help="The run's folder, where every node finds it.")]
Script = Annotated[
    Path | None, typer.Option("--script", metavar="FILE", help="Where the script is written; without it, to the terminal.")
]
Nodes = Annotated[
    int, typer.Option("--nodes", metavar="N", min=1, max=1000, help="Machines that train together; one process on each.")
]
Gpus = Annotated[int, typer.Option("--gpus", metavar="N", min=0, max=64, help="GPUs of each node.")]
Cpus = Annotated[int, typer.Option("--cpus", metavar="N", min=0, max=1024, help="Processor cores of each node.")]
Memory = Annotated[str, typer.Option("--memory", metavar="SIZE", help="Memory of each node, such as 16G.")]
Time = Annotated[str, typer.Option("--time", metavar="TIME", help="How long it may take, such as 2:00:00.")]
Partition = Annotated[str, typer.Option("--partition", metavar="NAME", help="The cluster's partition.")]
Account = Annotated[str, typer.Option("--account", metavar="NAME", help="Whose share of the cluster it is taken from.")]
Seeds = Annotated[
    int | None,
    typer.Option("--seeds", metavar="K", min=1, max=MOST_SEEDS, help="An array: one task for each of K seeds, from --seed on."),
]
Folds = Annotated[
    int | None, typer.Option("--folds", metavar="K", min=2, max=MOST_FOLDS, help="An array: one task for each of K folds.")
]
Trials = Annotated[
    int | None,
    typer.Option("--trials", metavar="N", min=1, max=100_000, help="An array: a search, one task for each of N trials."),
]
Vary = Annotated[
    list[str] | None, typer.Option("--vary", metavar="NAME=VALUES", help="With --trials: what is varied, as search takes it.")
]
Search = Annotated[str, typer.Option("--name", metavar="NAME", help="With --trials: what the search is called.")]
Storage = Annotated[
    str,
    typer.Option(
        "--storage",
        metavar="URL",
        help="With --trials: where the search is kept, as search takes it; else beside the runs.",
    ),
]
AtOnce = Annotated[int, typer.Option("--at-once", metavar="M", min=0, max=10_000, help="Of an array: so many tasks at a time.")]
Name = Annotated[str, typer.Option("--job-name", metavar="NAME", help="What the job is called.")]


@recipe_options
def sbatch(
    source: Source,
    data: Data = "",
    out: Run = Path("run"),
    to: Script = None,
    nodes: Nodes = 1,
    gpus: Gpus = 0,
    cpus: Cpus = 0,
    memory: Memory = "",
    time: Time = "",
    partition: Partition = "",
    account: Account = "",
    job_name: Name = "layerloom",
    seeds: Seeds = None,
    folds: Folds = None,
    trials: Trials = None,
    vary: Vary = None,
    name: Search = "",
    storage: Storage = "",
    at_once: AtOnce = 0,
    settings: dict[str, Any] | None = None,
) -> int:
    """Write a script for Slurm that trains a network, an array of repeats or a search; read it, then submit it with sbatch."""
    require_data(source, data)
    project, _ = open_project_with_report(source)  # what can't be opened here can't be trained there
    recipe = project.recipe.changed(**dict(settings or {}))
    _require_one_array(seeds, folds, trials, nodes, at_once)
    _require_search(trials, {"--vary": vary, "--name": name, "--storage": storage})
    if nodes > 1:
        _require_jax(recipe)
    if nodes == 1 and gpus > 1 and "device" not in (settings or {}):
        settings = {**(settings or {}), "device": "all"}
    path = Path(source).expanduser()
    training = [str(path.absolute()) if path.is_file() else source, *(["--data", data_path(data)] if data else [])]
    job = Job(job_name, nodes, gpus, cpus, memory, time, partition, account)
    program, runs = own_program(), out.expanduser().absolute()
    words = [*training, *_flags({key: value for key, value in (settings or {}).items() if key != "seed" or seeds is None})]
    if seeds is not None:
        seed = f"$(({recipe.seed} + SLURM_ARRAY_TASK_ID))"  # the numbers of tasks end at a thousand on many clusters
        text = repeats_script(job, program, words, runs, Array(0, seeds - 1, at_once), "--seed", seed, f"seed-{seed}")
    elif folds is not None:
        if recipe.fold:
            raise UsageError(tr("--folds trains every fold, --fold one of them."), tr("Choose one."))
        projects_of(replace(project, recipe=recipe), folds)  # refused there as well
        array = Array(1, folds, at_once)
        text = repeats_script(job, program, words, runs, array, "--fold", f"{TASK}/{folds}", f"fold-{TASK}-of-{folds}")
    elif trials is not None:
        varied = [parse(word) for word in vary or ()]
        project = replace(project, recipe=recipe, dataset=data_path(data or project.dataset))
        require_effect(project, varied)
        name = name or job_name
        require_name(name)
        words += ["--name", name, *(part for one in varied or usual(project) for part in ("--vary", str(one)))]
        words += ["--storage", bare(storage)] if storage else []
        if bare(storage) != storage:
            print(tr("No password is written into the script: set {0} where you submit it.", VARIABLE), file=sys.stderr)
        text = search_script(job, program, words, runs, Array(1, trials, at_once))
    else:
        text = script(job, program, words, runs)
    if to is None:
        print(text, end="")
        return 0
    if to.expanduser().exists():
        raise UsageError(tr("{0} exists already.", to), tr("Name another file, or remove it."))
    write_text(to.expanduser(), text)
    print(tr("Written to {0}. Read it, then: sbatch {0}", to))
    return 0


def _require_one_array(seeds: int | None, folds: int | None, trials: int | None, nodes: int, at_once: int) -> None:
    """Raises `UsageError` where several arrays are wanted, or one of trainings that several nodes do together."""
    arrays = {"--seeds": seeds, "--folds": folds, "--trials": trials}
    given = [option for option, value in arrays.items() if value is not None]
    if len(given) > 1:
        raise UsageError(tr("{0} are two arrays.", both(given)), tr("Choose one."))
    if given and nodes > 1:
        raise UsageError(tr("Every task of an array trains on one node."), tr("Leave --nodes out, or {0}.", given[0]))
    if at_once and not given:
        raise UsageError(tr("--at-once is for an array."), tr("Say of what: --seeds K, --folds K or --trials N."))


def _require_search(trials: int | None, given: dict[str, object]) -> None:
    if trials is None and (idle := [option for option, value in given.items() if value]):
        raise UsageError(tr("{0} is for a search.", both(idle)), tr("Say how many trials: --trials N."))


def _require_jax(recipe: Recipe) -> None:
    """Raises `UsageError` for a backend on which several processes can't train together."""
    backend = getattr(recipe, "backend", "auto")
    if backend not in ("auto", "jax"):
        raise UsageError(tr("Several nodes train together on JAX, not on {0}.", backend), tr("Use --backend jax, or --nodes 1."))


def _flags(settings: dict[str, Any]) -> list[str]:
    """Settings as they were given, as options of `train`."""
    flags: list[str] = []
    for name, value in settings.items():
        flag = name.replace("_", "-")
        flags += [f"--{'' if value else 'no-'}{flag}"] if isinstance(value, bool) else [f"--{flag}={value}"]
    return flags
