# Everything a person or CI does. Each target sets up what it needs; nothing has to be installed by hand but make.

SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
FORMAT ?= text
export NO_MKDOCS_2_WARNING := 1
export DISABLE_MKDOCS_2_WARNING := true

.PHONY: audit bench site offline serve check review release tidy tidy-check test lint types fuzz faults lock clean help

help: ## Show the targets.
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

site: $(VENV)/.site ## Set up, then build the publication into site/.
	$(BIN)/mkdocs build

offline: $(VENV)/.site ## Build site/ so that its search works from a disk too, without a server.
	ATTESTED_OFFLINE=1 $(BIN)/mkdocs build

serve: $(VENV)/.site ## Show the site on http://127.0.0.1:8000/ and rebuild on each edit.
	$(BIN)/mkdocs serve

check: $(VENV)/.site ## Check every claim: each problem with file, line and remedy.
	$(BIN)/attested check --format $(FORMAT)

review: $(VENV)/.site ## Say what changed since publication, and refuse silent edits.
	$(BIN)/attested review --format $(FORMAT)

release: $(VENV)/.site ## Add the built site to the log of releases.
	$(BIN)/attested release

tidy: $(VENV)/.site ## Put every claim file in canonical form.
	$(BIN)/attested tidy

tidy-check: $(VENV)/.site
	$(BIN)/attested tidy --check --format $(FORMAT)

test: $(VENV)/.test lint types ## Set up, then run all tests, browser tests included.
	$(BIN)/attested check --strict
	$(BIN)/attested tidy --check
	$(BIN)/attested schema --check
	$(BIN)/pytest -n auto

lint: $(VENV)/.test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/zizmor --offline --quiet --strict-collection .github

types: $(VENV)/.test
	$(BIN)/mypy

fuzz: $(VENV)/.test ## Try hostile input by chance for twenty minutes, claim files and then bytes (MINUTES=10 each).
	$(BIN)/python tests/fuzz.py $(or $(MINUTES),10)
	$(BIN)/python tests/fuzz_bytes.py -max_total_time=$$(( $(or $(MINUTES),10) * 60 )) -print_final_stats=1

faults: $(VENV)/.test ## Kill commands 200 times at random moments and see what is left (ten minutes).
	$(BIN)/python tests/kills.py 200

bench: export TMPDIR := $(or $(wildcard /dev/shm),/tmp)
bench: $(VENV)/.test ## Measure builds beside Hugo and plain MkDocs, and write docs/benchmarks.md (half an hour).
	$(BIN)/python bench/verification.py
	$(BIN)/python bench/build.py --out docs/benchmarks.md
	$(BIN)/python -m bench.search 1000 10000 --append docs/benchmarks.md
	$(BIN)/python -m bench.serve 10000

audit: $(VENV)/.test site ## Check the built site with other people's validators and Lighthouse, and behind nginx under load (needs npm and Chromium).
	scripts/audit-supply $(BIN)
	scripts/audit $(PYTHON) $(BIN)
	scripts/audit-hosting $(BIN) site
	$(BIN)/python bench/lighthouse/audit.py site

lock: $(VENV)/.test ## Pin every dependency and its hashes anew.
	scripts/lock $(BIN)

clean: ## Remove what was built and set up.
	rm -rf site site.* $(VENV) docs/_generated .cache

$(VENV)/.site: requirements.txt pyproject.toml scripts/setup
	scripts/setup site $(PYTHON) $(VENV)
	@touch $@

$(VENV)/.test: requirements.txt requirements-dev.txt requirements-fuzz.txt pyproject.toml scripts/setup
	scripts/setup test $(PYTHON) $(VENV)
	@touch $@ $(VENV)/.site
