"""Words that pages and cards share: states, figures, times."""

from datetime import UTC, datetime

from cnn.runs.folder import RunRecord

#: what each state of a run is called, and what there is to say of one that is not over in order
STATES = {
    "created": "not started",
    "running": "still running",
    "finished": "finished",
    "stopped": "stopped",
    "failed": "failed",
    "interrupted": "interrupted",
}


def duration(seconds: float) -> str:
    """A time as clocks show it, with its unit: `42 s`, `3 min 5 s`, `2 h 10 min`."""
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60} s"
    return f"{whole // 3600} h {whole % 3600 // 60} min"


def when(record: RunRecord) -> str:
    """When a run began."""
    return time_text(record.started or record.created)


def time_text(seconds: float) -> str:
    """A moment, in seconds since 1970, the same everywhere; "" where it is not known."""
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d %H:%M UTC") if seconds else ""
