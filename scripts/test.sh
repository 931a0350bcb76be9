#!/usr/bin/env bash
# Lint, types, the contract of the floors, and every test, headless. All of them run, whatever fails on the way.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/environment.sh"

export QT_QPA_PLATFORM=offscreen
failed=()
summary=()

step() {
  local name="$1"
  shift
  echo
  echo "== $name: $*"
  local began=$SECONDS
  if "$@" </dev/null; then
    summary+=("$name ok ($((SECONDS - began)) s)")
  else
    failed+=("$name")
    summary+=("$name FAILED ($((SECONDS - began)) s)")
  fi
}

# .venv's own start scripts would break if the checkout were moved; Python finds the tools without them.
step lint "$PYTHON" -m ruff check .
step format "$PYTHON" -m ruff format --check .
step types "$PYTHON" -m mypy
step floors "$PYTHON" .venv/bin/lint-imports --no-logo
step translation "$PYTHON" scripts/lay_out.py --only-translation
# Each file of tests stays on one of two processes, in the order of its folder. One that crashed isn't replaced: with
# files kept together, pytest-xdist 3.8 would wait forever for the rest of its file.
step tests "$PYTHON" -m pytest -n 2 --dist loadfile --no-loadscope-reorder --max-worker-restart 0 "$@"

printf -v line '%s; ' "${summary[@]}"
echo "test: ${line%; }"
[[ ${#failed[@]} -eq 0 ]]
