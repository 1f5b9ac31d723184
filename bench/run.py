#!/usr/bin/env python3
"""Measures Vitrine beside the limits of the machine it runs on, in one run.

    run.py [--engine sqlite|postgres] [--n 20000] [--only W1,W5] [--seconds 8] [--keep] [--out FILE]

load  all documents, then all variants, in bulk requests of 5,000
F     the first total, facets, order and search after a start, each of at least a third of all; the median of 3 starts
W3    filter + sort, 2,880 different questions (brand x colour x order), pages of 30: each once after a start (cold),
      each once more (warm), 16 clients, pages of 100, one write a second meanwhile
W4    search, 10,000 different words, pairs of words, prefixes and codes; cold, warm, 16 clients
W4f   the same with three facets
W2    500 lists of 100 of all 400 nodes, one write a second meanwhile   bare: the same bytes from a handler
W2r   the same 20 lists again and again                                 that does nothing else
W2b   pages at any depth of long lists; W2w: a whole walk by cursor     the same
W1    read one document                                                 the same
W8    export of all as NDJSON
W10q  memory (PSS) after all of these in one process
V4    pages of 200 by v4, all included, 4 clients         the same documents by v5
WI    bulk create beside a client with 20 filters a second              the same without the client
WIw   bulk create beside a client with 20 single changes a second       the same without the client
W5    change one number, 16 clients     durable single updates of one SQLite connection (PostgreSQL: of 16)
W5s   change one searched text          the same
W6    create one document               the same
W7    W7c bulk create, one NDJSON       inserted rows of the same size (PostgreSQL: COPY of the same rows)
      W7u each line with another price  the same
      W7n the very same request again   the same
WH    deliveries of a bulk change to a receiver on this machine; WH lag: from a change's answer until it is told
W10   memory (PSS) after all of it
WB    backup beside the running server       pg_dump -Fc, sqlite3 .backup
WR    restore of it into a fresh instance of the same engine
W9    start to the first answer
WU    files sent: one of 1 GiB (in MB/s), 500 of 200 kB by 8 clients       a copy with a sync, one after the other
WD    the same fetched by their public addresses                           reading them
WX    CSV and XLSX in by a job, the same again, and out     inserted rows; a bare parse of the same file
W11   10 x what is served (16 clients) on 1,200 connections: lists as in W3, changes as in W5, both with reads; beside
      the same at a fifth of what is served

They are run in this order. Each answer of W2 to W4 and F is checked against what the generated file says before or
while it is timed. One answer other than 2xx, one lost connection or one wrong answer makes a figure void, and the
exit code 1.
"""
import argparse
import contextlib
import http.client
import itertools
import json
import os
import shutil
import subprocess
import sys
import time

import backups
import client
import faces
import flows
import gen
import measure
import overload
import reads
import servers
import table
import transfers
import webhooks
import writes
from truth import Truth

WORKLOADS = {
    "F": reads.first, "W3": reads.filtered, "W4": reads.searched, "W4f": reads.counted, "W2": reads.lists,
    "W2r": reads.repeated_lists, "W2b": reads.deep, "W1": reads.one, "W8": reads.export,
    "W10q": reads.memory_of_queries, "V4": faces.pages, "WI": writes.import_beside_queries,
    "WIw": writes.import_beside_changes, "W5": writes.change_number,
    "W5s": writes.change_text, "W6": writes.create, "W7": writes.bulk, "WH": webhooks.deliveries, "W10": writes.memory, "WB": backups.round_trip,
    "W9": writes.start, "WU": transfers.there_and_back, "WX": flows.in_and_out, "W11": overload.all_kinds,
}


# ---- before the run

def build():
    subprocess.run(["cargo", "build", "--release", "--bin", "vitrine"], cwd=servers.ROOT, check=True)
    subprocess.run(["cargo", "build", "--release", "--manifest-path", f"{measure.HERE}/limits/Cargo.toml"], check=True,
                   env={**os.environ, "CARGO_TARGET_DIR": f"{servers.DATA}/limits-target"})


def catalogue(n):
    """The folder of the smallest set with at least n products, made if there is none: a longer file begins with
    a shorter one."""
    sizes = [int(name) for name in filter(str.isdigit, os.listdir(servers.DATA))]
    fitting = [size for size in sizes if size >= n and os.path.exists(f"{servers.DATA}/{size}/products.ndjson")]
    folder = f"{servers.DATA}/{min(fitting, default=n)}"
    if not fitting:
        gen.write(folder, n, seed=1)
    return folder


def limits(engine, folder):
    """What the engine alone can do with rows of the same size."""
    lines = f"{folder}/products.ndjson"
    with contextlib.ExitStack() as stack:
        work = servers.fresh(f"{servers.DATA}/limit-{engine}")
        stack.callback(shutil.rmtree, work)
        command = [f"{servers.LIMITS}/sqlite", work, lines]
        if engine == "postgres":
            url, _ = stack.enter_context(servers.postgres(f"{work}/postgres"))
            command = [f"{measure.HERE}/limits/postgres.sh", url.rpartition("/")[0], lines]
        made = subprocess.run(command, check=True, timeout=300, capture_output=True, text=True)
    return json.loads(made.stdout.splitlines()[-1])


def load(vitrine, folder, n):
    """Fills an empty instance; the row of the table."""
    api = client.Api(vitrine.url, vitrine.token)
    with open(f"{folder}/schema.json", encoding="utf-8") as schema:
        client.set_up(api, json.load(schema))
    last, spans = f"P{n - 1:07d}", []
    with open(f"{folder}/products.ndjson", encoding="utf-8") as products, \
            open(f"{folder}/variants.ndjson", encoding="utf-8") as variants:
        own = itertools.takewhile(lambda line: json.loads(line)["parent"] <= last, variants)
        for kind, lines in (("documents", map(client.document, itertools.islice(products, n))),
                            ("variants", map(client.variant, own))):
            begun = time.perf_counter()
            count = client.load(api, kind, lines)
            spans.append((count, time.perf_counter() - begun))
    (_, documents), (variants, took) = spans
    return {"value": (documents + took) / 60, "unit": "min", "rate": n / documents, "documents": n, "variants": variants,
            "documents_s": documents, "variants_s": took}


def fill(options, folder, work):
    """Puts a loaded instance into an empty folder: a copy of the one kept, or a new one."""
    kept = f"{servers.DATA}/kept-{options.engine}-{options.n}"
    if not (options.keep and os.path.exists(kept)):
        shutil.rmtree(work, ignore_errors=True)
        os.makedirs(work)
        with servers.instance(work, options.engine) as (vitrine, _):
            row = load(vitrine, folder, options.n)
        row["size_mb"] = servers.size(work)
        with open(f"{work}/load.json", "w", encoding="utf-8") as out:
            json.dump(row, out)
        if options.keep:
            servers.copy(work, f"{kept}.part")
            os.rename(f"{kept}.part", kept)
    else:
        servers.copy(kept, work)


# ---- the run

def rows(run, name):
    """The rows of a workload; void with its reason if anything was wrong."""
    run.api.connection.close()  # an idle connection may have been closed by the server meanwhile
    try:
        yield from WORKLOADS[name](run)
    except (client.Refused, OSError, http.client.HTTPException, subprocess.SubprocessError) as wrong:
        yield name, {"void": str(wrong)[:400]}


def report(engine, label, row):
    parts = [f"{label:16}", *(f"{cell:>24}" for cell in table.cells(label, engine, row)), table.goal(label, engine)]
    print("  ".join(parts), row.get("void", ""), flush=True)


def run_all(options):
    folder = catalogue(options.n + options.bulk)
    work = f"{servers.DATA}/run-{options.engine}"
    limit = limits(options.engine, folder)
    fill(options, folder, work)
    with open(f"{work}/load.json", encoding="utf-8") as loaded:
        result = {"load": json.load(loaded)}
    report(options.engine, "load", result["load"])
    with open(f"{folder}/products.ndjson", encoding="utf-8") as products:
        truth = Truth(products, options.n)
        more = list(itertools.islice(products, options.bulk))
    with servers.instance(work, options.engine) as (vitrine, database):
        run = measure.Run(options, vitrine, database, truth, more, limit)
        run.set = os.path.basename(folder)
        for name in filter(options.only.__contains__, WORKLOADS):
            for label, row in rows(run, name):
                result[label] = row
                report(options.engine, label, row)
    shutil.rmtree(work)
    return {"engine": options.engine, "n": options.n, "bulk": options.bulk, "limits": limit, "rows": result,
            "at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()), "cores": os.cpu_count()}


def arguments():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--engine", choices=table.BOTH, default=table.SQLITE)
    options.add_argument("--n", type=int, default=20_000, help="documents loaded beforehand (the goals: 100000)")
    options.add_argument("--bulk", type=int, default=20_000, help="documents of a bulk request")
    options.add_argument("--only", default=",".join(WORKLOADS), type=lambda text: text.split(","))
    options.add_argument("--seconds", type=int, default=8, help="of each measured round of wrk")
    options.add_argument("--keep", action="store_true", help="keep what was loaded for the next run with --keep and this n")
    options.add_argument("--no-build", action="store_true")
    options.add_argument("--out", help="the JSON file")
    options = options.parse_args()
    if set(options.only) - set(WORKLOADS):
        sys.exit(f"workloads: {', '.join(WORKLOADS)}")
    return options


def main():
    options = arguments()
    os.makedirs(servers.DATA, exist_ok=True)
    if not options.no_build:
        build()
    result = run_all(options)
    print(f"\n{table.markdown([result])}")
    if options.out:
        with open(options.out, "w", encoding="utf-8") as out:
            json.dump(result, out, indent=1)
    sys.exit(1 if any("void" in row for row in result["rows"].values()) else 0)


if __name__ == "__main__":
    main()
