# make run: the main job on samples/ → output/.  make test: the tests.  make score: the annotated samples.  make train: the model for names, make train-facts: the one for facts.  Both need only python3 (3.10–3.14) with venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

# setuptools warns of folders named like the package, and pip shows it even when quiet; ours is the one meant.
PIP := PYTHONWARNINGS='ignore:Editable installation' $(BIN)/python -m pip

.PHONY: run test score train train-facts lint clean

run: $(VENV)/.installed
	$(BIN)/pressfacts run samples -o output

test: $(VENV)/.installed-test
	$(BIN)/python -m pytest

score: $(VENV)/.installed-test
	$(BIN)/python -m tests.evaluation --errors

# OPEN="a.jsonl b.jsonl": open corpora to train on besides (docs/model.md).
train: $(VENV)/.installed-dev
	$(BIN)/python -m training.train --pages tests/heldout $(if $(OPEN),--open $(OPEN))

# What chooses metric, subject and period of a fact (docs/facts.md).
train-facts: $(VENV)/.installed-dev
	$(BIN)/python -m training.facts

lint: $(VENV)/.installed-dev
	$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)
	$(PIP) install --quiet --upgrade pip

$(VENV)/.installed: pyproject.toml | $(BIN)/python
	$(PIP) install --quiet --editable .
	touch $@

$(VENV)/.installed-test: pyproject.toml | $(BIN)/python
	$(PIP) install --quiet --editable '.[test]'
	touch $@ $(VENV)/.installed

$(VENV)/.installed-dev: pyproject.toml | $(BIN)/python
	$(PIP) install --quiet --editable '.[dev]'
	touch $@ $(VENV)/.installed $(VENV)/.installed-test

clean:
	rm -rf $(VENV) build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
