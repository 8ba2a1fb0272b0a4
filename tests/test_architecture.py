"""The lines that may not be crossed, and proof that each check fails when one is."""

import ast
import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.stages import mostly_thorough

ROOT = Path(__file__).parent.parent
CONFIG = ROOT / "pyproject.toml"
CONTRACTS = [contract["name"] for contract in tomllib.loads(CONFIG.read_text())["tool"]["importlinter"]["contracts"]]
HEAVY = ("tensorflow", "keras", "matplotlib", "torch", "jax", "pandas", "sklearn", "mlxtend", "cnn.worker")
#: what no start waits for, though some commands need it
NOT_AT_THE_START = ("numpy", "PIL")


# ---------------------------------------------------------------------- imports, as import-linter sees them


def lint(folder: Path) -> str:
    """What import-linter says of the packages in a folder."""
    program = Path(sys.executable).with_name("lint-imports")
    environment = {**os.environ, "PYTHONPATH": str(folder), "COLUMNS": "200"}
    done = subprocess.run(
        [program, "--no-cache", "--no-logo"], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode in (0, 1), done.stdout + done.stderr
    return done.stdout


def broken(report: str) -> set[str]:
    """The contracts that a report calls broken."""
    return {name for name in CONTRACTS if any(line.startswith(f"{name} BROKEN") for line in report.splitlines())}


@pytest.fixture(scope="module")
def hollow(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tree of modules without any code, so that only what a test adds can break a contract."""
    folder = tmp_path_factory.mktemp("tree")
    for path in (*ROOT.glob("cnn/**/*.py"), *ROOT.glob("gui/**/*.py")):
        empty = folder / path.relative_to(ROOT)
        empty.parent.mkdir(parents=True, exist_ok=True)
        empty.touch()
    shutil.copy(CONFIG, folder)
    return folder


@pytest.mark.slow
def test_no_line_is_crossed() -> None:
    report = lint(ROOT)
    assert not broken(report), report
    assert f"Contracts: {len(CONTRACTS)} kept, 0 broken" in report


@pytest.mark.slow
def test_the_hollow_tree_breaks_nothing(hollow: Path) -> None:
    assert not broken(lint(hollow))


#: contract → modules and an import that crosses its line
CROSSINGS = [
    ("cnn knows no window", "cnn/shapes.py", "import PySide6.QtCore"),
    ("cnn knows no window", "cnn/commands/train/command.py", "def f():\n    import matplotlib.pyplot"),
    ("cnn knows no window", "cnn/client.py", "from gui import document"),
    ("only the worker imports Keras and what it computes with", "cnn/formats/keras/archive.py", "def f():\n    import keras"),
    (
        "only the worker imports Keras and what it computes with",
        "gui/background/worker_thread.py",
        "from tensorflow import keras",
    ),
    ("only the worker imports Keras and what it computes with", "cnn/backends.py", "import jax"),
    ("only the worker imports Keras and what it computes with", "cnn/computers/far/keeper.py", "def f():\n    import torch"),
    ("nobody imports the worker", "cnn/commands/train/command.py", "def f():\n    from cnn.worker import builder"),
    ("nobody imports the worker", "gui/app.py", "import cnn.worker"),
    ("the core points down only", "cnn/graph/graph.py", "from cnn import analysis"),
    ("the core points down only", "cnn/layers/core.py", "import cnn.project"),
    ("the core points down only", "cnn/client.py", "from cnn.commands import app"),
    ("the core points down only", "cnn/runs/folder.py", "from cnn.client import Worker"),
    ("the core points down only", "cnn/client.py", "from cnn.computers import known"),
    ("the core points down only", "cnn/computers/ssh.py", "from cnn.commands import output"),
    ("nobody imports the worker", "cnn/computers/far/keeper.py", "from cnn.worker import process"),
    ("the core points down only", "cnn/somewhere_new.py", ""),
    ("the window points down only", "gui/document/document.py", "from gui.window import main_window"),
    ("the window points down only", "gui/widgets/__init__.py", "import gui.panels"),
    ("the window points down only", "gui/somewhere_new.py", ""),
    ("the canvas points down only", "gui/canvas/scene/scene.py", "from gui.canvas.view import view"),
    ("the canvas points down only", "gui/canvas/keys.py", "if TYPE_CHECKING:\n    from gui.canvas.canvas import Canvas"),
    ("the canvas points down only", "gui/canvas/somewhere_new.py", ""),
    ("panels do not know each other", "gui/panels/inspector.py", "from gui.panels import palette"),
    ("dialogs do not know each other", "gui/dialogs/about.py", "from gui.dialogs import presets"),
    ("widgets know no document", "gui/widgets/form/form.py", "from gui.document import Document"),
    ("the window computes nothing", "gui/panels/summary.py", "from cnn.analysis.receptive_field import through"),
    ("only widgets draw with matplotlib", "gui/panels/plots.py", "def f():\n    import matplotlib"),
]


@pytest.mark.story
@pytest.mark.slow
@pytest.mark.parametrize(
    ("contract", "module", "code"), CROSSINGS, ids=[f"{module}: {code[-40:]!r}" for _, module, code in CROSSINGS]
)
def test_a_crossing_is_seen(hollow: Path, contract: str, module: str, code: str) -> None:
    path = hollow / module
    existed = path.exists()
    path.write_text(f"{code}\n")
    try:
        assert contract in broken(lint(hollow))
    finally:
        path.write_text("") if existed else path.unlink()


def test_every_contract_has_a_crossing() -> None:
    assert {contract for contract, _, _ in CROSSINGS} == set(CONTRACTS)


def test_every_folder_is_a_package() -> None:
    """A folder without `__init__.py` is not looked at by import-linter, nor by mypy."""
    folders = {path.parent for package in ("cnn", "gui") for path in (ROOT / package).rglob("*.py")}
    assert [str(folder) for folder in folders if not (folder / "__init__.py").is_file()] == []


# ---------------------------------------------------------------------- what is loaded, as a fresh interpreter sees it


def loaded_after(code: str) -> set[str]:
    """Which heavy modules are loaded after some code, in an interpreter of its own."""
    report = f"import sys\n{code}\nprint('LOADED', *(name for name in {(*HEAVY, *NOT_AT_THE_START)!r} if name in sys.modules))"
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run([sys.executable, "-c", report], cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return set(next(line for line in done.stdout.splitlines() if line.startswith("LOADED")).split()[1:])


@pytest.mark.story
@pytest.mark.slow
@pytest.mark.parametrize(
    "arguments",
    mostly_thorough(
        [["summary", "resnet50"], ["presets"], ["layers", "--json"], ["datasets"], ["runs"], ["--help"]],
        but=[["summary", "resnet50"], ["--help"]],
    ),
)
def test_commands_load_nothing_heavy(arguments: list[str]) -> None:
    reads = NOT_AT_THE_START if arguments in (["datasets"], ["--help"]) else ()  # readers know what is here; help lists all
    assert loaded_after(f"import main; main.main({arguments!r})") - {*reads} == set()


@pytest.mark.slow
def test_writing_files_loads_nothing_heavy(tmp_path: Path) -> None:
    """What is proven in another process (Keras's JSON, a program) is only written here."""
    code = f"""
import main
assert main.main(["convert", "lenet5", {str(tmp_path / "a.loom")!r}]) == 0
from cnn.formats.keras.writer import write_json
from cnn.formats.python.writer import write_python
from cnn.presets import PRESETS
from cnn.project import Project
graph = PRESETS["lenet5"].graph()
assert "keras" in write_python(Project(graph)) and "keras" in write_json(graph)
"""
    assert loaded_after(code) == set()


@pytest.mark.story
@pytest.mark.slow
def test_the_window_loads_nothing_heavy() -> None:
    code = """
from PySide6.QtWidgets import QApplication
from gui.app import create_window
app = QApplication([])
window = create_window([])
window.show()
app.processEvents()
window.close()
app.processEvents()
"""
    assert loaded_after(code) == set()


@pytest.mark.story
def test_heavy_modules_are_seen_when_they_are_loaded() -> None:
    assert loaded_after("import matplotlib; import sklearn") >= {"matplotlib", "sklearn"}


def test_main_imports_nothing_but_the_standard_library_at_the_top() -> None:
    tree = ast.parse((ROOT / "main.py").read_text())
    at_top = [name.name for node in tree.body if isinstance(node, ast.Import) for name in node.names]
    at_top += [node.module or "" for node in tree.body if isinstance(node, ast.ImportFrom)]
    assert set(at_top) <= set(sys.stdlib_module_names) | {"collections.abc"}
    lazily = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)} - set(at_top)
    assert "cnn.worker" in lazily


@pytest.mark.story
@pytest.mark.slow
def test_a_design_is_never_executed() -> None:
    """No pickle, no eval, no exec anywhere in the product; `load_model` only on what the worker has just written, or proves.

    What our own writer of programs has just written is run once, where it is proven.
    """
    found = []
    for path in (ROOT / "main.py", *ROOT.glob("cnn/**/*.py"), *ROOT.glob("gui/**/*.py")):
        found += [f"{path.relative_to(ROOT)}: {name}" for name in _dangerous(path)]
    own_files = [item for item in found if item.endswith("load_model")]
    assert {item.split(":")[0] for item in own_files} <= {
        "cnn/worker/model/saving.py",
        "cnn/worker/answers/export.py",
        "cnn/worker/proofs/runtimes.py",
    }
    own_programs = ["cnn/worker/proofs/programs.py: exec", "cnn/worker/proofs/programs.py: run_path"]
    assert sorted(item for item in found if item not in own_files) == own_programs


METHODS = ("load_model", "run_path", "run_module")


def _dangerous(path: Path) -> list[str]:
    forbidden = {"pickle", "cPickle", "dill", "joblib", "marshal", "shelve", "eval", "exec", *METHODS}
    names = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names += [item.name for item in node.names]
        elif isinstance(node, ast.ImportFrom):
            names += [node.module or "", *(item.name for item in node.names)]
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            names.append(node.func.id)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in METHODS:
            names.append(node.func.attr)
    return [name for name in names if name in forbidden]


def test_danger_is_seen(tmp_path: Path) -> None:
    path = tmp_path / "bad.py"
    path.write_text("import pickle\nfrom marshal import loads\neval('1')\nkeras.models.load_model('x')\nrunpy.run_path('x')\n")
    assert _dangerous(path) == ["pickle", "marshal", "eval", "load_model", "run_path"]


def test_no_settings_of_qt_are_read() -> None:
    """PySide's QSettings unpacks Python objects from its files, and so runs whatever somebody has put there."""
    mentioned = [
        str(path.relative_to(ROOT))
        for path in (ROOT / "main.py", *ROOT.glob("cnn/**/*.py"), *ROOT.glob("gui/**/*.py"))
        if _names(path, "QSettings")
    ]
    assert mentioned == []


@pytest.mark.parametrize("code", ["from PySide6.QtCore import QSettings", "from PySide6 import QtCore\nQtCore.QSettings()"])
def test_settings_of_qt_are_seen(tmp_path: Path, code: str) -> None:
    (tmp_path / "bad.py").write_text(code)
    assert _names(tmp_path / "bad.py", "QSettings")


def _names(path: Path, name: str) -> bool:
    """Whether some code imports or uses a name."""
    code = path.read_text(encoding="utf-8")
    return name in code and any(
        name
        in (
            getattr(node, "id", ""),
            getattr(node, "attr", ""),
            *(item.name for item in getattr(node, "names", ()) if hasattr(item, "name")),
        )
        for node in ast.walk(ast.parse(code))
    )


#: folders whose files are of one kind and grow with it: the catalogue of layers, the readers of datasets
COLLECTIONS = {"cnn/layers", "cnn/datasets"}


def test_no_folder_is_a_drawer_of_loose_files() -> None:
    """Whoever looks for something should find it by the names of the folders."""
    folders = {path.parent for package in ("cnn", "gui") for path in (ROOT / package).rglob("*.py")}
    full = {str(folder.relative_to(ROOT)): len([*folder.glob("[!_]*.py")]) for folder in folders}
    assert {name: count for name, count in full.items() if count > 15 and name not in COLLECTIONS} == {}


# ---------------------------------------------------------------------- no test waits a fixed time, or has an upper bound on time

#: waiting so long and no longer, whatever happens
SLEEPS = {"qtbot.wait", "QTest.qWait", "QTest.qSleep", "QThread.msleep", "QThread.sleep", "time.sleep", "sleep"}
#: what a clock says
CLOCKS = {"monotonic", "monotonic_ns", "perf_counter", "perf_counter_ns", "process_time", "thread_time", "elapsed"}
#: they run for as long as they are told to and report figures
NO_TESTS = {"bench", "late.py", "monkey", "soak"}


def test_tests_mirror_the_tree() -> None:
    """Whoever looks for the tests of a folder finds some in the folder called so."""
    folders = {path.parent for top in ("cnn", "gui") for path in (ROOT / top).rglob("*.py") if path.name != "__init__.py"}
    mirrored = {folder: ROOT / "tests" / folder.relative_to(ROOT) for folder in folders}
    without = {folder.relative_to(ROOT).as_posix() for folder, tests in mirrored.items() if not any(tests.rglob("test_*.py"))}
    assert without == set()


def _timed(code: str) -> list[str]:
    """Where a test waits a fixed time, or asserts how long something took at most.

    A loop that looks again and again for what should come may pause in between, and may give up at a moment.
    """
    nodes = list(ast.walk(ast.parse(code)))
    looped = {inner for loop in nodes if isinstance(loop, ast.While | ast.For) for inner in ast.walk(loop)}
    taken = [node.targets for node in nodes if isinstance(node, ast.Assign) and _takes_time(node.value)]
    spans = {name.id for targets in taken for name in targets if isinstance(name, ast.Name)}
    found = []
    for node in nodes:
        waits = isinstance(node, ast.Call) and ast.unparse(node.func) in SLEEPS and (node not in looped or _of_qt(node))
        bounds = isinstance(node, ast.Assert) and (_takes_time(node.test) or spans & _names_in(node.test))
        late = isinstance(node, ast.Assert) and node not in looped and CLOCKS & _names_in(node.test)
        if waits or bounds or late:
            found.append(f"line {node.lineno}: {ast.unparse(node)}")
    return found


def _of_qt(call: ast.Call) -> bool:
    return ast.unparse(call.func).startswith("Q") or ast.unparse(call.func).startswith("qtbot")


def _takes_time(code: ast.AST) -> bool:
    """Whether some code is a difference of two looks at a clock."""
    return any(
        isinstance(node, ast.BinOp) and isinstance(node.op, ast.Sub) and CLOCKS & _names_in(node) for node in ast.walk(code)
    )


def _names_in(code: ast.AST) -> set[str]:
    return {getattr(node, "attr", getattr(node, "id", "")) for node in ast.walk(code)}


#: what divides words that people read, see `cnn.words.lists`
_DIVIDING = (", ", "; ", " and ", " or ", "、", "，", "；")
#: what is read by programs, and English whatever is spoken: written programs, model cards, web pages
_FOR_PROGRAMS = ("cnn/formats/python/", "cnn/reports/card.py", "cnn/runs/snippets.py", "cnn/worker/exports/page_file.py")


def raw_lists(code: str) -> list[int]:
    """The lines where words are joined by the marks of one language."""
    found = [node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)]
    return [
        node.lineno
        for node in found
        if node.func.attr == "join" and isinstance(node.func.value, ast.Constant) and node.func.value.value in _DIVIDING
    ]


def test_lists_have_the_marks_of_their_language() -> None:
    """The functions of `cnn.words.lists` know them; what programs read is joined by its `COMMA`."""
    raw = [
        f"{name}:{line}"
        for package in ("cnn", "gui")
        for path in sorted((ROOT / package).rglob("*.py"))
        if not (name := str(path.relative_to(ROOT))).startswith(_FOR_PROGRAMS)
        for line in raw_lists(path.read_text(encoding="utf-8"))
    ]
    assert raw == []


@pytest.mark.parametrize(
    ("code", "lines"),
    [
        ('tr("It has {0}.", ", ".join(names))', [1]),
        ("x = 1\ny = f\"{x} {' and '.join(names)}\"", [2]),
        ('tr("It has {0}.", listed(names)); COMMA.join(arguments); " ".join(words); ",".join(columns)', []),
    ],
)
def test_a_list_with_the_marks_of_one_language_is_seen(code: str, lines: list[int]) -> None:
    assert raw_lists(code) == lines


@pytest.mark.story
@pytest.mark.slow
def test_no_test_waits_for_a_clock() -> None:
    """What is waited for is a condition; that nothing happens is shown by what would make it happen."""
    paths = [path for path in (ROOT / "tests").rglob("*.py") if not NO_TESTS & set(path.parts)]
    timed = {str(path.relative_to(ROOT)): _timed(path.read_text(encoding="utf-8")) for path in paths}
    assert {path: lines for path, lines in timed.items() if lines} == {}


@pytest.mark.parametrize(
    ("code", "seen"),
    [
        ("qtbot.wait(80)", True),
        ("while there:\n    QTest.qWait(5)", True),
        ("time.sleep(0.1)\nassert heard == []", True),
        ("for path in paths:\n    read(path)\n    assert time.perf_counter() - start < 5", True),
        ("took = time.monotonic() - start\nassert took < 5", True),
        ("assert monotonic() < deadline", True),
        ("qtbot.waitUntil(lambda: heard, timeout=10_000)", False),
        ("while not heard:\n    assert time.monotonic() < deadline\n    time.sleep(0.05)", False),
        ("pace.seconds = time.monotonic() - start", False),
    ],
)
def test_a_test_that_waits_for_a_clock_is_seen(code: str, seen: bool) -> None:
    assert bool(_timed(code)) == seen


# ---------------------------------------------------------------------- the formatter has its way, but for tables


def _unformatted(code: str) -> list[int]:
    """The lines that keep the formatter away from what is no table."""
    if "fmt: skip" not in code:
        return []
    nodes = [*ast.walk(ast.parse(code))]
    statements = [(_first_line(node), node.end_lineno or 0) for node in nodes if isinstance(node, ast.stmt)]
    tables = [(node.lineno, node.end_lineno or 0) for node in nodes if isinstance(node, ast.expr) and _is_table(node)]
    found = []
    for number, line in enumerate(code.splitlines(), 1):
        if line.endswith("  # fmt: skip"):
            begin = max(first for first, last in statements if first <= number <= last)
            if not any(begin <= first and last <= number for first, last in tables):
                found.append(number)
    return found


def _first_line(statement: ast.stmt) -> int:
    return min([statement.lineno, *(item.lineno for item in getattr(statement, "decorator_list", ()))])


def _is_table(node: ast.expr) -> bool:
    """Rows below each other, or words and numbers of which several stand in a line."""
    if isinstance(node, ast.Dict):
        return len(node.keys) >= 4
    if not isinstance(node, ast.List | ast.Tuple | ast.Set):
        return False
    rows = [item for item in node.elts if isinstance(item, ast.Tuple | ast.List | ast.Dict | ast.Call)]
    cells = [item for item in node.elts if isinstance(item, ast.Constant | ast.Name | ast.Attribute)]
    rest = [item for item in node.elts if item not in rows and item not in cells and not isinstance(item, ast.Starred)]
    return not rest and (len(rows) >= 3 or len(cells) >= 5)


@pytest.mark.slow
def test_only_tables_are_kept_from_the_formatter() -> None:
    found = {str(path.relative_to(ROOT)): _unformatted(path.read_text(encoding="utf-8")) for path in _sources()}
    assert {path: lines for path, lines in found.items() if lines} == {}


def _sources() -> list[Path]:
    return [ROOT / "main.py", *(path for top in ("cnn", "gui", "layerloom", "tests") for path in (ROOT / top).rglob("*.py"))]


@pytest.mark.parametrize(
    ("code", "lines"),
    [
        ("a = (\n    1, 2, 3,\n    4, 5, 6,\n)  # fmt: skip", []),
        ("a = [f(1, 2), f(3, 4),\n     f(5, 6)]  # fmt: skip", []),
        ("call(a, b,\n     c)  # fmt: skip", [2]),
        ("a = (1, 2, 3, 4, 5)\ncall(a, b,\n     c)  # fmt: skip", [3]),
        ("def f(\n    a, b,\n) -> None:  # fmt: skip\n    return (1, 2, 3, 4, 5)", [3]),
    ],
)
def test_what_is_no_table_is_seen(code: str, lines: list[int]) -> None:
    assert _unformatted(code) == lines
