#!/usr/bin/env bash
# A technician's day on the sample county twice, by hand in a real QGIS window and by qgis_process; both must end alike.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/environment.sh"
source scripts/qgis_profile.sh

qgis_environment
by_hand="$ROOT/build/day/by-hand" by_process="$ROOT/build/day/by-process"
rm -rf "$by_hand" "$by_process"
mkdir -p "$by_hand" "$by_process"
ZHANBU_DAY="$by_hand" ZHANBU_PICTURES="$ROOT/docs/images/day" SCREENSHOT_SECONDS="${SCREENSHOT_SECONDS:-600}" \
  scripts/take_screenshots.sh scripts/day/by_hand.py

fresh_profile "$ROOT/build/day/profile" en
QGIS_CUSTOM_CONFIG_PATH="$ROOT/build/day/profile" QT_QPA_PLATFORM=offscreen \
  "$PYTHON" scripts/day/by_process.py "$by_process"
"$PYTHON" scripts/day/end_state.py "$by_hand" "$by_process"
