# What people do here. `make help` lists it; `make pr` is what CI runs.

PYTHON ?= $(shell for p in python3.13 python3 python; do \
	$$p -c 'import venv, ensurepip' >/dev/null 2>&1 && echo $$p && break; done)
UV := .tools/uv/bin/uv
PY := .venv/bin/python
STAGE ?= prod
ARCHITECTURE ?= arm64
TESTS ?= tests
WORKERS ?= 2
YEAR ?= yes
PAST := $(if $(filter no,$(YEAR)),--past short)

export SAM_CLI_TELEMETRY := 0
# What is compiled once is kept: tests start many processes of this very code.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help dev check test journey oracle docs fonts look bench measures-check mutants local pr build deploy audit clean

help: ## This list
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

dev: .venv/.stamp .tools/sam/.stamp .tools/emulator/.stamp ## A running, seeded stack on http://localhost:8787, with its log; YEAR=no: sooner
	@.venv/bin/goodword local up $(PAST)

local: .venv/.stamp .tools/sam/.stamp .tools/emulator/.stamp ## The same in the background; `goodword local down` ends it
	@.venv/bin/goodword local up --detach $(PAST)

check: .venv/.stamp ## Format, lint, types
	$(PY) -m ruff format --check .
	$(PY) -m ruff check .
	$(PY) -m mypy cli clients/python layers functions tests bench

test: .venv/.stamp .tools/sam/.stamp .tools/emulator/.stamp .tools/checkov/.stamp ## Every test, journeys and pages included; its ten slowest
	$(PY) -m pytest -n $(WORKERS) --durations=10 $(TESTS)

journey: .venv/.stamp .tools/sam/.stamp .tools/emulator/.stamp ## The whole stories only
	$(PY) -m pytest tests/journeys

oracle: .tools/dynamodb-local/.stamp ## AWS's DynamoDB Local, for the tests that ask it (needs npm and Java 17)

docs: .venv/.stamp ## Writes what is generated: the API's description and its like
	$(PY) -m goodword.docs

fonts: .tools/fonts/.stamp ## Cuts the pages' fonts from open ones (needs npm)
	.tools/fonts/bin/python bench/fonts.py

look: .venv/.stamp ## Every page and letter as a picture, in .cache/look: SCENES="friend letters"
	PYTHONPATH=layers/domain:layers/pictures:cli:. $(PY) -m tests.look.run $(SCENES)

bench: .venv/.stamp .tools/sam/.stamp ## Measures, and writes docs/performance.md
	PYTHONPATH=layers/domain:cli:. $(PY) -m bench.run

measures-check: .venv/.stamp ## Whether the intervals of measures hold their 95 %: docs/measures-check.md
	PYTHONPATH=layers/domain:cli:. $(PY) -m bench.intervals

mutants: .venv/.stamp ## Plants mistakes in what counts money, and says which ones no test notices
	PYTHONPATH=layers/domain:cli:. $(PY) -m bench.mutants.run --workers $(WORKERS) $(MODULES)

pr: check docs test ## All that CI asks, and nothing generated left uncommitted
	git diff --exit-code -- docs

build: .venv/.stamp .tools/sam/.stamp ## What AWS will run, with its bytecode
	@.venv/bin/goodword local build --config $(STAGE) --architecture $(ARCHITECTURE)

deploy: build ## To AWS: make deploy STAGE=staging
	.tools/sam/bin/sam deploy --config-file $(CURDIR)/samconfig.toml --config-env $(STAGE) \
		--template-file .aws-sam/aws/template.yaml

LOCKS := $(filter-out requirements/audit.txt,$(wildcard requirements/*.txt)) layers/packages/requirements.txt \
	layers/pictures/requirements.txt layers/passkeys/requirements.txt
STRICT :=

audit: .venv/.stamp .tools/audit/.stamp ## Known holes in what is locked; STRICT=--strict fails for what nobody could look up, too
	@$(PY) -m goodword.audit $(STRICT) $(LOCKS)

clean: ## Leaves the sources, and the local stack's memory
	rm -rf .aws-sam .cache .hypothesis .mypy_cache .pytest_cache .ruff_cache .tools .venv
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# ── What the targets stand on: each environment locked with hashes, made again when its lock moves

$(UV): requirements/uv.txt
	@test -n "$(PYTHON)" || { echo "No usable Python was found: install python3 with its venv module" \
	"(on Debian and Ubuntu: apt install python3-venv)." >&2; exit 1; }
	@echo "uv, for everything else"
	@$(PYTHON) -m venv .tools/uv
	@.tools/uv/bin/python -m pip install --quiet --disable-pip-version-check \
		--require-hashes --requirement $<
	@touch $@

.venv/.stamp: requirements/dev.txt Makefile | $(UV)
	@echo "Python packages of the project"
	@test -x $(PY) || $(UV) venv --quiet --python 3.13 .venv
	@$(UV) pip sync --quiet --require-hashes --compile-bytecode --python $(PY) $<
	@printf '%s\n' "$(CURDIR)/cli" "$(CURDIR)/layers/domain" "$(CURDIR)/layers/pictures" "$(CURDIR)/clients/python" \
		> .venv/lib/python3.13/site-packages/goodword.pth
	@printf '%s\n' '#!$(CURDIR)/$(PY)' 'from goodword.main import main' 'main()' > .venv/bin/goodword
	@chmod +x .venv/bin/goodword
	@touch $@

.tools/%/.stamp: requirements/%.txt | $(UV)
	@echo "Tools: $*"
	@test -x $(@D)/bin/python || $(UV) venv --quiet --python 3.13 $(@D)
	@$(UV) pip sync --quiet --require-hashes --compile-bytecode --python $(@D)/bin/python $<
	@touch $@

ORACLE := amplify-dynamodb-simulator-2.9.30.tgz
ORACLE_SHA256 := 3503ffac19f183407909fecdacf4db51ab1fdad1da7b2f177016670b2d80e4b9

.tools/dynamodb-local/.stamp: Makefile
	@mkdir -p $(@D)
	@cd $(@D) && npm pack --silent $(subst -2,@2,$(basename $(ORACLE))) >/dev/null
	@cd $(@D) && echo "$(ORACLE_SHA256)  $(ORACLE)" | sha256sum --check --quiet
	@cd $(@D) && tar -xzf $(ORACLE) --strip-components=2 package/emulator && rm $(ORACLE)
	@touch $@
