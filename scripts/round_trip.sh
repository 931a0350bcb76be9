#!/usr/bin/env bash
# A sample batch to the city and back, through qgis_process alone: scripts/round_trip.sh jiangxi|sichuan|hebei
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/environment.sh"
source scripts/qgis_profile.sh

qgis_environment
name="${1:-hebei}"
rm -rf "$ROOT/build/round-trips/$name"
fresh_profile "$ROOT/build/round-trips/profile" en
export QGIS_CUSTOM_CONFIG_PATH="$ROOT/build/round-trips/profile"
export QT_QPA_PLATFORM=offscreen
exec "$PYTHON" docs/walks/round_trip.py "$name" --into "$ROOT/build/round-trips"
