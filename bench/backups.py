"""Backup and restore, beside what the engine's own means take. A generator of rows of the table: (label, figures)."""
import os
import shutil
import subprocess
import time

import servers

LONGEST = 3600  # seconds


def round_trip(run):
    """A backup beside the running server, then its restore into a fresh instance of the same engine, which is checked."""
    place = servers.fresh(f"{servers.DATA}/backup-{run.options.engine}")
    archive, dump = f"{place}/backup.tar", f"{place}/own"
    took, rows = vitrine("backup", archive, *run.vitrine.where)
    own = timed(["pg_dump", "-Fc", "-f", dump, run.vitrine.where[-1]] if run.database else
                ["sqlite3", f"{run.vitrine.where[1]}/vitrine.db", f".backup {dump}"])
    yield "WB", {"value": took, "unit": "s", "rows": rows, "size_mb": size(archive), "own_s": own, "own_mb": size(dump)}

    where = ["--data-dir", f"{place}/data"]
    if run.database:
        base = run.vitrine.where[-1].rpartition("/")[0]
        subprocess.run(["psql", "-q", f"{base}/postgres", "-c", "CREATE DATABASE restored"], check=True, timeout=60)
        where += ["--database-url", f"{base}/restored"]
    took, _ = vitrine("restore", archive, *where)
    vitrine("check", *where)
    yield "WR", {"value": took, "unit": "s", "rows": rows}
    shutil.rmtree(place)


def vitrine(*arguments):
    """How long a command takes, and the first number that it prints after its words."""
    start = time.perf_counter()
    ran = subprocess.run([servers.VITRINE, *arguments], check=True, timeout=LONGEST, capture_output=True, text=True)
    numbers = [int(word) for word in ran.stdout.split() if word.isdigit()]
    return time.perf_counter() - start, numbers[0] if numbers else 0


def timed(command):
    start = time.perf_counter()
    subprocess.run(command, check=True, timeout=LONGEST)
    return time.perf_counter() - start


def size(path):
    return os.path.getsize(path) / 1e6
