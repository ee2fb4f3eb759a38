# Two commands matter: `make run` and `make test`. `make help` lists the others.
.DEFAULT_GOAL := help
PYTHON ?= python3
UV := .tools/bin/uv
BIN := .venv/bin
# Start-up is twice as slow without bytecode.
export PYTHONDONTWRITEBYTECODE =
export UV_COMPILE_BYTECODE = 1
# One worker has the browser, the other the rest; then both have what is left.
WORKERS ?= 2
SHARED_OUT = -p xdist -n $(WORKERS)
COMPILE = $(UV) pip compile -q --universal --python-version 3.11 --generate-hashes --no-annotate \
	--no-emit-index-url --custom-compile-command "make lock" pyproject.toml

.PHONY: help run test test-postgres check bench assets docs translations lock wheel coverage

help: ## list the commands
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

run: .venv/.runtime ## set up everything and serve the demo company (PORT=5000)
	@$(BIN)/talentgrow demo

test: .venv/.test ## install what the tests need and run them on SQLite
	@$(BIN)/python -m pytest $(SHARED_OUT)

# What never meets a database is the same on both engines, and so is how pages look.
test-postgres: .venv/.test ## run the tests on PostgreSQL, the stories in the browser included
	@TALENTGROW_TEST_DATABASE=postgres $(BIN)/python -m pytest $(SHARED_OUT) \
		-m "database and not slow" --ignore tests/journeys/test_every_page.py

check: .venv/.test ## style, types, templates, stale documentation
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/mypy
	@$(BIN)/djlint --quiet --lint talentgrow
	@$(BIN)/python -m docs.build --check

bench: .venv/.bench ## each performance budget beside a peer, and how good suggestions are
	@$(BIN)/python -m benchmarks

assets: .venv/.test ## build styles, scripts, icons and translations anew
	@$(BIN)/python hatch_build.py

docs: .venv/.test ## write the generated pages of docs/ anew
	@$(BIN)/python -m docs.build

translations: .venv/.test ## collect the strings of the pages into the French catalogue
	@$(BIN)/python -m docs.translations

coverage: .venv/.test ## run the tests and say which lines none of them reaches
	@$(BIN)/python -m pytest -p pytest_cov --cov --cov-report=term-missing:skip-covered

lock: $(UV) ## choose versions anew
	@$(COMPILE) -o requirements/runtime.lock
	@$(COMPILE) --extra postgres --group test -c requirements/runtime.lock -o requirements/test.lock
	@$(COMPILE) --extra postgres --group test --group bench -c requirements/test.lock -o requirements/bench.lock

wheel: $(UV) ## build the package that `pip install` takes
	@$(UV) build --wheel

$(UV):
	@$(PYTHON) -m venv .tools
	@.tools/bin/pip install --quiet --disable-pip-version-check uv

.venv/pyvenv.cfg: | $(UV)
	@$(UV) venv --quiet --python $(PYTHON) --allow-existing .venv

SOURCES := pyproject.toml hatch_build.py package.json package-lock.json \
	$(shell find frontend talentgrow/translations -type f -not -name '*.mo' 2>/dev/null) \
	$(shell find talentgrow -name '*.html' 2>/dev/null)

# The package itself is installed in place; its build hook makes styles, scripts and translations.
.venv/.%: requirements/%.lock $(SOURCES) | .venv/pyvenv.cfg
	@echo "Installing ($*)…"
	@$(UV) pip install --quiet --python .venv --require-hashes -r $<
	@$(UV) pip install --quiet --python .venv --no-deps --reinstall-package talentgrow -e .
	@touch $@
