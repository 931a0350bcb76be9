# Sourced by the other scripts: where things are, and a surrounding that is the same on every machine.

ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
PYTHON="$ROOT/.venv/bin/python"
cd "$ROOT"

# Qt and QGIS read Chinese file names and fields wrongly under a locale that isn't UTF-8.
case "${LC_ALL:-${LC_CTYPE:-${LANG:-}}}" in
  *UTF-8* | *utf8* | *UTF8* | *utf-8*) ;;
  *) export LC_ALL=C.UTF-8 ;;
esac

if [[ -z "${HOME:-}" || ! -w "${HOME:-/}" ]]; then
  export HOME="$ROOT/build/home"
  mkdir -p "$HOME"
fi

# QGIS runs on the system's Python; this puts the pinned Shapely 2 in front of Debian's 1.8.
qgis_environment() {
  local site
  site="$(echo "$ROOT"/.venv/lib/python3*/site-packages)"
  export PYTHONPATH="$site${PYTHONPATH:+:$PYTHONPATH}"
  export QGIS_PLUGINPATH="$ROOT/build"
  if [[ -z "${XDG_RUNTIME_DIR:-}" ]]; then
    export XDG_RUNTIME_DIR="$ROOT/build/runtime"
    mkdir -p -m 700 "$XDG_RUNTIME_DIR"
  fi
}
