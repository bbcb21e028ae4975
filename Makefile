# Needs python3 (3.11 or newer), git and, on a bare Debian, apt; everything else is set up by the targets themselves.
PYTHON ?= python3
PORT ?= 8000
ARGS ?=
BIN := .venv/bin
export PYTHON

.DEFAULT_GOAL := help
.PHONY: help run demo serve notebooks test check soak bench pictures lock clean

help: ## show this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 16

run: demo serve ## load the sample, ask it a few questions, then serve it on http://127.0.0.1:8000 (PORT=…)

demo: ## what run does before it serves
	@scripts/setup runtime
	@scripts/demo

serve: ## REST API and explorer over what is loaded already
	@scripts/setup runtime
	@$(BIN)/zerentu serve --port $(PORT)

notebooks: ## JupyterLab on the notebooks, with the sample loaded (ARGS=--no-browser goes to Jupyter)
	@scripts/setup dev
	@scripts/notebooks $(ARGS)

test: ## all tests, with a real Neo4j and a real browser (ARGS="-k name" goes to pytest)
	@scripts/test -m "not soak" $(ARGS)

check: ## format, lint, types, layers and the quick tests: under a minute
	@scripts/setup dev
	@$(BIN)/ruff format --check . scripts/neo4j scripts/pictures scripts/notebook-figures
	@$(BIN)/ruff check . scripts/neo4j scripts/pictures scripts/notebook-figures
	@$(BIN)/mypy
	@$(BIN)/mypy --scripts-are-modules scripts/neo4j scripts/pictures scripts/notebook-figures
	@$(BIN)/lint-imports
	@PATH="$(CURDIR)/$(BIN):$$PATH" node_modules/.bin/tsc
	@$(BIN)/python -m pytest -n 2 -m "not neo4j and not browser and not slow and not soak" -q -x

soak: ## the long fault and fuzz runs
	@scripts/test -m soak $(ARGS)

bench: ## the benchmarks
	@scripts/setup dev
	@$(BIN)/python -m benchmarks $(ARGS)

pictures: ## take the pictures of the documentation anew (docs/pictures)
	@scripts/setup dev
	@$(BIN)/python scripts/pictures
	@$(BIN)/python scripts/notebook-figures docs/pictures/notebooks

lock: ## compile the lock files anew (ARGS=--upgrade for newer versions)
	@scripts/setup dev
	@scripts/lock $(ARGS)

clean: ## stop the project's Neo4j, remove .venv and caches; what was loaded stays in .zerentu/ and .neo4j/
	@scripts/neo4j down
	@rm -rf .venv node_modules build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
