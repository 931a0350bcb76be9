#!/usr/bin/env bash
# A pool of 50 000 parcels and 200 000 events: opening, pushing, balancing, against bare SQL in the same run.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/environment.sh"
source scripts/bench_environment.sh

bench_environment
exec "$PYTHON" -m benchmarks.pool_bench "$@"
