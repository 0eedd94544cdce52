# Everything a developer needs. `make test` on a bare machine builds what it uses first.
PYTHON ?= python3
BIN := .venv/bin
# What was compiled once is not compiled again by each of the many processes that tests start.
unexport PYTHONDONTWRITEBYTECODE
INSTALL = $(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt

.PHONY: help test check audit bench demo test-page format clean

help:
	@echo "make demo       try the bot on a page: phones, a clock, no token"
	@echo "make test       build what is needed and run every test"
	@echo "make test-page  that page in headless Chromium (SCREENSHOTS=folder keeps the pictures)"
	@echo "make check      format, lint, types, import contracts, what is installed fits together"
	@echo "make audit      ask whether what is pinned has known vulnerabilities or was withdrawn"
	@echo "make bench      speed and size, as ratios against a bare echo bot in the same run"
	@echo "make format     put the code into the agreed form"
	@echo "make clean      remove what was built"

test: .venv/ready
	$(BIN)/pytest -n auto --ignore=tests/page

demo: .venv/run
	@$(BIN)/sleutelbot demo

test-page: .venv/page
	$(BIN)/pytest -n 2 --dist loadfile tests/page

check: .venv/ready
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pip check

audit: .venv/ready
	$(BIN)/python -m tests.house.audit

bench: .venv/ready
	$(BIN)/python -m tests.bench

format: .venv/ready
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

clean:
	rm -rf .venv build *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache

# Only what the bot needs to run; what developing needs comes on top.
.venv/run: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed: make PYTHON=/path/to/python3.11 test"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' || \
		{ echo "Python's venv module is missing: on Debian, apt-get install python3-venv"; exit 1; }
	@echo "Building what is needed in .venv (a minute or so, once) ..."
	@$(PYTHON) -m venv .venv
	@$(INSTALL) --editable .
	@touch $@

.venv/ready: .venv/run
	@$(INSTALL) --editable '.[dev]'
	@touch $@

.venv/page: .venv/ready
	@$(INSTALL) --editable '.[page]'
	@touch $@
