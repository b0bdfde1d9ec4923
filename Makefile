# The README's commands. A bare machine needs make and Python 3.11 or newer.
PYTHON ?= python3
PORT ?= 8000

.PHONY: serve test check bench

serve: .venv/installed
	.venv/bin/portal serve --port $(PORT)

test: .venv/installed-test
	.venv/bin/python -m tests.machine
	.venv/bin/python -m pytest -n 2 --dist worksteal

check: .venv/installed-test
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .
	.venv/bin/mypy
	.venv/bin/lint-imports
	$(MAKE) test

bench: .venv/installed-test
	.venv/bin/python -m tests.benchmarks
	.venv/bin/python -m tests.benchmarks.recommendations
	.venv/bin/portal evaluate recommendations
	.venv/bin/python -m tests.benchmarks.figures

.venv/installed: pyproject.toml requirements.txt
	$(PYTHON) -m venv .venv
	.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	touch $@

.venv/installed-test: .venv/installed requirements-test.txt
	.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-test.txt
	touch $@
