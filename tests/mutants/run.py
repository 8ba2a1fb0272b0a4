"""Breaks files line by line and looks whether a test turns red; prints the breaks that none saw. `make mutants`.

python tests/mutants/run.py [--jobs N] [--tests PATH] [FILE …]: without files, those that changed since the main branch.
Every break is tried in a copy of the tree, by the tests that mirror the file (`cnn/a/b.py`: `tests/cnn/a/test_b*.py`, else those
of the folder): first by those that need neither Keras nor a worker, then by those. Exit code 1: a break was seen by no test;
2: the tests fail as they are.
"""

import argparse
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from queue import SimpleQueue

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from tests.mutants.mutations import Mutation, mutations  # noqa: E402

#: the quick tests first: what they see, the others need not look at
QUICK = "not x11 and not slow and not thorough and not story"
STAGES = (f"not keras and not worker and {QUICK}", f"(keras or worker) and {QUICK}")
PASSED, FAILED, NONE = 0, 1, 5
#: a break may make the tests slower, by so much at most: beyond that they wait for what never comes (times, seconds)
SLOWER, MORE = 3.0, 10.0


@dataclass
class Plan:
    """A file, the tests that look at it, and what they take: marks → seconds at most."""

    path: str
    tests: list[str]
    limits: dict[str, float] = field(default_factory=dict)
    reached: set[int] = field(default_factory=set)


def git(*words: str, root: Path = ROOT) -> list[str]:
    """The lines that git says, nothing where it can't."""
    done = subprocess.run(["git", *words], cwd=root, capture_output=True, text=True, check=False)
    return done.stdout.splitlines() if done.returncode == 0 else []


def changed(root: Path = ROOT) -> list[str]:
    """The files of the program that are not as on the main branch."""
    bases = (git("merge-base", "HEAD", name, root=root) for name in ("origin/main", "main", "origin/master", "master"))
    base = next((lines[0] for lines in bases if lines), "HEAD")
    names = {*git("diff", "--name-only", base, root=root), *git("ls-files", "--others", "--exclude-standard", root=root)}
    return sorted(name for name in names if name.endswith(".py") and not name.startswith("tests/") and (root / name).is_file())


def mirrors_of(path: str, root: Path = ROOT) -> list[str]:
    """The tests that mirror a file; those of the nearest folder where there are none."""
    folder = Path("tests", path).parent
    name = Path(path).stem
    mirrored = sorted(root.glob(f"{folder}/test_{name}.py")) + sorted(root.glob(f"{folder}/test_{name}_*.py"))
    if mirrored:
        return [str(found.relative_to(root)) for found in mirrored]
    while not any((root / folder).rglob("test_*.py")):
        folder = folder.parent
    return [str(folder)]


def copy_tree(to: Path, root: Path = ROOT) -> None:
    """What git knows and does not ignore, as it stands."""
    for name in git("ls-files", "--cached", "--others", "--exclude-standard", root=root):
        if (root / name).is_file():
            (to / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(root / name, to / name)


def run_tests(tree: Path, tests: Iterable[str], marks: str, limit: float | None = None, **environment: str) -> int:
    """What pytest says of some tests, `FAILED` also when they take too long; nothing that they started goes on."""
    command = [sys.executable, "-m", "pytest", "-x", "-p", "no:cacheprovider", "-m", marks, *tests]
    if environment:
        command[3:3] = ["-p", "tests.mutants.lines"]
    # a file that is as old and as long as the one before it must not be taken for it
    surroundings = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": str(tree), **environment}
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, cwd=tree, env=surroundings, stdout=quiet, stderr=quiet, start_new_session=True) as process:
        try:
            return process.wait(limit)
        except subprocess.TimeoutExpired:
            return FAILED
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL) if hasattr(os, "killpg") else process.kill()


def measured(tree: Path, plan: Plan) -> bool:
    """Whether the tests pass on the file as it is; notes how long they take and what they reach."""
    to = tree / "lines.json"
    to.unlink(missing_ok=True)
    for marks in STAGES:
        began = time.monotonic()
        code = run_tests(tree, plan.tests, marks, LAYERLOOM_LINES_OF=plan.path, LAYERLOOM_LINES_TO=str(to))
        if code == PASSED:
            plan.limits[marks] = SLOWER * (time.monotonic() - began) + MORE
        elif code != NONE:
            return False
    plan.reached = set(json.loads(to.read_text())[plan.path]) if to.exists() else set()
    return bool(plan.limits)


def survives(tree: Path, plan: Plan, mutation: Mutation) -> bool:
    """Whether no test sees a break."""
    path = tree / plan.path
    source = path.read_text(encoding="utf-8")
    path.write_text(mutation.of(source), encoding="utf-8")
    try:
        return all(run_tests(tree, plan.tests, marks, limit) == PASSED for marks, limit in plan.limits.items())
    finally:
        path.write_text(source, encoding="utf-8")


def examine(plan: Plan, trees: list[Path]) -> int:
    """Tries every break of a file, several at a time, prints those that survive, and returns how many they are."""
    source = (trees[0] / plan.path).read_text(encoding="utf-8")
    tried = [one for one in mutations(source) if plan.reached & set(one.lines)]
    unreached = len(mutations(source)) - len(tried)
    free: SimpleQueue[Path] = SimpleQueue()
    for tree in trees:
        free.put(tree)

    def attempt(mutation: Mutation) -> bool:
        tree = free.get()
        try:
            return survives(tree, plan, mutation)
        finally:
            free.put(tree)

    survivors = 0
    with ThreadPoolExecutor(len(trees)) as pool:
        for mutation, alive in zip(tried, pool.map(attempt, tried), strict=True):
            if alive:
                survivors += 1
                print(f"{plan.path}:{mutation.line(source)}\n{mutation.diff(source, plan.path)}", flush=True)
    left = f", {unreached} stand on lines that no test reaches" if unreached else ""
    print(f"{plan.path}: {len(tried)} breaks, {survivors} seen by no test{left} ({' '.join(plan.tests)})", flush=True)
    return survivors


def main(arguments: list[str], root: Path = ROOT) -> int:
    """Examines the files; returns the exit code."""
    parser = argparse.ArgumentParser(description="Breaks files line by line; prints the breaks that no test sees.")
    parser.add_argument("files", nargs="*", help="files of the program; without any, those that changed since the main branch")
    parser.add_argument("--tests", action="append", help="tests to run instead of those that mirror the file")
    parser.add_argument("--jobs", type=int, default=max((os.cpu_count() or 2) // 2, 1), help="how many breaks at a time")
    wanted = parser.parse_args(arguments)
    files = wanted.files or changed(root)
    if not files:
        print("No file of the program differs from the main branch; name those to break.", file=sys.stderr)
        return 0
    survivors = 0
    with tempfile.TemporaryDirectory(prefix="layerloom-mutants-") as folder:
        trees = [Path(folder, str(number)) for number in range(wanted.jobs)]
        for tree in trees:
            copy_tree(tree, root)
        for path in files:
            plan = Plan(path, wanted.tests or mirrors_of(path, root))
            if not measured(trees[0], plan):
                print(f"{path}: {' '.join(plan.tests)} must pass as they are; run them first.", file=sys.stderr)
                return 2
            survivors += examine(plan, trees)
    return 1 if survivors else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
