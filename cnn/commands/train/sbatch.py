"""`sbatch`: a script for Slurm that trains a network; it is written, not submitted."""

from pathlib import Path
from typing import Annotated, Any

import typer

from cnn.cluster.script import Job, script
from cnn.commands.options import data_path, recipe_options
from cnn.errors import UsageError
from cnn.files.files import write_text
from cnn.opening import open_source_with_report
from cnn.program import own_program
from cnn.recipe import Recipe
from cnn.words.language import tr

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
    settings: dict[str, Any] | None = None,
) -> int:
    """Write a script for Slurm that trains a network; read it, then submit it with sbatch. Nothing is started here."""
    if not data and not source.endswith(".loom"):
        raise UsageError(tr("What should {0} be trained on?", source), tr("Name a dataset with --data; datasets lists them."))
    open_source_with_report(source)  # what can't be opened here can't be trained there
    recipe = Recipe.create(dict(settings or {}))
    if nodes > 1:
        _require_jax(recipe)
    if nodes == 1 and gpus > 1 and "device" not in (settings or {}):
        settings = {**(settings or {}), "device": "all"}
    path = Path(source).expanduser()
    training = [str(path.absolute()) if path.is_file() else source, *(["--data", data_path(data)] if data else [])]
    job = Job(job_name, nodes, gpus, cpus, memory, time, partition, account)
    text = script(job, own_program(), [*training, *_flags(settings or {})], out.expanduser().absolute())
    if to is None:
        print(text, end="")
        return 0
    if to.expanduser().exists():
        raise UsageError(tr("{0} exists already.", to), tr("Name another file, or remove it."))
    write_text(to.expanduser(), text)
    print(f"Written to {to}. Read it, then: sbatch {to}")
    return 0


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
