"""Layerloom as it is installed: the one name that others see.

The program, `main.py` with `cnn`, `gui` and `assets`, lies in the folder `app` in here, where nobody's imports look: in other
programs those names stay free for others. In the source, and where that is installed as editable, it lies beside this folder.
"""

from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

_HERE = Path(__file__).resolve().parent


def main() -> int:
    """Starts what the arguments of this process ask for, as `main.py` does; returns the exit code."""
    inside = _HERE / "app"
    path = (inside if inside.is_dir() else _HERE.parent) / "main.py"
    spec = spec_from_file_location("main", path)  # by its path: `import main` may find somebody else's
    assert spec
    assert spec.loader
    program = module_from_spec(spec)
    spec.loader.exec_module(program)
    return int(program.main())
