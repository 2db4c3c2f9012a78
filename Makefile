# make serve   the server on 127.0.0.1:8765 with the fixture `demo`
# make test    style, types, tests
# make test-browser   the pages in a real browser, Debian's Chromium; pictures in artifacts/
# make docs    the API references in docs/examples, anew from the contract
# Each installs what it needs into .venv the first time, and again when pyproject.toml changes.

PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: serve test test-browser chromium docs lint types clean benchmark benchmark-search benchmark-load benchmark-memory

serve: .venv/serve
	@exec $(BIN)/ragmock serve

test: lint types
	$(BIN)/python -m pytest --numprocesses 2 --dist worksteal $(ARGS)

test-browser: .venv/browser chromium
	$(BIN)/python -m pytest tests/browser --numprocesses 2 --dist worksteal $(ARGS)

# Where it is not here, it is installed if that may be done without asking.
chromium:
	@command -v chromium >/dev/null || { \
		as=$$(test "$$(id -u)" = 0 || echo "sudo -n"); \
		$$as apt-get update -qq && $$as apt-get install -qq --no-install-recommends chromium >/dev/null; \
	} || { echo "no Chromium here; install the package chromium" >&2; exit 1; }

docs: .venv/test
	$(BIN)/python -m reference

lint: .venv/test
	$(BIN)/ruff check
	$(BIN)/ruff format --check

types: .venv/test
	$(BIN)/mypy
	$(BIN)/pyright

clean:
	rm -rf .venv artifacts build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis

# The stamps are older than pyproject.toml when something is to be installed.
.venv/made:
	$(PYTHON) -m venv .venv
	$(PIP) install --upgrade "pip>=25.1"
	@touch $@

.venv/serve: .venv/made pyproject.toml
	$(PIP) install --editable ".[fast]"
	@touch $@

.venv/test: .venv/serve pyproject.toml
	$(PIP) install --group test --group check
	@touch $@

.venv/browser: .venv/test pyproject.toml
	$(PIP) install --group browser
	@touch $@

benchmark: .venv/test
	$(BIN)/python -m benchmarks.speed $(ARGS)

benchmark-search: .venv/test
	$(BIN)/python -m benchmarks.retrieval $(ARGS)

benchmark-memory: .venv/test
	$(BIN)/python -m benchmarks.memory $(ARGS)

benchmark-load: .venv/test
	$(BIN)/python -m benchmarks.load $(ARGS)
