# Two commands for everyone: `make run` and `make test`. Both set up a private .venv first, from locked versions.
# Another interpreter: make run PYTHON=python3.13

PYTHON ?= $(firstword $(foreach name,python3 python3.14 python3.13 python3.12 python3.11 python,$(if $(shell $(name) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo found),$(name))))
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check

.DEFAULT_GOAL := help
.PHONY: help run test check lock clean

help: ## say what there is
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

run: $(VENV)/installed ## set up and start: in Discord with a token in .env, else in this terminal
	@$(BIN)/jianbao

test: $(VENV)/installed-dev ## set up and run the whole test suite
	@$(BIN)/python -m pytest --numprocesses logical --dist worksteal

check: $(VENV)/installed-dev ## lint, format, types and import contracts
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

lock: $(VENV)/installed-dev ## renew the locked versions within the bounds of pyproject.toml
	$(PIP) install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
		--output-file requirements/run.txt pyproject.toml
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
		--extra postgresql --constraint requirements/run.txt --output-file requirements/container.txt pyproject.toml
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
		--group dev --constraint requirements/run.txt --output-file requirements/dev.txt pyproject.toml

clean: ## remove what set-up made
	rm -rf $(VENV) build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis

$(BIN)/python:
	@$(or $(PYTHON),false) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { echo "Jianbao needs Python 3.11 or later, which $(or $(PYTHON),no command found here) is not. Install it, or name it: make $(MAKECMDGOALS) PYTHON=/path/to/python3"; exit 3; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "$(PYTHON) lacks the venv module. On Debian and Ubuntu: apt install python3-venv; then run make again."; exit 3; }
	@echo "Making a private environment in $(VENV) ..."
	@$(PYTHON) -m venv $(VENV)

$(VENV)/installed: pyproject.toml requirements/run.txt | $(BIN)/python
	@echo "Installing what Jianbao needs (locked in requirements/run.txt) ..."
	@$(PIP) install --quiet --require-hashes --requirement requirements/run.txt
	@$(PIP) install --quiet --no-deps --editable .
	@touch $@

$(VENV)/installed-dev: requirements/dev.txt $(VENV)/installed
	@echo "Installing what the tests need (locked in requirements/dev.txt) ..."
	@$(PIP) install --quiet --require-hashes --requirement requirements/dev.txt
	@touch $@
