"""`train --find-learning-rate`: which learning rate suits, before anything is trained."""

from typing import Any

from cnn.commands.jobs import ask, new_request
from cnn.commands.output import print_json
from cnn.files.scratch import Scratch
from cnn.project import Project, save
from cnn.recipe.rate_range import smoothed
from cnn.runs.messages import FindRate
from cnn.words.language import tr

#: lines of the table, and characters of its longest bar
ROWS, WIDTH = 20, 40


def find_rate(project: Project, as_json: bool) -> int:
    """Tries learning rates and prints what was found; nothing is kept."""
    with Scratch() as scratch:
        path = scratch.path / "project.loom"
        save(project, path)
        found = ask(FindRate(request=new_request(), project=str(path)))
    if as_json:
        print_json(found)
    else:
        _print_table(found)
    return 0


def _print_table(found: dict[str, Any]) -> None:
    rates, losses = found["rates"], smoothed([float("inf") if loss is None else loss for loss in found["losses"]])
    most = max((loss for loss in losses if loss != float("inf")), default=1.0)
    print(f"{'learning rate':>13}  {'loss':>9}")
    for place in range(0, len(rates), max(len(rates) // ROWS, 1)):
        loss = losses[place]
        bar = "█" * round(WIDTH * min(loss / most, 1.0)) if most else ""
        print(f"{rates[place]:13.2e}  {loss:9.4g}  {bar}")
    if found["suggestion"] is None:
        print("\n" + tr("The loss never falls; no learning rate of these suits."))
    else:
        print("\n" + tr("The loss falls fastest at {0:g}: --learning-rate {0:g}", found["suggestion"]))
