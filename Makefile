# make run: set up and answer the question. make test: set up and test. make help: everything else.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.DEFAULT_GOAL := help
.PHONY: help setup run test check format docs bench clean

help: ## List what make can do
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

$(READY): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 1; }
	@echo "Setting up $(VENV) (once; a few minutes)"
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test]'
	@echo "Compiling the model (once for each state of its source)"
	@$(BIN)/python -c 'from sim import Scenario, simulate; simulate(Scenario(), 2); simulate(Scenario(), 2, estimator="conditional")'
	@touch $(READY)

setup: $(READY) ## Set up the virtual environment

run: $(READY) ## The main job: sweep Kremlin pressure and answer how often Belarus enters
	@$(BIN)/python -m experiments.sweep experiment=pressure_levels

test: $(READY) ## Run the tests
	@$(BIN)/python -m pytest -n auto --dist loadfile

check: $(READY) ## Lint and type-check
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy

format: $(READY) ## Format the code
	@$(BIN)/ruff format . && $(BIN)/ruff check --fix .

docs: $(READY) ## Write docs/parameters.md from the code
	@$(BIN)/python -m sim.reference > docs/parameters.md

bench: $(READY) ## Measure speed and memory side by side
	@$(BIN)/python -m benchmarks

clean: ## Remove the virtual environment and caches; results stay
	rm -rf $(VENV) *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
