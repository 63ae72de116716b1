# The environment is .venv/, made from requirements.lock; it is remade when that file changes.
# TODAY=2026-03-31  for 'make site': pages whose review is due by then say so.
# PYTHON=…  which Python to make it with; otherwise the newest suitable one is taken.

VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
MINIMUM := 3.11
UV := uv==0.13.9
SUITABLE := import sys; sys.exit(sys.version_info < tuple(map(int, "$(MINIMUM)".split("."))))

export NO_MKDOCS_2_WARNING := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PYTHONUTF8 := 1
export ALONE

.PHONY: site test lint check serve bench screenshots lock clean

site: $(READY)  ## split the articles, check the pages, build the site
	@$(BIN)/python -c "$$ALONE" $(BIN)/briefing build $(if $(TODAY),--today $(TODAY))

serve: $(READY)  ## build and look, live
	@$(BIN)/briefing serve

test: $(READY) lint  ## everything a change has to pass
	@$(BIN)/python tests/browser.py --install
	@echo "Running the tests"
	@$(BIN)/python -m pytest --quiet --numprocesses auto --maxprocesses 4 -m "not npm"

lint: $(READY)
	@echo "Checking style and types"
	@$(BIN)/ruff check --quiet
	@$(BIN)/ruff format --quiet --check
	@$(BIN)/mypy --no-error-summary

check: $(READY)  ## before a pull request: the rules, what a split would change, and the site of a copy
	@$(BIN)/briefing check
	@$(BIN)/briefing split --dry-run
	@echo "Building the site of a copy, to check its links"
	@copy=$$(mktemp -d); trap 'rm -rf "$$copy"' EXIT; \
	cp -R mkdocs.yml articles docs templates .briefing "$$copy"; \
	$(BIN)/briefing build --quiet --root "$$copy"

bench: $(READY)  ## measure
	@for benchmark in benchmarks/*.py; do \
	  echo "$$benchmark"; $(BIN)/python "$$benchmark" || exit 1; \
	done

screenshots: site  ## pictures of the site in screenshots/, and the one in the README
	@$(BIN)/python tests/screenshots.py

# UPGRADE=1 takes the newest versions; otherwise only what pyproject.toml demands changes.
lock:  ## write requirements.lock anew from pyproject.toml
	@$(find_python); \
	[ -x .cache/lock/bin/uv ] || { "$$python" -m venv .cache/lock && .cache/lock/bin/pip install --quiet '$(UV)'; }; \
	echo "Resolving the requirements"; \
	.cache/lock/bin/uv pip compile --quiet --universal --python-version $(MINIMUM) --fork-strategy fewest \
	  --generate-hashes --no-header $(if $(UPGRADE),--upgrade) --extra dev \
	  --output-file requirements.lock pyproject.toml && \
	{ echo "# Made by 'make lock' from pyproject.toml. Do not edit."; cat requirements.lock; } > requirements.lock.new && \
	mv requirements.lock.new requirements.lock

clean:  ## remove what can be made again
	@rm -rf $(VENV) site screenshots .cache .hypothesis .mypy_cache .pytest_cache .ruff_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Sets $python, or says what is missing and stops.
define find_python
	python='$(PYTHON)'; \
	for candidate in python3.13 python3.12 python3.11 python3; do \
	  [ -n "$$python" ] && break; \
	  "$$candidate" -c '$(SUITABLE)' >/dev/null 2>&1 && python=$$candidate; \
	done; \
	"$${python:-python3}" -c '$(SUITABLE)' 2>/dev/null || { \
	  echo "Python $(MINIMUM) or newer is needed; $${python:-python3} is older, or missing. Install one, or name it: make PYTHON=/path/to/python" >&2; exit 1; }; \
	"$$python" -c 'import ensurepip' 2>/dev/null || { \
	  echo "$$python cannot make a virtual environment. On Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }
endef

# Runs the command that follows it when no other make in this folder does so.
define ALONE
import fcntl, os, sys
os.makedirs(".cache", exist_ok=True)
lock = os.open(".cache/make.lock", os.O_CREAT | os.O_WRONLY)
os.set_inheritable(lock, True)  # held as long as the command runs
try:
    fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
except BlockingIOError:
    print("Waiting for another make in this folder", flush=True)
    fcntl.flock(lock, fcntl.LOCK_EX)
except OSError:
    pass  # a file system without locks
os.execvp(sys.argv[1], sys.argv[1:])
endef

# Two makes at once: the second waits, then sees that nothing is left to do.
$(READY): requirements.lock pyproject.toml
ifndef WAITED
	@if $(BIN)/python -c '$(SUITABLE)' 2>/dev/null; then python=$(BIN)/python; else $(find_python); fi; \
	"$$python" -c "$$ALONE" $(MAKE) --silent --no-print-directory $(READY) WAITED=yes
else
	@$(BIN)/python -c '$(SUITABLE)' 2>/dev/null || { \
	  $(find_python); \
	  echo "Making $(VENV) with $$("$$python" --version)"; \
	  "$$python" -m venv --clear $(VENV); }
	@echo "Installing the requirements"
	@$(BIN)/python -m pip install --quiet --no-deps --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	@$(relative_path)
	@touch $(READY)
endif

# Names scripts/ by a relative path: one with other letters than ASCII stops Python under LC_ALL=POSIX.
define relative_path
	for link in $(VENV)/lib/python*/site-packages/_briefing.pth; do \
	  $(BIN)/python -S -c 'import os, sys; print(os.path.relpath("scripts", os.path.dirname(sys.argv[1])))' \
	    "$$link" > "$$link.new" && mv "$$link.new" "$$link" || exit 1; \
	done
endef
