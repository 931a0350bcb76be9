#!/usr/bin/env bash
# Opens QGIS with the plugin and the sample project. Settings stay in build/profile from one time to the next.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/environment.sh"
source scripts/qgis_profile.sh

if [[ -z "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]]; then
  echo "run: there is no screen here to open QGIS on; make screenshots works without one" >&2
  exit 1
fi
qgis_environment
[[ -d build/profile ]] || fresh_profile "$ROOT/build/profile" "${ZHANBU_LANG:-zh-Hans}"

project=()
if [[ -f resources/sample/sample.qgz ]]; then
  mkdir -p build/run # edits go to a copy, never to the sample of the repository
  cp -u resources/sample/{sample.gpkg,dem.tif,sample.qgz} build/run/
  project=("$ROOT/build/run/sample.qgz")
fi
exec qgis --nologo --noversioncheck --profiles-path "$ROOT/build/profile" "${project[@]}"
