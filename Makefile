# The commands of this project. On a new Debian or Ubuntu, Python 3.11 and make are enough.

PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --no-input --disable-pip-version-check --require-hashes
LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --custom-compile-command "make lock" pyproject.toml

# The settings refuse to start without secrets. These belong to the checks and to nothing else.
DEVELOPMENT := DEBUG=1 DATABASE_URL=sqlite://:memory:
PRODUCTION := DEBUG=0 DATABASE_URL=sqlite://:memory: ALLOWED_HOSTS=example.org \
	SECRET_KEY=only-for-the-checks-of-make-lint-0123456789-abcdefghijklmnopqrstuvwxyz

# Two targets at once would both call apt-get.
.NOTPARALLEL:
.PHONY: help run install test lint format bench messages lock clean system test-system

help:  ## show this list
	@sed -nE 's/^([a-z]+):.*## (.*)/  make \1\t\2/p' Makefile | expand -t 18

run: .venv/run.stamp  ## serve the demo on http://localhost:8000 and print the logins
	@DEBUG=1 $(BIN)/python manage.py migrate --verbosity 0
	@DEBUG=1 $(BIN)/python manage.py load_demo
	@echo "Serving http://localhost:$(PORT) (stop with Ctrl-C)"
	@DEBUG=1 SITE_URL=http://localhost:$(PORT) $(BIN)/python manage.py runserver $(PORT)

install: .venv/dev.stamp  ## prepare .venv with everything

test: install test-system  ## run the tests this machine can, and name what it skips (some: make test LANES=sqlite)
	@$(BIN)/python -m scripts.test_lanes $(LANES)

lint: install  ## check style, types, imports, templates, settings and translations
	$(BIN)/ruff check --quiet --output-format concise
	$(BIN)/ruff format --check --quiet
	find templates -name '*.html' | sort | xargs $(BIN)/djade --check --target-version 5.2
	$(DEVELOPMENT) $(BIN)/mypy
	$(BIN)/lint-imports
	$(DEVELOPMENT) $(BIN)/python manage.py makemigrations --check --dry-run
	$(PRODUCTION) $(BIN)/python manage.py check --deploy --fail-level WARNING
	$(BIN)/python -m scripts.messages --check

format: install  ## mend what lint can mend
	$(BIN)/ruff check --fix
	$(BIN)/ruff format
	find templates -name '*.html' | sort | xargs $(BIN)/djade --target-version 5.2

bench: install  ## measure, one line a figure
	@$(BIN)/python -m tests.benchmarks

messages: install  ## collect the texts to translate, compile the translations
	$(BIN)/python -m scripts.messages

lock: install  ## pin the packages of pyproject.toml (newest: make lock LOCK_OPTIONS=--upgrade)
	$(LOCK) $(LOCK_OPTIONS) --output-file requirements.txt
	$(LOCK) $(LOCK_OPTIONS) --group dev --constraint requirements.txt --output-file requirements-dev.txt

clean:  ## remove .venv and the caches; the database in data/ stays
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -prune -exec rm -rf {} +

system:
	@PYTHON=$(PYTHON) sh scripts/system_packages.sh run

test-system:
	@sh scripts/system_packages.sh --optional browser
	@sh scripts/system_packages.sh --optional verapdf

.venv/%.stamp: | system
	@test -x $(BIN)/pip || $(PYTHON) -m venv .venv
	@echo "Installing Python packages ($^)"
	@$(PIP) --requirement $^
	@touch $@

.venv/run.stamp: requirements.txt
.venv/dev.stamp: requirements-dev.txt
