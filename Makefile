# make run: set up and answer the question. make test: set up and test. make help: everything else.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.DEFAULT_GOAL := help
.PHONY: help setup run app test test-pages check format docs histories why bench clean

help: ## List what make can do
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

REFUSED = Python 3.11, 3.12 or 3.13 is needed, and $(PYTHON) is none of them: make PYTHON=/path/to/python3.12 $(MAKECMDGOALS)

# A PYTHON that is asked for and is not that of $(VENV) sets it up anew; without one it is used as it is.
WHICH := import sys; print(sys.base_prefix, *sys.version_info[:3])
TESTED := import sys; print((3, 11) <= sys.version_info[:2] <= (3, 13))
ifneq ($(filter command environment,$(firstword $(origin PYTHON))),)
ifneq ($(shell $(PYTHON) -c '$(WHICH)' 2>/dev/null),$(shell $(BIN)/python -c '$(WHICH)' 2>/dev/null))
ANEW := anew
endif
endif
ifeq ($(wildcard $(READY)),)
ANEW := anew
endif
.PHONY: $(ANEW)

$(READY): pyproject.toml $(ANEW)
	$(if $(ANEW),$(if $(filter True,$(shell $(PYTHON) -c '$(TESTED)' 2>/dev/null)),,$(error $(REFUSED))))
	@echo "Setting up $(VENV)$(if $(ANEW), with $(PYTHON)) (once; a few minutes)"
	@$(if $(ANEW),$(PYTHON) -m venv --clear $(VENV))
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test]'
	@echo "Compiling the model (once for each state of its source)"
	@$(BIN)/python -c 'from sim import Scenario, simulate; simulate(Scenario(), 2, estimator="counted"); simulate(Scenario(), 2)'
	@touch $(READY)

setup: $(READY) ## Set up the virtual environment

run: $(READY) ## The main job: sweep Kremlin pressure and answer how often Belarus enters
	@$(BIN)/python -m experiments.sweep experiment=pressure_levels

app: $(READY) ## Open the live page: move a slider, see the worlds answer
	@$(BIN)/python -m experiments.app open=true

test: $(READY) ## Run the tests
	@$(BIN)/python -m pytest -n auto --dist loadfile

test-pages: $(READY) ## Open the pages in a headless Chromium and test them there
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test,browser]'
	@command -v chromium chromium-browser google-chrome > /dev/null || \
	  echo "No Chromium is found: install it (Debian, Ubuntu: apt install chromium; macOS: brew install --cask chromium), or these tests are skipped"
	@$(BIN)/python -m pytest -m browser

check: $(READY) ## Lint and type-check
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy

format: $(READY) ## Format the code
	@$(BIN)/ruff format . && $(BIN)/ruff check --fix .

docs: $(READY) ## Write docs/parameters.md from the code
	@$(BIN)/python -m sim.reference > docs/parameters.md

histories: $(READY) ## Write docs/histories.md and its figures: twelve worlds told as stories
	@$(BIN)/python -m experiments.why.tales.histories

why: $(READY) ## Explain the answer at two levels of pressure, and write docs/why.md: ten minutes
	@$(BIN)/python -m experiments.explain page=true

bench: $(READY) ## Measure speed and memory side by side
	@$(BIN)/python -m benchmarks

clean: ## Remove the virtual environment and caches; results stay
	rm -rf $(VENV) *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
