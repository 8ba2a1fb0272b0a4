"""What the processes of a group say to each other: frozen models, one JSON object a line. They are data, never a command line
or a path: of files only those four names are taken that a run's folder begins with."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from cnn.files.json_models import from_json, to_json

#: bytes that a line may have: of one who is not known yet, and of a member, who is sent a project and the split of its images
LONGEST_FIRST, LONGEST = 4096, 256 << 20

FileName = Literal["project.loom", "project.data.json", "run.json", "split.csv"]


class _Word(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", ser_json_inf_nan="constants", defer_build=True)


class Hello(_Word):
    """A member introduces itself: which of how many it is, and of which version."""

    word: Literal["hello"] = "hello"
    rank: int = Field(ge=1)
    processes: int
    version: str = Field(max_length=100)
    host: str = Field(max_length=300)


class Welcome(_Word):
    """Everybody is there."""

    word: Literal["welcome"] = "welcome"


class Begin(_Word):
    """What is trained: the files that a run's folder begins with, and a digest of what the first process learns from."""

    word: Literal["begin"] = "begin"
    files: dict[FileName, str]
    digest: str = Field(max_length=64)


class Here(_Word):
    """A member is as far as the first process wants everybody to be."""

    word: Literal["here"] = "here"


class Where(_Word):
    """Where training begins: as `cnn.worker.fit.callback.Start`, with the states of the watchers."""

    word: Literal["where"] = "where"
    done: int = Field(ge=0)
    step: int = Field(ge=0)
    seconds: float
    epoch_seconds: float
    rate: float | None
    before: tuple[tuple[float, float | None], ...]
    watchers: dict[str, Any]


class Agreed(_Word):
    """What is to be done at this hook: everybody does the same, or they would wait for each other for ever."""

    word: Literal["agreed"] = "agreed"
    seconds: float
    stop: bool
    skip: bool
    abandoned: bool
    paused: bool
    rates: tuple[float | None, ...] = ()
    epochs: int | None = None


class Ask(_Word):
    """Somebody asked a member to stop."""

    word: Literal["ask"] = "ask"


class Over(_Word):
    """The training is over, or was refused; `message` says what went wrong, "" that nothing did."""

    word: Literal["over"] = "over"
    message: str = Field("", max_length=2000)
    hint: str = Field("", max_length=2000)


class Beat(_Word):
    """A sign of life."""

    word: Literal["beat"] = "beat"


Word = Annotated[Hello | Welcome | Begin | Here | Where | Agreed | Ask | Over | Beat, Field(discriminator="word")]
_WORDS: TypeAdapter[Word] = TypeAdapter(Word, config=ConfigDict(defer_build=True))


def read_word(line: bytes) -> Word:
    """The word on one line; raises pydantic's ValidationError for anything else."""
    return from_json(_WORDS, line)


def write_word(word: BaseModel) -> bytes:
    """A word as one line."""
    return to_json(word).encode() + b"\n"
