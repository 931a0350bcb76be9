#!/usr/bin/env bash
# The engine mapped over counties on two worker processes, without QGIS.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/environment.sh"
source scripts/bench_environment.sh

need_for_bench
bench_venv
bench_environment
exec "$BENCH_PYTHON" -m benchmarks.province "$@"
