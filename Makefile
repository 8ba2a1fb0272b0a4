# make run | test | stories | thorough | lint | bench | bundle | install — each sets up .venv first; the second time that takes no time.

PYTHON := .venv/bin/python
SOURCES := $(shell find main.py cnn gui -name '*.py')
ARGS ?=

# Compiled once, also the tests: where it is set, each of their processes would compile all of its files again (half of `make check`).
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run test stories thorough check lint bench install bundle fuzz soak monkey crawl mutants translations guide

run: install
	@$(PYTHON) main.py $(ARGS)

test: install
	@$(if $(ARGS),$(PYTHON) -m pytest $(ARGS),.ci/test)

# What takes seconds for a single test: whole programs, other backends, other computers (tests/stages.py).
STORIES := story and not thorough
stories: install
	@$(if $(ARGS),$(PYTHON) -m pytest -m "$(STORIES)" $(ARGS),.ci/test -m "$(STORIES)")

# The rest: more presets, optimizers, examples and stories of what `make test` asks once (tests/stages.py).
thorough: export LAYERLOOM_THOROUGH = 1
thorough: install
	@$(if $(ARGS),$(PYTHON) -m pytest -m thorough -o faulthandler_timeout=1900 $(ARGS),.ci/test -m thorough -o faulthandler_timeout=1900)

# What needs neither Keras nor a worker nor an X server: before each commit.
QUICK := not keras and not worker and not x11 and not slow and not thorough and not story
check: lint
	@$(if $(ARGS),$(PYTHON) -m pytest -m "$(QUICK)" $(ARGS),.ci/test -m "$(QUICK)" --ignore=tests/cnn/worker)

lint: install
	@$(PYTHON) -m ruff check .
	@$(PYTHON) -m ruff format --check .
	@$(PYTHON) -m mypy
	@.venv/bin/lint-imports

bench: install
	@$(PYTHON) tests/bench/run.py $(ARGS)

install: .venv/.compiled

.venv/.installed: pyproject.toml constraints.txt .ci/install .ci/system-libraries .ci/web-runtime
	@.ci/install
	@touch $@

# Compiled ahead: else the first window starts slowly, and where PYTHONDONTWRITEBYTECODE is set each one.
.venv/.compiled: .venv/.installed $(SOURCES)
	@$(PYTHON) -m compileall -q main.py cnn gui
	@touch $@

# One folder that needs no Python: dist/layerloom. Frozen by PyInstaller, then tried in an empty home.
bundle: install
	@.ci/bundle

soak: install
	@PYTHONPATH=. $(PYTHON) tests/soak/kills.py $(ARGS)

fuzz: install
	@$(PYTHON) tests/cnn/formats/fuzz.py $(or $(ARGS),10000 1)

monkey: install
	@PYTHONPATH=. $(PYTHON) tests/monkey/run.py $(or $(ARGS),60 1)

crawl: install
	@LAYERLOOM_THOROUGH=1 $(PYTHON) -m pytest -m thorough -o faulthandler_timeout=1900 tests/crawl tests/gui/test_failing.py $(ARGS)

# Breaks the files that changed since the main branch, or ARGS="cnn/x.py …", and prints the breaks that no test sees.
mutants: install
	@PYTHONPATH=. $(PYTHON) tests/mutants/run.py $(ARGS)

# Brings assets/translations/*.ts up to date with the texts in the code, and says what is left to translate; ARGS=fr begins a language.
translations: install
	@PYTHONPATH=. $(PYTHON) tests/translations/run.py $(ARGS)

# Takes the pictures of the guide anew, of the program as it is; trains LeNet-5 for them.
guide: install
	@PYTHONPATH=. $(PYTHON) tests/guide/run.py
