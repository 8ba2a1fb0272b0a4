"""Words that pages and cards share: states, figures, times."""

from datetime import UTC, datetime

from cnn.runs.folder import RunRecord
from cnn.words.language import marked, tr

#: what each state of a run is called, and what there is to say of one that is not over in order
STATES = {
    "created": marked("not started"),
    "running": marked("still running"),
    "finished": marked("finished"),
    "stopped": marked("stopped"),
    "failed": marked("failed"),
    "interrupted": marked("interrupted"),
    "damaged": marked("damaged"),
    "log": marked("log"),
}
#: what the parts of a dataset are called above a column
_SPLITS = {"training": marked("Training"), "validation": marked("Validation"), "test": marked("Test")}


def state_words(state: str) -> str:
    """What the state of a run is called."""
    return tr(STATES[state]) if state in STATES else state


def split_title(name: str) -> str:
    """What a part of a dataset is called above a column."""
    return tr(_SPLITS[name]) if name in _SPLITS else name.capitalize()


def duration(seconds: float) -> str:
    """A time as clocks show it, with its unit: `42 s`, `3 min 5 s`, `2 h 10 min`."""
    whole = round(seconds)
    if whole < 60:
        return tr("{0} s", whole)
    if whole < 3600:
        return tr("{0} min {1} s", whole // 60, whole % 60)
    return tr("{0} h {1} min", whole // 3600, whole % 3600 // 60)


def when(record: RunRecord) -> str:
    """When a run began."""
    return time_text(record.started or record.created)


def time_text(seconds: float) -> str:
    """A moment, in seconds since 1970, the same everywhere; "" where it is not known."""
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d %H:%M UTC") if seconds else ""
