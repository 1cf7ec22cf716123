PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SCHOOL := $(BIN)/python -m school

.PHONY: run test crossings proof lint format types layers wheel translations bench clean

run: $(VENV)/.runtime
	@$(SCHOOL) upgrade
	@$(SCHOOL) demo --when-empty
	@$(SCHOOL) serve

test: $(VENV)/.development
	@.ci/install-missing
	$(BIN)/pytest -n auto --dist worksteal

crossings: $(VENV)/.development
	@.ci/install-missing
	SCHOOL_TESTS_SEEDS=200 $(BIN)/pytest -n auto --dist worksteal tests/browser/test_crossing.py

proof: crossings
	$(BIN)/python -m bench.traces $(if $(SOR_SAMPLES),--samples "$(SOR_SAMPLES)")
ifdef SOR_SAMPLES
	SOR_SAMPLES="$(SOR_SAMPLES)" $(BIN)/pytest -n auto tests/unit/practicals/traces/test_samples.py
else
	@echo 'Traces of real instruments: not compared; SOR_SAMPLES names no folder.'
endif

format: $(VENV)/.development
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lint: $(VENV)/.development
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/djlint --lint --quiet templates

types: $(VENV)/.development
	$(BIN)/mypy

layers: $(VENV)/.development
	$(BIN)/lint-imports --no-cache

wheel: $(VENV)/.development
	.ci/try-wheel

translations: $(VENV)/.development
	$(BIN)/python -m tests.support.catalogues

bench: $(VENV)/.development
	$(BIN)/python -m bench
	$(BIN)/python -m bench national

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.runtime: requirements.lock | $(VENV)/bin/python
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

$(VENV)/.development: requirements-dev.lock | $(VENV)/bin/python
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@ $(VENV)/.runtime

clean:
	rm -rf $(VENV) dist build .mypy_cache .ruff_cache .pytest_cache
