"""`report`: everything about a run in one file."""

import json
import logging
from contextlib import ExitStack
from pathlib import Path
from typing import Annotated

import typer

from cnn.commands.jobs import conversation, waiting
from cnn.commands.output import AsJson, print_json
from cnn.commands.trained.models import run_folder
from cnn.files.files import write_bytes
from cnn.reports.report import KINDS, require_kind, written

log = logging.getLogger(__name__)

Run = Annotated[str, typer.Argument(metavar="RUN", help="A run's folder or id.")]
Out = Annotated[Path, typer.Argument(metavar="OUT", help=f"The file to write: {', '.join(KINDS)} (a model card).")]
Without = Annotated[
    bool, typer.Option("--without-evaluation", help="Don't ask the model: quick, but without scores, confusions and mistakes.")
]
Exports = Annotated[
    list[Path] | None,
    typer.Option("--export", metavar="FILE", help="An exported file whose proof (FILE.export.json) goes in; several as well."),
]
Events = Annotated[bool, typer.Option("--events", help="Print what is done now as a line of JSON, and nothing else.")]


def report(
    run: Run,
    out: Out,
    without_evaluation: Without = False,
    export: Exports = None,
    as_json: AsJson = False,
    events: Events = False,
) -> None:
    """Write all there is to know of a run: network, data, recipe, curves, scores, exports, and how to do it again."""
    from cnn.reports.gathered import gather

    suffix = require_kind(out)
    folder = run_folder(run)

    with ExitStack() as closing:
        stack = closing.enter_context(ExitStack())

        def tell(stage: str) -> None:
            stack.close()
            if events:
                print(json.dumps({"event": "progress", "stage": stage}), flush=True)
            else:
                stack.enter_context(waiting(stage))

        ask = None
        if not without_evaluation and folder.model.is_file():
            ask = closing.enter_context(conversation()).ask
        found = gather(folder, ask, tell, [path.expanduser() for path in export or ()])
        tell("Writing the report …")
        write_bytes(out, written(found, suffix))
    log.info("Wrote the report %r", str(out))
    notes = [text for text in (found.no_data, found.no_verdict) if text and ask is not None]
    if as_json:
        print_json({"report": str(out), "run": found.record.id, "state": found.record.state, "notes": notes})
    elif events:
        print(json.dumps({"event": "written", "path": str(out), "notes": notes}), flush=True)
    else:
        print(f"{out}: written. {' '.join(notes)}".rstrip())
