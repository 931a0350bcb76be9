#!/usr/bin/env bash
# Runs the benchmarks; every figure stands beside that of QGIS's own tools in the same run.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/environment.sh"
source scripts/bench_environment.sh

need_for_bench
bench_environment
exec "$PYTHON" -m benchmarks.run "$@"
