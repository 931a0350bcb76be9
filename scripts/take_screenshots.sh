#!/usr/bin/env bash
# Starts a real QGIS on a virtual screen, in Chinese, with the plugin on, and lets scripts/screenshots.py take the pictures.
# Language, folder and time limit can be given: ZHANBU_LANG=en ZHANBU_PICTURES=build/en SCREENSHOT_SECONDS=600 make screenshots
# So can a theme of QGIS and the scale of the screen: ZHANBU_THEME="Night Mapping" ZHANBU_SCALE=1.5; the window stays as large
# as on a screen of 1366 × 768.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/environment.sh"
source scripts/qgis_profile.sh

script="${1:-scripts/screenshots.py}"
[[ -f "$script" ]] || { echo "screenshots: $script isn't here" >&2; exit 1; }
language="${ZHANBU_LANG:-zh-Hans}"
pictures="${ZHANBU_PICTURES:-$ROOT/docs/images}"
profile="$ROOT/build/screenshots/profile"
log="$ROOT/build/screenshots/qgis.log"

qgis_environment
fresh_profile "$profile" "$language" "${ZHANBU_THEME:-default}"
mkdir -p "$pictures"
before="$ROOT/build/screenshots/began"
touch "$before"
export ZHANBU_ROOT="$ROOT" ZHANBU_PICTURES="$pictures"
export QT_SCALE_FACTOR_ROUNDING_POLICY=Round # the virtual screen says 96.1 dpi, and QGIS would scale by that
unset QT_QPA_PLATFORM
scale="${ZHANBU_SCALE:-1}"
[[ "$scale" == 1 ]] || export QT_SCALE_FACTOR="$scale"
screen="$(awk -v s="$scale" 'BEGIN { printf "%dx%dx24", 1366 * s, 768 * s }')"

ended=0
xvfb-run --auto-servernum --server-args="-screen 0 $screen -dpi 96" \
  timeout --kill-after=10 "${SCREENSHOT_SECONDS:-300}" \
  qgis --nologo --noversioncheck --profiles-path "$profile" --lang "$language" --code "$script" \
  </dev/null >"$log" 2>&1 || ended=$?

find "$pictures" -name '*.png' -newer "$before" -printf 'screenshots: %p (%s bytes)\n' | sort
if [[ $ended -ne 0 ]] || grep -q 'Traceback (most recent call last)' "$log"; then
  echo "screenshots: QGIS ended with $ended; the end of $log:" >&2
  tail -n 30 "$log" >&2
  exit 1
fi
if [[ -z "$(find "$pictures" -name '*.png' -newer "$before" -print -quit)" ]]; then
  echo "screenshots: QGIS ended well, but no picture was taken; see $log" >&2
  exit 1
fi
"$PYTHON" scripts/slim_pictures.py "$pictures"
