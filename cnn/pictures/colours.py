"""The two sets of colours, light and dark: of the window, and of the pictures of a network."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

#: what became of a layer in another design, said by a sign and a colour: colour alone tells not everybody
Mark = Literal["added", "removed", "changed"]
#: what the letters of formulas stand for: those of one kind have one colour, in formulas and in pictures
LETTERS: Mapping[str, str] = {
    **dict.fromkeys("WHLDx", "input"),
    **dict.fromkeys("Fdw", "kernel"),
    "S": "stride",
    "P": "padding",
    **dict.fromkeys("CBGMN", "channels"),
    **dict.fromkeys("KU", "filters"),
    "′": "output",
}
SIGNS: Mapping[Mark, str] = {"added": "+", "removed": "−", "changed": "≠"}


@dataclass(frozen=True)
class Theme:
    """Every colour of window and pictures; text colours keep a contrast of 4.5 : 1 on every surface."""

    name: str
    window: str
    surface: str
    raised: str
    border: str
    text: str
    secondary: str
    accent: str
    accent_text: str
    soft_accent: str
    on_accent: str
    problem: str
    soft_problem: str
    warning: str
    success: str
    canvas: str
    dots: str
    wire: str
    validation: str
    families: Mapping[str, str]
    letters: Mapping[str, str]

    @property
    def dark(self) -> bool:
        """Whether light text stands on a dark ground."""
        return self.name == "dark"

    def family(self, family: str) -> str:
        """A family's colour; the secondary text's for a family that has none."""
        return self.families.get(family, self.secondary)

    def letter(self, letter: str) -> str:
        """The colour of a letter of a formula; the text's for one that has none. `H′` is that of what comes out."""
        return self.letters.get(LETTERS.get("′" if letter.endswith("′") else letter[:1], ""), self.text)

    def mark(self, mark: Mark) -> str:
        """The colour of a mark."""
        return {"added": self.success, "removed": self.problem, "changed": self.warning}[mark]


LIGHT = Theme(
    name="light",
    window="#F3F5F8",
    surface="#FFFFFF",
    raised="#F7F8FA",
    border="#E1E5EA",
    text="#1B1F24",
    secondary="#5B6573",
    accent="#2F6FEB",
    accent_text="#235BD0",
    soft_accent="#E4EDFF",
    on_accent="#FFFFFF",
    problem="#C63128",
    soft_problem="#FFF3F2",
    warning="#8F5A00",
    success="#00704E",
    canvas="#FAFBFC",
    dots="#E3E7EC",
    wire="#9AA4B2",
    validation="#E69F00",
    families={
        "Input and preprocessing": "#7A8594",
        "Core": "#D55E00",
        "Convolution": "#0072B2",
        "Pooling": "#E69F00",
        "Normalization": "#009E73",
        "Activation": "#CC79A7",
        "Regularization": "#8C7BD6",
        "Reshaping": "#A79B2B",
        "Merging": "#56B4E9",
        "Blocks": "#2F6FEB",
    },
    letters={
        "input": "#235BD0",
        "kernel": "#B3400A",
        "stride": "#8A3FA0",
        "padding": "#7A5C00",
        "channels": "#0B6E7F",
        "filters": "#00704E",
        "output": "#A02C5A",
    },
)


DARK = Theme(
    name="dark",
    window="#16181D",
    surface="#1E2127",
    raised="#23272F",
    border="#2F343E",
    text="#E8EAED",
    secondary="#9AA4B2",
    accent="#6EA2FF",
    accent_text="#6EA2FF",
    soft_accent="#22314F",
    on_accent="#0B1220",
    problem="#FF7B72",
    soft_problem="#3A2224",
    warning="#E8B04B",
    success="#4CC79B",
    canvas="#191B20",
    dots="#2A2E36",
    wire="#5B6573",
    validation="#E69F00",
    families={
        "Input and preprocessing": "#8C97A6",
        "Core": "#E8762B",
        "Convolution": "#3390D2",
        "Pooling": "#E69F00",
        "Normalization": "#1FAE84",
        "Activation": "#D68DB6",
        "Regularization": "#9C8DE0",
        "Reshaping": "#BDB04A",
        "Merging": "#6CBFEF",
        "Blocks": "#6EA2FF",
    },
    letters={
        "input": "#8AB4FF",
        "kernel": "#FF9E64",
        "stride": "#D7A0F0",
        "padding": "#E8C04A",
        "channels": "#6CCBE0",
        "filters": "#4CC79B",
        "output": "#F59BBE",
    },
)
