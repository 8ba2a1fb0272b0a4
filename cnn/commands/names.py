"""What the commands are called, the module that has the function of that name, and the switch that each of them has."""

from collections.abc import Sequence

#: logs details, and shows them on stderr; the window takes it as well
VERBOSE = "--verbose"

COMMANDS = {
    "presets": "cnn.commands.catalogue",
    "layers": "cnn.commands.catalogue",
    "datasets": "cnn.commands.catalogue",
    "new": "cnn.commands.new",
    "weights": "cnn.commands.catalogue",
    "summary": "cnn.commands.networks.summary",
    "diff": "cnn.commands.networks.diff",
    "convert": "cnn.commands.convert",
    "train": "cnn.commands.train.command",
    "repeat": "cnn.commands.train.repeat",
    "queue": "cnn.commands.train.queue",
    "search": "cnn.commands.searches.command",
    "evaluate": "cnn.commands.trained.score",
    "predict": "cnn.commands.trained.predict",
    "explain": "cnn.commands.trained.explain",
    "inspect": "cnn.commands.inspect",
    "report": "cnn.commands.trained.report",
    "doctor": "cnn.commands.trained.doctor",
    "runs": "cnn.commands.trained.runs",
    "devices": "cnn.commands.devices",
    "computers": "cnn.commands.computers",
    "sbatch": "cnn.commands.train.sbatch",
}


def without_verbose(arguments: Sequence[str]) -> tuple[list[str], bool]:
    """The arguments without the switch, wherever it stands, and whether it was among them; behind `--` there are only names."""
    end = arguments.index("--") if "--" in arguments else len(arguments)
    before = [word for word in arguments[:end] if word.lower() != VERBOSE]
    return [*before, *arguments[end:]], len(before) < end
