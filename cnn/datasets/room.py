"""Whether data fits the memory that is free right now: a file must not claim more than the machine has."""

from cnn.errors import DatasetError
from cnn.memory import free_memory
from cnn.words.language import tr
from cnn.words.quantities import spell_bytes

#: of the free memory, what data may take
SHARE = 0.8


def require_memory(name: str, size: int) -> None:
    """Raises `DatasetError` when so many bytes would not fit."""
    if size > SHARE * free_memory():
        raise DatasetError(
            tr("{0} holds {1}, but only {2} of memory are free.", name, spell_bytes(size), spell_bytes(free_memory())),
            tr("Use a folder of image files, which are read one batch at a time."),
        )
