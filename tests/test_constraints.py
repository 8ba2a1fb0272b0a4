"""The versions that are installed together: pip has to take them as uv does."""

from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path
from platform import python_version

from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

CONSTRAINTS = Path(__file__).parent.parent / "constraints.txt"


def test_every_version_is_for_this_python() -> None:
    """uv takes what says that it is for older Pythons only, pip refuses it: with it the README's line installs nothing."""
    refused = []
    for line in CONSTRAINTS.read_text(encoding="utf-8").splitlines():
        requirement = Requirement(line)
        try:
            said = metadata(requirement.name)
        except PackageNotFoundError:
            continue
        if said["Version"] in requirement.specifier and python_version() not in SpecifierSet(said.get("Requires-Python") or ""):
            refused.append(f"{line}: for Python {said['Requires-Python']}")
    assert not refused
