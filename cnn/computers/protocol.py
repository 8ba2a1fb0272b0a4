"""What the two ends of a connection say to each other: a line of JSON, and behind it as many bytes as it says.

The near end asks, each question with a number; the far end answers in that order, and in between tells of the run that is
followed. Both take nothing that is longer than it may be, and nothing that the models here don't name.
"""

import json
from typing import IO, Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from cnn.errors import ComputerError
from cnn.files.json_models import bounded_text
from cnn.words.language import tr

#: the first line of the far end, behind whatever a shell's start files print
GREETING = b"LAYERLOOM-FAR-1\n"
#: bytes before it, bytes of a line, and bytes behind one
BEFORE, LARGEST_LINE, LARGEST_PAYLOAD = 64 << 10, 64 << 10, 8 << 20
#: bytes of a file in one answer
PART = 1 << 20

Text = Annotated[str, bounded_text(20_000)]
#: what a run, and a dataset, is called there; names of folders
Key = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,119}$")]
Size = Annotated[int, Field(ge=0, le=1 << 50)]
Sum = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
#: the path of a file below a folder, with `/` on every system
Relative = Annotated[str, bounded_text(2000, least=1)]


class BrokenError(ComputerError):
    """The other end says what it should not; or it said nothing more."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    payload: Annotated[int, Field(ge=0, le=LARGEST_PAYLOAD)] = 0


# ---------------------------------------------------------------------- what the near end asks


class _Question(_Part):
    number: Annotated[int, Field(ge=1, le=1 << 50)]


class Piece(BaseModel):
    """A part of a file that is sent: the next `size` bytes belong at `offset`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    file: Annotated[int, Field(ge=0, le=10_000_000)]  # its place in the listing
    offset: Size
    size: Annotated[int, Field(ge=0, le=LARGEST_PAYLOAD)]


class DataState(_Question):
    """Is a dataset of that content here? Answer: `path` below the data folder, "" where it isn't."""

    ask: Literal["data_state"] = "data_state"
    key: Sum


class DataBegin(_Question):
    """The listing of what will be sent: JSON in the payload, perhaps in several parts; the last one says so."""

    ask: Literal["data_begin"] = "data_begin"
    key: Sum
    last: bool


class DataPut(_Question):
    """Parts of files, one behind the other in the payload."""

    ask: Literal["data_put"] = "data_put"
    key: Sum
    pieces: Annotated[tuple[Piece, ...], Field(max_length=500)]


class DataEnd(_Question):
    """All is sent: it is checked and kept. Answer: `path`."""

    ask: Literal["data_end"] = "data_end"
    key: Sum


class DataList(_Question):
    """What is kept. Answer: payload, JSON."""

    ask: Literal["data_list"] = "data_list"


class DataClear(_Question):
    """Takes away what is kept, but for what runs that go on need. Answer: `bytes` that came free."""

    ask: Literal["data_clear"] = "data_clear"


class RunState(_Question):
    """What becomes of a run. Answer: `state`: none, running, over."""

    ask: Literal["run_state"] = "run_state"
    run: Key


class RunPut(_Question):
    """A part of one of a run's files, whole when `last`; then its checksum has to be this."""

    ask: Literal["run_put"] = "run_put"
    run: Key
    name: Relative
    offset: Size
    last: bool
    sha256: Sum | Literal[""] = ""


class RunStart(_Question):
    """Starts the keeper of a run, which trains it; the command is a line as workers take it."""

    ask: Literal["run_start"] = "run_start"
    run: Key
    command: Text


class Tell(_Question):
    """A command for the run that goes on; one `id` is heard once. Answer: `heard`."""

    ask: Literal["tell"] = "tell"
    run: Key
    id: Key
    command: Text


class Follow(_Question):
    """From now on the run's events are told, from that byte on, if what is before it has this checksum; else from the first."""

    ask: Literal["follow"] = "follow"
    run: Key
    offset: Size
    sha256: Sum


class Files(_Question):
    """What there is of a run to be mirrored. Answer: payload, JSON: record, recipe, files."""

    ask: Literal["files"] = "files"
    run: Key


class OpenFile(_Question):
    """Opens one of them, which stays what it is while it is read. Answer: `size`, `sha256`."""

    ask: Literal["open_file"] = "open_file"
    run: Key
    name: Relative


class ReadFile(_Question):
    """A part of the file that was opened last. Answer: payload."""

    ask: Literal["read_file"] = "read_file"
    offset: Size


Question = Annotated[
    DataState
    | DataBegin
    | DataPut
    | DataEnd
    | DataList
    | DataClear
    | RunState
    | RunPut
    | RunStart
    | Tell
    | Follow
    | Files
    | OpenFile
    | ReadFile,
    Field(discriminator="ask"),
]

# ---------------------------------------------------------------------- what the far end says


class Hello(_Part):
    """Who it is: its build, and the folder it works in."""

    say: Literal["hello"] = "hello"
    build: Annotated[str, bounded_text(200)]
    folder: Annotated[str, bounded_text(2000)]


class Done(_Part):
    """The answer to a question."""

    say: Literal["done"] = "done"
    number: int
    state: Literal["", "none", "running", "over"] = ""
    path: Annotated[str, bounded_text(2000)] = ""
    size: Size = 0
    sha256: Sum | Literal[""] = ""
    heard: bool = False


class Refused(_Part):
    """Why a question has no answer; `full`: the disk there is."""

    say: Literal["refused"] = "refused"
    number: int
    message: Text
    hint: Text = ""
    full: bool = False


class Told(_Part):
    """Of the run that is followed: `ready` and `end` are an event in the payload, `lines` are events, `rewound` says that they
    begin anew, `caught_up` that what comes now is new, `beat` that it lives; `gone`: nobody trains it and nobody said why."""

    say: Literal["told"] = "told"
    what: Literal["ready", "end", "lines", "rewound", "caught_up", "beat", "gone"]


Saying = Annotated[Hello | Done | Refused | Told, Field(discriminator="say")]

QUESTIONS: TypeAdapter[Question] = TypeAdapter(Question)
SAYINGS: TypeAdapter[Saying] = TypeAdapter(Saying)


def write_part(pipe: IO[bytes], part: BaseModel, payload: bytes = b"") -> None:
    """Writes a line and what belongs to it."""
    values = {**part.model_dump(mode="json", exclude_defaults=True), **_name_of(part), "payload": len(payload)}
    pipe.write(json.dumps(values).encode() + b"\n" + payload)
    pipe.flush()


def _name_of(part: BaseModel) -> dict[str, Any]:
    return {name: value for name in ("ask", "say") if (value := getattr(part, name, None)) is not None}


def read_part(pipe: IO[bytes], kind: TypeAdapter[Any]) -> tuple[Any, bytes] | None:
    """The next line and its payload; `None` at the end. Raises `BrokenError` for what is no such line."""
    line = pipe.readline(LARGEST_LINE + 1)
    if not line:
        return None
    if len(line) > LARGEST_LINE:
        raise BrokenError(tr("A line without end came."))
    if not line.endswith(b"\n"):
        return None  # torn by the end of the connection
    try:
        part = kind.validate_json(line)
    except (ValidationError, RecursionError):
        raise BrokenError(tr("Something came that is no message.")) from None
    payload = _exactly(pipe, part.payload)
    return None if payload is None else (part, payload)


def _exactly(pipe: IO[bytes], size: int) -> bytes | None:
    """So many bytes; `None` when there are fewer."""
    content = bytearray()
    while len(content) < size:
        part = pipe.read(min(size - len(content), 1 << 20))
        if not part:
            return None
        content += part
    return bytes(content)
