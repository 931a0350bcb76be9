#!/usr/bin/env bash
# Our stages beside PostGIS and exactextract, in the same run.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/environment.sh"
source scripts/bench_environment.sh

need_for_bench
need_postgis
bench_venv
bench_environment
exec "$PYTHON" -m benchmarks.peers --bench-python "$BENCH_PYTHON" "$@"
