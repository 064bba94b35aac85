# AICC: `make run` serves the bot, `make test` proves it. `make help` lists the rest.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
READY := $(VENV)/.ready
DEV_READY := $(VENV)/.ready-dev
TEMPLATES := infra/template.yaml infra/web.yaml
export PORT

.DEFAULT_GOAL := help
.PHONY: help setup run test check faults audit bench dialogues lock widget release-check clean

help: ## This list.
	@echo "AICC. Settings: docs/reference/settings.md"
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1|\2/' | column -t -s '|' 2>/dev/null || grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST)

setup: $(READY) ## Make .venv and install what serving needs.
	@echo "setup: ready: make run, or .venv/bin/aicc --help"

run: $(READY) ## Serve the bot on port 8000 (PORT=8123 make run for another).
	@exec $(BIN)/aicc serve

test: $(DEV_READY) ## Install what the tests need, then run them all.
	@tests/servers/install.sh
	@PYTHON=$(CURDIR)/$(BIN)/python tests/servers/install_llama.sh
	@$(BIN)/python -m pytest --numprocesses 2 --dist loadfile $(ARGS)

check: $(DEV_READY) ## Format, lint, types, import rules, templates, Dockerfiles, shell, widget build.
	@echo "check: format and lint"; $(BIN)/ruff format --check --quiet && $(BIN)/ruff check --quiet
	@echo "check: types"; $(BIN)/mypy
	@echo "check: import rules"; $(BIN)/lint-imports --no-logo >.import-rules.log || { cat .import-rules.log; rm -f .import-rules.log; exit 1; }; rm -f .import-rules.log
	@echo "check: CloudFormation templates"; $(BIN)/cfn-lint --regions ap-northeast-2 -- $(TEMPLATES) && $(BIN)/python tools/check_templates.py $(TEMPLATES)
	@echo "check: Dockerfiles"; git ls-files "*Dockerfile" | xargs $(BIN)/hadolint
	@echo "check: shell scripts"; git ls-files '*.sh' .ci/run | xargs $(BIN)/shellcheck
	@echo "check: widget and console, as built, are current"; $(BIN)/python web/check_build.py

audit: $(DEV_READY) ## Ask an advisory service about the locked packages; what it could not ask is named.
	@$(BIN)/python tools/audit_dependencies.py

faults: $(DEV_READY) ## The short form of the fault table of docs/reliability.md (ARGS="-m long" for the rest).
	@tests/servers/install.sh
	@$(BIN)/python -m pytest -s $(ARGS) tests/faults tests/service/test_workers.py tests/stores/test_spool.py tests/stores/test_dynamo_faults.py tests/stores/test_containers.py tests/stores/test_erasing.py tests/contracts/test_redis_sessions.py tests/faqs/test_elasticsearch_faults.py tests/voice/test_outsized_events.py tests/content/test_hostile_sheets.py tests/service/test_process.py

bench: $(DEV_READY) ## Print the ratios of the design, measured here and now.
	@$(BIN)/python -m bench

dialogues: $(READY) ## Play the dialogues of tests/dialogues and judge the replies (ARGS="--show harmful").
	@$(BIN)/aicc test --dialogues $(ARGS) tests/dialogues/*.jsonl

widget: $(DEV_READY) ## Build widget and console into src/api/static.
	@$(BIN)/python web/check_build.py --write

release-check: $(DEV_READY) ## Build what is committed from a clean clone, install it in an empty venv, talk to it.
	@$(BIN)/python tools/release_check.py

lock: $(DEV_READY) ## Refresh the locked requirements.
	@$(BIN)/uv pip compile --quiet --upgrade --universal --generate-hashes --python-version 3.11 pyproject.toml --group build --custom-compile-command "make lock" -o requirements.txt
	@$(BIN)/uv pip compile --quiet --upgrade --universal --generate-hashes --python-version 3.11 pyproject.toml --group dev -c requirements.txt --custom-compile-command "make lock" -o requirements-dev.txt
	@echo "requirements.txt and requirements-dev.txt are refreshed: run make test"

clean: ## Remove what was installed and built; data/ stays.
	rm -rf $(VENV) build dist src/*.egg-info web/widget/node_modules web/console/node_modules bench/nlpjs/node_modules .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis .cache

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "aicc: Python 3.11 or newer is needed: PYTHON=python3.12 make ..."; exit 1; }
	@echo "setup: making $(VENV)"
	@$(PYTHON) -m venv $(VENV)

$(READY): requirements.txt pyproject.toml | $(BIN)/python
	@echo "setup: installing locked requirements (the first time takes about a minute)"
	@$(PIP) install --require-hashes -r requirements.txt
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

$(DEV_READY): requirements-dev.txt $(READY)
	@echo "setup: installing locked development requirements"
	@$(PIP) install --require-hashes -r requirements-dev.txt
	@touch $@
