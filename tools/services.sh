# Sourced by test: private PostgreSQL and Redis servers for one test run, on free ports, in a temporary folder; and a C compiler.
# Exports AUTERITY_TEST_POSTGRES and AUTERITY_TEST_REDIS; what cannot be had stays unset and its tests say skipped.

services=
redis_pid=

free_port() {
  local port
  while :; do
    port=$((20000 + RANDOM % 20000))
    (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || { echo "$port"; return; }
  done
}

postgres_bin() { ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1; }

# As root PostgreSQL refuses to run, so its own user does.
as_postgres() { if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi; }

install_services() {
  local missing=()
  [ -n "$(postgres_bin)" ] || missing+=(postgresql)
  command -v redis-server >/dev/null || missing+=(redis-server)
  command -v gcc >/dev/null || command -v cc >/dev/null || missing+=(gcc libc6-dev)
  [ ${#missing[@]} -gt 0 ] || return 0
  if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
    echo "Not installed and not root: ${missing[*]}; the tests that need them are skipped."
    return 0
  fi
  echo "Installing ${missing[*]} …"
  # RUNLEVEL=1 keeps the packages from starting servers of their own.
  { apt-get update -qq && RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}"; } >/dev/null 2>&1 \
    || echo "Could not install ${missing[*]}; the tests that need them are skipped."
}

# The browser that the Studio's stories run in.
install_chromium() {
  command -v chromium >/dev/null && return
  [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || return 1
  echo "Installing chromium …"
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium; } >/dev/null 2>&1
  command -v chromium >/dev/null
}

start_services() {
  services=$(mktemp -d)
  chmod 711 "$services"
  start_postgres || echo "PostgreSQL did not start; its tests are skipped."
  start_redis || echo "Redis did not start; its tests are skipped."
}

# start_postgres [on]: with fsync only when asked, because nothing in a test has to survive the machine.
start_postgres() {
  local bin port fsync=${1:-off}
  bin=$(postgres_bin)
  [ -n "$bin" ] || return 1
  port=$(free_port)
  mkdir "$services/postgres"
  [ "$(id -u)" != 0 ] || chown postgres "$services/postgres"
  as_postgres "$bin/initdb" -D "$services/postgres" -U postgres -A trust --no-sync -E UTF8 >/dev/null \
    && as_postgres "$bin/pg_ctl" -D "$services/postgres" -w -l "$services/postgres/log" \
      -o "-p $port -k $services/postgres -c listen_addresses=127.0.0.1 -c fsync=$fsync -c max_connections=300" start >/dev/null || return 1
  export AUTERITY_TEST_POSTGRES="Host=127.0.0.1;Port=$port;Username=postgres;Database=postgres"
}

start_redis() {
  local port
  command -v redis-server >/dev/null || return 1
  port=$(free_port)
  redis-server --port "$port" --bind 127.0.0.1 --save '' --appendonly no --dir "$services" >/dev/null &
  redis_pid=$!
  for _ in $(seq 100); do
    (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null && { export AUTERITY_TEST_REDIS="127.0.0.1:$port"; return 0; }
    sleep 0.05
  done
  return 1
}

stop_services() {
  [ -z "$redis_pid" ] || kill "$redis_pid" 2>/dev/null || true
  if [ -n "$services" ]; then
    [ ! -f "$services/postgres/postmaster.pid" ] || as_postgres "$(postgres_bin)/pg_ctl" -D "$services/postgres" -m immediate stop >/dev/null 2>&1 || true
    rm -rf "$services"
  fi
}
