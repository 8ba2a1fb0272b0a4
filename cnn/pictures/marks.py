"""What became of a layer in another design, as pictures and tables say it: by a sign and a colour, since colour alone tells not
everybody."""

from collections.abc import Mapping
from typing import Literal

from cnn.pictures.colours import Theme

Mark = Literal["added", "removed", "changed"]
SIGNS: Mapping[Mark, str] = {"added": "+", "removed": "−", "changed": "≠"}


def colour_of(mark: Mark, theme: Theme) -> str:
    """The colour of a mark."""
    return {"added": theme.success, "removed": theme.problem, "changed": theme.warning}[mark]
