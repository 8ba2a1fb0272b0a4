"""A run that begins where another one stood: its folder, with what was told until then."""

import shutil
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

from cnn.errors import UsageError
from cnn.files.files import unwritable
from cnn.project import load
from cnn.runs.checkpoints import Kept
from cnn.runs.folder import RunFolder
from cnn.words.language import tr


def forked(run: RunFolder, checkpoint: Kept, out: Path | None = None, **changes: Any) -> RunFolder:
    """A new folder with the project under other settings (`None` leaves one as it is), the checkpoint, and what the run has told
    up to there, once it goes on. Raises `UsageError` where nothing is left to train, `RecipeError`, `FileError`."""
    run.require_files()
    record, project = run.record(), load(run.project)
    recipe = project.recipe.changed(**{name: value for name, value in changes.items() if value is not None})
    if checkpoint.epoch >= recipe.epochs:
        raise UsageError(
            tr("At that checkpoint {0} epochs are done, and the fork would have {1}.", checkpoint.epoch, recipe.epochs),
            tr("For more, use --epochs {0}.", checkpoint.epoch + 10),
        )
    folder = RunFolder.create(replace(project, recipe=recipe), out)
    try:
        shutil.copyfile(checkpoint.path, folder.checkpoints / checkpoint.path.name)
        for name in ("history.csv", "events.jsonl", "split.csv"):
            if (run.path / name).is_file():
                shutil.copyfile(run.path / name, folder.path / name)
    except OSError as error:
        folder.remove(keep_folder=out is not None and out.exists())
        raise unwritable(folder.path, error) from error
    folder.write_record(
        record.changed(
            id=folder.id,
            folder="",
            state="stopped",
            created=time.time(),
            started=None,
            ended=None,
            pid=None,
            computer="",
            epochs=checkpoint.epoch,
            planned_epochs=recipe.epochs,
            best_epoch=0,
            best={},
            final={},
            design=folder.record().design,
            forked_from=f"{record.id}, {checkpoint.title}",
            reason="",
            error="",
            message="",
            hint="",
        )
    )
    return folder
