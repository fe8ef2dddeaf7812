# One environment for play, tests and checks; made again when pyproject.toml changes.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
STAMP := $(VENV)/.stamp
PIP := $(PYTHON) -m pip --python $(BIN)/python install --disable-pip-version-check --progress-bar off
SAY := @printf '\n==> %s\n'
# One more than there are cores: tests of screens wait as much as they work.
WORKERS ?= $(shell $(PYTHON) -c "import os; print((os.cpu_count() or 1) + 1)")
BENCH := $(VENV)/.bench

.PHONY: play test test-slow check format bench torture fuzz mutants picture clean

play: $(READY)
	@$(BIN)/wargame play

test: $(STAMP)
	$(BIN)/python -m pytest -n $(WORKERS) -m "not slow"

test-slow: $(BENCH)
	$(BIN)/python -m pytest -n $(WORKERS) -m slow

check: $(STAMP)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python tests/file_sizes.py

format: $(STAMP)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(BENCH)
	$(BIN)/python -m benchmarks

# MINUTES=20, ONLY="tests/store tests/plain"
fuzz: $(STAMP)
	$(BIN)/python -m tests.fuzz --minutes $(or $(MINUTES),5) $(ONLY)

# AREAS="store ledger", SEED=2 for other mutants; outside .ci/run, for it takes long.
mutants: $(STAMP)
	nice -n 19 $(BIN)/python -m tests.mutants --seed $(or $(SEED),1) $(AREAS)

torture: $(STAMP)
	$(BIN)/python -m tests.torture --kills 1000

# What the game needs. Debian without ensurepip makes the environment without pip and lets the outer pip fill it.
$(READY): pyproject.toml
	$(SAY) "Setting up, only this once: an environment for the game in $(VENV)"
	@$(PYTHON) -m venv $(VENV) 2>/dev/null || $(PYTHON) -m venv --without-pip $(VENV)
	$(SAY) "Setting up: fetching what the game needs; this takes about a minute"
	@$(PIP) -e .
	$(SAY) "Set up."
	@touch $@

# What tests and checks need as well.
$(STAMP): $(READY)
	$(SAY) "Setting up, only this once: what tests and checks need; this takes about a minute"
	@$(PIP) -e '.[dev]'
	$(SAY) "Set up."
	@touch $@

# What only the benchmark and some slow tests need.
$(BENCH): $(STAMP)
	$(SAY) "Setting up, only this once: what the benchmarks and slow tests need"
	@$(PIP) -e '.[bench,tables]'
	@touch $@

clean:
	rm -rf $(VENV) build dist benchmarks/out

# The picture in docs/architecture.md, from the imports of today.
picture: $(STAMP)
	$(BIN)/python -m tests.docs.write_architecture
