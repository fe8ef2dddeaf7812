# One environment for play, tests and checks; made again when pyproject.toml changes.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.stamp
# One more than there are cores: tests of screens wait as much as they work.
WORKERS ?= $(shell $(PYTHON) -c "import os; print((os.cpu_count() or 1) + 1)")
BENCH := $(VENV)/.bench

.PHONY: play test test-slow check format bench torture picture clean

play: $(STAMP)
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

torture: $(STAMP)
	$(BIN)/python -m tests.torture --kills 1000

# Debian without ensurepip makes the environment without pip and lets the outer pip fill it.
$(STAMP): pyproject.toml
	$(PYTHON) -m venv $(VENV) 2>/dev/null || $(PYTHON) -m venv --without-pip $(VENV)
	$(PYTHON) -m pip --python $(BIN)/python install -q --disable-pip-version-check -e '.[dev]'
	@touch $@

# What only the benchmark and the slow test of its workload need.
$(BENCH): $(STAMP)
	$(PYTHON) -m pip --python $(BIN)/python install -q --disable-pip-version-check -e '.[bench]'
	@touch $@

clean:
	rm -rf $(VENV) build dist benchmarks/out

# The picture in docs/architecture.md, from the imports of today.
picture: $(STAMP)
	$(BIN)/python -m tests.docs.write_architecture
