"""The command line for tests: what it prints, what it says is wrong, and its exit code."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Outcome:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        """The JSON document on stdout; fails when there is anything else."""
        return json.loads(self.out)

    def complained(self, *words: str, code: int = 2) -> bool:
        """Whether it failed with that code and one line on stderr that has these words, and printed nothing else."""
        lines = self.err.splitlines()
        told = len(lines) == 1 and lines[0].startswith("layerloom: ") and all(word in lines[0] for word in words)
        return told and self.code == code and self.out == ""


Command = Callable[..., Outcome]
