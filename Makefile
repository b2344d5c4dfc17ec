# Everything a person types. `make` alone lists it.
#
# The tools live in $(VENV): the reader's build from requirements.lock, the tests' from
# requirements-dev.lock (the same pins and more), and the package itself, editable. The stamps in it
# say what has been done; `make clean` takes all of it away.

PYTHON ?= python3
VENV    = .venv
BIN     = $(VENV)/bin

OLDEST := $(shell sed -n 's/^requires-python = ">=\([0-9.]*\)".*/\1/p' pyproject.toml)
PIP     = $(BIN)/python -m pip --disable-pip-version-check install -qq

# Silences a notice of the theme about MkDocs 2, which would drown the findings.
export NO_MKDOCS_2_WARNING = 1
# Without git a build goes on, and its pages show no date.
export GIT_PYTHON_REFRESH = quiet

.DEFAULT_GOAL := help
.PHONY: help setup setup-publish site serve publish lock clean
# The stamps are read in order: the big lock, where it is wanted, before the small one it contains.
.NOTPARALLEL:

help: ## list these commands
	@sed -n 's/^\([a-z]*\):[^#]*## \(.*\)/\1 \2/p' $(MAKEFILE_LIST) | while read -r name what; do printf '  make %-7s %s\n' "$$name" "$$what"; done

setup: $(VENV)/site.stamp $(VENV)/package.stamp ## get the tools that build the site

site: setup ## build the site into site/; any warning fails the build
	$(BIN)/mkdocs build --strict

serve: setup ## show the site on this computer, following every change
	$(BIN)/mkdocs serve

setup-publish: $(VENV)/dev.stamp $(VENV)/package.stamp

publish: setup-publish ## publish VERSION=… under `current` too, and push it
	@test -n "$(VERSION)" || { echo "Name the version: make publish VERSION=2017-04" >&2; exit 2; }
	$(BIN)/concordat publish "$(VERSION)" --alias current --push

-include tests/tests.mk

# Keeps every pin that pyproject.toml still allows; `make lock UPGRADE=1` takes the newest of each.
# The small lock is the big one cut down, so that the two never differ.
COMPILE = UV_CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/uv pip compile --quiet --universal \
	--python-version $(OLDEST) --generate-hashes --no-annotate --no-emit-index-url
BUILD_BACKEND = $(BIN)/python -c 'import tomllib; print(*tomllib.load(open("pyproject.toml", "rb"))["build-system"]["requires"], sep="\n")'

lock: $(VENV)/dev.stamp ## resolve the locks anew from pyproject.toml (UPGRADE=1: to the newest)
	$(BUILD_BACKEND) | $(COMPILE) $(if $(UPGRADE),--upgrade) --all-extras pyproject.toml - --output-file requirements-dev.lock
	$(BUILD_BACKEND) | $(COMPILE) --upgrade --constraint requirements-dev.lock pyproject.toml - --output-file requirements.lock

clean: ## remove the tools, the built site and every cache
	rm -rf $(VENV) site tests/bench/out .cache .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find hooks tests -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true

$(VENV)/venv.stamp:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info[:3] < tuple(map(int, "$(OLDEST)".split("."))))' || \
		{ echo "Concordat needs Python $(OLDEST) or newer, and $(PYTHON) is `$(PYTHON) --version 2>&1`. Say which to use: make setup PYTHON=python3.12" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/site.stamp: requirements.lock $(VENV)/venv.stamp
	$(PIP) --require-hashes -r requirements.lock
	@touch $@

# The big lock contains the small one, so the small one is done too.
$(VENV)/dev.stamp: requirements-dev.lock $(VENV)/venv.stamp
	$(PIP) --require-hashes -r requirements-dev.lock
	@touch $@ $(VENV)/site.stamp

$(VENV)/package.stamp: pyproject.toml | $(VENV)/site.stamp
	$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@
