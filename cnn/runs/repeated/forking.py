"""A run that begins where another one stood: its folder, with what was told until then."""

import shutil
import time
from collections.abc import Collection
from dataclasses import replace
from pathlib import Path
from typing import Any

from cnn.errors import UsageError
from cnn.files.files import unwritable
from cnn.project import load
from cnn.recipe import Recipe, ScheduleSettings
from cnn.runs.checkpoints import Kept
from cnn.runs.folder import RunFolder
from cnn.words.language import tr
from cnn.words.lists import both
from cnn.words.place import at_place

#: what decides which images are learned from and how they come in, and which weights a run began with
_KEPT = ("seed", "validation_split", "fold", "validation_data", "resizing", "pixel_range", "start_from")
#: what lays out an optimizer's variables otherwise, or means something else by them; numbers such as beta_1 do not, but momentum,
#: which has a variable only where it is not 0. Frozen layers have none, scaled losses some of their own
_LAYS_OUT = frozenset(
    (
        *("optimizer", "momentum", "amsgrad", "centered", "use_ema", "gradient_accumulation_steps", "warmup_steps"),
        *("exclude_embeddings", "exclude_layers", "initial_accumulator_value", "loss_scale_factor"),
        *("precision", "backend", "freeze", "freeze_until", "fine_tune_after", "fine_tune_from"),
        *ScheduleSettings.model_fields,  # a rate that moves has a variable of its own
    )
)


def bearable(name: str) -> bool:
    """Whether a fork may have another value of a setting than the run it begins from."""
    return name not in _KEPT


def optimizer_goes_on(changed: Collection[str]) -> bool:
    """Whether the state of the optimizer at a checkpoint means the same with these settings changed."""
    return _LAYS_OUT.isdisjoint(changed)


def differing(before: Recipe, after: Recipe) -> tuple[str, ...]:
    """The settings in which two recipes differ and that have an effect in one of them."""
    idle = before.idle_settings() & after.idle_settings()
    return tuple(name for name in type(before).model_fields if getattr(before, name) != getattr(after, name) and name not in idle)


def as_kept(before: Recipe, after: Recipe) -> Recipe:
    """A recipe for a fork: another one, with all that a fork can't have otherwise as it was."""
    return after.changed(**{name: getattr(before, name) for name in _KEPT})


def forked(run: RunFolder, checkpoint: Kept, out: Path | None = None, **changes: Any) -> RunFolder:
    """A new folder with the project under other settings (`None` leaves one as it is), the checkpoint, and what the run has told
    up to there, once it goes on. Raises `UsageError` where nothing is left to train, `RecipeError`, `FileError`."""
    run.require_files()
    record, project = run.record(), load(run.project)
    recipe = project.recipe.changed(**{name: value for name, value in changes.items() if value is not None})
    if refused := [name for name in differing(project.recipe, recipe) if not bearable(name)]:
        raise UsageError(
            tr("A fork keeps {0} as the run had it: it would be judged by images that it has learned.", both(refused)),
            tr("Leave it out, or train anew."),
        )
    if checkpoint.epoch >= recipe.epochs:
        raise UsageError(
            tr("At that checkpoint {0} epochs are done, and the fork would have {1}.", checkpoint.epoch, recipe.epochs),
            at_place(
                terminal=tr("For more, use --epochs {0}.", checkpoint.epoch + 10),
                window=tr("For more, set more epochs, such as {0}.", checkpoint.epoch + 10),
            ),
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
