# Every target sets up what it needs; nothing has to be run before it.

HOST ?= 127.0.0.1
PORT ?= 8000
ARGS ?=
JOBS ?= 2

BIN := .venv/bin
STAMPS := .venv/stamps
# The machine may configure extra places to look for packages: -qq keeps its warnings about them quiet.
PIP := $(BIN)/python -m pip install -qq --disable-pip-version-check

# Tools that hold other packages at old versions live apart.
CHECKOV := .venv/checkov
MINISTACK := .venv/ministack
AUDIT := .venv/pip-audit
# ministack runs the functions with its own Python, which has to be theirs.
FUNCTIONS_PYTHON = $(BIN)/python -c 'from infra.zips.gather import find_python; print(find_python())'

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help serve demo portals build test engines test-versions lint types bench raised schemas vectors pixels sizes npm wheel lambda templates infra-check audit emulate deploy rollback smoke lock clean distclean setup-serve setup-dev chromium models weights

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 16

serve: setup-serve ## build the site and answer on HOST:PORT (127.0.0.1:8000)
	@$(BIN)/zikao serve --host $(HOST) --port $(PORT) $(ARGS)

demo: setup-serve models ## every example of every widget, on HOST:PORT/demo/
	$(BIN)/zikao build
	scripts/node widgets/demo.mjs site/demo
	@echo "http://$(HOST):$(PORT)/demo/index.html"
	@$(BIN)/zikao serve --no-build --host $(HOST) --port $(PORT) $(ARGS)

portals: setup-serve models ## two portals that are not ours with all elements, on 8001 and 8002, beside the site on PORT
	$(BIN)/zikao build
	@$(BIN)/python -m tests.portals $(PORT)

build: setup-serve models ## build the site into site/
	$(BIN)/zikao build $(ARGS)

test: setup-dev chromium weights ## all tests; ARGS go to pytest; two files at a time, JOBS=0 one after the other
	@files=$$(find tests/js widgets -name '*.test.js' 2>/dev/null); \
	  if [ -n "$$files" ]; then scripts/node --import ./widgets/testing/register.mjs --test $$files; fi
	$(BIN)/python -m pytest -n $(JOBS) --dist loadfile --no-loadscope-reorder $(ARGS)

engines: setup-dev chromium models ## the jobs of a candidate in each browser of this machine, old and other; prints a table
	$(BIN)/zikao build
	@$(BIN)/python -m tests.acceptance.engines.table site

test-versions: setup-dev weights ## unit tests on each Python found, and with the lowest versions declared
	scripts/test-versions $(VERSIONS) -- $(ARGS)

lint: setup-dev ## ruff: rules and layout
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: setup-dev ## mypy over src and tests, tsc over the scripts
	$(BIN)/mypy
	scripts/node node_modules/typescript/bin/tsc -p .

bench: setup-dev ## run every benchmark
	@for file in $$(find benchmarks -maxdepth 1 -name '[!_]*.py' | sort); do \
	  echo "== $$file"; $(BIN)/python "$$file" || exit 1; done

raised: setup-serve ## whether each rulebook that changed since AGAINST has a higher version
	@scripts/raised $(AGAINST)

schemas: setup-serve ## write schemas/ from the models, and what the docs say of the widgets
	$(BIN)/zikao schemas $(ARGS)
	scripts/node widgets/docs.mjs $(filter --check,$(ARGS))

vectors: setup-dev ## write what Python measures in made files, for the tests of JavaScript
	$(BIN)/python -m tests.vectors

pixels: setup-dev ## compile the decoder of the device, of the server's own C; ARGS=--check compares it with the tree's
	$(BIN)/python scripts/pixels.py $(ARGS)

sizes: setup-dev models ## what a portal's reader fetches, with its budget, as a table
	$(BIN)/zikao build
	@$(BIN)/python -m tests.acceptance.embed.sizes site

npm: setup-serve ## the widgets as a package for npm, into dist/npm/
	scripts/node widgets/npm.mjs dist/npm
	cd dist/npm && ../../scripts/npm pack --ignore-scripts --silent --pack-destination ..

wheel: setup-dev ## the package that builds sites without Node.js, into dist/; the same tree gives the same bytes
	$(BIN)/python scripts/build_wheel.py dist

lambda: setup-dev weights ## the functions' packages into build/lambda/; ARGS=photo for one, ARGS="--site FOLDER" for an office
	$(BIN)/python -m infra.zips $(ARGS)

templates: setup-dev ## the stacks' templates into build/infra/
	$(BIN)/python -m infra.stack

infra-check: templates $(CHECKOV)/bin/checkov ## cfn-lint and Checkov over the stacks' templates
	$(BIN)/python -m infra.check $(CHECKOV)/bin/checkov

audit: setup-dev $(AUDIT)/bin/pip-audit ## known faults of what is locked, where an index of advisories answers; says so where none does
	$(BIN)/python -m infra.audit $(AUDIT)/bin/pip-audit

emulate: setup-dev weights $(MINISTACK)/bin/ministack ## the whole deploy against an AWS on this machine
	$(BIN)/zikao build
	$(BIN)/python -m infra.zips eligibility site --architecture x86_64 --out build/emulated
	$(BIN)/python -m infra.zips photo package --out build/emulated
	$(BIN)/python -m infra.emulator $(MINISTACK)/bin/ministack --packages build/emulated

deploy: setup-dev weights ## to AWS: plan, ask, do, look; ARGS=--plan only plans; deploy.toml says where
	@site=$$($(BIN)/python -m infra.deploy site) && uploads=$$($(BIN)/python -m infra.deploy uploads) && \
	  (cd "$$site" && ZIKAO_UPLOADS_ADDRESS=$$uploads/ $(CURDIR)/$(BIN)/zikao build --out $(CURDIR)/site) && \
	  $(BIN)/python -m infra.zips eligibility photo package site --site "$$site"
	$(BIN)/python -m infra.deploy deploy $(ARGS)

rollback: setup-dev ## back to the release before
	$(BIN)/python -m infra.deploy rollback $(ARGS)

smoke: setup-dev ## look whether what is deployed answers as it should
	$(BIN)/python -m infra.deploy smoke $(ARGS)

lock: ## write the locks anew; ARGS=--upgrade takes newer versions
	scripts/lock $(ARGS)

clean: ## remove what was built
	rm -rf build dist site .mypy_cache .pytest_cache .ruff_cache .hypothesis
	rm -rf functions/*/.chalice/deployments functions/*/vendor
	find src tests functions benchmarks scripts -name __pycache__ -prune -exec rm -rf {} + 2>/dev/null || true

distclean: clean ## remove .venv and node_modules too
	rm -rf .venv node_modules

# Set-up. Each stamp stands for one finished step and is redone when what it came from is newer.

setup-serve: $(STAMPS)/serve $(STAMPS)/zikao $(STAMPS)/npm
setup-dev: $(STAMPS)/dev $(STAMPS)/zikao $(STAMPS)/npm

$(STAMPS)/build: requirements/build.txt
	@scripts/make-venv
	@mkdir -p $(STAMPS)
	@$(PIP) --require-hashes -r $<
	@touch $@

# No build isolation: it would fetch build tools that no hash vouches for.
$(STAMPS)/serve $(STAMPS)/dev: $(STAMPS)/%: requirements/%.txt $(STAMPS)/build
	@echo "Installing $$(grep -c == $<) locked packages into .venv (about a minute the first time)"
	@$(PIP) --require-hashes --no-build-isolation -r $<
	@touch $@

$(CHECKOV)/bin/checkov: requirements/checkov.txt
$(MINISTACK)/bin/ministack: requirements/ministack.txt
$(AUDIT)/bin/pip-audit: requirements/pip-audit.txt
$(CHECKOV)/bin/checkov $(MINISTACK)/bin/ministack $(AUDIT)/bin/pip-audit: $(STAMPS)/build
	@echo "Installing $(notdir $@) into a venv of its own (a few minutes the first time)"
	@$(if $(findstring ministack,$@),$$($(FUNCTIONS_PYTHON)),$(BIN)/python) -m venv .venv/$(notdir $@)
	@.venv/$(notdir $@)/bin/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements/$(notdir $@).txt
	@touch $@

$(STAMPS)/zikao: pyproject.toml scripts/hatch_data.py src/zikao/__init__.py $(STAMPS)/build
	@$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

$(STAMPS)/npm: package-lock.json $(STAMPS)/build
	@scripts/npm ci --ignore-scripts --include=dev --loglevel=error >/dev/null
	@touch $@

chromium:
	@scripts/chromium

# Where they cannot be had, the build says so, and files are checked by the server.
models: setup-serve
	@$(BIN)/zikao models >/dev/null || true

# Where they cannot be had, the tests that need them say so and are skipped.
weights: models
	@$(BIN)/python benchmarks/_photo_free.py || true
