#!/usr/bin/env bash
# A million steps of the ledger against its model, in parts that can be told and repeated by their seeds.
# Usage: scripts/long_ledger_run.sh [STEPS [FIRST_SEED [on_a_file|on_a_server]]]
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/environment.sh"

steps="${1:-1000000}"
seed="${2:-1}"
engine="${3:-on_a_file}"
part=$((steps < 20000 ? steps : 20000))
export QT_QPA_PLATFORM=offscreen ZHANBU_LEDGER_STEPS="$part"
for ((done = 0; done < steps; done += part, seed++)); do
  ZHANBU_LEDGER_SEED="$seed" "$PYTHON" -m pytest -q -s tests/ledger/test_ledger_machine.py -k "$engine" </dev/null \
    | grep -E 'steps in|^done|^refused|passed|failed|^E '
done
