#!/bin/sh
# What PostgreSQL does with the same rows: COPY, and durable single updates by 16 clients.
#   postgres.sh postgres://USER@127.0.0.1:PORT PRODUCTS.ndjson      prints {"inserts": rows/s, "updates": commits/s}
set -e
pgbench=${PG_BIN:-/usr/lib/postgresql/15/bin}/pgbench
work=$(mktemp -d)
trap 'rm -rf "$work"; psql -q "$1/postgres" -c "DROP DATABASE IF EXISTS bench_limit" >&2' EXIT
psql -q "$1/postgres" -c 'CREATE DATABASE bench_limit' >&2
url=$1/bench_limit
psql -q "$url" -c 'CREATE TABLE rows(id bigint GENERATED ALWAYS AS IDENTITY, code text PRIMARY KEY, body text NOT NULL)' >&2

# COPY's text format doubles each backslash. The code is the row's number.
head -n 20000 "$2" | sed 's/\\/\\\\/g' | awk '{printf "P%07d\t%s\n", NR - 1, $0}' >"$work/rows"
count=$(wc -l <"$work/rows")
before=$(date +%s%N)
psql -q "$url" -c "\\copy rows(code, body) FROM '$work/rows'" >&2
after=$(date +%s%N)
inserts=$((count * 1000000000 / (after - before)))

psql -q "$url" -c 'VACUUM ANALYZE rows' -c CHECKPOINT >&2
cat >"$work/update.sql" <<SQL
\\set row random(0, $count - 1)
\\set price random(1, 1000000)
UPDATE rows SET body = :price || substr(body, 8) WHERE code = 'P' || lpad((:row)::text, 7, '0');
SQL
updates=$("$pgbench" -n -M prepared -f "$work/update.sql" -c 16 -j 2 -T 5 "$url" 2>/dev/null | awk '/^tps/ {printf "%d", $3}')
echo "{\"inserts\":$inserts,\"updates\":$updates}"
