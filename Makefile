# Everything a person types. The work itself is in tools/set_up.py and the command `kontakt`.
PYTHON ?= $(or $(shell command -v python3.11),$(shell command -v python3))
OURS := .venv/bin/python
# From the Python that set-up starts with, so that the interpreter is looked for once.
SET_UP := $(PYTHON) -m tools.set_up
# What needs no other process but what each test starts for itself. The other rings run whole systems: two at most, each
# with ports and a folder of its own, a file of stories on one of them; much of a story is waiting.
ALONGSIDE := tests/architecture tests/unit tests/contract

.DEFAULT_GOAL := help
.PHONY: help setup run test check bench bench-console bench-import bench-reports measure-staffing screenshots clean check-format check-lint check-types check-imports check-tests

help: ## This list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 20

setup: ## Install, build, train and migrate what is missing or has changed
	@$(SET_UP)

run: setup ## Set up, then start everything with demo staff; Ctrl-C stops it
	@.venv/bin/kontakt up --demo

test: setup ## Set up, then run all tests
	$(OURS) -m pytest --numprocesses=logical --maxprocesses=8 $(ALONGSIDE)
	$(OURS) -m pytest --numprocesses=logical --maxprocesses=2 --dist=loadfile tests/e2e tests/integration tests/measures

check: ## Format, lint, types, import contracts, unit and architecture tests: two or three minutes
	@$(SET_UP) --only python
	@$(MAKE) --no-print-directory --jobs=2 --output-sync=target check-types check-tests check-imports check-lint check-format

check-format:
	@$(OURS) -m ruff format --check .

check-lint:
	@$(OURS) -m ruff check .

check-types:
	@$(OURS) -m mypy

check-imports:
	@.venv/bin/lint-imports

check-tests:
	@$(OURS) -m pytest -q --numprocesses=logical --maxprocesses=8 tests/unit tests/architecture

bench: setup ## Latency and throughput beside bare Rasa, and memory, on this machine
	@$(OURS) -m tests.bench

bench-console: setup ## How soon forty consoles see a claim, and what a queue of five hundred costs
	@$(OURS) -m tests.bench_console

bench-import: setup ## What a year of other channels' contacts costs to import, in SQLite and PostgreSQL
	@$(OURS) -m tests.bench_import

bench-reports: setup ## What every report costs with a million conversations, in SQLite and PostgreSQL: half an hour
	@$(OURS) -m tests.bench_reports

measure-staffing: setup ## Erlang A beside simulations; writes docs/measures/staffing.md
	@$(OURS) -m tests.measure_staffing

screenshots: setup ## Take the README's pictures again
	@$(OURS) -m tests.screenshots

clean: ## Remove what set-up made; the database, Redis's data and the log stay
	@$(SET_UP) --clean
