# Polku: `make run` serves it, `make test` proves it. Needs Python 3.11 or newer and make; the rest comes
# from PyPI and npm into .venv and frontend/node_modules. Paths are relative, so the folder may be called anything.

SHELL := /bin/sh
VENV ?= .venv
PORT ?= 8000
#: pytest processes: one more than the smallest supported machine has processors, as they wait for databases
WORKERS ?= 3
#: how long `make fuzz` looks
FUZZ_SECONDS ?= 120

bin := $(VENV)/bin
in_venv := PATH="$(abspath .)/$(VENV)/bin:$$PATH"
ifneq ($(filter /%,$(VENV)),)
in_venv := PATH="$(VENV)/bin:$$PATH"
endif

frontend_sources := $(shell find frontend -name node_modules -prune -o -type f -print 2>/dev/null)
manifest := app/static/dist/manifest.json
catalogues := $(patsubst %.po,%.mo,$(wildcard app/translations/*/LC_MESSAGES/*.po))
#: what ruff reads besides the product
python_sources := app tests bench migrations

.PHONY: help run test check lint types imports unit journeys bench fuzz gate format build translations install chromium coverage clean
.DELETE_ON_ERROR:

help: ## list what make can do
	@grep -hE '^[a-z-]+:.*## ' Makefile | sed -e 's/:.*## /\t/' | expand -t 12

run: export POLKU_DEMO ?= 1
run: $(VENV)/.run build ## set up, migrate, seed and serve on http://127.0.0.1:$(PORT)
	@mkdir -p var
	@$(bin)/polku db upgrade && $(bin)/polku seed && exec $(bin)/polku serve --port $(PORT)

test: check gate journeys ## everything: what CI runs

check: lint types imports unit ## everything but the browser

lint: $(VENV)/.dev ## format and lint
	$(bin)/ruff format --check $(python_sources)
	$(bin)/ruff check $(python_sources)

types: $(VENV)/.dev ## mypy, strict
	$(bin)/mypy

imports: $(VENV)/.dev ## the import contract
	$(in_venv) PYTHONPATH=. lint-imports

unit: $(VENV)/.dev build ## tests without a browser, on SQLite and PostgreSQL
	$(bin)/python -m pytest -n $(WORKERS) --ignore=tests/journeys

journeys: $(VENV)/.dev build chromium ## whole paths in a real browser
	CHROMIUM="$$(sh .ci/chromium $(bin))" $(bin)/python -m pytest -n $(WORKERS) tests/journeys

bench: $(VENV)/.dev build ## what everything costs, beside floors; writes bench/results.json
	$(bin)/python -m bench

gate: $(VENV)/.dev ## the instructions of the hot path, held to what was reached (needs valgrind)
	@sh .ci/valgrind
	$(bin)/python -m bench.instructions

fuzz: $(VENV)/.fuzz ## bend diagrams for FUZZ_SECONDS and see that nothing but sentences comes out
	$(bin)/python -m bench.fuzz_bpmn --seconds $(FUZZ_SECONDS) $(POLKU_CORPUS)

coverage: $(VENV)/.dev build ## which lines of the product no test reaches
	$(bin)/python -m pytest -n $(WORKERS) --ignore=tests/journeys --cov --cov-report=term

format: $(VENV)/.dev ## put the sources in order
	$(bin)/ruff format $(python_sources)
	$(bin)/ruff check --fix $(python_sources)

build: $(manifest) $(catalogues) ## styles, scripts and translations

translations: $(VENV)/.dev ## collect new sentences into app/translations/*/LC_MESSAGES/messages.po
	@mkdir -p build
	$(bin)/pybabel --quiet extract --mapping-file babel.cfg --keywords N_ --add-location file --project polku --version 1 \
		--msgid-bugs-address "" --copyright-holder "Polku's authors" --output-file build/messages.pot app
	$(bin)/pybabel --quiet update --input-file build/messages.pot --output-dir app/translations --width 100 \
		--no-fuzzy-matching --ignore-obsolete

install: $(VENV)/.dev build ## set up for development without running anything

chromium: $(VENV)/.dev
	@sh .ci/chromium $(bin) >/dev/null

clean: ## remove what was built and installed; keeps the data in var/
	rm -rf $(VENV) frontend/node_modules app/static/dist build .mypy_cache .pytest_cache .ruff_cache .import_linter_cache
	find app -name '*.mo' -delete

# Stamps: a second run finds them newer than what they were made from and starts at once.

$(bin)/python:
	@sh .ci/venv "$(VENV)" $(PYTHON)

$(VENV)/.run: setup.cfg pyproject.toml | $(bin)/python
	$(bin)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/.dev: setup.cfg pyproject.toml | $(bin)/python
	$(bin)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $(VENV)/.run $@

$(VENV)/.fuzz: | $(VENV)/.dev
	$(bin)/python -m pip install --quiet --disable-pip-version-check atheris==2.3.0
	@touch $@

$(VENV)/.node: | $(bin)/python
	@sh .ci/node $(bin)
	@touch $@

frontend/node_modules/.package-lock.json: frontend/package.json frontend/package-lock.json | $(VENV)/.node
	cd frontend && $(in_venv) npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

$(manifest): $(frontend_sources) frontend/node_modules/.package-lock.json
	cd frontend && $(in_venv) npm run --silent build
	@touch $@

%.mo: %.po | $(VENV)/.run
	$(bin)/pybabel --quiet compile --input-file $< --output-file $@
