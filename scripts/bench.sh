#!/usr/bin/env bash
# Runs the benchmarks; each prints its ratio to QGIS's own tool in the same run.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/environment.sh"

qgis_environment
export PYTHONPATH="$ROOT:/usr/share/qgis/python/plugins:$PYTHONPATH"
export QT_QPA_PLATFORM=offscreen
exec "$PYTHON" benchmarks/run.py "$@"
