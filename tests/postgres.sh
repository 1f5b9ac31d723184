#!/usr/bin/env bash
# A private PostgreSQL for the tests, set up as durably as a real one, on a free port of the loopback.
#   tests/postgres.sh start     makes it if it doesn't run, and prints its URL
#   tests/postgres.sh stop      ends it and removes its files
# It trusts whoever reaches the port: hold nothing dear in it.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
# In memory, where there is room: each test makes and drops a database of hundreds of files, and ext4 looks at every file
# that was deleted in the last seconds before it makes another (a quarter of the processors' time).
home=${CARGO_TARGET_DIR:-$root/target}/postgres
memory=/dev/shm/vitrine-postgres-$(printf %s "$home" | cksum | cut -d' ' -f1)
if [ -d "$memory" ] || [ "$(df --output=avail --block-size=1M /dev/shm 2>/dev/null | tail -1)" -ge 3000 ] 2>/dev/null; then
    home=$memory
fi
bin=${PG_BIN:-$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1)}
[ -x "$bin/initdb" ] || { echo "no PostgreSQL server found: install Debian's \"postgresql\", or name its programs' folder in PG_BIN" >&2; exit 1; }

# PostgreSQL refuses to run as root.
as_postgres() { "$@"; }
if [ "$(id -u)" = 0 ]; then
    as_postgres() { runuser -u postgres -- "$@"; }
    mkdir -p "$home"
    # Below a folder that only root may enter, such as /root.
    as_postgres test -x "$home" || home=/tmp/vitrine-postgres-$(printf %s "$root" | cksum | cut -d' ' -f1)
fi
data=$home/data

running() { as_postgres "$bin/pg_ctl" -D "$data" status >/dev/null 2>&1; }

case ${1:-} in
start)
    if ! running; then
        rm -rf "$home"
        mkdir -p "$home"
        [ "$(id -u)" != 0 ] || chown postgres "$home"
        port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
        cd "$home"
        as_postgres "$bin/initdb" -D "$data" -U postgres --auth=trust --encoding=UTF8 --locale=C.UTF-8 >/dev/null
        # Any client may check the server's certificate by the certificate itself.
        as_postgres openssl req -new -x509 -newkey rsa:2048 -nodes -days 3650 -subj /CN=localhost \
            -addext subjectAltName=DNS:localhost,IP:127.0.0.1 -addext basicConstraints=critical,CA:FALSE \
            -keyout "$data/server.key" -out "$data/server.crt" 2>/dev/null
        as_postgres tee -a "$data/postgresql.conf" >/dev/null <<CONF
listen_addresses = '127.0.0.1'
port = $port
unix_socket_directories = ''
max_connections = 300
ssl = on
CONF
        as_postgres "$bin/pg_ctl" -D "$data" -l "$home/log" -w start >/dev/null 2>&1 || { cat "$home/log" >&2; exit 1; }
    fi
    # The fourth line of the lock file is the port.
    echo "postgres://postgres@127.0.0.1:$(as_postgres sed -n 4p "$data/postmaster.pid")/postgres"
    ;;
stop)
    ! running || as_postgres "$bin/pg_ctl" -D "$data" -m fast -w stop >/dev/null
    rm -rf "$home"
    ;;
*)
    echo "usage: $0 start|stop" >&2
    exit 2
    ;;
esac
