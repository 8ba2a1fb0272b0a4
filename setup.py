"""What a wheel holds: one package, `layerloom`, with the program in the folder `app` in it. The rest stands in pyproject.toml."""

from pathlib import Path
from shutil import rmtree

from setuptools import find_namespace_packages, setup

PROGRAM = find_namespace_packages(include=["cnn", "cnn.*", "gui", "gui.*", "assets", "assets.*"])

rmtree(Path("build", "lib"), ignore_errors=True)  # setuptools would pack what an earlier build has left there
setup(
    packages=["layerloom", *(f"layerloom.app.{package}" for package in PROGRAM)],
    py_modules=["layerloom.app.main"],
    package_dir={"layerloom.app": "."},
)
