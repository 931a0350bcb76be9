#!/usr/bin/env bash
# A pool of 50 000 parcels and 200 000 events in a file and on a server: opening, pushing, balancing, against bare SQL
# in the same run.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/environment.sh"
source scripts/bench_environment.sh

need_postgis
bench_environment
failed=0
"$PYTHON" -m benchmarks.pool_bench "$@" || failed=1
"$PYTHON" -m benchmarks.pool_server_bench "$@" || failed=1
exit "$failed"
