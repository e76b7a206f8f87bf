# shellcheck shell=bash
# Where the demo's Request Tracker lives and how its server is started, found and stopped. Sourced by up and down.
#
#   PORTICO_DATA       folder of all demo data; this one uses its sub-folder request-tracker
#   PORTICO_RT_PORT    port on 127.0.0.1, 18470 if not set
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
port=${PORTICO_RT_PORT:-18470}
url=http://127.0.0.1:$port
data=$(realpath -m "${PORTICO_DATA:-${TMPDIR:-/tmp}/portico}/request-tracker")
database=$data/rt.sqlite
seeded=$data/seeded.sqlite          # exists only once everything is seeded
pidfile=$data/server.pid

# What site-config.pm and the initial data read. The tests bring data of their own.
export PORTICO_RT_HERE=$here PORTICO_RT_DATA=$data PORTICO_RT_PORT=$port
export PORTICO_RT_PEOPLE=${PORTICO_RT_PEOPLE:-$here/people.json}
initial_data=${PORTICO_RT_INITIAL_DATA:-$here/initial-data.pl}
export RT_SITE_CONFIG=$here/site-config.pm RT_SITE_CONFIG_DIR=/dev/null

tell() { printf 'request-tracker: %s\n' "$*" >&2; }
fail() { tell "$*"; exit 1; }

# A pid alone may belong to another process by now: look at its command line as well.
server_runs() {
  local pid
  pid=$(cat "$pidfile" 2>/dev/null) || return 1
  { tr '\0' ' ' <"/proc/$pid/cmdline"; } 2>/dev/null | grep -q -- "rt-server.*--port $port "
}

start_server() {
  server_runs && return
  if (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then fail "port $port is taken; choose another by PORTICO_RT_PORT"; fi
  setsid /usr/share/request-tracker5/libexec/rt-server --host 127.0.0.1 --port "$port" --max-workers 4 \
    </dev/null >>"$data/server.log" 2>&1 &
  echo $! >"$pidfile"
  local attempt
  for attempt in {1..240}; do
    # 401 is RT's own answer to a call without credentials: it is up
    [ "$(curl -s -o /dev/null -m 10 -w '%{http_code}' "$url/REST/2.0/rt")" = 401 ] && return
    [ "$attempt" -lt 8 ] || server_runs || break
    sleep 0.5
  done
  fail "the server does not answer, see $data/server.log"
}

stop_server() {
  local pid
  if server_runs; then
    pid=$(cat "$pidfile")
    kill "$pid"
    for _ in {1..100}; do server_runs || break; sleep 0.1; done
    if server_runs; then kill -KILL -- "-$pid"; fi      # the session that start_server opened, nothing else
  fi
  rm -f "$pidfile"
}
