# What belongs to the code, read by the Makefile: a region's own repository has neither.

.PHONY: test bench

test: $(VENV)/dev.stamp $(VENV)/package.stamp ## check style and types, then run the tests
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/python -m pytest --numprocesses auto

bench: $(VENV)/dev.stamp $(VENV)/package.stamp ## measure how long a large site takes
	$(BIN)/python tests/bench/run.py
