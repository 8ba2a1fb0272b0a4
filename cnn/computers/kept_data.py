"""The datasets that were sent to another computer and are kept there."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from cnn.computers.connection import Connection
from cnn.computers.protocol import BrokenError, DataClear, DataList, Size, Sum
from cnn.files.json_models import bounded_text
from cnn.words.language import tr


class KeptData(BaseModel):
    """One dataset: what it is called, files, bytes, when it was used last (seconds since 1970), whether all of it is there."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    key: Sum
    name: Annotated[str, bounded_text(255)]
    files: Size
    bytes: Size
    used: Annotated[float, Field(ge=0, le=253_370_764_800, allow_inf_nan=False)]
    whole: bool


_LIST: TypeAdapter[Annotated[list[KeptData], Field(max_length=100_000)]] = TypeAdapter(
    Annotated[list[KeptData], Field(max_length=100_000)]
)


def kept_data(connection: Connection) -> list[KeptData]:
    """Everything that is kept there; raises `ComputerError`."""
    try:
        return _LIST.validate_python(connection.ask_json(DataList))
    except ValidationError:
        raise BrokenError(
            tr("{0} was refused: it tells of data what can't be.", connection.computer.name), tr("Set it up anew.")
        ) from None


def clear_data(connection: Connection) -> int:
    """Takes away all that no run needs that goes on; returns how many bytes came free. Raises `ComputerError`."""
    return connection.ask(DataClear, patience=600)[0].size
