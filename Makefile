# Everything sets itself up on Debian or Ubuntu with Python 3.11 or newer; see tools/setup.
PYTHON = .venv/bin/python

.PHONY: demo test coverage mutants harden bench check messages docs pictures wheel clean

demo: .venv/ready  ## write every document of both examples to build/demo/
	$(PYTHON) -m bidkit demo --out build/demo

test: .venv/ready-dev  ## run the tests
	$(PYTHON) -m pytest

coverage: .venv/ready-dev  ## run the tests and count what they run of each room; kept in docs/quality.md; about twice as long as `make test`
	mkdir -p build/coverage
	$(PYTHON) -m pytest --cov --cov-report=json:build/coverage/report.json; passed=$$?; \
		$(PYTHON) -m benchmarks.coverage && exit $$passed

mutants: .venv/ready-dev  ## make modules wrong on purpose, and count what their unit tests notice; kept in docs/quality.md; an hour
	$(PYTHON) -m benchmarks.mutants

harden: .venv/ready-dev  ## a thousand records for what must not be seen, every leaf under approval, 16 programs at once, 200 kills, each hostile file alone, 20,000 mutated records, a disk that fails, what each checker catches
	BIDKIT_HARDEN=1 $(PYTHON) -m pytest tests/secrecy/test_noninterference.py tests/unit/approval tests/unit/register \
		tests/unit/record/test_mutated_records.py
	$(PYTHON) -m benchmarks.hostile_input
	$(PYTHON) -m benchmarks.mutated_records
	$(PYTHON) -m benchmarks.faults
	$(PYTHON) -m benchmarks.checkers

bench: .venv/ready-dev  ## how time and memory grow up to 10,000 requirements, what a second core and a cluster bring, and other tools beside bidkit; kept in docs/quality.md; over an hour
	$(PYTHON) -m benchmarks.start_up
	$(PYTHON) -m benchmarks.scale docx pdf
	$(PYTHON) -m benchmarks.many_deals docx:2000 pdf:60:3
	$(PYTHON) -m benchmarks.peers docx:200 docx:1000 pdf:200 pdf:1000

check: .venv/ready-dev  ## style, types, and the arrows between the rooms
	$(PYTHON) -m ruff check
	$(PYTHON) -m ruff format --check
	$(PYTHON) -m mypy
	.venv/bin/lint-imports
	$(PYTHON) tools/messages.py check
	$(PYTHON) tools/record_reference.py --check
	$(PYTHON) tools/vocabulary_reference.py --check

messages: .venv/ready-dev  ## bring the translation catalogues up to date
	$(PYTHON) tools/messages.py update

docs: .venv/ready-dev  ## write docs/record.md from the models, and the elements in docs/templates.md
	$(PYTHON) tools/record_reference.py
	$(PYTHON) tools/vocabulary_reference.py

pictures: .venv/ready-dev  ## write docs/pictures/, a page of each stage for the README; needs Poppler
	$(PYTHON) tools/page_pictures.py

wheel: .venv/ready-dev  ## build the wheel into dist/
	$(PYTHON) -m build --wheel

.venv/ready: pyproject.toml tools/setup
	tools/setup

.venv/ready-dev: pyproject.toml tools/setup
	tools/setup dev

clean:
	rm -rf .venv build dist
