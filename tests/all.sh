#!/usr/bin/env bash
# All that must hold before a change lands, quick checks first. `make test` installs what this needs.
# A PostgreSQL named by VITRINE_TEST_POSTGRES is used as it is; without one a private cluster lives as long as the run.
set -euo pipefail
cd "$(dirname "$0")/.."

step() {
    printf '\n== %s\n' "$*"
    "$@"
}

step cargo fmt --all --check
step cargo deny --log-level error check bans licenses sources
step python3 -W error -m compileall -q -f bench tests
step cargo clippy --workspace --all-targets --locked -- -D warnings
RUSTDOCFLAGS="-D warnings" step cargo doc --workspace --no-deps --document-private-items --locked

if [ -z "${VITRINE_TEST_POSTGRES:-}" ]; then
    VITRINE_TEST_POSTGRES=$(tests/postgres.sh start)
    export VITRINE_TEST_POSTGRES
    trap 'tests/postgres.sh stop' EXIT
fi
# A change is judged by the same cases each time; `PROPTEST_RNG_SEED= make test` draws new ones.
export PROPTEST_RNG_SEED=${PROPTEST_RNG_SEED-1}
[ -n "$PROPTEST_RNG_SEED" ] || unset PROPTEST_RNG_SEED
step cargo build --workspace --locked
if command -v cargo-nextest >/dev/null; then
    step cargo nextest run --workspace --locked
else
    step cargo test --workspace --locked
fi
step tests/conformance.py
