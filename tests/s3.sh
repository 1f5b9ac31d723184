#!/usr/bin/env bash
# A private S3 server for the tests (moto, which `make clients` installs), on a free port of the loopback.
#   tests/s3.sh start     starts it if it doesn't run, and prints its URL
#   tests/s3.sh stop      ends it, and with it all that it holds
# It takes any credentials: hold nothing dear in it.
set -euo pipefail
target=${CARGO_TARGET_DIR:-$(cd "$(dirname "$0")/.." && pwd)/target}
home=$target/s3
server=${MOTO_SERVER:-$target/tools/python/bin/moto_server}

url() { echo "http://127.0.0.1:$(cat "$home/port")"; }
# The process that was started, not another that has its number now.
running() { [ -e "$home/pid" ] && tr '\0' ' ' <"/proc/$(cat "$home/pid")/cmdline" 2>/dev/null | grep -q moto_server; }
answers() { python3 -c 'import sys, urllib.request as u; u.urlopen(sys.argv[1] + "/moto-api/", timeout=2)' "$(url)" 2>/dev/null; }

case ${1:-} in
start)
    if ! running; then
        [ -x "$server" ] || { echo "no S3 server found: \`make clients\` installs it, or name moto_server in MOTO_SERVER" >&2; exit 1; }
        rm -rf "$home"
        mkdir -p "$home"
        python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])' >"$home/port"
        setsid "$server" -H 127.0.0.1 -p "$(cat "$home/port")" </dev/null >"$home/log" 2>&1 &
        echo $! >"$home/pid"
    fi
    for _ in $(seq 300); do
        ! answers || { url; exit; }
        running || break
        sleep 0.1
    done
    cat "$home/log" >&2
    exit 1
    ;;
stop)
    ! running || kill "$(cat "$home/pid")"
    rm -rf "$home"
    ;;
*)
    echo "usage: $0 start|stop" >&2
    exit 2
    ;;
esac
