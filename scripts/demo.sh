#!/usr/bin/env bash
# The main job on the sample county, through qgis_process, as an office would run it overnight.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/environment.sh"
source scripts/qgis_profile.sh

qgis_environment
fresh_profile "$ROOT/build/demo/profile" en
export QGIS_CUSTOM_CONFIG_PATH="$ROOT/build/demo/profile"
export QT_QPA_PLATFORM=offscreen
exec "$PYTHON" scripts/demo.py --into "$ROOT/build/demo" "$@"
