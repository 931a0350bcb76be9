# Sourced by the benchmarks: what they need beyond the plugin's own surrounding.

BENCH_PYTHON="$ROOT/build/bench/venv/bin/python"

is_debian_12() {
  [[ -r /etc/os-release ]] && (. /etc/os-release && [[ "${ID:-}" == debian && "${VERSION_ID:-}" == 12 ]])
}

# install_or_say PACKAGE...: as root on Debian 12 installs them, elsewhere says so and ends.
install_or_say() {
  if is_debian_12 && [[ "$(id -u)" == 0 ]]; then
    echo "bench: installing $*"
    DEBIAN_FRONTEND=noninteractive apt-get -o Acquire::Retries=3 install -y --no-install-recommends "$@" </dev/null \
      >build/bench/apt.log 2>&1 || { tail -5 build/bench/apt.log >&2; return 1; }
  else
    echo "bench: this machine lacks: $* (names of Debian 12); install them and run the same command again" >&2
    return 1
  fi
}

# SciPy makes the shared county, Matplotlib draws the picture.
need_for_bench() {
  local missing=() name
  mkdir -p build/bench
  for name in scipy matplotlib; do
    /usr/bin/python3 -c "import importlib.util as u, sys; sys.exit(u.find_spec('$name') is None)" \
      || missing+=("python3-$name")
  done
  [[ ${#missing[@]} -eq 0 ]] || install_or_say "${missing[@]}"
}

bench_environment() {
  qgis_environment
  export PYTHONPATH="$ROOT:/usr/share/qgis/python/plugins:$PYTHONPATH"
  export QT_QPA_PLATFORM=offscreen
}

need_postgis() {
  local missing=()
  compgen -G '/usr/share/postgresql/*/extension/postgis.control' >/dev/null || missing+=(postgresql-15-postgis-3)
  /usr/bin/python3 -c "import importlib.util as u, sys; sys.exit(u.find_spec('psycopg2') is None)" \
    || missing+=(python3-psycopg2)
  [[ ${#missing[@]} -eq 0 ]] || install_or_say "${missing[@]}"
}

# A virtual environment of its own, so that nothing of it disturbs the plugin's.
bench_venv() {
  local stamp
  stamp="build/bench/venv/installed-$(sha256sum <scripts/requirements-bench.txt | cut -c1-16)"
  if [[ ! -e "$stamp" ]]; then
    echo "bench: installing Dask and exactextract into build/bench/venv"
    rm -rf build/bench/venv
    /usr/bin/python3 -m venv --system-site-packages build/bench/venv
    "$BENCH_PYTHON" -m pip install --quiet --no-input --disable-pip-version-check --retries 5 \
      -r scripts/requirements-bench.txt
    touch "$stamp"
  fi
}
