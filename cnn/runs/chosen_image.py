"""One image that a model is asked about: a file, or an image of a dataset by its place."""

from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, model_validator

from cnn.words.language import tr

Part = Literal["train", "validation", "test", "all"]


class ChosenImage(BaseModel):
    """Exactly one of `file`, an image file's path, and `place`, its number from 0 in a `part` of the model's dataset (or of
    `data`, where that names another). `name` is what people call it. `key` is what it is called in its dataset, where that is
    known: it is no other image than that, wherever it stands since others were taken away."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    file: str = ""
    place: int | None = None
    part: Part = "test"
    data: str = ""
    name: str = ""
    key: str = ""

    @model_validator(mode="after")
    def _is_one(self) -> Self:
        if bool(self.file) == (self.place is not None):
            raise ValueError(tr("either a file or a place in a dataset is needed"))
        if self.place is not None and self.place < 0:
            raise ValueError(tr("places count from 0"))
        return self
