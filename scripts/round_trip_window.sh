#!/usr/bin/env bash
# A sample batch to the city and back twice, by hand in a real QGIS window and by qgis_process; both must end alike.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/environment.sh"
source scripts/qgis_profile.sh

qgis_environment
name="${1:-hebei}"
by_hand="$ROOT/build/round-trips/by-hand/$name" by_process="$ROOT/build/round-trips/$name"
[[ -n "${KEEP_PROCESS:-}" && -d "$by_process" ]] || scripts/round_trip.sh "$name"
rm -rf "$by_hand"
mkdir -p "$by_hand"
fresh_profile "$ROOT/build/round-trips/profile" en
QGIS_CUSTOM_CONFIG_PATH="$ROOT/build/round-trips/profile" QT_QPA_PLATFORM=offscreen \
  "$PYTHON" scripts/to_the_city/prepare.py "$name" "$by_hand"
pictures="$ROOT/build/round-trips/pictures/$name"
[[ "$name" != hebei ]] || pictures="$ROOT/docs/images/round-trip"
ZHANBU_TRIP="$by_hand" ZHANBU_TRIP_NAME="$name" ZHANBU_PICTURES="$pictures" \
  SCREENSHOT_SECONDS="${SCREENSHOT_SECONDS:-600}" scripts/take_screenshots.sh scripts/to_the_city/by_hand.py
"$PYTHON" scripts/to_the_city/end_state.py "$by_hand" "$by_process"
