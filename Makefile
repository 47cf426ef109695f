# make extract   read the reports in IN and write the dataset to OUT
# make test      run the tests
# make help      all targets

IN ?= corpus/reports
OUT ?= output
PYTHON ?= $(firstword $(foreach name,python3.11 python3.12 python3.13 python3,$(shell command -v $(name))))
BIN = .venv/bin

.DEFAULT_GOAL = help
.PHONY: help setup extract test check floors evaluate bench docs clean

help: ## Say what each target does
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

setup: .venv/.developer ## Make .venv with everything that development needs

.venv/.user: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or later is needed: make PYTHON=/path/to/python3.11"; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[ocr]'
	@touch $@

.venv/.developer: .venv/.user
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev,ocr]'
	@touch $@

# Status 3 says that some documents could not be read; the dataset is there and names them.
extract: .venv/.user ## Read the reports in IN (corpus/reports) and write the dataset to OUT (output)
	@$(BIN)/ziping extract $(IN) --output $(OUT); status=$$?; [ $$status -eq 0 ] || [ $$status -eq 3 ]

test: .venv/.developer ## Run the tests
	$(BIN)/python -m pytest

check: .venv/.developer ## Check style, types, imports and the floors of quality
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	@$(MAKE) --no-print-directory floors

output/.reports output/.locked: output/.%: .venv/.user FORCE
	@$(BIN)/ziping extract corpus/$* --output output/$* --quiet; status=$$?; [ $$status -eq 0 ] || [ $$status -eq 3 ]

.PHONY: FORCE
FORCE:

floors: output/.reports output/.locked ## Read both corpora and compare with the floors of quality
	$(BIN)/python benchmarks/floors.py

evaluate: output/.reports output/.locked ## Read both corpora and print the figures (of the locked one, totals)
	$(BIN)/ziping evaluate corpus/reports --out output/reports
	@echo
	@echo "locked set"
	$(BIN)/ziping evaluate corpus/locked --out output/locked

bench: .venv/.developer ## Measure time and memory
	$(BIN)/python benchmarks/speed.py
	$(BIN)/python benchmarks/recognition.py

docs: .venv/.user ## Fill the generated tables of the documents
	$(BIN)/python docs/fill_tables.py

clean: ## Remove what the other targets made
	rm -rf .venv output build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
