"""An image that a model is asked about is a file or a place, and nothing else."""

import pytest
from pydantic import ValidationError

from cnn.runs.chosen_image import ChosenImage


@pytest.mark.parametrize("wrong", [{}, {"file": "a.png", "place": 0}, {"place": -1}, {"place": 1, "part": "spare"}])
def test_what_names_no_image_or_two_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        ChosenImage.model_validate(wrong)


@pytest.mark.parametrize("image", [ChosenImage(file="a.png"), ChosenImage(place=0, part="validation", name="seven")])
def test_it_crosses_as_json(image: ChosenImage) -> None:
    assert ChosenImage.model_validate_json(image.model_dump_json()) == image
