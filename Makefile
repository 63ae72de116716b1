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

.PHONY: site test lint check serve bench screenshots lock clean

site: $(READY)  ## split the articles, check the pages, build the site
	@$(BIN)/briefing build $(if $(TODAY),--today $(TODAY))

serve: $(READY)  ## build and look, live
	@$(BIN)/briefing serve

test: $(READY) lint  ## everything a change has to pass
	@$(BIN)/python tests/browser.py --install
	@echo "Running the tests"
	@$(BIN)/python -m pytest --quiet

lint: $(READY)
	@echo "Checking style and types"
	@$(BIN)/ruff check --quiet
	@$(BIN)/ruff format --quiet --check
	@$(BIN)/mypy --no-error-summary

check: $(READY)  ## before a pull request: the rules, what a split would change, and a strict build, thrown away
	@$(BIN)/briefing check
	@$(BIN)/briefing split --dry-run
	@echo "Building the site, to check its links"
	@scratch=$$(mktemp -d); trap 'rm -rf "$$scratch"' EXIT; \
	$(BIN)/mkdocs build --strict --site-dir "$$scratch"

bench: $(READY)  ## measure
	@for benchmark in benchmarks/[!_]*.py; do \
	  [ -e "$$benchmark" ] || { echo "There are no benchmarks yet."; break; }; \
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

$(READY): requirements.lock pyproject.toml
	@$(BIN)/python -c '$(SUITABLE)' 2>/dev/null || { \
	  $(find_python); \
	  echo "Making $(VENV) with $$("$$python" --version)"; \
	  "$$python" -m venv --clear $(VENV); }
	@echo "Installing the requirements"
	@$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	@touch $(READY)
