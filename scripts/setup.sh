#!/usr/bin/env bash
# Installs what is missing, and nothing else: Debian packages (as root on Debian 12), then the pinned tools in .venv.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/environment.sh"

QGIS_AT_LEAST=3.40

packages() { grep -v '^#' scripts/debian-packages.txt; }

is_debian_12() {
  [[ -r /etc/os-release ]] && (. /etc/os-release && [[ "${ID:-}" == debian && "${VERSION_ID:-}" == 12 ]])
}

missing_packages() {
  local have name version
  have="$(packages | xargs dpkg-query -W -f='${db:Status-Status} ${Package} ${Version}\n' 2>/dev/null || true)"
  for name in $(packages); do
    version="$(awk -v name="$name" '$1 == "installed" && $2 == name { print $3 }' <<<"$have")"
    if [[ -z "$version" ]]; then
      echo "$name"
    elif [[ "$name" == *qgis ]] && dpkg --compare-versions "$version" lt "$QGIS_AT_LEAST"; then
      echo "$name"
    fi
  done
}

missing_commands() {
  local name
  for name in qgis qgis_process xvfb-run xauth lrelease pylupdate5 git; do
    command -v "$name" >/dev/null || echo "$name"
  done
  for name in qgis osgeo yaml numpy venv; do
    /usr/bin/python3 -c "import importlib.util as u, sys; sys.exit(u.find_spec('$name') is None)" 2>/dev/null \
      || echo "python3 module $name"
  done
}

say_what_to_install() {
  {
    echo "setup: this machine lacks: $(tr '\n' ' ' <<<"$1")"
    echo "setup: on Debian 12, run the same command as root, or install with bookworm-backports enabled:"
    echo "  apt-get install -t bookworm-backports --no-install-recommends $(packages | tr '\n' ' ')"
    echo "setup: on another system, install QGIS $QGIS_AT_LEAST or later with its Python, Xvfb, Qt's lrelease and"
    echo "  pylupdate5, and the fonts Noto Sans CJK and Open Sans; then run the same command again."
  } >&2
  exit 1
}

# Backports come from the mirror that this machine already uses for bookworm itself.
enable_backports() {
  local targets mirror
  targets="$(apt-get indextargets --no-release-info --format '$(RELEASE) $(COMPONENT) $(REPO_URI)' 'Created-By: Packages')"
  if grep -q '^bookworm-backports main ' <<<"$targets"; then
    return
  fi
  mirror="$(awk '$1 == "bookworm" && $2 == "main" { print $3; exit }' <<<"$targets")"
  if [[ -z "$mirror" ]]; then
    echo "setup: no source of Debian 12 (bookworm main) is configured; add one to /etc/apt and try again" >&2
    exit 1
  fi
  echo "setup: adding bookworm-backports from $mirror"
  echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror bookworm-backports main" \
    >/etc/apt/sources.list.d/zhanbu-bookworm-backports.list
}

install_packages() {
  export DEBIAN_FRONTEND=noninteractive
  echo "setup: installing $*"
  enable_backports
  apt-get -o Acquire::Retries=3 update \
    || echo "setup: some package sources could not be refreshed; going on with the others" >&2
  apt-get -o Acquire::Retries=3 install -y -t bookworm-backports --no-install-recommends "$@" </dev/null
}

if is_debian_12; then
  missing="$(missing_packages)"
  if [[ -n "$missing" ]]; then
    [[ "$(id -u)" == 0 ]] || say_what_to_install "$missing"
    # shellcheck disable=SC2086  # one word per package is meant
    install_packages $missing
  fi
else
  missing="$(missing_commands)"
  [[ -z "$missing" ]] || say_what_to_install "$missing"
fi

stamp=".venv/installed-$(cat scripts/requirements-dev.txt scripts/setup.sh | sha256sum | cut -c1-16)"
if [[ ! -e "$stamp" || ! -x "$PYTHON" ]]; then
  echo "setup: installing the pinned tools into .venv"
  /usr/bin/python3 -m venv --system-site-packages .venv
  # Shapely is built against the system's GEOS: a wheel carries a second GEOS, and inside QGIS the two get mixed up.
  "$PYTHON" -m pip install --quiet --no-input --disable-pip-version-check --retries 5 --no-binary shapely \
    -r scripts/requirements-dev.txt
  rm -f .venv/installed-*
  touch "$stamp"
fi
echo "setup: everything needed is here"
