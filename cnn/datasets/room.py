"""Whether data fits the memory that is free right now: a file must not claim more than the machine has."""

from cnn.errors import DatasetError
from cnn.fitting import free_memory

#: of the free memory, what data may take
SHARE = 0.8


def require_memory(name: str, size: int) -> None:
    """Raises `DatasetError` when so many bytes would not fit."""
    if size > SHARE * free_memory():
        raise DatasetError(f"{name} holds {size / 1e9:,.1f} GB, but only {free_memory() / 1e9:,.1f} GB of memory are free.",
                           "Use a folder of image files, which are read one batch at a time.")  # fmt: skip
