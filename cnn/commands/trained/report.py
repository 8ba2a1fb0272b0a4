"""`report`: everything about a run in one file."""

import json
import logging
from contextlib import nullcontext
from pathlib import Path
from typing import Annotated

import typer

from cnn.commands.jobs import conversation, waiting
from cnn.commands.output import AsJson, print_json
from cnn.commands.trained.models import run_folder
from cnn.errors import LayerloomError, UsageError
from cnn.files.files import require_room, write_bytes
from cnn.reports.gathered import Gathered, gather
from cnn.reports.report import KINDS, remark, require_kind, written
from cnn.words.kept import in_english
from cnn.words.language import tr
from cnn.words.lists import COMMA, sentences

log = logging.getLogger(__name__)

Run = Annotated[str, typer.Argument(metavar="RUN", help="A run's folder or id.")]
Out = Annotated[Path, typer.Argument(metavar="OUT", help=f"The file to write: {COMMA.join(KINDS)} (a model card).")]
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
    try:
        found, asked = _write(run, out, [path.expanduser() for path in export or ()], ask=not without_evaluation, events=events)
    except LayerloomError as error:
        if events:
            _line("failed", message=error.message, hint=error.hint)
        raise
    log.info("Wrote the report %r", str(out))
    notes = [text for text in (found.no_data, found.no_verdict) if text and asked]
    notes += filter(None, [remark(found, require_kind(out))])
    if as_json:
        print_json({"report": str(out), "run": found.record.id, "state": found.record.state, "notes": notes})
    elif events:
        _line("written", path=str(out), notes=notes)
    else:
        print(sentences(tr("{0}: written.", out), *notes))


def _write(run: str, out: Path, exports: list[Path], *, ask: bool, events: bool) -> tuple[Gathered, bool]:
    """Gathers and writes; returns what was known, and whether the model was asked. Raises what went wrong."""
    suffix = require_kind(out)
    if exports and suffix == ".md":
        raise UsageError(tr("--export has no effect with a model card."), tr("The proofs of exports stand in .html and .pdf."))
    folder = run_folder(run)
    require_room(out)
    # a card is in English for the hubs that show it, with what is gathered for it
    with in_english() if suffix == ".md" else nullcontext(), waiting(tr("Reading the run …")) as show:

        def tell(stage: str) -> None:
            if events:
                _line("progress", stage=stage)
            show(stage)

        asked = ask and folder.model.is_file()
        with conversation() if asked else nullcontext() as worker:  # Keras starts while the data is read
            found = gather(folder, worker.ask if worker is not None else None, tell, exports)
        tell(tr("Writing the report …"))
        write_bytes(out, written(found, suffix))
    return found, asked


def _line(event: str, **values: object) -> None:
    print(json.dumps({"event": event, **values}), flush=True)
