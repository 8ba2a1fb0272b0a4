"""Whether data fits the memory that is free right now: a file must not claim more than the machine has."""

from cnn.errors import DatasetError
from cnn.memory import free_memory
from cnn.words.quantities import spell_bytes

#: of the free memory, what data may take
SHARE = 0.8


def require_memory(name: str, size: int) -> None:
    """Raises `DatasetError` when so many bytes would not fit."""
    if size > SHARE * free_memory():
        raise DatasetError(
            f"{name} holds {spell_bytes(size)}, but only {spell_bytes(free_memory())} of memory are free.",
            "Use a folder of image files, which are read one batch at a time.",
        )
