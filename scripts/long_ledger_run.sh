#!/usr/bin/env bash
# A million steps of the ledger against its model, in parts that can be told and repeated by their seeds.
# Usage: scripts/long_ledger_run.sh [STEPS [FIRST_SEED [on_a_file|on_a_server]]]; a part that fails doesn't end the run.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/environment.sh"

steps="${1:-1000000}"
seed="${2:-1}"
engine="${3:-on_a_file}"
part=$((steps < 20000 ? steps : 20000))
scratch="$(mktemp -d -p "$([[ -w /dev/shm ]] && echo /dev/shm || echo /tmp)")"
trap 'rm -rf "$scratch"' EXIT
export QT_QPA_PLATFORM=offscreen ZHANBU_LEDGER_STEPS="$part"
done=0
failed=()
while ((done < steps)); do
  if ! ZHANBU_LEDGER_SEED="$seed" "$PYTHON" -m pytest -q -s -p no:pytest_qgis -p no:cacheprovider \
    --basetemp="$scratch/part" tests/ledger/test_ledger_machine*.py -k "$engine and sequence" </dev/null >"$scratch/log" 2>&1; then
    failed+=("$seed")
    grep -E '^E ' "$scratch/log" || tail -20 "$scratch/log"
  fi
  grep -E 'steps in|^done|^refused|passed|failed' "$scratch/log" || true
  done=$((done + part))
  seed=$((seed + 1))
  echo "$done of $steps steps; parts that failed: ${#failed[@]} ${failed[*]}"
done
[[ ${#failed[@]} -eq 0 ]]
