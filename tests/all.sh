#!/usr/bin/env bash
# All that must hold before a change lands, quick checks first. `make test` installs what this needs.
# A PostgreSQL named by VITRINE_TEST_POSTGRES and an S3 server named by VITRINE_TEST_S3 are used as they are; without
# them private ones live as long as the run.
set -euo pipefail
cd "$(dirname "$0")/.."

step() {
    printf '\n== %s\n' "$*"
    "$@"
}

step cargo fmt --all --check
step cargo deny --log-level error check bans licenses sources
step npm run check --prefix ui --silent
step python3 -W error -m compileall -q -f bench tests
step cargo clippy --workspace --all-targets --locked -- -D warnings
RUSTDOCFLAGS="-D warnings" step cargo doc --workspace --no-deps --document-private-items --locked

stop() {
    [ -z "${own_s3:-}" ] || tests/s3.sh stop
    [ -z "${own_postgres:-}" ] || tests/postgres.sh stop
}
trap stop EXIT
if [ -z "${VITRINE_TEST_POSTGRES:-}" ]; then
    VITRINE_TEST_POSTGRES=$(tests/postgres.sh start)
    export VITRINE_TEST_POSTGRES
    own_postgres=yes
fi
if [ -z "${VITRINE_TEST_S3:-}" ]; then
    VITRINE_TEST_S3=$(tests/s3.sh start)
    export VITRINE_TEST_S3
    own_s3=yes
fi
# A change is judged by the same cases each time; `PROPTEST_RNG_SEED= make test` draws new ones.
export PROPTEST_RNG_SEED=${PROPTEST_RNG_SEED-1}
[ -n "$PROPTEST_RNG_SEED" ] || unset PROPTEST_RNG_SEED
step cargo build --workspace --all-targets --locked
if command -v cargo-nextest >/dev/null; then
    # Tests wait a good part of their time, for a disk or for a killed process's lease: so one more than there are cores.
    step cargo nextest run --workspace --locked --no-fail-fast --test-threads $(($(nproc) + 1))
else
    step cargo test --workspace --locked
fi
step tests/conformance.py
