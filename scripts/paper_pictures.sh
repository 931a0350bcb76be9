#!/usr/bin/env bash
# Every paper of Hebei's round trip as a picture in docs/images/papers/, to be looked at one by one.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/environment.sh"
source scripts/qgis_profile.sh

qgis_environment
trip="$ROOT/build/round-trips/hebei"
[[ -f "$trip/答复函.pdf" ]] || scripts/round_trip.sh hebei
fresh_profile "$ROOT/build/papers/profile" zh-Hans
export QGIS_CUSTOM_CONFIG_PATH="$ROOT/build/papers/profile" QT_QPA_PLATFORM=offscreen
exec "$PYTHON" scripts/paper_pictures.py "$trip" "$ROOT/docs/images/papers"
