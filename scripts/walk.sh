#!/usr/bin/env bash
# A sample batch from candidate to pooled, through qgis_process alone: scripts/walk.sh jiangxi|sichuan|hebei
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/environment.sh"
source scripts/qgis_profile.sh

qgis_environment
name="${1:-jiangxi}"
rm -rf "$ROOT/build/walks/$name"
fresh_profile "$ROOT/build/walks/profile" en
export QGIS_CUSTOM_CONFIG_PATH="$ROOT/build/walks/profile"
export QT_QPA_PLATFORM=offscreen
exec "$PYTHON" docs/walks/walk.py "$name" --into "$ROOT/build/walks"
